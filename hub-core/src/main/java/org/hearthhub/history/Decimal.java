package org.hearthhub.history;

/**
 * Sensors speak in decimals: 21.37 is the whole number 2137 and a scale of 2, which is far shorter
 * than a double. Only where that gives the very same double back.
 */
final class Decimal {
  static final int MOST_SCALE = 9;

  /** A double that no scale fits. */
  static final int NONE = -1;

  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
  private static final double EXACT = 1L << 53;

  private Decimal() {}

  /** The least scale from the given one on at which the number is exactly a whole number. */
  static int scale(double number, int least) {
    for (int scale = least; scale <= MOST_SCALE; scale++) {
      if (fits(number, scale)) {
        return scale;
      }
    }
    return NONE;
  }

  /** Whether {@link #unscaled} gives exactly what {@link #scaled} was given, bit by bit. */
  static boolean fits(double number, int scale) {
    double scaled = Math.rint(number * POWERS[scale]);
    return Math.abs(scaled) <= EXACT
        && Double.doubleToRawLongBits(unscaled((long) scaled, scale))
            == Double.doubleToRawLongBits(number);
  }

  static long scaled(double number, int scale) {
    return (long) Math.rint(number * POWERS[scale]);
  }

  static double unscaled(long whole, int scale) {
    return whole / POWERS[scale];
  }
}
