package org.hearthhub.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hearthhub.thing.DeviceId;
import tools.jackson.databind.JsonNode;

/**
 * The senders as seen from the benchmark.
 *
 * @param senders their process
 * @param devices how many they are
 */
record Crowd(Worker senders, int devices) {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Makes them devices of the hub's home, observed by it; their ids by title. */
  Map<String, DeviceId> joins(Worker hub) throws InterruptedException {
    Map<String, DeviceId> ids = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : hub.ask(order("adopt")).properties()) {
      ids.put(each.getKey(), DeviceId.parse(each.getValue().asString()));
    }
    awaitRelations(devices);
    return ids;
  }

  /** An order that is followed by all their ports. */
  String[] order(String order) throws InterruptedException {
    List<String> words = new ArrayList<>(List.of(order));
    senders.ask("ports").forEach(port -> words.add(port.asString()));
    return words.toArray(String[]::new);
  }

  void awaitRelations(int wanted) throws InterruptedException {
    Waiting.until(
        PATIENCE, wanted + " observations", () -> senders.ask("relations").asInt() >= wanted);
  }
}
