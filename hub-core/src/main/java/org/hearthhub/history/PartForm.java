package org.hearthhub.history;

import org.hearthhub.vault.ByteSink;
import org.hearthhub.vault.ByteSource;
import org.jspecify.annotations.Nullable;

/**
 * The plain bytes of a journal part, one reading after the other. Form 1: a first octet of 1, the
 * milliseconds of the first reading, then for each reading its kind (low four bits, bit 4 with
 * device time, bit 5 with flags), the series' number within the device, the time since the reading
 * before, and the value.
 */
final class PartForm {
  private static final int FORM = 1;
  private static final int RAW_NUMBER = 0;
  private static final int FALSE = 1;
  private static final int TRUE = 2;
  private static final int TEXT = 3;
  private static final int STRUCTURE = 4;
  private static final int DECIMAL = 5; // 5 to 14: the scale is what it is more
  private static final int KIND = 0x0F;
  private static final int WITH_DEVICE_TIME = 0x10;
  private static final int WITH_FLAGS = 0x20;

  private PartForm() {}

  /** Writes one part; the sink is used anew for each. Not thread-safe. */
  static final class Writer {
    private final ByteSink sink = new ByteSink(256);
    private long before;
    private int count;

    void begin() {
      sink.clear().octet(FORM);
      before = 0;
      count = 0;
    }

    int count() {
      return count;
    }

    void add(int series, Samples samples, int index) {
      long time = samples.time(index);
      int kind = kind(samples, index);
      long deviceTime = samples.deviceTime(index);
      byte flags = samples.flags(index);
      sink.octet(
          kind
              | (deviceTime == Samples.NO_TIME ? 0 : WITH_DEVICE_TIME)
              | (flags == 0 ? 0 : WITH_FLAGS));
      sink.unsigned(series).signed(time - before);
      before = time;
      switch (kind) {
        case RAW_NUMBER -> sink.fixed(Double.doubleToRawLongBits(samples.number(index)));
        case FALSE, TRUE -> {}
        case TEXT, STRUCTURE -> sink.text(samples.text(index));
        default -> sink.signed(Decimal.scaled(samples.number(index), kind - DECIMAL));
      }
      if (deviceTime != Samples.NO_TIME) {
        sink.signed(deviceTime - time);
      }
      if (flags != 0) {
        sink.octet(flags);
      }
      count++;
    }

    byte[] toBytes() {
      return sink.toBytes();
    }
  }

  private static int kind(Samples samples, int index) {
    return switch (samples.kind(index)) {
      case Samples.BOOLEAN -> samples.number(index) == 0 ? FALSE : TRUE;
      case Samples.TEXT -> TEXT;
      case Samples.STRUCTURE -> STRUCTURE;
      default -> {
        int scale = Decimal.scale(samples.number(index), 0);
        yield scale == Decimal.NONE ? RAW_NUMBER : DECIMAL + scale;
      }
    };
  }

  /** Told the readings of a part. */
  interface Reader {
    void reading(
        int series,
        long time,
        byte kind,
        double number,
        @Nullable String text,
        long deviceTime,
        byte flags);
  }

  /**
   * @throws org.hearthhub.problem.Broken if the bytes are no part
   */
  static void read(byte[] bytes, int readings, Reader reader) {
    ByteSource source = new ByteSource(bytes);
    if (source.octet() != FORM) {
      throw ByteSource.malformed();
    }
    long time = 0;
    for (int i = 0; i < readings; i++) {
      int tag = source.octet();
      int kind = tag & KIND;
      int series = source.count(DeviceSeries.MOST - 1);
      time += source.signed();
      double number = 0;
      @Nullable String text = null;
      switch (kind) {
        case RAW_NUMBER -> number = Double.longBitsToDouble(source.fixed());
        case FALSE -> {}
        case TRUE -> number = 1;
        case TEXT, STRUCTURE -> text = source.text();
        default -> {
          if (kind - DECIMAL > Decimal.MOST_SCALE) {
            throw ByteSource.malformed();
          }
          number = Decimal.unscaled(source.signed(), kind - DECIMAL);
        }
      }
      long deviceTime = (tag & WITH_DEVICE_TIME) == 0 ? Samples.NO_TIME : time + source.signed();
      byte flags = (tag & WITH_FLAGS) == 0 ? 0 : (byte) source.octet();
      byte column =
          switch (kind) {
            case FALSE, TRUE -> Samples.BOOLEAN;
            case TEXT -> Samples.TEXT;
            case STRUCTURE -> Samples.STRUCTURE;
            default -> Samples.NUMBER;
          };
      reader.reading(series, time, column, number, text, deviceTime, flags);
    }
  }
}
