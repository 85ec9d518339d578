package org.hearthhub.device;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.hearthhub.access.Throttle;
import org.hearthhub.problem.Conflict;

/**
 * Who may try to pair now: one device at a time, and ever more slowly who guesses secrets.
 * Thread-safe.
 */
final class PairingTurns {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final int FREE_TRIES = 3;
  private static final int FREE_TRIES_IN_ALL = 8;
  private static final String ALL = "all";

  private final Throttle perDevice;
  private final Throttle inAll;

  /** Held while a device is being paired. */
  private final ReentrantLock busy = new ReentrantLock();

  PairingTurns(InstantSource clock) {
    perDevice = new Throttle(clock, FREE_TRIES, LONGEST_WAIT, 1_000);
    inAll = new Throttle(clock, FREE_TRIES_IN_ALL, LONGEST_WAIT, 1);
  }

  /**
   * Begins a turn; {@link #leave} must follow.
   *
   * @throws Conflict if another device is being paired
   * @throws org.hearthhub.problem.TooMuch after too many wrong secrets; says how long to wait
   */
  void enter(String device) {
    if (!busy.tryLock()) {
      throw new Conflict(
          "pairing-under-way", "Another device is being paired. Try again in a few seconds.");
    }
    try {
      perDevice.attempt(device);
      inAll.attempt(ALL);
    } catch (RuntimeException tooEarly) {
      busy.unlock();
      throw tooEarly;
    }
  }

  void leave() {
    busy.unlock();
  }

  void paired(String device) {
    perDevice.forget(device);
    inAll.forget(ALL);
  }

  /** Nobody was there to guess with. */
  void unreachable(String device) {
    perDevice.forget(device);
  }
}
