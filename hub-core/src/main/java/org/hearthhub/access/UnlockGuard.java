package org.hearthhub.access;

import java.time.Duration;
import java.time.InstantSource;
import org.hearthhub.vault.RecoveryCode;
import org.hearthhub.vault.Unlock;

/**
 * Slows down guessing of what opens the vault, as sign-in is slowed down: each address has five
 * tries, then waits up to fifteen minutes; all together have twenty, and then wait at most a
 * minute. Thread-safe.
 */
public final class UnlockGuard {
  private static final String EVERYBODY = "";

  private final Throttle addresses;
  private final Throttle everybody;

  public UnlockGuard(InstantSource clock) {
    addresses = new Throttle(clock, 5, Duration.ofMinutes(15), 10_000);
    everybody = new Throttle(clock, 20, Duration.ofMinutes(1), 1);
  }

  /**
   * Call before a secret is tried. A mistyped recovery code is told at once: it is no guess, and
   * forgives none.
   *
   * @throws org.hearthhub.problem.Invalid if it cannot be a recovery code
   * @throws org.hearthhub.problem.TooMuch if it is too early; says when to try again
   */
  public void attempt(String address, Unlock unlock) {
    if (unlock instanceof Unlock.RecoveryCode(char[] typed)) {
      RecoveryCode.check(typed);
    }
    attempt(address);
  }

  /**
   * Call before each try.
   *
   * @throws org.hearthhub.problem.TooMuch if it is too early; says when to try again
   */
  public void attempt(String address) {
    addresses.attempt(address);
    everybody.attempt(EVERYBODY);
  }

  /** Call after a try that opened something. */
  public void succeeded(String address) {
    addresses.forget(address);
    everybody.forget(EVERYBODY);
  }
}
