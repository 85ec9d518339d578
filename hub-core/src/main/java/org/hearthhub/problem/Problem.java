package org.hearthhub.problem;

import org.jspecify.annotations.Nullable;

/**
 * A failure that a person can act on: a stable code for programs and one sentence for people that
 * says what happened, to what, and what to do. Mapped to problem+json in one place and to command
 * line text in one place.
 *
 * <p>Sentences never carry personal data that the caller did not send or may not see.
 */
public abstract sealed class Problem extends RuntimeException
    permits NotFound, Invalid, Refused, Conflict, Locked, Unavailable, TooMuch, Broken {

  private final String code;

  Problem(String code, String sentence, @Nullable Throwable cause, boolean keepStack) {
    super(sentence, cause, false, keepStack);
    this.code = code;
  }

  /** A stable kebab-case word for programs, for example {@code no-such-thing}. */
  public final String code() {
    return code;
  }

  /** What happened, to what, and what to do, for a person. */
  public final String sentence() {
    return String.valueOf(getMessage());
  }
}
