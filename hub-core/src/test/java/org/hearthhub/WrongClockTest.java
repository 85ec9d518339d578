package org.hearthhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hearthhub.history.TimeQuality.ASSUMED;
import static org.hearthhub.history.TimeQuality.CORRECTED;
import static org.hearthhub.history.TimeQuality.SURE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.hearthhub.access.Role;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.device.GivenHub;
import org.hearthhub.history.Keeping;
import org.hearthhub.history.Past;
import org.hearthhub.history.Term;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.StoreNotice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a home does when its machine does not know what time it is: it keeps the order, says so, and
 * puts things right once the clock is.
 */
class WrongClockTest {
  private static final Duration TEN_YEARS = Duration.ofDays(3_653);
  private static final Duration THREE_HOURS = Duration.ofHours(3);

  @TempDir Path temp;
  private final SteppedClock clock = new SteppedClock();
  private final Instant then = clock.instant();
  private DeviceId lamp;

  @BeforeEach
  void a_home_with_a_reading() {
    try (GivenHub given = new GivenHub(temp, clock)) {
      given.givenPerson("Anna", Role.OWNER);
      lamp = given.givenLamp("lamp").id();
      says(given, 1);
    }
  }

  /** What comes is stamped by the home's clock, ten seconds after what came before. */
  private void says(GivenHub given, int... values) {
    for (int value : values) {
      given
          .hub
          .history()
          .appendNow(
              lamp,
              List.of(
                  new Reading(GivenHub.BRIGHTNESS, Value.of(value), given.hub.clock().instant())))
          .toCompletableFuture()
          .orTimeout(30, TimeUnit.SECONDS)
          .join();
      clock.goOn(Duration.ofSeconds(10));
    }
  }

  private List<Past.Point> past(GivenHub given) {
    Past past =
        given
            .hub
            .history()
            .query(
                lamp,
                GivenHub.BRIGHTNESS,
                then.minus(TEN_YEARS).minus(TEN_YEARS),
                then.plus(TEN_YEARS).plus(TEN_YEARS),
                5_000);
    return ((Past.Readings) past).points();
  }

  private static Past.Point point(int value, Instant time, org.hearthhub.history.TimeQuality sure) {
    return new Past.Point(time, Value.of(value), sure);
  }

  private static List<String> codes(GivenHub given) {
    return given.vault.notices().stream().map(StoreNotice::code).toList();
  }

  private static List<String> told(GivenHub given) {
    return given.hub.audit().latest(100, Long.MAX_VALUE).stream()
        .filter(entry -> entry.action() == AuditEntry.Action.CLOCK)
        .map(entry -> entry.reason().orElse(""))
        .toList();
  }

  /** As a power cut or a kill leaves it. */
  private Path copyOf(Path home) throws IOException {
    Path copy = temp.resolve("copy");
    Files.createDirectories(copy.resolve("data"));
    try (var files = Files.list(home.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path name = Objects.requireNonNull(file.getFileName());
        Files.copy(file, copy.resolve("data").resolve(name));
      }
    }
    Files.copy(home.resolve("key"), copy.resolve("key"));
    return copy;
  }

  @Test
  void after_a_start_ten_years_back_time_goes_on_marked_and_is_put_right_when_the_clock_is()
      throws IOException {
    clock.set(then.minus(TEN_YEARS));
    try (GivenHub given = new GivenHub(temp, clock)) {
      assertThat(given.hub.clock().isAssumed()).isTrue();
      assertThat(codes(given)).containsExactly("clock-behind");
      assertThat(given.vault.notices().getFirst().sentence())
          .startsWith(
              "The clock of this machine shows 2016-02-29 08:00 UTC, but it was 2026-03-01 08:00"
                  + " UTC here already. Until it is right, Hearth counts on from there by itself");
      assertThat(told(given)).hasSize(1);

      says(given, 2, 3);
      Instant on = then.plusSeconds(10);
      assertThat(past(given))
          .containsExactly(
              point(1, then, SURE), point(2, on, ASSUMED), point(3, on.plusSeconds(10), ASSUMED));

      // The network comes back, and with it the time: the power had been off for three hours.
      Instant truth = on.plusSeconds(20).plus(THREE_HOURS);
      clock.set(truth);
      says(given, 4);
      List<Past.Point> corrected =
          List.of(
              point(1, then, SURE),
              point(2, on.plus(THREE_HOURS), CORRECTED),
              point(3, on.plusSeconds(10).plus(THREE_HOURS), CORRECTED),
              point(4, truth, SURE));
      assertThat(past(given)).isEqualTo(corrected);
      assertThat(given.hub.history().last(lamp).getFirst().time()).isEqualTo(truth);
      assertThat(codes(given)).containsExactly("clock-right");

      try (GivenHub killed = new GivenHub(copyOf(temp), clock)) {
        assertThat(past(killed)).as("from the journal, after a kill").isEqualTo(corrected);
      }
    }
    try (GivenHub given = new GivenHub(temp, clock)) {
      assertThat(past(given)).as("from chunks, after a restart").hasSize(4);
      assertThat(past(given).get(1))
          .isEqualTo(point(2, then.plusSeconds(10).plus(THREE_HOURS), CORRECTED));
      assertThat(codes(given)).isEmpty();
      assertThat(told(given))
          .as("latest first")
          .hasSize(2)
          .first()
          .asString()
          .contains("was wrong and is right again. It was 3 hours later than Hearth had assumed");
      assertThat(given.hub.audit().verify().findings()).isEmpty();
    }
  }

