package org.hearthhub.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;

/**
 * Slows down guessing of passwords without letting a guesser lock anybody out. Thread-safe.
 *
 * <p>Each address has five tries, then waits up to fifteen minutes. Against a guesser with many
 * addresses each name has twenty tries from addresses where nobody of that name ever signed in, and
 * then waits at most a minute; who comes from an address they signed in from before never waits for
 * the name. Names that nobody has are slowed alike, so that nothing is learned from it.
 */
final class SignInGuard {
  private static final int MAX_KNOWN = 1_000;

  private final Residents residents;
  private final Throttle addresses;
  private final Throttle names;
  private final Throttle strangeNames;
  private final LinkedHashSet<Known> known = new LinkedHashSet<>();

  /** Somebody of that name signed in from there. */
  private record Known(String name, String address) {}

  SignInGuard(Residents residents, InstantSource clock) {
    this.residents = residents;
    addresses = new Throttle(clock, 5, Duration.ofMinutes(15), 10_000);
    names = new Throttle(clock, 20, Duration.ofMinutes(1), 1_000);
    // Apart, so that a flood of invented names pushes no real one out.
    strangeNames = new Throttle(clock, 20, Duration.ofMinutes(1), 1_000);
  }

  /**
   * @throws org.hearthhub.problem.TooMuch if it is too early for another try
   */
  void attempt(String name, String address) {
    addresses.attempt(address);
    String key = Residents.key(name);
    if (!isKnown(new Known(key, address))) {
      (residents.isNamed(name) ? names : strangeNames).attempt(key);
    }
  }

  void succeeded(String name, String address) {
    String key = Residents.key(name);
    addresses.forget(address);
    names.forget(key);
    remember(new Known(key, address));
  }

  private boolean isKnown(Known pair) {
    synchronized (known) {
      return known.contains(pair);
    }
  }

  private void remember(Known pair) {
    synchronized (known) {
      known.remove(pair);
      known.add(pair);
      if (known.size() > MAX_KNOWN) {
        known.removeFirst();
      }
    }
  }
}
