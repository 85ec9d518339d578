package org.hearthhub.history;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.hearthhub.SteppedClock;
import org.hearthhub.problem.Invalid;
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

/** How long the past is kept, and what is left of it. The clock says 2026-03-01 08:00. */
class RetentionTest {
  private static final AffordanceName NAME = AffordanceName.of("value");
  private static final Actor OPERATOR = new Actor.Operator();
  private static final Instant TODAY = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant END = TODAY.plus(Duration.ofHours(8));
  private static final int DAYS = 40;
  private static final Instant START = TODAY.minus(Duration.ofDays(DAYS));
  private static final Keeping A_WEEK = new Keeping(new Term.Days(7), new Term.Forever());

  @TempDir Path temp;
  private final DeviceId device = DeviceId.random();
  private final SeriesName series = new SeriesName(device, NAME);
  private final RollUpTest.Permissive witness = new RollUpTest.Permissive();
  private final List<Reading> readings = new ArrayList<>();
  private Vault vault;
  private History history;

  @BeforeEach
  void create() {
    vault = Vault.create(temp.resolve("data"), key());
    history = start();
    Random random = new Random(4);
    for (Instant time = START; time.isBefore(END); time = time.plusSeconds(60)) {
      readings.add(new Reading(NAME, Value.of(random.nextInt(500) / 10.0), time));
    }
    commit(device, readings);
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
    return new History(vault, new SteppedClock(), () -> ZoneOffset.UTC, witness);
  }

  private void reopen() {
    close();
    vault = Vault.open(temp.resolve("data"), key());
    history = start();
    history.awaitRollUps();
  }

  private void commit(DeviceId to, List<Reading> all) {
    for (int i = 0; i < all.size(); i += 5_000) {
      history
          .appendNow(to, all.subList(i, Math.min(all.size(), i + 5_000)))
          .toCompletableFuture()
          .orTimeout(30, SECONDS)
          .join();
    }
  }

  private Past.Steps days() {
    return (Past.Steps) history.query(series, START, END, DAYS + 1);
  }

  private long readingsBefore(Instant time) {
    return switch (history.query(series, time.minusSeconds(60 * 1_000), time, 5_000)) {
      case Past.Readings few -> few.points().size();
      case Past.Steps _ -> -1;
    };
  }

  @Test
  void readings_of_a_week_and_hours_and_days_of_all() {
    Past.Steps before = days();
    history.retention().keepUsually(OPERATOR, A_WEEK, OptionalLong.empty());
    reopen();
    Instant kept = TODAY.minus(Duration.ofDays(7));
    assertThat(readingsBefore(kept)).as("told in hours").isEqualTo(-1);
    assertThat(readingsBefore(kept.plusSeconds(60 * 1_000))).isEqualTo(1_000);
    assertThat(days()).isEqualTo(before);
    Past.Steps hours = (Past.Steps) history.query(series, START, kept, 5_000);
    assertThat(hours.step()).isEqualTo(Duration.ofHours(1));
    assertThat(hours.steps()).hasSize(24 * (DAYS - 7)).allMatch(hour -> hour.count() == 60);
    assertThat(vault.chunks().firstDay(pseudonym()))
        .hasValue(SeriesPacking.day(kept.toEpochMilli()));
    assertThat(witness.removed).as("a rule needs no telling").isEmpty();
  }

  private long pseudonym() {
    return vault.rollUps().marks().keySet().iterator().next();
  }

