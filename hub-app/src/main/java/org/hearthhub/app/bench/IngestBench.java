package org.hearthhub.app.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hearthhub.app.compose.ThrowAwayFolders;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many readings a hub takes in: the same senders tell a hub and a bare Californium observer in
 * turns, as fast as they are acknowledged. For the hub, what counts is what it committed within the
 * time; and afterwards each acknowledged reading is looked for in its store.
 *
 * @param devices how many senders
 * @param time how long each turn is measured
 * @param rounds how many turns each has
 */
public record IngestBench(int devices, Duration time, int rounds) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(3);

  /**
   * What came of it.
   *
   * @param readingsPerSecond committed by the hub, over all turns
   * @param barePerSecond received by the bare observer, over all turns
   * @param lost acknowledged readings that are not in the store
   * @param told acknowledged readings in all
   */
  public record Figures(double readingsPerSecond, double barePerSecond, long lost, long told) {
    public double ratio() {
      return readingsPerSecond / barePerSecond;
    }
  }

  /**
   * @param progress told what happens, line by line
   */
  public Figures run(Consumer<String> progress) throws InterruptedException {
    Instant start = Instant.now();
    try (ThrowAwayFolders folders = ThrowAwayFolders.make("bench");
        Worker senders = Worker.start("senders", "" + devices)) {
      Map<String, DeviceId> ids;
      List<Told> told;
      Turns turns;
      try (Worker hub =
              Worker.start("hub", folders.home().toString(), folders.keyFile().toString());
          Worker bare = Worker.start("observer")) {
        Crowd crowd = new Crowd(senders, devices);
        ids = crowd.joins(hub);
        int hubPort = senders.ask("observers").get(0).asInt();
        int barePort = bare.ask("port").asInt();
        bare.ask(crowd.order("observe"));
        crowd.awaitRelations(2 * devices);

        turns = turns(senders, hub, hubPort, bare, barePort, progress);
        told = told(senders.ask("told", "" + hubPort));
        hub.end();
      }
      progress.accept("Looking for each reading in the store");
      long lost = lost(folders, ids, told, start);
      return new Figures(
          turns.hub(), turns.bare(), lost, told.stream().mapToLong(Told::acknowledged).sum());
    }
  }

  private record Turns(double hub, double bare) {}

  private Turns turns(
      Worker senders, Worker hub, int hubPort, Worker bare, int barePort, Consumer<String> progress)
      throws InterruptedException {
    List<Double> ofHub = new ArrayList<>();
    List<Double> ofBare = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      ofHub.add(turn(senders, hubPort, () -> hub.ask("committed").path("committed").asLong()));
      ofBare.add(turn(senders, barePort, () -> bare.ask("received").asLong()));
      progress.accept(
          "Round %d of %d: hub %,.0f/s, bare %,.0f/s"
              .formatted(round, rounds, ofHub.getLast(), ofBare.getLast()));
    }
    return new Turns(mean(ofHub), mean(ofBare));
  }

  private interface Count {
    long now() throws InterruptedException;
  }

  private double turn(Worker senders, int port, Count count) throws InterruptedException {
    senders.ask("flood", "" + port);
    Thread.sleep(time.compareTo(LONGEST_WARM_UP) < 0 ? time : LONGEST_WARM_UP);
    long before = count.now();
    long since = System.nanoTime();
    Thread.sleep(time);
    long after = count.now();
    double seconds = (System.nanoTime() - since) / 1e9;
    senders.ask("silence");
    Waiting.until(PATIENCE, "the last acknowledgement", () -> senders.ask("quiet").asBoolean());
    return (after - before) / seconds;
  }

  private static long lost(
      ThrowAwayFolders folders, Map<String, DeviceId> ids, List<Told> told, Instant start) {
    AffordanceName property = AffordanceName.of(Sender.RESOURCE);
    long lost = 0;
    try (StoredReadings stored = new StoredReadings(folders.home(), folders.keyFile())) {
      for (int number = 1; number <= told.size(); number++) {
        DeviceId id = ids.get(Sender.title(number));
        if (id == null) {
          throw new Unavailable(
              Unavailable.Who.DEVICE, "sender-missing", "A sender was never accepted.");
        }
        lost +=
            stored.missing(id, property, told.get(number - 1), start, Instant.now().plusSeconds(1));
      }
    }
    return lost;
  }

  private static double mean(List<Double> figures) {
    return figures.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  private static List<Told> told(JsonNode array) {
    return array
        .valueStream()
        .map(each -> JsonMapper.shared().treeToValue(each, Told.class))
        .toList();
  }
}
