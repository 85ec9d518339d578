package org.hearthhub.history;

import java.time.ZoneId;

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

  private static final long LONGEST = 1L << 20;

  private StepLength() {}

  /**
   * @param zone the home's, by whose clock steps of an hour and more begin
   * @param from first millisecond
   * @param to after the last millisecond; later than from
   * @param most at most so many steps
   * @return milliseconds
   */
  static long millis(ZoneId zone, long from, long to, int most) {
    return millis(zone, from, to, most, 1);
  }

  /** As above, and at least so long. */
  static long millis(ZoneId zone, long from, long to, int most, long least) {
    for (long length : LENGTHS) {
      if (length >= least && StepGrid.count(zone, length, from, to) <= most) {
        return length;
      }
    }
    long days = LENGTHS[LENGTHS.length - 1] / DAY;
    while (days < LONGEST && StepGrid.count(zone, days * DAY, from, to) > most) {
      days *= 2;
    }
    return days * DAY;
  }
}
