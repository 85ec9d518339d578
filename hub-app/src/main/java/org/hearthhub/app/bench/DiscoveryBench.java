package org.hearthhub.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.hearthhub.app.compose.ThrowAwayFolders;
import tools.jackson.databind.JsonNode;

/**
 * How soon a hub that starts finds everything on its link, and how gently: simulated devices on the
 * far end of a cable, half of which answer a call to everybody over CoAP and half of which announce
 * themselves by mDNS. Both ends have networks of their own, so that what the hub sends is all that
 * is counted.
 *
 * @param devices how many
 * @param time how long the hub is watched
 */
public record DiscoveryBench(int devices, Duration time) {
  /**
   * What came of it.
   *
   * @param found how many were in the inbox
   * @param seconds from the start of the hub until the last of them was
   * @param described how many of those that answer over CoAP said by the end what they offer
   * @param packets datagrams that the hub sent in all
   * @param packetsPerSecondMax the most that it sent in any second
   */
  public record Figures(
      int found, double seconds, int described, long packets, long packetsPerSecondMax) {}

  /**
   * @param progress told what happens, line by line
   */
  public Figures run(Consumer<String> progress) throws InterruptedException {
    try (ThrowAwayFolders folders = ThrowAwayFolders.make("bench");
        Worker neighbours = Worker.within(Cable.OWN_NETWORK, "neighbours");
        Worker finder =
            Worker.within(
                Cable.OWN_NETWORK,
                "finder",
                folders.home().toString(),
                folders.keyFile().toString())) {
      Cable.plug(finder.pid(), neighbours.pid());
      int answering = devices / 2;
      int announced = devices - answering;
      progress.accept(
          "%d devices that answer and %d that announce themselves move in"
              .formatted(answering, announced));
      List<String> order = new ArrayList<>(List.of("find", "" + time.toSeconds()));
      neighbours
          .ask("move-in", "" + answering, "" + announced)
          .forEach(place -> order.add(place.asString()));
      progress.accept("A hub starts and looks around for %d s".formatted(time.toSeconds()));
      JsonNode figures = finder.ask(order.toArray(String[]::new));
      return new Figures(
          figures.path("found").asInt(),
          figures.path("seconds").asDouble(),
          figures.path("described").asInt(),
          figures.path("packets").asLong(),
          figures.path("packets_per_s_max").asLong());
    }
  }
}
