package org.hearthhub.history;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.hearthhub.vault.RollupStore.Mark;

/**
 * Reads a span as hours or days wherever they are made and right, and as readings elsewhere: at its
 * edges, where a day is not over or is being made anew, and where readings are not packed yet. What
 * comes out is the same as if everything had been read. Thread-safe.
 */
final class RolledReader {
  private final PastReader reader;
  private final RollUps rollUps;
  private final Zones zones;

  RolledReader(PastReader reader, RollUps rollUps, Zones zones) {
    this.reader = reader;
    this.rollUps = rollUps;
    this.zones = zones;
  }

  /** A span in which nothing stands in the way of roll-ups, or everything does. */
  private record Part(long from, long to) {}

  /** When the first reading or roll-up can be. */
  long first(Series series) {
    long raw = reader.firstMilli(series);
    Mark mark = series.mark();
    if (mark.rawFrom() == Integer.MIN_VALUE && mark.hoursFrom() == Integer.MIN_VALUE) {
      return raw;
    }
    OptionalLong hour = rollUps.first(series, RollUps.HOURS);
    OptionalLong day = rollUps.first(series, RollUps.DAYS);
    return Math.min(raw, Math.min(hour.orElse(raw), day.orElse(raw)));
  }

  /** Whether a span begins before what is kept as readings. */
  boolean isBeforeReadings(Series series, long from) {
    int rawFrom = series.mark().rawFrom();
    return rawFrom != Integer.MIN_VALUE && from < rawFrom * StepGrid.DAY;
  }

  /** The shortest steps that a span can be told in. */
  long leastStep(Series series, long from) {
    int hoursFrom = series.mark().hoursFrom();
    boolean onlyDays = hoursFrom != Integer.MIN_VALUE && from < hoursFrom * StepGrid.DAY;
    if (onlyDays) {
      return StepGrid.DAY;
    }
    return isBeforeReadings(series, from) ? StepGrid.HOUR : 1;
  }

  /** Reads a span into steps of hours or more; the series' packing is locked by the caller. */
  void read(Series series, long from, long to, StepGrid grid, Stepping steps) {
    Mark mark = series.mark();
    boolean ofDays = grid.isOfDays() && isInZone(mark);
    StepGrid units = ofDays ? StepGrid.days(zones.zone()) : StepGrid.hours(zones.zone());
    long rawFrom =
        mark.rawFrom() == Integer.MIN_VALUE
            ? Long.MIN_VALUE
            : Rolling.firstHour(StepGrid.hours(zones.zone()), mark.rawFrom());
    long next = from;
    for (Part raw : rawParts(series, mark, units, from, to, rawFrom)) {
      rolled(series, next, raw.from(), units, ofDays, steps);
      readRaw(series, raw, steps);
      next = raw.to();
    }
    rolled(series, next, to, units, ofDays, steps);
  }

  private boolean isInZone(Mark mark) {
    return mark.zone() == zones.present().number();
  }

  private void readRaw(Series series, Part raw, Stepping steps) {
    reader.read(series, raw.from(), raw.to(), steps::add);
  }

  private void rolled(
      Series series, long from, long to, StepGrid units, boolean ofDays, Stepping steps) {
    if (from >= to) {
      return;
    }
    int hoursFrom = series.mark().hoursFrom();
    long hoursKept = hoursFrom == Integer.MIN_VALUE ? from : hoursFrom * StepGrid.DAY;
    // A unit that is cut by the span's beginning is told whole where its readings are gone.
    long start = units.start(from);
    if (ofDays) {
      into(series, RollUps.DAYS, start, to, steps);
      return;
    }
    if (start < hoursKept) {
      into(series, RollUps.DAYS, StepGrid.days(zones.zone()).start(start), hoursKept, steps);
      start = hoursKept;
    }
    into(series, RollUps.HOURS, start, to, steps);
  }

  private void into(Series series, int level, long from, long to, Stepping steps) {
    if (from < to) {
      rollUps.read(
          series,
          level,
          zones.zone(),
          from,
          to,
          (start, tally, _) -> steps.add(start, tally, level == RollUps.DAYS));
    }
  }

  private List<Part> rawParts(
      Series series, Mark mark, StepGrid units, long from, long to, long rawFrom) {
    List<Part> parts = new ArrayList<>();
    if (from != units.start(from)) {
      parts.add(new Part(from, units.end(from)));
    }
    if (to != units.start(to)) {
      parts.add(new Part(units.start(to), to));
    }
    // Hours and days of another zone are of use only where there is nothing else.
    long rolledTo =
        mark.toDay() == Integer.MIN_VALUE || !isInZone(mark)
            ? from
            : units.start(mark.toDay() * StepGrid.DAY);
    parts.add(new Part(rolledTo, Long.MAX_VALUE));
    for (int day : mark.due()) {
      parts.add(new Part(units.start(day * StepGrid.DAY), units.end((day + 1) * StepGrid.DAY)));
    }
    Samples tail = reader.tail(series, from, Math.min(to, rolledTo));
    for (int i = 0; i < tail.size(); i++) {
      parts.add(new Part(units.start(tail.time(i)), units.end(tail.time(i))));
    }
    return merged(parts, Math.max(from, rawFrom), to);
  }

  private static List<Part> merged(List<Part> parts, long from, long to) {
    parts.sort((a, b) -> Long.compare(a.from(), b.from()));
    List<Part> merged = new ArrayList<>();
    for (Part part : parts) {
      long begin = Math.max(part.from(), from);
      long end = Math.min(part.to(), to);
      if (begin >= end) {
        continue;
      }
      if (!merged.isEmpty() && begin <= merged.getLast().to()) {
        Part last = merged.removeLast();
        merged.add(new Part(last.from(), Math.max(last.to(), end)));
      } else {
        merged.add(new Part(begin, end));
      }
    }
    return merged;
  }
}
