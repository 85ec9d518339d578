package org.hearthhub.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.ChunkStore;
import org.hearthhub.vault.DataKeyId;
import org.hearthhub.vault.DataKeys;
import org.hearthhub.vault.RollupStore;
import org.hearthhub.vault.RollupStore.Mark;

/**
 * Makes the hours and days of some series, some days at a time. What is written and the marks up to
 * where it is made change in one commit, so a kill at any moment leaves both as they were. Not
 * thread-safe.
 */
final class Rolling {
  private static final int MOST_DAYS = 32;

  /** A quarter of a second's work, for packing waits meanwhile. */
  private static final int MOST_READINGS = 500_000;

  /** After so many no more series are added to a commit. */
  private static final int MANY_READINGS = 100_000;

  private final PastReader reader;
  private final ChunkStore chunks;
  private final RollUps rollUps;
  private final DataKeys keys;
  private final Zones zones;
  private final Predicate<SeriesName> numbersAreStates;

  /** Of the commit that is being made. */
  private int readings;

  Rolling(
      PastReader reader,
      ChunkStore chunks,
      RollUps rollUps,
      DataKeys keys,
      Zones zones,
      Predicate<SeriesName> numbersAreStates) {
    this.reader = reader;
    this.chunks = chunks;
    this.rollUps = rollUps;
    this.keys = keys;
    this.zones = zones;
    this.numbersAreStates = numbersAreStates;
  }

  /**
   * Makes some days of each series up to those that are complete, in one commit.
   *
   * @param some in the order of their pseudonyms, in which packing locks them too
   * @return how many were looked at, the first of them; no more when it would take long
   */
  int step(List<Series> some) {
    List<Series> held = new ArrayList<>();
    List<RollupStore.RollUp> made = new ArrayList<>();
    Map<Series, Mark> marks = new LinkedHashMap<>();
    readings = 0;
    try {
      for (Series series : some) {
        if (readings > MANY_READINGS) {
          break;
        }
        series.packing().readLock().lock();
        held.add(series);
        plan(series)
            .ifPresent(
                rollUp -> {
                  made.add(rollUp);
                  marks.put(series, rollUp.mark());
                });
      }
      if (!made.isEmpty()) {
        rollUps.store().write(made);
        marks.forEach(Series::setMark);
      }
      return held.size();
    } finally {
      held.forEach(series -> series.packing().readLock().unlock());
    }
  }

  private Optional<RollupStore.RollUp> plan(Series series) {
    Mark mark = inPresentZone(series);
    if (!mark.due().isEmpty()) {
      return Optional.of(roll(series, mark, mark.due().getFirst(), endOfRun(mark.due()), true));
    }
    int target = series.completeTo();
    OptionalInt first =
        mark.toDay() < target ? chunks.firstDay(series.pseudonym()) : OptionalInt.empty();
    if (first.isEmpty()) {
      return Optional.empty();
    }
    int from = mark.toDay() == Integer.MIN_VALUE ? first.getAsInt() : mark.toDay();
    return Optional.of(roll(series, mark, from, Math.min(target, from + MOST_DAYS), false));
  }

  /** After roll-ups were lost, or are of no use: makes them anew from a day on. */
  void again(Series series, int fromDay) {
    series.packing().readLock().lock();
    try {
      Mark mark = series.mark();
      if (fromDay < mark.toDay()) {
        write(series, again(mark, fromDay, mark.zone()));
      }
    } finally {
      series.packing().readLock().unlock();
    }
  }

  private static Mark again(Mark mark, int fromDay, int zone) {
    List<Integer> due = mark.due().stream().filter(day -> day < fromDay).toList();
    return new Mark(fromDay, mark.rawFrom(), mark.hoursFrom(), zone, due);
  }

  private Mark inPresentZone(Series series) {
    Mark mark = series.mark();
    int zone = zones.present().number();
    if (mark.zone() != zone && mark.toDay() != Integer.MIN_VALUE) {
      OptionalInt first = firstDay(series);
      mark = again(mark, Math.min(mark.toDay(), first.orElse(mark.toDay())), zone);
      write(series, mark);
      mark = series.mark();
    }
    return mark;
  }

  /** The first day of which anything is kept. */
  private OptionalInt firstDay(Series series) {
    OptionalInt raw = chunks.firstDay(series.pseudonym());
    var hours = rollUps.first(series, RollUps.HOURS);
    if (hours.isEmpty()) {
      return raw;
    }
    int day = SeriesPacking.day(hours.getAsLong());
    return OptionalInt.of(Math.min(day, raw.orElse(day)));
  }

  private static int endOfRun(List<Integer> days) {
    int end = days.getFirst() + 1;
    while (days.contains(end) && end - days.getFirst() < MOST_DAYS) {
      end++;
    }
    return end;
  }

  private RollupStore.RollUp roll(Series series, Mark mark, int fromDay, int toDay, boolean due) {
    StepGrid hours = StepGrid.hours(zones.zone());
    boolean states = numbersAreStates.test(series.name());
    long from = firstHour(hours, fromDay);
    var read = new ReadHours(hours, states, toDay);
    reader.readPacked(series, from, firstHour(hours, toDay), read, read::wantsMore);
    readings += read.readings();
    int end = read.endDay();
    NavigableMap<Long, Tally> made = read.hours();
    Mark next = due ? done(mark, fromDay, end) : rolledTo(mark, end);
    return new RollupStore.RollUp(
        series.pseudonym(),
        blocks(series, mark, hours, from, firstHour(hours, end), made, states),
        inZone(next));
  }

