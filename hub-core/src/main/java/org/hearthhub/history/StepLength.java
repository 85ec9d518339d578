package org.hearthhub.history;

/**
 * How long the steps of a summary are: a length that people count in, and no more steps than asked.
 */
final class StepLength {
  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long[] LENGTHS = {
    1,
    2,
    5,
    10,
    20,
    50,
    100,
    200,
    500,
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    15 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY
  };

  private StepLength() {}

  /**
   * @param from first millisecond
   * @param to after the last millisecond; later than from
   * @param most at most so many steps
   * @return milliseconds; steps begin at its multiples, counted from 1970-01-01 UTC
   */
  static long millis(long from, long to, int most) {
    for (long length : LENGTHS) {
      if (steps(from, to, length) <= most) {
        return length;
      }
    }
    long length = LENGTHS[LENGTHS.length - 1];
    while (steps(from, to, length) > most) {
      length *= 2;
    }
    return length;
  }

  private static long steps(long from, long to, long length) {
    return Math.floorDiv(to - 1, length) - Math.floorDiv(from, length) + 1;
  }
}
