package org.hearthhub.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hearthhub.problem.Invalid;
import org.junit.jupiter.api.Test;

class KeepRuleTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Instant at(String day, ZoneId zone) {
    return LocalDate.parse(day).atTime(LocalTime.of(3, 0)).atZone(zone).toInstant();
  }

  private static List<LocalDate> days(Set<Instant> kept, ZoneId zone) {
    return kept.stream().map(at -> at.atZone(zone).toLocalDate()).sorted().toList();
  }

  private static List<Instant> daily(String last, int count) {
    return IntStream.range(0, count)
        .mapToObj(back -> at(LocalDate.parse(last).minusDays(back).toString(), BERLIN))
        .toList();
  }

  @Test
  void two_years_of_daily_backups_leave_seven_days_four_weeks_and_twelve_months() {
    Set<Instant> kept = KeepRule.USUAL.kept(daily("2026-11-19", 730), BERLIN); // a Thursday

    assertThat(days(kept, BERLIN))
        .containsExactly(
            LocalDate.parse("2025-12-31"),
            LocalDate.parse("2026-01-31"),
            LocalDate.parse("2026-02-28"),
            LocalDate.parse("2026-03-31"),
            LocalDate.parse("2026-04-30"),
            LocalDate.parse("2026-05-31"),
            LocalDate.parse("2026-06-30"),
            LocalDate.parse("2026-07-31"),
            LocalDate.parse("2026-08-31"),
            LocalDate.parse("2026-09-30"),
            LocalDate.parse("2026-10-31"),
            LocalDate.parse("2026-11-01"), // Sundays end their week
            LocalDate.parse("2026-11-08"),
            LocalDate.parse("2026-11-13"),
            LocalDate.parse("2026-11-14"),
            LocalDate.parse("2026-11-15"),
            LocalDate.parse("2026-11-16"),
            LocalDate.parse("2026-11-17"),
            LocalDate.parse("2026-11-18"),
            LocalDate.parse("2026-11-19"));
  }

  @Test
  void applied_every_day_it_keeps_the_same_as_applied_once() {
    List<Instant> all = daily("2026-11-19", 500).reversed();
    Set<Instant> present = new HashSet<>();
    for (Instant made : all) {
      present.add(made);
      present.retainAll(KeepRule.USUAL.kept(present, BERLIN));
    }

    // Day by day it can only have kept what was the newest of its week or month back then.
    assertThat(present).isSubsetOf(all).hasSizeBetween(18, 23);
    assertThat(days(present, BERLIN).getFirst()).isEqualTo(LocalDate.parse("2025-12-31"));
  }

  @Test
  void of_one_day_the_newest_stays() {
    Instant morning = Instant.parse("2026-11-19T05:00:00Z");
    List<Instant> made = List.of(morning, morning.plusSeconds(60), morning.plusSeconds(120));

    assertThat(KeepRule.USUAL.kept(made, BERLIN)).containsExactly(morning.plusSeconds(120));
  }

  @Test
  void days_are_those_of_the_home() {
    Instant before = Instant.parse("2026-06-30T22:30:00Z"); // half past midnight of July in Berlin
    Instant after = Instant.parse("2026-07-01T21:00:00Z");
    KeepRule one = new KeepRule(2, 0, 0);

    assertThat(one.kept(List.of(before, after), BERLIN)).containsExactly(after);
    assertThat(one.kept(List.of(before, after), ZoneOffset.UTC)).hasSize(2);
  }

  @Test
  void a_day_of_25_hours_is_one_day() {
    Instant first = LocalDate.parse("2026-10-25").atStartOfDay(BERLIN).toInstant();
    Instant last = first.plus(Duration.ofHours(24)); // 23:00 once more

    assertThat(new KeepRule(7, 0, 0).kept(List.of(first, last), BERLIN)).containsExactly(last);
  }

  @Test
  void a_month_without_backups_forgets_nothing_of_before() {
    List<Instant> made = new ArrayList<>(daily("2026-08-10", 10));
    made.add(at("2026-11-19", BERLIN));

    assertThat(days(KeepRule.USUAL.kept(made, BERLIN), BERLIN))
        .contains(LocalDate.parse("2026-08-10"), LocalDate.parse("2026-11-19"))
        .hasSizeGreaterThanOrEqualTo(8);
  }

  @Test
  void the_newest_always_stays_even_where_the_clock_was_wrong() {
    Instant ahead = Instant.parse("2090-01-01T00:00:00Z");
    Set<Instant> made = daily("2026-11-19", 3).stream().collect(Collectors.toSet());
    made.add(ahead);

    assertThat(new KeepRule(1, 0, 0).kept(made, BERLIN)).containsExactly(ahead);
  }

  @Test
  void a_rule_that_keeps_nothing_is_refused() {
    assertThatThrownBy(() -> new KeepRule(0, 4, 12)).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> new KeepRule(7, -1, 12)).isInstanceOf(Invalid.class);
    assertThat(KeepRule.USUAL.kept(List.of(), BERLIN)).isEmpty();
  }
}
