package org.hearthhub.history;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hearthhub.SteppedClock;
import org.hearthhub.thing.Actor;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hours and days are made beside, and what they tell is what the readings tell. */
class RollUpTest {
  private static final AffordanceName NAME = AffordanceName.of("value");

  @TempDir Path temp;
  private final DeviceId device = DeviceId.random();
  private final SeriesName series = new SeriesName(device, NAME);
  private final DeviceId twin = DeviceId.random();
  private final SeriesName twinSeries = new SeriesName(twin, NAME);
  private ZoneId zone = ZoneId.of("Europe/Berlin");
  private Vault vault;
  private History history;

  @BeforeEach
  void create() {
    vault = Vault.create(temp.resolve("data"), key());
    history = start();
  }

  @AfterEach
  void close() {
    history.close();
    vault.close();
  }

  private Unlock key() {
    return new Unlock.KeyFile(temp.resolve("key"));
  }

  private History start() {
    return new History(vault, new SteppedClock(), () -> zone, new Permissive());
  }

  private void reopen() {
    close();
    vault = Vault.open(temp.resolve("data"), key());
    history = start();
    history.awaitRollUps();
  }

  private static Reading at(Instant time, Value value) {
    return new Reading(NAME, value, time);
  }

  private void commit(DeviceId to, List<Reading> readings) {
    for (int i = 0; i < readings.size(); i += 5_000) {
      history
          .appendNow(to, readings.subList(i, Math.min(readings.size(), i + 5_000)))
          .toCompletableFuture()
          .orTimeout(30, SECONDS)
          .join();
    }
  }

  /** A random walk in tenths, every half a minute or so. */
  private static List<Reading> walk(Instant from, Instant to, long seed) {
    Random random = new Random(seed);
    List<Reading> readings = new ArrayList<>();
    long value = 200;
    for (Instant time = from; time.isBefore(to); ) {
      readings.add(at(time, Value.of(value / 10.0)));
      value += random.nextInt(5) - 2;
      time = time.plusMillis(25_000 + random.nextInt(10_000));
    }
    return readings;
  }

  /** As it was before there were roll-ups: each reading is looked at. */
  private List<Past.Step> fromReadings(
      List<Reading> readings, Instant from, Instant to, Duration step) {
    Samples samples = new Samples();
    for (Reading reading : readings) {
      if (!reading.time().isBefore(from) && reading.time().isBefore(to)) {
        samples.add(Samples.millis(reading.time()), reading.value(), Samples.NO_TIME, (byte) 0);
      }
    }
    Samples ordered = samples.inOrder();
    Stepping steps =
        new Stepping(
            new StepGrid(zone, step.toMillis()), StepGrid.hours(zone), StepGrid.days(zone), false);
    for (int i = 0; i < ordered.size(); i++) {
      steps.add(ordered, i);
    }
    return steps.done().stream().map(done -> done.tally().step(done.start())).toList();
  }

  private Past.Steps steps(SeriesName name, Instant from, Instant to, int most) {
    return (Past.Steps) history.query(name, from, to, most);
  }

  private int rolledTo() {
    return vault.rollUps().marks().values().stream()
        .mapToInt(mark -> mark.toDay())
        .max()
        .orElse(Integer.MIN_VALUE);
  }

