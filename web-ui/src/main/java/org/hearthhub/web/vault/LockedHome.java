package org.hearthhub.web.vault;

import java.time.Instant;
import org.hearthhub.vault.Unlock;

/** A home whose store nobody has opened yet, as its web server sees it. Thread-safe. */
public interface LockedHome {
  /** Since when it waits for a person. */
  Instant since();

  /** Whether there is a key file in its usual place that does not open the store. */
  default boolean hasUselessKeyFile() {
    return false;
  }

  /** Whether it was unlocked and is starting. */
  boolean isOpening();

  /**
   * Opens the store; the home starts after this returns.
   *
   * @param secret is cleared
   * @throws org.hearthhub.problem.Refused if it does not open it
   */
  void unlock(Unlock secret);
}