  private List<RollupStore.Block> blocks(
      Series series,
      Mark mark,
      StepGrid grid,
      long from,
      long to,
      NavigableMap<Long, Tally> made,
      boolean states) {
    StepGrid dayGrid = StepGrid.days(zones.zone());
    long firstDay = dayGrid.start(from);
    long endOfLast = dayGrid.end(to - 1);
    BlockEdit hours = rollUps.edit(series, RollUps.HOURS, zones.zone(), firstDay, endOfLast);
    BlockEdit days = rollUps.edit(series, RollUps.DAYS, zones.zone(), firstDay, endOfLast);
    NavigableMap<Long, Tally> before = hours.entries(from, to);
    long rawFrom = mark.rawFrom() == Integer.MIN_VALUE ? from : firstHour(grid, mark.rawFrom());
    merge(made, before, rawFrom);
    boolean damaged =
        !chunks
            .missing(series.pseudonym(), SeriesPacking.day(from), SeriesPacking.day(to))
            .isEmpty();
    if (damaged) {
      keepWhole(made, before);
    }
    hours.replace(from, to, made, states);
    NavigableMap<Long, Tally> daily = new TreeMap<>();
    hours
        .entries(firstDay, endOfLast)
        .forEach(
            (start, tally) ->
                daily.computeIfAbsent(dayGrid.start(start), none -> new Tally(states)).add(tally));
    keepDaysWithoutHours(mark, daily, days.entries(firstDay, endOfLast));
    days.replace(firstDay, endOfLast, daily, states);
    DataKeyId key = key(series);
    List<RollupStore.Block> blocks = new ArrayList<>(hours.written(key));
    blocks.addAll(days.written(key));
    return blocks;
  }

  /**
   * Where readings are no longer kept, the hours that were made of them stay, and late ones add.
   */
  private static void merge(
      NavigableMap<Long, Tally> made, NavigableMap<Long, Tally> before, long rawFrom) {
    for (Map.Entry<Long, Tally> hour : before.headMap(rawFrom, false).entrySet()) {
      Tally late = made.get(hour.getKey());
      if (late != null) {
        hour.getValue().addUnordered(late);
      }
      made.put(hour.getKey(), hour.getValue());
    }
  }

  /** Of readings that were damaged since, more is known than can be read. */
  private static void keepWhole(NavigableMap<Long, Tally> made, NavigableMap<Long, Tally> before) {
    before.forEach(
        (start, hour) -> {
          Tally now = made.get(start);
          if (now == null || now.count < hour.count) {
            made.put(start, hour);
          }
        });
  }

  /** Days whose hours are no longer kept stay as they were. */
  private static void keepDaysWithoutHours(
      Mark mark, NavigableMap<Long, Tally> daily, NavigableMap<Long, Tally> before) {
    if (mark.hoursFrom() == Integer.MIN_VALUE) {
      return;
    }
    before
        .headMap(mark.hoursFrom() * StepGrid.DAY, false)
        .forEach(
            (start, tally) -> {
              Tally late = daily.get(start);
              if (late != null && late.count < tally.count) {
                tally.addUnordered(late);
              }
              daily.put(start, tally);
            });
  }

  private static Mark rolledTo(Mark mark, int day) {
    return new Mark(day, mark.rawFrom(), mark.hoursFrom(), mark.zone(), mark.due());
  }

  private static Mark done(Mark mark, int from, int to) {
    var left = new TreeSet<>(mark.due());
    left.subSet(from, to).clear();
    return new Mark(mark.toDay(), mark.rawFrom(), mark.hoursFrom(), mark.zone(), List.copyOf(left));
  }

  private void write(Series series, Mark mark) {
    Mark zoned = inZone(mark);
    rollUps.store().write(List.of(new RollupStore.RollUp(series.pseudonym(), List.of(), zoned)));
    series.setMark(zoned);
  }

  private Mark inZone(Mark mark) {
    return new Mark(
        mark.toDay(), mark.rawFrom(), mark.hoursFrom(), zones.present().number(), mark.due());
  }

  private DataKeyId key(Series series) {
    DeviceId device = series.device().device();
    DataKeyId key = keys.ofDevices(List.of(device)).get(device);
    if (key == null) {
      throw new IllegalStateException("a device has no data key");
    }
    return key;
  }

  /** When the first hour begins on a day or after, as days are counted in the files. */
  static long firstHour(StepGrid hours, int day) {
    long midnight = day * StepGrid.DAY;
    long start = hours.start(midnight);
    return start < midnight ? hours.end(midnight) : start;
  }

  /** Adds readings up to hours, until a day ends and it were many. */
  private static final class ReadHours implements Collector {
    private final StepGrid hours;
    private final Stepping stepping;
    private int endDay;
    private int readings;
    private int day = Integer.MIN_VALUE;
    private long hourEnd = Long.MIN_VALUE;
    private boolean enough;

    ReadHours(StepGrid hours, boolean states, int endDay) {
      this.hours = hours;
      this.stepping = new Stepping(hours, hours, hours, states);
      this.endDay = endDay;
    }

    @Override
    public void add(Samples samples, int index) {
      if (enough || (samples.time(index) >= hourEnd && !mayBegin(samples.time(index)))) {
        return;
      }
      readings++;
      stepping.add(samples, index);
    }

    /** Another hour, unless it is of another day and there was much already. */
    private boolean mayBegin(long time) {
      int own = SeriesPacking.day(hours.start(time));
      if (own != day && readings > MOST_READINGS) {
        endDay = own;
        enough = true;
        return false;
      }
      day = own;
      hourEnd = hours.end(time);
      return true;
    }

    boolean wantsMore() {
      return !enough;
    }

    int readings() {
      return readings;
    }

    int endDay() {
      return endDay;
    }

    NavigableMap<Long, Tally> hours() {
      NavigableMap<Long, Tally> made = new TreeMap<>();
      stepping.done().forEach(done -> made.put(done.start(), done.tally()));
      return made;
    }
  }
}
