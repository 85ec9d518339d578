package org.hearthhub.app.bench;

import java.time.Duration;
import org.hearthhub.problem.Unavailable;

/** Waits for what another process does, which can only be asked for. */
final class Waiting {
  private static final Duration BETWEEN = Duration.ofMillis(20);

  /** Something that will be so. */
  interface Condition {
    boolean holds() throws InterruptedException;
  }

  private Waiting() {}

  /**
   * @throws Unavailable if it is not so within that time
   */
  static void until(Duration patience, String what, Condition condition)
      throws InterruptedException {
    until(patience, what, BETWEEN, condition);
  }

  /** As above, for what costs something to look at. */
  static void until(Duration patience, String what, Duration between, Condition condition)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new Unavailable(
            Unavailable.Who.HUB,
            "bench-waited-in-vain",
            "The benchmark waited %d s for %s in vain.".formatted(patience.toSeconds(), what));
      }
      Thread.sleep(between);
    }
  }
}
