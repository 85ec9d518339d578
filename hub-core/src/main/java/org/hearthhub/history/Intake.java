package org.hearthhub.history;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.thing.Reading;

/**
 * Where readings wait for their commit: bounded, and whoever brings more waits too. Thread-safe;
 * one thread takes.
 */
final class Intake {
  /** Counted in plain readings; a long text counts for several. */
  static final int MOST = 20_000;

  private static final long DUE_NANOS = Duration.ofSeconds(2).toNanos();

  /** Pushes that come together share a flush of the disk. */
  private static final long URGENT_NANOS = Duration.ofMillis(10).toNanos();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition work = lock.newCondition();
  private final Pace pace;
  private final Deque<Batch> full = new ArrayDeque<>();
  private Batch gathering = new Batch();
  private int weight;
  private boolean closed;

  Intake(Pace pace) {
    this.pace = pace;
  }

  /**
   * @throws Unavailable if the hub is stopping
   */
  CompletionStage<Void> put(Series[] series, List<Reading> readings, boolean urgent) {
    int more = 0;
    for (Reading reading : readings) {
      more += Batch.weight(reading);
    }
    lock.lock();
    try {
      // What alone is more than all the room may come when nothing else is there.
      while (!closed && weight > 0 && weight + more > MOST) {
        room.awaitUninterruptibly();
      }
      if (closed) {
        throw new Unavailable(
            Unavailable.Who.HUB,
            "stopping",
            "Hearth is stopping; this reading was not stored. Try again when it runs again.");
      }
      return add(series, readings, urgent, more);
    } finally {
      lock.unlock();
    }
  }

  private CompletionStage<Void> add(
      Series[] series, List<Reading> readings, boolean urgent, int more) {
    Batch batch = gathering;
    boolean wake = batch.size() == 0;
    if (wake) {
      batch.setBegun(System.nanoTime());
    }
    if (urgent && !batch.isUrgent()) {
      batch.setUrgent();
      batch.setBegun(System.nanoTime());
      wake = true;
    }
    wake |= batch.size() < pace.due() && batch.size() + readings.size() >= pace.due();
    for (int i = 0; i < series.length; i++) {
      batch.add(series[i], readings.get(i));
    }
    weight += more;
    if (batch.size() >= pace.most()) {
      full.add(batch);
      gathering = new Batch();
    }
    if (wake) {
      work.signal();
    }
    return batch.receipt();
  }

  /** Waits until a batch is due; empty once all was taken and no more comes. */
  Optional<Batch> take() {
    lock.lock();
    try {
      while (true) {
        if (!full.isEmpty()) {
          return Optional.of(full.remove());
        }
        if (gathering.size() == 0) {
          if (closed) {
            return Optional.empty();
          }
          work.awaitUninterruptibly();
          continue;
        }
        long left = untilDue(gathering);
        if (left <= 0) {
          Batch due = gathering;
          gathering = new Batch();
          return Optional.of(due);
        }
        waitFor(work, left);
      }
    } finally {
      lock.unlock();
    }
  }

  private long untilDue(Batch batch) {
    if (closed || batch.size() >= pace.due()) {
      return 0;
    }
    long wait = batch.isUrgent() ? URGENT_NANOS : DUE_NANOS;
    return wait - (System.nanoTime() - batch.begun());
  }

  /** Makes room for others: the batch is committed, or given up. */
  void taken(Batch batch) {
    lock.lock();
    try {
      weight -= batch.weight();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits before another try; less when the hub is stopping. */
  void pause(Duration pause) {
    lock.lock();
    try {
      long end = System.nanoTime() + pause.toNanos();
      for (long left = pause.toNanos(); !closed && left > 0; left = end - System.nanoTime()) {
        waitFor(work, left);
      }
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // whoever calls it loops
  private static void waitFor(Condition condition, long nanos) {
    try {
      condition.awaitNanos(nanos);
    } catch (InterruptedException notOurs) {
      // Only close ends the taking thread; whoever interrupts it makes it look once more.
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