  @Test
  void the_nearest_rule_holds_and_is_there_after_a_restart() {
    var other = new SeriesName(device, AffordanceName.of("other"));
    Keeping month = new Keeping(new Term.Days(30), new Term.Days(300));
    Keeping none = new Keeping(new Term.Nothing(), new Term.Nothing());
    history.retention().keepUsually(OPERATOR, A_WEEK, OptionalLong.of(50_000_000));
    history.retention().keep(OPERATOR, device, Optional.of(month));
    history.retention().keep(OPERATOR, series, Optional.of(none));
    history.retention().treatAs(OPERATOR, other, Optional.of(Nature.COUNTER));
    reopen();
    Retention kept = history.retention();
    assertThat(kept.of(series)).isEqualTo(none);
    assertThat(kept.of(other)).isEqualTo(month);
    assertThat(kept.of(new SeriesName(DeviceId.random(), NAME))).isEqualTo(A_WEEK);
    assertThat(kept.cap()).hasValue(50_000_000);
    assertThat(kept.nature(other)).contains(Nature.COUNTER);
    kept.keep(OPERATOR, series, Optional.empty());
    kept.treatAs(OPERATOR, other, Optional.empty());
    assertThat(kept.of(series)).isEqualTo(month);
    assertThat(kept.properties()).isEmpty();
    assertThatThrownBy(() -> kept.keepUsually(OPERATOR, A_WEEK, OptionalLong.of(5)))
        .isInstanceOf(Invalid.class);
  }

  @Test
  void what_is_not_kept_at_all_leaves_its_last_value() {
    history
        .retention()
        .keep(OPERATOR, series, Optional.of(new Keeping(new Term.Nothing(), new Term.Nothing())));
    reopen();
    // The last day is not over, so that it is not rolled up yet.
    reopen();
    assertThat(history.last(device)).containsExactly(readings.getLast());
    assertThat(readingsBefore(TODAY)).isZero();
    assertThat(history.query(series, START, TODAY, 5_000)).isEqualTo(new Past.Readings(List.of()));
  }

  @Test
  void a_late_reading_adds_to_hours_whose_readings_are_gone() {
    history.retention().keepUsually(OPERATOR, A_WEEK, OptionalLong.empty());
    reopen();
    Instant old = TODAY.minus(Duration.ofDays(20)).plusSeconds(90);
    for (int round = 1; round <= 2; round++) {
      commit(device, List.of(new Reading(NAME, Value.of(99.0 + round), old)));
      reopen();
      Past.Step hour =
          ((Past.Steps) history.query(series, START, TODAY, 5_000))
              .steps().stream().filter(step -> step.max() > 99).findFirst().orElseThrow();
      assertThat(hour.count()).isEqualTo(60 + round);
      assertThat(hour.max()).isEqualTo(99.0 + round);
    }
  }

  @Test
  void beyond_its_cap_the_oldest_readings_go_and_it_is_told() {
    List<Reading> noise = new ArrayList<>();
    Random random = new Random(9);
    for (int i = 0; i < 25_000; i++) {
      Instant time = START.plusSeconds(60L * i);
      noise.add(new Reading(NAME, new Value.Text(noise(random)), time));
    }
    DeviceId talker = DeviceId.random();
    commit(talker, noise);
    reopen();
    assertThat(vault.size().used()).isGreaterThan(Retention.SMALLEST_CAP);
    Keeping everything = Keeping.EVERYTHING;
    history.retention().keepUsually(OPERATOR, everything, OptionalLong.of(Retention.SMALLEST_CAP));
    history.awaitRollUps();
    assertThat(vault.size().onDisk())
        .as("both files and their logs")
        .isLessThanOrEqualTo(Retention.SMALLEST_CAP);
    assertThat(witness.removed).hasSize(1).first().asString().contains("Readings from before");
    assertThat(days().steps()).as("days are kept").hasSize(DAYS + 1);
    assertThat(history.last(talker)).hasSize(1);
  }

  private static String noise(Random random) {
    byte[] bytes = new byte[200];
    random.nextBytes(bytes);
    return java.util.HexFormat.of().formatHex(bytes);
  }

  @Test
  void growth_is_foretold_from_what_the_last_week_brought() {
    reopen();
    Storage storage = history.storage();
    assertThat(storage.readings()).isEqualTo(readings.size());
    assertThat(storage.perDay().getAsLong()).isBetween(1_000L, 50_000L);
    assertThat(storage.inAYear()).hasValue(storage.bytes() + 365 * storage.perDay().getAsLong());
  }
}
