package org.hearthhub.web.vault;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.hearthhub.access.Throttle;
import org.hearthhub.problem.TooMuch;

/**
 * Slows down whoever guesses what opens the store. Each address has five tries, then waits up to
 * fifteen minutes; all together have fifty, then wait at most a minute, so that a guesser locks
 * nobody out. Each try costs 64 MiB while it lasts, so they come one after the other. Thread-safe.
 */
public final class UnlockTries {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String ALL = "all";

  private final Throttle addresses;
  private final Throttle together;
  private final Semaphore turn = new Semaphore(1, true);

  public UnlockTries(InstantSource clock) {
    addresses = new Throttle(clock, 5, Duration.ofMinutes(15), 10_000);
    together = new Throttle(clock, 50, Duration.ofMinutes(1), 1);
  }

  /**
   * Makes a try that fails with an exception.
   *
   * @param address of who tries
   * @throws TooMuch if it is too early for another one
   */
  public <R> R attempt(String address, Supplier<R> opening) {
    addresses.attempt(address);
    together.attempt(ALL);
    takeTurn();
    try {
      R opened = opening.get();
      addresses.forget(address);
      together.forget(ALL);
      return opened;
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
