package org.hearthhub.history;

import java.time.Duration;
import org.hearthhub.vault.StoreSize;

/**
 * Gives room in the file that nothing uses back to the disk. Not each time it comes to be: what was
 * packed leaves room that the journal soon fills again, and moving pages wears flash.
 */
final class SpareRoom {
  private static final long LITTLE = 128 << 10;
  private static final long MUCH = 16 << 20;
  private static final long ON_STOPPING = Duration.ofSeconds(1).toNanos();

  private final StoreSize size;

  SpareRoom(StoreSize size) {
    this.size = size;
  }

  /** While the hub runs: only what is a good part of the file. */
  void giveBackMuch() {
    if (size.spare() > MUCH + size.used() / 4) {
      giveBack(Long.MAX_VALUE);
    }
  }

  /** So that the files are no larger than what they hold. */
  void giveBackAll() {
    giveBack(Long.MAX_VALUE);
  }

  /** Nothing will fill it soon. */
  void giveBackOnStopping() {
    giveBack(ON_STOPPING);
  }

  private void giveBack(long nanos) {
    long begun = System.nanoTime();
    boolean more = true;
    while (more && size.spare() > LITTLE && System.nanoTime() - begun < nanos) {
      more = size.giveBack();
    }
  }
}
