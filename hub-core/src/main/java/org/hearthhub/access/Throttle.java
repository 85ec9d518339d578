package org.hearthhub.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import org.hearthhub.problem.TooMuch;

/**
 * Slows down who tries too often: some tries are free, each further one doubles the wait up to a
 * longest one. Forgets a key after a success and an hour after its last try. Thread-safe.
 */
public final class Throttle {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration MEMORY = Duration.ofHours(1);

  private final InstantSource clock;
  private final int free;
  private final Duration longest;
  private final int most;
  private final LinkedHashMap<String, Tries> tries = new LinkedHashMap<>();

  private record Tries(int count, Instant last, Instant notBefore) {}

  /**
   * @param free tries that cost nothing
   * @param longest the longest wait
   * @param most keys kept at once; beyond that the one that was quiet longest is forgotten
   */
  public Throttle(InstantSource clock, int free, Duration longest, int most) {
    this.clock = clock;
    this.free = free;
    this.longest = longest;
    this.most = most;
  }

  /**
   * Counts a try before it is made, so that many at once count as many.
   *
   * @throws TooMuch if it is too early; says how long to wait
   */
  public synchronized void attempt(String key) {
    Instant now = clock.instant();
    Tries before = remembered(key, now);
    if (before.notBefore().isAfter(now)) {
      // A second more, so that who waits as told is not told again.
      Duration wait = Duration.ofSeconds(Duration.between(now, before.notBefore()).toSeconds() + 1);
      throw TooMuch.often(
          "too-many-tries", "Too many wrong tries; try again in " + inWords(wait) + ".", wait);
    }
    int count = before.count() + 1;
    tries.remove(key);
    tries.put(key, new Tries(count, now, now.plus(waitAfter(count))));
    if (tries.size() > most) {
      tries.sequencedKeySet().removeFirst();
    }
  }

  /** It went well: the key starts anew. */
  public synchronized void forget(String key) {
    tries.remove(key);
  }

  private Tries remembered(String key, Instant now) {
    Tries known = tries.get(key);
    boolean stale =
        known == null
            || known.last().plus(MEMORY).isBefore(now)
            // The clock was set back.
            || known.last().isAfter(now);
    return known == null || stale ? new Tries(0, now, now) : known;
  }

  private Duration waitAfter(int count) {
    if (count < free) {
      return Duration.ZERO;
    }
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(count - free, 20));
    return wait.compareTo(longest) < 0 ? wait : longest;
  }

  private static String inWords(Duration wait) {
    return wait.toSeconds() == 1
        ? "a second"
        : wait.toSeconds() < 120
            ? wait.toSeconds() + " seconds"
            : wait.toMinutes() + 1 + " minutes";
  }
}
