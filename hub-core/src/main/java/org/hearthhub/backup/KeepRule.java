package org.hearthhub.backup;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.hearthhub.problem.Invalid;

/**
 * Which backups stay: of each of the last days, weeks and months that have any, the newest. A day
 * without a backup uses up none of the number, so a hub that was off for a month does not forget
 * the time before. Weeks begin on Monday (ISO 8601).
 *
 * @param daily 1 to 366
 * @param weekly 0 to 520
 * @param monthly 0 to 600
 */
public record KeepRule(int daily, int weekly, int monthly) {
  /** Seven days, four weeks, twelve months. */
  public static final KeepRule USUAL = new KeepRule(7, 4, 12);

  public KeepRule {
    if (daily < 1 || daily > 366 || weekly < 0 || weekly > 520 || monthly < 0 || monthly > 600) {
      throw new Invalid(
          "bad-keep-rule",
          "Keep 1 to 366 daily, 0 to 520 weekly and 0 to 600 monthly backups; one at least must"
              + " stay.");
    }
  }

  /**
   * Those that stay. The newest always does.
   *
   * @param made when each backup was made
   * @param zone of the home: its days count, not those of the machine
   */
  public Set<Instant> kept(Collection<Instant> made, ZoneId zone) {
    List<Instant> newestFirst = made.stream().distinct().sorted(Comparator.reverseOrder()).toList();
    Set<Instant> kept = new HashSet<>();
    keepNewestOfEach(newestFirst, daily, at -> day(at, zone), kept);
    keepNewestOfEach(newestFirst, weekly, at -> week(day(at, zone)), kept);
    keepNewestOfEach(newestFirst, monthly, at -> YearMonth.from(day(at, zone)), kept);
    return kept;
  }

  private static <P> void keepNewestOfEach(
      List<Instant> newestFirst, int most, Function<Instant, P> period, Set<Instant> kept) {
    Set<P> seen = new HashSet<>();
    for (Instant at : newestFirst) {
      if (seen.size() < most && seen.add(period.apply(at))) {
        kept.add(at);
      }
    }
  }

  private static LocalDate day(Instant at, ZoneId zone) {
    return at.atZone(zone).toLocalDate();
  }

  /** The Monday it began with. */
  private static LocalDate week(LocalDate day) {
    return day.with(DayOfWeek.MONDAY);
  }
}
