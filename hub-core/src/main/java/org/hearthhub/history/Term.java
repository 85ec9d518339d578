package org.hearthhub.history;

import org.hearthhub.problem.Invalid;

/** How long something is kept. */
public sealed interface Term {
  /** Until somebody removes it, or the store reaches its cap. */
  record Forever() implements Term {}

  /**
   * So many days, counted back from today.
   *
   * @param days 1 to 99,999
   */
  record Days(int days) implements Term {
    public Days {
      if (days < 1 || days > 99_999) {
        throw new Invalid("bad-term", "Something is kept for 1 to 99,999 days, forever or not.");
      }
    }
  }

  /** Not at all; the last value is known nonetheless. */
  record Nothing() implements Term {}
}
