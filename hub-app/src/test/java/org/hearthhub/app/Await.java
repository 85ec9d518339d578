package org.hearthhub.app;

import java.time.Duration;

/** Waits for what another process does, which can only be asked for. */
public final class Await {
  /** Something that will be so. */
  public interface Condition {
    boolean holds() throws Exception;
  }

  private Await() {}

  public static void until(Duration patience, String what, Condition condition) throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited %d s for %s".formatted(patience.toSeconds(), what));
      }
      Thread.sleep(50);
    }
  }
}