  @Test
  void a_clock_set_back_ten_years_under_a_running_hub_changes_neither_order_nor_times() {
    try (GivenHub given = new GivenHub(temp, clock)) {
      says(given, 2);
      clock.set(then.minus(TEN_YEARS));
      says(given, 3, 4);
      assertThat(given.hub.clock().isAssumed()).isTrue();
      given.hub.home().addRoom(GivenHub.OWNER, "Bath");
      assertThat(given.hub.audit().latest(1, Long.MAX_VALUE).getFirst().time())
          .isEqualTo(then.plusSeconds(40));
      assertThat(past(given))
          .containsExactly(
              point(1, then, SURE),
              point(2, then.plusSeconds(10), SURE),
              point(3, then.plusSeconds(20), ASSUMED),
              point(4, then.plusSeconds(30), ASSUMED));
      clock.set(then.plusSeconds(40));
      says(given, 5);
      assertThat(past(given))
          .containsExactly(
              point(1, then, SURE),
              point(2, then.plusSeconds(10), SURE),
              point(3, then.plusSeconds(20), CORRECTED),
              point(4, then.plusSeconds(30), CORRECTED),
              point(5, then.plusSeconds(40), SURE));
    }
  }

  @Test
  void a_clock_that_stays_wrong_over_restarts_keeps_the_order_and_the_marks() {
    for (int start = 0; start < 3; start++) {
      clock.set(then.minus(TEN_YEARS));
      try (GivenHub given = new GivenHub(temp, clock)) {
        says(given, 10 + start);
        assertThat(codes(given)).containsExactly("clock-behind");
      }
    }
    clock.set(then.plus(THREE_HOURS));
    try (GivenHub given = new GivenHub(temp, clock)) {
      assertThat(past(given))
          .extracting(Past.Point::quality)
          .containsExactly(SURE, ASSUMED, ASSUMED, ASSUMED);
      assertThat(past(given)).extracting(Past.Point::time).isSorted().doesNotHaveDuplicates();
      assertThat(codes(given)).isEmpty();
    }
  }

  @Test
  void after_a_kill_the_latest_reading_says_how_late_it_was() throws IOException {
    Path copy;
    try (GivenHub given = new GivenHub(temp, clock)) {
      clock.goOn(Duration.ofMinutes(10));
      says(given, 2);
      copy = copyOf(temp);
    }
    // What was written down by itself is ten minutes older than that reading.
    clock.set(then.plus(Duration.ofMinutes(3)));
    try (GivenHub given = new GivenHub(copy, clock)) {
      assertThat(given.hub.clock().isAssumed()).isTrue();
      says(given, 3);
      assertThat(past(given))
          .extracting(Past.Point::value)
          .containsExactly(Value.of(1), Value.of(2), Value.of(3));
    }
  }

  @Test
  void a_clock_that_had_been_ahead_is_believed_when_a_time_server_keeps_it() {
    clock.set(then.plus(TEN_YEARS));
    try (GivenHub given = new GivenHub(temp, clock)) {
      says(given, 2);
      clock.synchronise();
      clock.set(then.plus(THREE_HOURS));
      says(given, 3);
      assertThat(codes(given)).containsExactly("clock-was-ahead");
      assertThat(past(given))
          .containsExactly(
              point(1, then, SURE),
              point(3, then.plus(THREE_HOURS), SURE),
              point(2, then.plus(TEN_YEARS), SURE));
    }
    try (GivenHub given = new GivenHub(temp, clock)) {
      assertThat(codes(given)).as("and after a restart").isEmpty();
      assertThat(given.hub.clock().instant()).isEqualTo(clock.instant());
    }
  }

