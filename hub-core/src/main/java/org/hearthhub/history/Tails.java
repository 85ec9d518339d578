package org.hearthhub.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.hearthhub.problem.Unavailable;

/**
 * Committed readings that are not packed yet: in the journal on disk, and here in memory so that
 * queries see them. Its lock guards the tails of all {@link Series}. Thread-safe.
 */
final class Tails {
  /** So many series are packed in one commit: they share pages, and it takes milliseconds. */
  static final int SERIES_AT_ONCE = 64;

  /** A series that fills faster than others is not kept waiting for them. */
  private static final int LONG_TAIL = 8 * ChunkForm.FULL;

  /**
   * After so many what was there so many before is packed, so that the journal stays short to read
   * at a start.
   */
  private static final int DUE_READINGS = 524_288;

  private static final int DUE_PARTS = 65_536;

  /** So many fill some 10 MB of memory; then everything is packed. */
  private static final int MANY = 524_288;

  private static final int MOST = MANY + 262_144;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * Held for reading by whoever seals or packs, for writing by whoever takes keys away. To be taken
   * before every other lock; fair, so that who wants stillness gets it.
   */
  private final ReentrantReadWriteLock stillness = new ReentrantReadWriteLock(true);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition packable = lock.newCondition();
  private final Condition shrunk = lock.newCondition();

  /** Those with a chunk or more; neighbours in the file are packed together. */
  private final TreeSet<Series> full = new TreeSet<>(Series.IN_ORDER);

  /** Whether one of them is not to wait for others. */
  private boolean fullIsDue;

  /** Of every reading with a lower number it is known where it is. */
  private long applied;

  /** Whether what is committed is taken; not while the past is locked or the journal read again. */
  private boolean following;

  private int readings;
  private int readingsSinceSweep;
  private int partsSinceSweep;

  /** Tails that began before are packed with the next sweep. */
  private long sweptTo;

  private boolean allIsDue;
  private boolean closed;

  /** A series' tail as it was at one moment. */
  record Pending(Series series, Samples samples, long packsTo) {}

  <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  ReentrantReadWriteLock stillness() {
    return stillness;
  }

  boolean isFollowing() {
    return locked(() -> following);
  }

