package org.hearthhub.web.vault;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hearthhub.access.UnlockGuard;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.vault.Unlock;

/**
 * Tries to open a locked store: slowed down, and one after the other, as each costs 64 MiB while it
 * lasts. Thread-safe.
 */
final class UnlockTries {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final UnlockGuard guard;
  private final Semaphore turn = new Semaphore(1, true);

  UnlockTries(InstantSource clock) {
    guard = new UnlockGuard(clock);
  }

  /**
   * @param address of who tries
   * @param secret what the opening tries
   * @throws org.hearthhub.problem.Invalid if it cannot be a recovery code; that is no try
   * @throws TooMuch if it is too early for another try
   */
  void attempt(String address, Unlock secret, Runnable opening) {
    guard.attempt(address, secret);
    takeTurn();
    try {
      opening.run();
      guard.succeeded(address);
    } finally {
      turn.release();
    }
  }

  private void takeTurn() {
    try {
      if (turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    throw TooMuch.often(
        "too-many-tries",
        "Somebody else is trying to open the store at this moment; try again in a few seconds.",
        PATIENCE);
  }
}