  @Test
  void a_clock_that_had_been_ahead_is_believed_after_a_day_even_if_nobody_keeps_it() {
    clock.set(then.plus(TEN_YEARS));
    new GivenHub(temp, clock).close();
    clock.set(then.plus(THREE_HOURS));
    try (GivenHub given = new GivenHub(temp, clock)) {
      clock.goOn(Duration.ofHours(23));
      given.hub.clock().tick(sentence -> {});
      assertThat(given.hub.clock().isAssumed()).isTrue();
      clock.goOn(Duration.ofHours(2));
      given.hub.clock().tick(sentence -> {});
      assertThat(given.hub.clock().instant()).isEqualTo(clock.instant());
    }
    try (GivenHub given = new GivenHub(temp, clock)) {
      assertThat(codes(given)).isEmpty();
    }
  }

  @Test
  void a_clock_from_before_there_was_hearth_is_never_believed() {
    clock.set(then.minus(TEN_YEARS));
    try (GivenHub given = new GivenHub(temp, clock)) {
      clock.goOn(Duration.ofDays(100));
      given.hub.clock().tick(sentence -> {});
      assertThat(given.hub.clock().isAssumed()).isTrue();
    }
  }

  @Test
  void what_a_time_server_puts_right_every_day_is_followed_without_a_word() {
    try (GivenHub given = new GivenHub(temp, clock)) {
      clock.set(clock.instant().minusSeconds(30));
      assertThat(given.hub.clock().instant()).isEqualTo(clock.instant());
      says(given, 2);
      assertThat(past(given)).extracting(Past.Point::quality).containsOnly(SURE);
      assertThat(codes(given)).isEmpty();
    }
  }

  @Test
  void by_a_clock_that_leapt_ahead_nothing_is_removed_for_its_age() {
    try (GivenHub given = new GivenHub(temp, clock)) {
      Keeping month = new Keeping(new Term.Days(30), new Term.Forever());
      given.hub.history().retention().keepUsually(GivenHub.OWNER, month, OptionalLong.empty());
      saysAtOnce(given, 600);
    }
    clock.set(then.plus(TEN_YEARS));
    for (int start = 0; start < 2; start++) {
      try (GivenHub given = new GivenHub(temp, clock)) {
        assertThat(codes(given)).isEqualTo(start == 0 ? List.of("clock-leap") : List.of());
        assertThat(keepsReadings(given)).isTrue();
        clock.goOn(Duration.ofDays(3));
      }
    }
    clock.synchronise();
    clock.set(then.plus(Duration.ofDays(1)));
    try (GivenHub given = new GivenHub(temp, clock)) {
      assertThat(keepsReadings(given)).isTrue();
    }
    clock.goOn(Duration.ofDays(40));
    try (GivenHub given = new GivenHub(temp, clock)) {
      assertThat(keepsReadings(given)).as("now they are too old").isFalse();
    }
  }

  @Test
  void a_hub_that_was_off_for_long_removes_what_is_too_old_a_week_later() {
    try (GivenHub given = new GivenHub(temp, clock)) {
      Keeping month = new Keeping(new Term.Days(30), new Term.Forever());
      given.hub.history().retention().keepUsually(GivenHub.OWNER, month, OptionalLong.empty());
      saysAtOnce(given, 600);
    }
    for (int start = 0; start < 3; start++) {
      clock.goOn(start == 0 ? Duration.ofDays(100) : Duration.ofDays(4));
      try (GivenHub given = new GivenHub(temp, clock)) {
        assertThat(keepsReadings(given)).isEqualTo(start < 2);
      }
    }
  }

  private void saysAtOnce(GivenHub given, int count) {
    List<Reading> readings =
        IntStream.range(0, count)
            .mapToObj(
                i -> new Reading(GivenHub.BRIGHTNESS, Value.of(i), clock.instant().plusMillis(i)))
            .toList();
    given
        .hub
        .history()
        .appendNow(lamp, readings)
        .toCompletableFuture()
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
    clock.goOn(Duration.ofMinutes(1));
  }

  private boolean keepsReadings(GivenHub given) {
    given.hub.history().awaitRollUps();
    Past past =
        given
            .hub
            .history()
            .query(lamp, GivenHub.BRIGHTNESS, then, then.plus(Duration.ofDays(1)), 5_000);
    return past instanceof Past.Readings all && all.points().size() == 601;
  }

  @Test
  void a_leap_ahead_is_followed_and_said() {
    try (GivenHub given = new GivenHub(temp, clock)) {
      clock.set(then.plus(TEN_YEARS));
      assertThat(given.hub.clock().instant()).isEqualTo(clock.instant());
      assertThat(given.vault.notices())
          .singleElement()
          .extracting(StoreNotice::sentence)
          .asString()
          .startsWith("The clock of this machine went ahead by 3,652 days at once.");
    }
  }
}
