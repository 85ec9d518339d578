package org.hearthhub.app.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.hearthhub.app.compose.HubPlan;
import org.hearthhub.app.compose.Network;
import org.hearthhub.app.compose.RunningHub;
import org.hearthhub.device.InboxEntry;
import org.hearthhub.vault.Unlock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The process that holds the hub that finds: the real one, on a network of its own. */
final class FinderWorker {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Path dataFolder;
  private final Path keyFile;

  private FinderWorker(Path dataFolder, Path keyFile) {
    this.dataFolder = dataFolder;
    this.keyFile = keyFile;
  }

  static void run(Path dataFolder, Path keyFile) throws IOException {
    FinderWorker worker = new FinderWorker(dataFolder, keyFile);
    new Orders(Map.of("find", worker::find)).serve(System.in, System.out);
  }

  /**
   * Starts the hub and watches its inbox and what leaves this network.
   *
   * @param words for how many seconds to watch, and where each device is
   */
  private JsonNode find(List<String> words) throws InterruptedException {
    Duration watch = Duration.ofSeconds(Long.parseLong(words.getFirst()));
    Set<String> places = Set.copyOf(words.subList(1, words.size()));
    HubPlan plan =
        new HubPlan(dataFolder, new Network.Home(), 0, OptionalInt.of(0), 0, 0, false, "bench");
    try (SentDatagrams sent = new SentDatagrams()) {
      long start = System.nanoTime();
      double seconds = 0;
      long found = 0;
      try (RunningHub hub = RunningHub.start(plan, new Unlock.KeyFile(keyFile), code -> {})) {
        while (System.nanoTime() - start < watch.toNanos()) {
          if (found < places.size()) {
            long now = found(hub, places);
            if (now > found) {
              found = now;
              seconds = (System.nanoTime() - start) / 1e9;
            }
          }
          Thread.sleep(BETWEEN_LOOKS);
        }
        return JsonNodeFactory.instance
            .objectNode()
            .put("found", found)
            .put("seconds", seconds)
            .put("described", described(hub))
            .put("entries", hub.hub().inbox().entries().size())
            .put("packets", sent.inAll())
            .put("packets_per_s_max", sent.mostInASecond());
      }
    }
  }

  private static long found(RunningHub hub, Set<String> places) {
    return hub.hub().inbox().entries().stream()
        .flatMap(entry -> entry.ways().stream())
        .map(InboxEntry.Way::address)
        .filter(places::contains)
        .distinct()
        .count();
  }

  private static long described(RunningHub hub) {
    return hub.hub().inbox().entries().stream()
        .filter(entry -> entry.sighting().offer().isPresent())
        .count();
  }
}
