package org.hearthhub.history;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.hearthhub.problem.Problem;
import org.hearthhub.vault.RollupStore.Mark;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes roll-ups beside everything else, some series and some days at a time, whenever a day is
 * over or readings came late. One thread runs it; others may tell it of work.
 */
final class Roller implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Roller.class);

  private static final Duration HOUR = Duration.ofHours(1);

  /** In one commit, which takes milliseconds then. */
  private static final int SERIES_AT_ONCE = 64;

  private final Rolling rolling;
  private final Trimming trimming;
  private final Runnable hourly;
  private final InstantSource clock;
  private final BooleanSupplier isOpen;
  private final Lock still;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** By pseudonym, as they stand in the file: neighbours share pages. */
  private final TreeSet<Series> waiting = new TreeSet<>(Series.IN_ORDER);

  private final ConcurrentHashMap<Series, Integer> again = new ConcurrentHashMap<>();
  private long trimAt = System.nanoTime();
  private boolean busy;
  private boolean closed;

  /**
   * @param trimming made for as long as this goes on
   * @param hourly done before trimming
   * @param isOpen whether the past is open
   * @param still held while something is sealed, so that no key is taken away meanwhile
   */
  Roller(
      Rolling rolling,
      Function<BooleanSupplier, Trimming> trimming,
      Runnable hourly,
      InstantSource clock,
      BooleanSupplier isOpen,
      Lock still) {
    this.rolling = rolling;
    this.trimming = trimming.apply(this::goesOn);
    this.hourly = hourly;
    this.clock = clock;
    this.isOpen = isOpen;
    this.still = still;
  }

  /** Looks whether there is anything to be made of a series. */
  void look(Series series) {
    if (needs(series)) {
      lock.lock();
      try {
        waiting.add(series);
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Roll-ups of a series from a day on are no good. */
  void again(Series series, int fromDay) {
    again.merge(series, fromDay, Math::min);
    lock.lock();
    try {
      waiting.add(series);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #look}; the last day of the series may be over by the clock. */
  void lookByClock(Series series) {
    if (SeriesPacking.day(clock.millis()) - 1 > series.packedDay()) {
      series.setOver();
    }
    look(series);
  }

  private boolean needs(Series series) {
    Mark mark = series.mark();
    return series.packedDay() != Integer.MIN_VALUE
        && (!mark.due().isEmpty()
            || mark.toDay() < series.completeTo()
            || again.containsKey(series));
  }

  /** Trims within the next moments; and each hour anyway. */
  void trimSoon() {
    lock.lock();
    try {
      trimAt = System.nanoTime();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** While it is not closed. */
  boolean goesOn() {
    lock.lock();
    try {
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    while (goesOn()) {
      List<Series> some = take();
      try {
        boolean trimDue = some.isEmpty() && isTrimDue();
        if (!isOpen.getAsBoolean()) {
          continue;
        }
        if (!some.isEmpty()) {
          workStill(some);
        } else if (trimDue) {
          hourly.run();
          trimming.run();
        }
      } catch (Problem failure) {
        // With the next readings of the series, or the next start, it is tried again.
        log.warn("Roll-ups could not be made now: {}", failure.sentence());
      } catch (RuntimeException fault) {
        log.error("Roll-ups of a series cannot be made", fault);
        oneByOne(some);
      }
    }
  }

  /** One series that cannot be rolled up must not keep others from it. */
  private void oneByOne(List<Series> some) {
    for (Series series : some.size() > 1 ? some : List.<Series>of()) {
      try {
        workStill(List.of(series));
      } catch (Problem failure) {
        log.warn("Roll-ups could not be made now: {}", failure.sentence());
      } catch (RuntimeException fault) {
        log.error("Roll-ups of a series cannot be made", fault);
      }
    }
  }

  private void workStill(List<Series> some) {
    still.lock();
    try {
      if (isOpen.getAsBoolean()) {
        work(some);
      }
    } finally {
      still.unlock();
    }
  }

  private void work(List<Series> some) {
    Map<Series, Mark> before = new HashMap<>();
    for (Series series : some) {
      before.put(series, series.mark());
      Integer from = again.remove(series);
      if (from != null) {
        rolling.again(series, from);
      }
    }
    int looked = rolling.step(some);
    for (Series series : some.subList(0, looked)) {
      trimming.late(series);
      if (!series.mark().equals(before.get(series))) {
        look(series);
      }
    }
    some.subList(looked, some.size()).forEach(this::look);
  }

  private boolean isTrimDue() {
    lock.lock();
    try {
      boolean due = !closed && System.nanoTime() - trimAt >= 0;
      if (due) {
        trimAt = System.nanoTime() + HOUR.toNanos();
      }
      return due;
    } finally {
      lock.unlock();
    }
  }

  /** The next series that need something; empty if there is none but something else is due. */
  private List<Series> take() {
    lock.lock();
    try {
      busy = false;
      changed.signalAll();
      long left = trimAt - System.nanoTime();
      while (waiting.isEmpty() && !closed && left > 0) {
        waitFor(left);
        left = trimAt - System.nanoTime();
      }
      busy = !closed;
      List<Series> some = new ArrayList<>();
      while (!closed && !waiting.isEmpty() && some.size() < SERIES_AT_ONCE) {
        some.add(waiting.removeFirst());
      }
      return some;
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // whoever calls it loops
  private void waitFor(long nanos) {
    try {
      changed.awaitNanos(nanos);
    } catch (InterruptedException notOurs) {
      // Only close ends this thread; whoever interrupts it makes it look once more.
    }
  }

  /** Waits until nothing is left to be made; for tests and benchmarks. */
  void awaitIdle() {
    lock.lock();
    try {
      while ((busy || !waiting.isEmpty() || trimAt - System.nanoTime() <= 0) && !closed) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
