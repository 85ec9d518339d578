package org.hearthhub.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
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
 * Makes the hours and days of one series, some days at a time. What is written and the mark up to
 * where it is made change in one commit, so a kill at any moment leaves both as they were. Not
 * thread-safe.
 */
final class Rolling {
  private static final int MOST_DAYS = 32;

  /** A quarter of a second's work, for packing waits meanwhile. */
  private static final int MOST_READINGS = 500_000;

  private final PastReader reader;
  private final ChunkStore chunks;
  private final RollUps rollUps;
  private final DataKeys keys;
  private final Zones zones;
  private final Predicate<SeriesName> numbersAreStates;

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
   * Makes some days of a series.
   *
   * @param target days before are complete
   */
  void step(Series series, int target) {
    series.packing().readLock().lock();
    try {
      Mark mark = inPresentZone(series);
      if (!mark.due().isEmpty()) {
        roll(series, mark, mark.due().getFirst(), endOfRun(mark.due()), true);
      } else if (mark.toDay() < target) {
        OptionalInt first = chunks.firstDay(series.pseudonym());
        if (first.isPresent()) {
          int from = mark.toDay() == Integer.MIN_VALUE ? first.getAsInt() : mark.toDay();
          roll(series, mark, from, Math.min(target, from + MOST_DAYS), false);
        }
      }
    } finally {
      series.packing().readLock().unlock();
    }
  }

  /** After roll-ups were lost, or are of no use: makes them anew from a day on. */
  void again(Series series, int fromDay) {
    series.packing().readLock().lock();
    try {
      Mark mark = series.mark();
      if (fromDay < mark.toDay()) {
        write(series, List.of(), again(mark, fromDay, mark.zone()));
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
      write(series, List.of(), mark);
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

  private void roll(Series series, Mark mark, int fromDay, int toDay, boolean due) {
    StepGrid hours = StepGrid.hours(zones.zone());
    boolean states =
        numbersAreStates.test(new SeriesName(series.device().device(), series.property()));
    long from = firstHour(hours, fromDay);
    var read = new ReadHours(hours, states, toDay);
    reader.readPacked(series, from, firstHour(hours, toDay), read, read::wantsMore);
    int end = read.endDay();
    NavigableMap<Long, Tally> made = read.hours();
    Mark next = due ? done(mark, fromDay, end) : rolledTo(mark, end);
    write(series, blocks(series, mark, hours, from, firstHour(hours, end), made, states), next);
  }

  private List<RollupStore.Block> blocks(
      Series series,
      Mark mark,
      StepGrid hours,
      long from,
      long to,
      NavigableMap<Long, Tally> made,
      boolean states) {
    DataKeyId key = key(series);
    StepGrid days = StepGrid.days(zones.zone());
    long firstDay = days.start(from);
    long endOfLast = days.end(to - 1);
    NavigableMap<Long, Tally> before = rollUps.read(series, RollUps.HOURS, zones.zone(), from, to);
    long rawFrom = mark.rawFrom() == Integer.MIN_VALUE ? from : firstHour(hours, mark.rawFrom());
    merge(made, before, rawFrom);
    boolean damaged =
        !chunks
            .missing(series.pseudonym(), SeriesPacking.day(from), SeriesPacking.day(to))
            .isEmpty();
    if (damaged) {
      keepWhole(made, before);
    }
    List<RollupStore.Block> blocks = new ArrayList<>();
    blocks.addAll(
        rollUps.replaced(series, RollUps.HOURS, zones.zone(), key, from, to, made, states));
    NavigableMap<Long, Tally> all =
        rollUps.read(series, RollUps.HOURS, zones.zone(), firstDay, endOfLast);
    all.subMap(from, true, to, false).clear();
    all.putAll(made);
    NavigableMap<Long, Tally> daily = new TreeMap<>();
    for (Map.Entry<Long, Tally> hour : all.entrySet()) {
      daily
          .computeIfAbsent(days.start(hour.getKey()), none -> new Tally(states))
          .add(hour.getValue());
    }
    keepDaysWithoutHours(series, mark, daily, firstDay, endOfLast);
    blocks.addAll(
        rollUps.replaced(
            series, RollUps.DAYS, zones.zone(), key, firstDay, endOfLast, daily, states));
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
  private void keepDaysWithoutHours(
      Series series, Mark mark, NavigableMap<Long, Tally> daily, long from, long to) {
    if (mark.hoursFrom() == Integer.MIN_VALUE) {
      return;
    }
    long hoursFrom = mark.hoursFrom() * StepGrid.DAY;
    rollUps
        .read(series, RollUps.DAYS, zones.zone(), from, to)
        .headMap(hoursFrom, false)
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

  private void write(Series series, List<RollupStore.Block> blocks, Mark mark) {
    Mark zoned =
        new Mark(
            mark.toDay(), mark.rawFrom(), mark.hoursFrom(), zones.present().number(), mark.due());
    rollUps.store().write(series.pseudonym(), blocks, zoned);
    series.setMark(zoned);
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
    private boolean enough;

    ReadHours(StepGrid hours, boolean states, int endDay) {
      this.hours = hours;
      this.stepping = new Stepping(hours, hours, hours, states);
      this.endDay = endDay;
    }

    @Override
    public void add(Samples samples, int index) {
      int own = SeriesPacking.day(hours.start(samples.time(index)));
      if (enough || (own != day && readings > MOST_READINGS)) {
        endDay = enough ? endDay : own;
        enough = true;
        return;
      }
      day = own;
      readings++;
      stepping.add(samples, index);
    }

    boolean wantsMore() {
      return !enough;
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
