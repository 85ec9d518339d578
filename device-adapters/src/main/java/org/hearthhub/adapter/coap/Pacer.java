package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.hearthhub.problem.Unavailable;

/**
 * Holds what nobody asked for to so many datagrams a second: each has its turn, and the next comes
 * a fixed span later. Thread-safe.
 */
final class Pacer {
  private final long spanNanos;
  private long next = System.nanoTime();

  Pacer(int perSecond) {
    spanNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  /**
   * Waits for its turn.
   *
   * @throws Unavailable if the hub stops meanwhile
   */
  void await() {
    Duration pause = Duration.ofNanos(reserve());
    if (pause.isPositive()) {
      try {
        Thread.sleep(pause);
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
        throw Requests.unreachable();
      }
    }
  }

  /** Goes at once, because a person waits for it; the others go the later. */
  void goAhead() {
    var _ = reserve();
  }

  /** How long from now its turn is, in nanoseconds; may be negative. */
  private synchronized long reserve() {
    long now = System.nanoTime();
    if (next - now < 0) {
      next = now;
    }
    long turn = next - now;
    next += spanNanos;
    return turn;
  }
}
