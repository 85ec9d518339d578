package org.hearthhub.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Where steps begin: those shorter than an hour at multiples counted from 1970 UTC; hours and more
 * by the clock of the home, so that a day begins at its midnight whatever the season. Remembers the
 * step it was asked for last. Not thread-safe.
 */
final class StepGrid {
  static final long HOUR = 3_600_000;
  static final long DAY = 24 * HOUR;
  private static final long FAR_PAST = Long.MIN_VALUE / 4;

  private final ZoneId zone;
  private final long length;
  private long start = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;

  /** Between these the clock is ahead of UTC by the same. */
  private long steadyFrom = Long.MAX_VALUE;

  private long steadyTo = Long.MIN_VALUE;
  private long offset;

  /**
   * @param length milliseconds; from an hour on a divisor or a multiple of a day
   */
  StepGrid(ZoneId zone, long length) {
    this.zone = zone;
    this.length = length;
  }

  static StepGrid hours(ZoneId zone) {
    return new StepGrid(zone, HOUR);
  }

  static StepGrid days(ZoneId zone) {
    return new StepGrid(zone, DAY);
  }

  /** The finest steps that are summaries of hours. */
  boolean isOfHours() {
    return length >= HOUR;
  }

  boolean isOfDays() {
    return length >= DAY;
  }

  Duration length() {
    return Duration.ofMillis(length);
  }

  /** When the step begins that a time is in. */
  long start(long time) {
    find(time);
    return start;
  }

  /** When the step ends that a time is in: the beginning of the next. */
  long end(long time) {
    find(time);
    return end;
  }

  private void find(long time) {
    if (time >= start && time < end) {
      return;
    }
    if (length < HOUR) {
      start = Math.floorDiv(time, length) * length;
      end = start + length;
    } else if (isSteady(time)) {
      start = Math.floorDiv(time + offset, length) * length - offset;
      end = start + length;
    } else if (length < DAY) {
      findHours(time);
    } else {
      findDays(time);
    }
  }

  /** Whether clocks are not changed within the step, nor close to it. */
  private boolean isSteady(long time) {
    if (time < steadyFrom || time >= steadyTo) {
      ZoneRules rules = zone.getRules();
      Instant now = Instant.ofEpochMilli(time);
      ZoneOffsetTransition before = rules.previousTransition(now.plusMillis(1));
      ZoneOffsetTransition after = rules.nextTransition(now);
      offset = rules.getOffset(now).getTotalSeconds() * 1000L;
      steadyFrom = before == null ? FAR_PAST : before.toEpochSecond() * 1000 + length + DAY;
      steadyTo = after == null ? -FAR_PAST : after.toEpochSecond() * 1000 - length - DAY;
    }
    return time >= steadyFrom && time < steadyTo;
  }

  private void findDays(long time) {
    long days = length / DAY;
    long date = Instant.ofEpochMilli(time).atZone(zone).toLocalDate().toEpochDay();
    long first = Math.floorDiv(date, days) * days;
    start = midnight(first);
    end = midnight(first + days);
  }

  private long midnight(long epochDay) {
    return LocalDate.ofEpochDay(epochDay).atStartOfDay(zone).toInstant().toEpochMilli();
  }

  /**
   * Hours of the wall clock: an hour that is there twice is two, one that is cut short when clocks
   * are put forward by half is a short one, and one that is put back by half is a long one.
   */
  private void findHours(long time) {
    ZonedDateTime now = Instant.ofEpochMilli(time).atZone(zone);
    int hours = (int) (length / HOUR);
    ZonedDateTime from = now.truncatedTo(ChronoUnit.HOURS);
    int more = from.getHour() % hours;
    if (more > 0) {
      from = now.toLocalDate().atTime(from.getHour() - more, 0).atZone(zone);
    }
    start = from.toInstant().toEpochMilli();
    ZonedDateTime next = hours == 1 ? nextHour(from) : nextOf(now, hours);
    end = next.toInstant().toEpochMilli();
  }

  private ZonedDateTime nextOf(ZonedDateTime now, int hours) {
    int hour = now.getHour() / hours * hours + hours;
    return hour >= 24
        ? now.toLocalDate().plusDays(1).atStartOfDay(zone)
        : now.toLocalDate().atTime(hour, 0).atZone(zone);
  }

  /** The first full hour after one, in time. */
  private static ZonedDateTime nextHour(ZonedDateTime from) {
    // A quarter of an hour is the finest that offsets of our days differ by.
    ZonedDateTime next = from.plusMinutes(15);
    while (next.truncatedTo(ChronoUnit.HOURS).toInstant().equals(from.toInstant())) {
      next = next.plusMinutes(15);
    }
    return next.truncatedTo(ChronoUnit.HOURS);
  }

  /** How many steps a span touches. */
  static long count(ZoneId zone, long length, long from, long to) {
    if (length < HOUR) {
      return count(length, 0, from, to);
    }
    long before = offset(zone, from);
    long after = offset(zone, to - 1);
    if (length >= DAY) {
      return Math.floorDiv(to - 1 + after, length) - Math.floorDiv(from + before, length) + 1;
    }
    boolean steady =
        zone.getRules().isFixedOffset()
            || zone.getRules().nextTransition(Instant.ofEpochMilli(from)) == null
            || zone.getRules()
                .nextTransition(Instant.ofEpochMilli(from))
                .getInstant()
                .isAfter(Instant.ofEpochMilli(to));
    // A clock that is put back makes an hour more, and as many go when it is put forward.
    return count(length, before, from, to) + (steady ? 0 : 2);
  }

  private static long count(long length, long offset, long from, long to) {
    return Math.floorDiv(to - 1 + offset, length) - Math.floorDiv(from + offset, length) + 1;
  }

  private static long offset(ZoneId zone, long time) {
    return zone.getRules().getOffset(Instant.ofEpochMilli(time)).getTotalSeconds() * 1000L;
  }
}
