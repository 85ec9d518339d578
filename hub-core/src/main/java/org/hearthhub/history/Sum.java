package org.hearthhub.history;

import org.hearthhub.vault.ByteSink;
import org.hearthhub.vault.ByteSource;

/**
 * A sum of numbers. Of decimals it is exact, so that parts of a sum that are added make the very
 * same as one sum over all; of others it is what doubles make of it. Not thread-safe.
 */
final class Sum {
  private static final long[] POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };
  private static final int INEXACT = 15;

  /** Numbers whose sum is beyond a double are summed a good deal smaller. */
  private static final double SMALL = 0x1p-64;

  private int scale;
  private long whole;
  private boolean exact = true;
  private double sum;
  private double small;

  void add(double number) {
    if (number == 0) {
      return;
    }
    if (exact) {
      int fitting = Decimal.fits(number, scale) ? scale : Decimal.scale(number, scale);
      if (fitting == Decimal.NONE || !addExact(Decimal.scaled(number, fitting), fitting)) {
        leaveExact();
      } else {
        return;
      }
    }
    sum += number;
    small += number * SMALL;
  }

  void add(Sum other) {
    if (exact && other.exact && addExact(other.whole, other.scale)) {
      return;
    }
    leaveExact();
    double more = other.exact ? other.value() : other.sum;
    sum += more;
    small += other.exact ? more * SMALL : other.small;
  }

  private boolean addExact(long more, int moreScale) {
    try {
      int common = Math.max(scale, moreScale);
      long sumSoFar = Math.multiplyExact(whole, POWERS[common - scale]);
      whole = Math.addExact(sumSoFar, Math.multiplyExact(more, POWERS[common - moreScale]));
      scale = common;
      return true;
    } catch (ArithmeticException tooLarge) {
      return false;
    }
  }

  private void leaveExact() {
    if (exact) {
      sum = value();
      small = sum * SMALL;
      exact = false;
    }
  }

  double value() {
    return exact ? Decimal.unscaled(whole, scale) : sum;
  }

  double mean(long count) {
    return exact || Double.isFinite(sum) ? value() / count : small / count / SMALL;
  }

  Sum copy() {
    Sum copy = new Sum();
    copy.add(this);
    return copy;
  }

  void write(ByteSink sink) {
    if (exact) {
      sink.octet(scale).signed(whole);
    } else {
      sink.octet(INEXACT)
          .fixed(Double.doubleToRawLongBits(sum))
          .fixed(Double.doubleToRawLongBits(small));
    }
  }

  static Sum read(ByteSource source) {
    Sum read = new Sum();
    int form = source.octet();
    if (form == INEXACT) {
      read.exact = false;
      read.sum = Double.longBitsToDouble(source.fixed());
      read.small = Double.longBitsToDouble(source.fixed());
    } else if (form <= Decimal.MOST_SCALE) {
      read.scale = form;
      read.whole = source.signed();
    } else {
      throw ByteSource.malformed();
    }
    return read;
  }
}
