package org.hearthhub.access;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The one-time code that makes the first person the owner: 40 random bits in Crockford base32,
 * {@code XXXX-XXXX}. Five wrong tries or one hour void it and another is announced. Thread-safe.
 */
public final class SetupCode {
  /**
   * @param announce told each new code, to print it where only who holds the machine can read it
   */
  public SetupCode(InstantSource clock, Consumer<String> announce) {
    throw new UnsupportedOperationException();
  }

  /** Announces a first code, or the present one again if it is still good. */
  public void announce() {
    throw new UnsupportedOperationException();
  }

  /** The code that is good now. */
  public Optional<String> current() {
    throw new UnsupportedOperationException();
  }

  /**
   * Uses the code up. Letter case, dashes, and the Crockford look-alikes (I L O) do not matter.
   *
   * @throws org.hearthhub.problem.Refused if it is wrong or void
   */
  public void redeem(String typed) {
    throw new UnsupportedOperationException();
  }
}
