package org.hearthhub.history;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.hearthhub.SteppedClock;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final AffordanceName TEMPERATURE = AffordanceName.of("temperature");
  private static final AffordanceName ON = AffordanceName.of("on");

  @TempDir Path temp;
  private final DeviceId lamp = DeviceId.random();
  private Vault vault;
  private History history;

  @BeforeEach
  void open() {
    vault = Vault.create(temp.resolve("data"), new Unlock.KeyFile(temp.resolve("key")));
    history = new History(vault, new SteppedClock());
  }

  @AfterEach
  void close() {
    history.close();
    vault.close();
  }

  private void reopen() {
    close();
    vault = Vault.open(temp.resolve("data"), new Unlock.KeyFile(temp.resolve("key")));
    history = new History(vault, new SteppedClock());
  }

  private static Reading temperature(Instant time, double value) {
    return new Reading(TEMPERATURE, Value.of(value), time);
  }

  private static Instant second(long second) {
    return START.plusSeconds(second);
  }

  private void commit(DeviceId device, List<Reading> readings) {
    history.appendNow(device, readings).toCompletableFuture().orTimeout(30, SECONDS).join();
  }

  private List<Past.Point> points(DeviceId device, AffordanceName property) {
    Past past = history.query(device, property, Instant.EPOCH, second(1_000_000_000), 5_000);
    return ((Past.Readings) past).points();
  }

  private List<Past.Step> steps(AffordanceName property, int most) {
    Past past = history.query(lamp, property, Instant.EPOCH, second(1_000_000_000), most);
    return ((Past.Steps) past).steps();
  }

  private static List<Past.Point> asPoints(List<Reading> readings) {
    return readings.stream()
        .sorted(Comparator.comparing(Reading::time))
        .map(reading -> new Past.Point(reading.time(), reading.value()))
        .toList();
  }

  @Test
  void every_kind_of_value_is_there_before_and_after_a_restart() {
    List<Reading> readings =
        List.of(
            temperature(second(1), -0.0),
            temperature(second(2), 0x1p53),
            new Reading(ON, Value.of(true), second(1), Optional.of(second(-60))),
            new Reading(AffordanceName.of("mode"), Value.of("éco 🏠"), second(1)),
            new Reading(AffordanceName.of("colour"), new Value.Structure("{\"h\":1}"), second(1)));
    commit(lamp, readings);
    assertThat(points(lamp, TEMPERATURE)).isEqualTo(asPoints(readings.subList(0, 2)));
    assertThat(history.last(lamp)).isEqualTo(readings.subList(1, 5));
    assertThat(history.committed()).isEqualTo(5);
    reopen();
    assertThat(points(lamp, TEMPERATURE)).isEqualTo(asPoints(readings.subList(0, 2)));
    assertThat(history.last(lamp)).isEqualTo(readings.subList(1, 5));
    assertThat(history.last(lamp, ON)).contains(readings.get(2));
    assertThat(history.committed()).isEqualTo(5);
  }

  @Test
  void what_nobody_waits_for_is_committed_all_the_same() {
    CompletableFuture<Void> receipt =
        history.append(lamp, List.of(temperature(second(1), 21))).toCompletableFuture();
    receipt.orTimeout(30, SECONDS).join();
    assertThat(points(lamp, TEMPERATURE)).hasSize(1);
  }

  @Test
  void what_waits_when_the_hub_stops_is_committed() {
    history.append(lamp, List.of(temperature(second(1), 21)));
    reopen();
    assertThat(points(lamp, TEMPERATURE)).hasSize(1);
    assertThat(history.committed()).isEqualTo(1);
  }

  @Test
  void nothing_is_known_of_strangers() {
    assertThat(points(lamp, TEMPERATURE)).isEmpty();
    assertThat(history.last(lamp)).isEmpty();
    assertThat(history.last(lamp, TEMPERATURE)).isEmpty();
    assertThat(history.append(lamp, List.of()).toCompletableFuture()).isCompleted();
  }

  @Test
  void thousands_of_readings_keep_their_order_through_packing_and_restarts() {
    Random random = new Random(5);
    List<Reading> all = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      List<Reading> more = new ArrayList<>();
      for (int i = 0; i < 1_200; i++) {
        more.add(temperature(second(all.size() + i), random.nextInt(1000) / 10.0));
      }
      all.addAll(more);
      commit(lamp, more);
      assertThat(points(lamp, TEMPERATURE)).isEqualTo(asPoints(all));
      if (round % 2 == 1) {
        reopen();
        assertThat(points(lamp, TEMPERATURE)).isEqualTo(asPoints(all));
      }
    }
    assertThat(history.last(lamp)).containsExactly(all.getLast());
    assertThat(history.committed()).isEqualTo(4_800);
  }

  @Test
  void late_readings_land_where_they_belong_whatever_was_packed() {
    Random random = new Random(11);
    List<Reading> all = new ArrayList<>();
    for (int round = 0; round < 12; round++) {
      List<Reading> more = new ArrayList<>();
      int size = 1 + random.nextInt(700);
      for (int i = 0; i < size; i++) {
        // Around three days, so that chunks share days and cross midnights; some many years off.
        long at =
            random.nextInt(200) == 0
                ? random.nextInt(2_000_000_000) - 1_000_000_000
                : random.nextInt(3 * 86_400);
        more.add(temperature(second(at), all.size() + i));
      }
      all.addAll(more);
      commit(lamp, more);
      if (round % 3 == 2) {
        reopen();
      }
      assertThat(pointsInSlices()).as("round %d", round).isEqualTo(asPoints(all));
    }
  }

  /** All readings, in spans few enough for one answer each, that together leave nothing out. */
  private List<Past.Point> pointsInSlices() {
    List<Past.Point> points = new ArrayList<>();
    List<Instant> bounds = new ArrayList<>(List.of(second(-2_000_000_000)));
    for (int hour = 0; hour <= 72; hour += 12) {
      bounds.add(second(hour * 3_600L));
    }
    bounds.add(second(3_000_000_000L));
    for (int i = 1; i < bounds.size(); i++) {
      Past slice = history.query(lamp, TEMPERATURE, bounds.get(i - 1), bounds.get(i), 5_000);
      points.addAll(((Past.Readings) slice).points());
    }
    return points;
  }

  @Test
  void a_span_takes_its_beginning_and_not_its_end() {
    commit(lamp, IntStream.range(0, 10).mapToObj(i -> temperature(second(i), i)).toList());
    Past past = history.query(lamp, TEMPERATURE, second(3), second(6), 100);
    assertThat(((Past.Readings) past).points())
        .extracting(Past.Point::time)
        .containsExactly(second(3), second(4), second(5));
    assertThat(history.query(lamp, TEMPERATURE, second(3), second(3), 1))
        .isEqualTo(new Past.Readings(List.of()));
  }

  @Test
  void too_many_readings_become_steps_that_add_up() {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      readings.add(temperature(second(i), i % 60));
    }
    commit(lamp, readings);
    Past past = history.query(lamp, TEMPERATURE, second(0), second(3_000), 50);
    assertThat(past).isInstanceOf(Past.Steps.class);
    Past.Steps steps = (Past.Steps) past;
    assertThat(steps.step()).isEqualTo(Duration.ofMinutes(1));
    assertThat(steps.steps()).hasSize(50);
    assertThat(steps.steps().getFirst())
        .isEqualTo(new Past.Step(second(0), 60, 0, 29.5, 59, Value.of(59.0)));
    assertThat(steps(TEMPERATURE, 7).stream().mapToInt(Past.Step::count).sum()).isEqualTo(3_000);
  }

  @Test
  void steps_of_a_long_past_are_cut_to_where_there_is_any() {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      readings.add(temperature(second(i * 60L), i));
    }
    commit(lamp, readings);
    assertThat(steps(TEMPERATURE, 300).size()).isBetween(100, 300);
  }

  @Test
  void steps_of_truths_count_them_and_steps_of_texts_say_the_last() {
    List<Reading> readings = new ArrayList<>();
    AffordanceName mode = AffordanceName.of("mode");
    for (int i = 0; i < 100; i++) {
      readings.add(new Reading(ON, Value.of(i % 4 == 0), second(i)));
      readings.add(new Reading(mode, Value.of("mode " + i), second(i)));
    }
    commit(lamp, readings);
    Past.Step truths = steps(ON, 1).getFirst();
    assertThat(truths.mean()).isEqualTo(0.25);
    assertThat(truths.max()).isEqualTo(1);
    assertThat(truths.last()).isEqualTo(Value.of(false));
    Past.Step texts = steps(mode, 1).getFirst();
    assertThat(texts.count()).isEqualTo(100);
    assertThat(texts.mean()).isNaN();
    assertThat(texts.last()).isEqualTo(Value.of("mode 99"));
  }

  @Test
  void the_mean_of_the_largest_numbers_is_a_number() {
    commit(
        lamp,
        List.of(
            temperature(second(1), Double.MAX_VALUE),
            temperature(second(2), Double.MAX_VALUE),
            temperature(second(3), Double.MAX_VALUE)));
    assertThat(steps(TEMPERATURE, 1).getFirst().mean()).isFinite().isGreaterThan(1e308);
  }

  @Test
  void questions_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> history.query(lamp, ON, second(2), second(1), 10))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> history.query(lamp, ON, second(1), second(2), 0))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> history.query(lamp, ON, second(1), second(2), 10_001))
        .isInstanceOf(Invalid.class);
    assertThat(history.query(lamp, ON, Instant.MIN, Instant.MAX, 10))
        .isEqualTo(new Past.Readings(List.of()));
  }

  @Test
  void the_latest_by_time_is_the_last_whatever_came_after() {
    commit(lamp, List.of(temperature(second(100), 1)));
    commit(lamp, List.of(temperature(second(50), 2)));
    assertThat(history.last(lamp, TEMPERATURE)).contains(temperature(second(100), 1));
    reopen();
    commit(lamp, List.of(temperature(second(60), 3)));
    assertThat(history.last(lamp, TEMPERATURE)).contains(temperature(second(100), 1));
  }

  @Test
  void a_device_that_keeps_inventing_properties_is_stopped() {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      readings.add(new Reading(AffordanceName.of("p" + i), Value.of(i), second(i)));
    }
    commit(lamp, readings);
    assertThatThrownBy(() -> history.append(lamp, List.of(temperature(second(1), 1))))
        .isInstanceOf(TooMuch.class);
    commit(lamp, readings);
    reopen();
    assertThat(history.last(lamp)).hasSize(256);
  }

  @Test
  void readings_of_many_threads_are_all_there_once() throws InterruptedException {
    List<DeviceId> devices = IntStream.range(0, 20).mapToObj(i -> DeviceId.random()).toList();
    List<Thread> threads = new ArrayList<>();
    for (DeviceId device : devices) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; i < 3_000; i++) {
                      history.append(device, List.of(temperature(second(i), i)));
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    reopen();
    assertThat(history.committed()).isEqualTo(60_000);
    for (DeviceId device : devices) {
      assertThat(points(device, TEMPERATURE))
          .extracting(Past.Point::value)
          .isEqualTo(IntStream.range(0, 3_000).mapToObj(Value::of).toList());
    }
  }

  @Test
  void packing_is_never_seen_from_outside() {
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 100; i++) {
                    int from = i * 40;
                    commit(
                        lamp,
                        IntStream.range(from, from + 40)
                            .mapToObj(n -> temperature(second(n), n))
                            .toList());
                  }
                });
    int seen = 0;
    while (seen < 4_000) {
      boolean wasLast = !writer.isAlive();
      List<Past.Point> points = points(lamp, TEMPERATURE);
      assertThat(points.size()).isGreaterThanOrEqualTo(seen);
      seen = points.size();
      assertThat(points)
          .extracting(Past.Point::value)
          .isEqualTo(IntStream.range(0, seen).mapToObj(Value::of).toList());
      assertThat(wasLast && seen < 4_000).as("the writer ended early").isFalse();
    }
  }

  @Test
  void after_the_end_nothing_more_is_taken() {
    history.close();
    assertThatThrownBy(() -> history.append(lamp, List.of(temperature(second(1), 1))))
        .isInstanceOf(Unavailable.class);
  }
}