  private void assertSame(List<Reading> readings, Instant from, Instant to) {
    for (int most : List.of(7, 40, 100, 700, 2_000)) {
      Past.Steps told = steps(series, from, to, most);
      assertThat(told.steps())
          .as("%s to %s in %d", from, to, most)
          .isEqualTo(fromReadings(readings, from, to, told.step()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"UTC", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "America/St_Johns"})
  void what_hours_and_days_tell_is_what_readings_tell(String home) {
    zone = ZoneId.of(home);
    Instant from = Instant.parse("2026-03-15T00:00:00Z");
    Instant to = Instant.parse("2026-04-25T00:00:00Z");
    List<Reading> readings = walk(from, to, 7);
    commit(device, readings);
    reopen();
    assertThat(rolledTo()).isGreaterThanOrEqualTo(SeriesPacking.day(Samples.millis(to)) - 2);
    assertSame(readings, from, to);
    assertSame(readings, from.plusSeconds(4_321), to.minusSeconds(98_765));
  }

  @Test
  void a_day_has_23_hours_in_spring_and_25_in_autumn() {
    for (String[] day :
        List.of(new String[] {"2026-03-29", "23"}, new String[] {"2026-10-25", "25"})) {
      LocalDate date = LocalDate.parse(day[0]);
      Instant from = date.minusDays(3).atStartOfDay(zone).toInstant();
      Instant to = date.plusDays(4).atStartOfDay(zone).toInstant();
      List<Reading> readings = new ArrayList<>();
      for (Instant time = from; time.isBefore(to); time = time.plusSeconds(60)) {
        readings.add(at(time, Value.of(1)));
      }
      commit(device, readings);
      reopen();
      List<Past.Step> days = steps(series, from, to, 7).steps();
      assertThat(days).hasSize(7);
      assertThat(days.get(3).time()).isEqualTo(date.atStartOfDay(zone).toInstant());
      assertThat(days.get(3).count()).isEqualTo(60 * Integer.parseInt(day[1]));
      assertThat(days.get(2).count()).isEqualTo(60 * 24);
      Instant midnight = date.atStartOfDay(zone).toInstant();
      Instant next = date.plusDays(1).atStartOfDay(zone).toInstant();
      List<Past.Step> hours = steps(series, midnight, next, 30).steps();
      assertThat(hours).hasSize(Integer.parseInt(day[1]));
      assertThat(hours).allMatch(hour -> hour.count() == 60);
    }
  }

  @Test
  void an_hour_on_lord_howe_may_be_short_or_long() {
    zone = ZoneId.of("Australia/Lord_Howe");
    // On 2026-04-05 clocks went from 2:00 back to 1:30, on 2026-10-04 from 2:00 to 2:30.
    for (Object[] day : List.of(new Object[] {"2026-04-05", 90}, new Object[] {"2026-10-04", 30})) {
      LocalDate date = LocalDate.parse((String) day[0]);
      Instant midnight = date.atStartOfDay(zone).toInstant();
      Instant next = date.plusDays(1).atStartOfDay(zone).toInstant();
      List<Reading> readings = new ArrayList<>();
      for (Instant time = midnight.minus(Duration.ofDays(2));
          time.isBefore(next.plus(Duration.ofDays(2)));
          time = time.plusSeconds(60)) {
        readings.add(at(time, Value.of(1)));
      }
      commit(device, readings);
      reopen();
      List<Past.Step> hours = steps(series, midnight, next, 30).steps();
      assertThat(hours.stream().mapToInt(Past.Step::count).sum())
          .isEqualTo((int) Duration.between(midnight, next).toMinutes());
      assertThat(hours.stream().filter(hour -> hour.count() != 60).map(Past.Step::count))
          .containsExactly((int) day[1]);
      assertSame(readings, midnight.minus(Duration.ofDays(1)), next);
    }
  }

  @Test
  void late_readings_correct_what_was_rolled_up() {
    Instant from = Instant.parse("2026-03-20T00:00:00Z");
    Instant to = Instant.parse("2026-04-10T00:00:00Z");
    List<Reading> readings = new ArrayList<>(walk(from, to, 3));
    commit(device, readings);
    reopen();
    Random random = new Random(11);
    for (int round = 0; round < 3; round++) {
      List<Reading> late = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Instant time = from.plusSeconds(random.nextInt(21 * 86_400)).plusMillis(500 + round);
        late.add(at(time, Value.of(random.nextInt(1_000) / 10.0)));
      }
      readings.addAll(late);
      commit(device, late);
      // Not packed yet, then packed, then rolled up.
      assertSame(readings, from, to);
      reopen();
      assertSame(readings, from, to);
      assertThat(vault.rollUps().marks().values()).allMatch(mark -> mark.due().isEmpty());
    }
  }

  @Test
  void another_time_zone_counts_past_days_anew() {
    Instant from = Instant.parse("2026-03-20T00:00:00Z");
    Instant to = Instant.parse("2026-04-20T00:00:00Z");
    List<Reading> readings = walk(from, to, 5);
    commit(device, readings);
    reopen();
    assertSame(readings, from, to);
    zone = ZoneId.of("Asia/Kathmandu");
    assertSame(readings, from, to);
    reopen();
    assertSame(readings, from, to);
  }

  @Test
  void states_and_increases_of_hours_are_those_of_readings() {
    Instant from = Instant.parse("2026-03-01T00:00:00Z");
    Random random = new Random(2);
    List<Reading> meter = new ArrayList<>();
    double total = 0;
    for (int i = 0; i < 60_000; i++) {
      total = i % 17_000 == 16_999 ? 0 : total + random.nextInt(10) / 100.0;
      meter.add(at(from.plusSeconds(60L * i), Value.of(Math.round(total * 100) / 100.0)));
    }
    commit(device, meter);
    List<Reading> mode = new ArrayList<>();
    List<String> modes = List.of("off", "heat", "cool");
    for (int i = 0; i < 60_000; i++) {
      String now = modes.get(i / 100 % 3);
      mode.add(at(from.plusSeconds(60L * i), Value.of(now)));
    }
    commit(twin, mode);
    Instant to = from.plusSeconds(60L * 60_000);
    PastIncreases fine = history.increases(series, from, to, 5_000);
    reopen();
    PastIncreases coarse = history.increases(series, from, to, 50);
    assertThat(coarse.step()).isEqualTo(Duration.ofDays(1));
    assertThat(coarse.total()).isEqualTo(fine.total()).isGreaterThan(2_000);
    assertThat(history.increases(series, from, to, 5_000)).isEqualTo(fine);
    PastStates states = history.states(twinSeries, from, to, 50);
    assertThat(states).isInstanceOf(PastStates.Shares.class);
    assertThat(states.totals().values().stream().reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(Duration.ofMinutes(59_999));
    assertThat(states.totals())
        .containsOnlyKeys(Value.of("off"), Value.of("heat"), Value.of("cool"));
  }

  /** Everybody may everything. */
  static final class Permissive implements PastWitness {
    final List<String> removed = new ArrayList<>();

    @Override
    public void mayChangeKeeping(Actor actor) {}

    @Override
    public void changedKeeping(Actor actor, String remark) {}

    @Override
    public synchronized void removed(String remark) {
      removed.add(remark);
    }
  }
}
