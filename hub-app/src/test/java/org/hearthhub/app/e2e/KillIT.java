package org.hearthhub.app.e2e;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.hearthhub.app.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The promise behind a 2.04: what was answered as stored survives whatever ends the process. */
class KillIT {
  private static final int KILLS = Boolean.getBoolean("hearth.long") ? 100 : 20;
  private static final int LINES = 3;
  private static final int MOST_MILLIS = 400;

  /** Values that are pushed are larger than what a GET answers. */
  private static final int PUSHED = 1_000;

  private final long seed = Long.getLong("hearth.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final AtomicInteger next = new AtomicInteger(PUSHED);
  private final ConcurrentLinkedQueue<Integer> answered = new ConcurrentLinkedQueue<>();

  @TempDir Path temp;

  @Test
  void every_reading_that_was_answered_is_there_once_after_many_kills() throws Exception {
    System.out.println("KillIT: -Dhearth.seed=" + seed);
    try (PushingSensor sensor = new PushingSensor("pusher", "Pusher", Map.of("count", "\"v\":1"));
        HomeOnThisMachine home = HomeOnThisMachine.start(temp)) {
      home.setUp("Ada", "correct horse");
      String thing = home.accept(sensor.address(), Map.of("title", "Pusher"));
      List<Instant> bounds = new ArrayList<>(List.of(Instant.now()));
      List<Integer> perLife = new ArrayList<>();

      for (int kill = 1; kill <= KILLS; kill++) {
        int before = answered.size();
        pushUntilKilled(sensor, home);
        perLife.add(answered.size() - before);
        bounds.add(Instant.now());
        home.startAgain();
      }

      System.out.println("KillIT: answered in each life: " + perLife);
      assertThat(perLife).as("something was answered in each life").allMatch(count -> count > 0);
      home.signIn("Ada", "correct horse");
      bounds.add(Instant.now().plusSeconds(1));
      Map<Integer, Long> stored = stored(home, thing, bounds);
      assertThat(stored.keySet()).as("seed %d", seed).containsAll(answered);
      assertThat(stored.entrySet())
          .as("each once, seed %d", seed)
          .allMatch(reading -> reading.getKey() < PUSHED || reading.getValue() == 1);
    }
  }

  private void pushUntilKilled(PushingSensor sensor, HomeOnThisMachine home) throws Exception {
    try (PushingSensor.Line line = sensor.lineTo(home.coapPort())) {
      Await.until(
          HomeOnThisMachine.PATIENCE, "the hub to take a push", () -> push(line, 1).isPresent());
      CountDownLatch ends = new CountDownLatch(LINES);
      for (int i = 0; i < LINES; i++) {
        int size = 1 + i;
        Thread.ofVirtual().name("line-" + i).start(() -> pushOn(line, size, ends));
      }
      TimeUnit.MILLISECONDS.sleep(random.nextInt(MOST_MILLIS));
      home.kill();
      line.close();
      ends.await();
    }
  }

  /** Pushes until one is not answered. */
  private void pushOn(PushingSensor.Line line, int size, CountDownLatch ends) {
    try {
      while (push(line, size).isPresent()) {}
    } catch (InterruptedException | RuntimeException cutOff) {
      // The hub is gone, and the line with it.
    } finally {
      ends.countDown();
    }
  }

  /** One push of so many readings, remembered if they were answered as stored. */
  private Optional<ResponseCode> push(PushingSensor.Line line, int size)
      throws InterruptedException {
    List<Integer> values = new ArrayList<>();
    List<String> records = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int value = next.incrementAndGet();
      values.add(value);
      records.add("{\"n\":\"count\",\"v\":%d}".formatted(value));
    }
    Optional<ResponseCode> code =
        line.push(String.join(",", records), 2_000).filter(ResponseCode.CHANGED::equals);
    code.ifPresent(changed -> answered.addAll(values));
    return code;
  }

  /** How often each value is in the history, asked for life by life, so that none is summed up. */
  private static Map<Integer, Long> stored(
      HomeOnThisMachine home, String thing, List<Instant> bounds) throws Exception {
    List<Integer> values = new ArrayList<>();
    for (int life = 1; life < bounds.size(); life++) {
      JsonNode history =
          home.get(
              "%s/properties/count/history?from=%s&to=%s&points=5000"
                  .formatted(thing, bounds.get(life - 1), bounds.get(life)));
      assertThat(history.path("kind").asString()).isEqualTo("readings");
      history.path("readings").forEach(each -> values.add(each.path("value").asInt()));
    }
    return values.stream().collect(groupingBy(value -> value, counting()));
  }
}