  /** From now on what is committed is taken; everything below a number was. */
  void follow(long upTo) {
    lock.lock();
    try {
      applied = upTo;
      following = true;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets everything; the journal keeps it all until it is read again. */
  void forgetAll(Collection<DeviceSeries> devices) {
    lock.lock();
    try {
      following = false;
      applied = 0;
      sweptTo = 0;
      fullIsDue = false;
      full.clear();
      devices.forEach(this::forget);
      shrunk.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what is known of one device's past. */
  void forget(DeviceSeries device) {
    lock.lock();
    try {
      for (Series series : device.all()) {
        readings -= series.tail().size();
        full.remove(series);
        series.setWaitsForPacking(false);
        series.forget();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes what was committed: the gathered readings of each device, one after the other. */
  void add(Collection<DeviceSeries> devices, long first) {
    lock.lock();
    try {
      if (!following) {
        return;
      }
      long number = first;
      for (DeviceSeries device : devices) {
        Samples gathered = device.gathered();
        for (int i = 0; i < gathered.size(); i++) {
          add(device.gatheredSeries(i), gathered, i, number++);
        }
      }
      added((int) (number - first), devices.size(), number);
    } finally {
      lock.unlock();
    }
  }

  /** Takes what the journal holds of a series. */
  void add(Series series, Samples samples, int index, long number) {
    series.addToTail(samples, index, number);
    int size = series.tail().size();
    if (size > series.chunkSize() && !series.waitsForPacking()) {
      series.setWaitsForPacking(true);
      full.add(series);
    }
    fullIsDue |= size >= LONG_TAIL || full.size() >= SERIES_AT_ONCE;
  }

  /** Has everything packed soon, however little it is. */
  void sweepSoon() {
    lock.lock();
    try {
      if (readings > 0) {
        allIsDue = true;
        packable.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** What was added, in how many parts, and that everything below a number is in its place. */
  void added(int more, int parts, long upTo) {
    applied = upTo;
    readings += more;
    readingsSinceSweep += more;
    partsSinceSweep += parts;
    if (fullIsDue || readings > MANY || isSweepDue()) {
      packable.signal();
    }
  }

  private boolean isSweepDue() {
    return readingsSinceSweep >= DUE_READINGS || partsSinceSweep >= DUE_PARTS;
  }

  /**
   * Waits while packing is far behind.
   *
   * @throws Unavailable if that takes too long
   */
  void awaitRoom() {
    lock.lock();
    try {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (readings > MOST && !closed) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          throw new Unavailable(
              Unavailable.Who.HUB,
              "store-behind",
              "The store cannot keep up with the readings that come in.");
        }
        waitFor(shrunk, left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** What the packer should do next. */
  sealed interface Work {
    /** Pack these, whose tails fill a chunk. */
    record Some(List<Series> series) implements Work {}

    /** Pack whatever has a tail that begins before a number, then shorten the journal. */
    record Sweep(long before) implements Work {}

    record Nothing() implements Work {}
  }

  /** Waits for work; nothing once closed. */
  Work awaitWork() {
    lock.lock();
    try {
      while (true) {
        if (closed) {
          return new Work.Nothing();
        }
        if (fullIsDue && !full.isEmpty()) {
          return new Work.Some(takeFull());
        }
        if (allIsDue || readings > MANY) {
          return sweep(Long.MAX_VALUE);
        }
        if (isSweepDue()) {
          return sweep(sweptTo);
        }
        waitFor(packable, Long.MAX_VALUE);
      }
    } finally {
      lock.unlock();
    }
  }

  private Work sweep(long before) {
    readingsSinceSweep = 0;
    partsSinceSweep = 0;
    sweptTo = applied;
    allIsDue = false;
    return new Work.Sweep(before);
  }

  private List<Series> takeFull() {
    List<Series> some = new ArrayList<>();
    while (some.size() < SERIES_AT_ONCE && !full.isEmpty()) {
      Series series = full.removeFirst();
      series.setWaitsForPacking(false);
      some.add(series);
    }
    fullIsDue = full.size() >= SERIES_AT_ONCE || full.stream().anyMatch(Tails::isLong);
    return some;
  }

  private static boolean isLong(Series series) {
    return series.tail().size() >= LONG_TAIL;
  }

  /** The series whose tail begins before a number, in the order of the file. */
  List<Series> begunBefore(Collection<DeviceSeries> devices, long before) {
    return locked(
        () ->
            devices.stream()
                .flatMap(device -> device.all().stream())
                .filter(series -> !series.tail().isEmpty() && series.tailFrom() < before)
                .sorted(Series.IN_ORDER)
                .toList());
  }

  /** After packing failed: waits a while, then everything is due. */
  void retryLater(Duration pause) {
    lock.lock();
    try {
      long end = System.nanoTime() + pause.toNanos();
      for (long left = pause.toNanos(); left > 0 && !closed; left = end - System.nanoTime()) {
        waitFor(packable, left);
      }
      allIsDue = true;
    } finally {
      lock.unlock();
    }
  }

  Pending pending(Series series) {
    return locked(() -> new Pending(series, series.tail().range(0, series.tail().size()), applied));
  }

  /** The time of the latest reading that is not packed; the earliest time where there is none. */
  long latest(Collection<DeviceSeries> devices) {
    return locked(
        () ->
            devices.stream()
                .flatMap(device -> device.all().stream())
                .mapToLong(Series::lastTime)
                .max()
                .orElse(Long.MIN_VALUE));
  }

  /** Moves what came while the clock was wrong to its time. */
  void move(Collection<DeviceSeries> devices, ClockSpell spell) {
    lock.lock();
    try {
      for (DeviceSeries device : devices) {
        for (Series series : device.all()) {
          if (move(series.tail(), spell)) {
            series.lookAgain();
          }
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private static boolean move(Samples tail, ClockSpell spell) {
    boolean moved = false;
    for (int i = 0; i < tail.size(); i++) {
      boolean isOf =
          TimeQuality.of(tail.flags(i)) == TimeQuality.ASSUMED && spell.hasTime(tail.time(i));
      if (isOf) {
        tail.stamp(i, tail.time(i) + spell.shift(), TimeQuality.CORRECTED.flags());
        moved = true;
      }
    }
    return moved;
  }

  /** Forgets what is packed now. */
  void packed(List<Pending> done) {
    lock.lock();
    try {
      for (Pending pending : done) {
        pending.series().dropFromTail(pending.samples().size(), pending.packsTo());
        readings -= pending.samples().size();
      }
      shrunk.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The number below which all readings of all these series are packed. */
  long unpackedFrom(Collection<DeviceSeries> devices) {
    return locked(
        () -> {
          long from = applied;
          for (DeviceSeries device : devices) {
            for (Series series : device.all()) {
              from = series.tail().isEmpty() ? from : Math.min(from, series.tailFrom());
            }
          }
          return from;
        });
  }

  @SuppressWarnings("WaitNotInLoop") // whoever calls it loops
  private static void waitFor(Condition condition, long nanos) {
    try {
      condition.awaitNanos(nanos);
    } catch (InterruptedException notOurs) {
      // Only close ends the waiting thread; whoever interrupts it makes it look once more.
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      packable.signalAll();
      shrunk.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
