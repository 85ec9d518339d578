package org.hearthhub.web.vault;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hearthhub.access.UnlockGuard;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.TooMuch;

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
   * @throws TooMuch if it is too early for another try
   */
  void attempt(String address, Runnable opening) {
    guard.attempt(address);
    takeTurn();
    try {
      opening.run();
      guard.succeeded(address);
    } catch (Invalid mistyped) {
      guard.succeeded(address); // it was never tried
      throw mistyped;
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
