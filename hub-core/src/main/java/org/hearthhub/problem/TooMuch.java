package org.hearthhub.problem;

import java.time.Duration;
import java.util.Optional;

/** More than Hearth takes: too large, or too often. */
public final class TooMuch extends Problem {
  private final Optional<Duration> retryAfter;

  private TooMuch(String code, String sentence, Optional<Duration> retryAfter) {
    super(code, sentence, null, false);
    this.retryAfter = retryAfter;
  }

  /** Larger than the limit; trying again does not help. */
  public static TooMuch large(String code, String sentence) {
    return new TooMuch(code, sentence, Optional.empty());
  }

  /** Too often; try again after the given time. */
  public static TooMuch often(String code, String sentence, Duration retryAfter) {
    return new TooMuch(code, sentence, Optional.of(retryAfter));
  }

  /** When to try again; empty where it is the size that is too much. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
