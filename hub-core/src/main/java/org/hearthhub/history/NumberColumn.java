package org.hearthhub.history;

import org.hearthhub.vault.ByteSink;
import org.hearthhub.vault.ByteSource;

/**
 * The numbers of a chunk, without loss. The first octet is the form: 0 to 9, that many decimals and
 * then differences of whole numbers; 64 and 32, doubles or floats, each against the one before by
 * XOR, the octets of equal rank together, so that the many that are zero stand in a row.
 */
final class NumberColumn {
  private static final int DOUBLES = 64;
  private static final int FLOATS = 32;

  private NumberColumn() {}

  static void write(ByteSink sink, Samples samples) {
    int numbers = 0;
    int scale = 0;
    boolean floats = true;
    for (int i = 0; i < samples.size(); i++) {
      if (samples.kind(i) == Samples.NUMBER) {
        double number = samples.number(i);
        numbers++;
        scale = scale == Decimal.NONE ? scale : Decimal.scale(number, scale);
        floats &= sameAsFloat(number);
      }
    }
    if (numbers == 0) {
      return;
    }
    if (scale != Decimal.NONE && allFit(samples, scale)) {
      writeDecimals(sink, samples, scale);
    } else {
      writeBits(sink, samples, numbers, floats ? FLOATS : DOUBLES);
    }
  }

  private static boolean sameAsFloat(double number) {
    return Double.doubleToRawLongBits((float) number) == Double.doubleToRawLongBits(number);
  }

  /** A large number may not bear the scale that a later one needs. */
  private static boolean allFit(Samples samples, int scale) {
    for (int i = 0; i < samples.size(); i++) {
      if (samples.kind(i) == Samples.NUMBER && !Decimal.fits(samples.number(i), scale)) {
        return false;
      }
    }
    return true;
  }

  private static void writeDecimals(ByteSink sink, Samples samples, int scale) {
    sink.octet(scale);
    long before = 0;
    for (int i = 0; i < samples.size(); i++) {
      if (samples.kind(i) == Samples.NUMBER) {
        long whole = Decimal.scaled(samples.number(i), scale);
        sink.signed(whole - before);
        before = whole;
      }
    }
  }

  private static void writeBits(ByteSink sink, Samples samples, int numbers, int form) {
    long[] differences = new long[numbers];
    long before = 0;
    int next = 0;
    for (int i = 0; i < samples.size(); i++) {
      if (samples.kind(i) == Samples.NUMBER) {
        double number = samples.number(i);
        long bits =
            form == DOUBLES
                ? Double.doubleToRawLongBits(number)
                : Float.floatToRawIntBits((float) number) & 0xFFFFFFFFL;
        differences[next++] = bits ^ before;
        before = bits;
      }
    }
    sink.octet(form);
    for (int shift = form - 8; shift >= 0; shift -= 8) {
      for (long difference : differences) {
        sink.octet((int) (difference >>> shift));
      }
    }
  }

  static void read(ByteSource source, byte[] kinds, double[] numbers) {
    int count = 0;
    for (byte kind : kinds) {
      count += kind == Samples.NUMBER ? 1 : 0;
    }
    if (count == 0) {
      return;
    }
    int form = source.octet();
    long[] bits = form <= Decimal.MOST_SCALE ? null : readBits(source, count, form);
    long whole = 0;
    int next = 0;
    for (int i = 0; i < kinds.length; i++) {
      if (kinds[i] == Samples.NUMBER) {
        if (bits == null) {
          whole += source.signed();
          numbers[i] = Decimal.unscaled(whole, form);
        } else {
          long own = bits[next++];
          numbers[i] =
              form == DOUBLES ? Double.longBitsToDouble(own) : Float.intBitsToFloat((int) own);
        }
      }
    }
  }

  private static long[] readBits(ByteSource source, int count, int form) {
    if (form != DOUBLES && form != FLOATS) {
      throw ByteSource.malformed();
    }
    long[] bits = new long[count];
    for (int shift = form - 8; shift >= 0; shift -= 8) {
      for (int i = 0; i < count; i++) {
        bits[i] |= (long) source.octet() << shift;
      }
    }
    for (int i = 1; i < count; i++) {
      bits[i] ^= bits[i - 1];
    }
    return bits;
  }
}
