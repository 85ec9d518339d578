package org.hearthhub.device;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hearthhub.problem.TooMuch;

/** Lets one command at a time through to a device, in order, and few wait. Thread-safe. */
final class Lane {
  private static final int MOST_WAITING = 8;

  private final Semaphore free = new Semaphore(1, true);
  private final AtomicInteger inside = new AtomicInteger();

  /**
   * Waits for one's turn; {@link #leave} must follow.
   *
   * @throws TooMuch if too many wait already, or it takes longer than the patience
   */
  void enter(Duration patience) throws InterruptedException {
    if (inside.incrementAndGet() > MOST_WAITING + 1) {
      inside.decrementAndGet();
      throw busy();
    }
    boolean entered = false;
    try {
      entered = free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      if (!entered) {
        inside.decrementAndGet();
      }
    }
    if (!entered) {
      throw busy();
    }
  }

  void leave() {
    inside.decrementAndGet();
    free.release();
  }

  private static TooMuch busy() {
    return TooMuch.often(
        "device-busy",
        "This device is still busy with earlier commands; try again in a few seconds.",
        Duration.ofSeconds(2));
  }
}
