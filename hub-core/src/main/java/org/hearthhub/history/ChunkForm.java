package org.hearthhub.history;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.hearthhub.vault.ByteSink;
import org.hearthhub.vault.ByteSource;
import org.jspecify.annotations.Nullable;

/**
 * The plain bytes of a chunk: readings of one series in order of time, column by column. Form 1: a
 * first octet of 1; how many; first and last time; whether the rest is deflated (RFC 1951), and
 * then its length; which columns there are; kinds; times as differences of differences; numbers
 * ({@link NumberColumn}); truths, eight an octet; texts by their place in a dictionary; device
 * times; flags.
 *
 * <p>An instance holds the native state of zlib and is not thread-safe.
 */
final class ChunkForm implements AutoCloseable {
  /** How many readings a series' first full chunk has; later ones as many as fit in half a page. */
  static final int FULL = 512;

  /**
   * A full chunk's octets: sealed and in its row, two fill a page of 2,048 and four one of 4,096.
   */
  static final int FITTING = 958;

  static final int LEAST = 256;
  static final int LARGEST = 1024;

  private static final int MOST = 1 << 16;
  private static final int FORM = 1;
  private static final int STORED = 0;
  private static final int DEFLATED = 1;
  private static final int LONGEST = 64 << 20;

  private static final int MIXED_KINDS = 1;
  private static final int DEVICE_TIMES = 2;
  private static final int FLAGS = 4;

  /** From the first chunk written on: a quarter of a megabyte that readers do without. */
  private @Nullable Deflater deflater;

  private final Inflater inflater = new Inflater(true);
  private final ByteSink columns = new ByteSink(4096);
  private byte[] room = new byte[4096];

  /** What stands before the columns, so that a chunk can be passed over without reading them. */
  record Span(int count, long first, long last) {}

  byte[] write(Samples samples) {
    writeColumns(samples);
    byte[] plain = columns.toBytes();
    if (room.length < plain.length) {
      room = new byte[plain.length];
    }
    Deflater zlib = deflater == null ? new Deflater(Deflater.DEFAULT_COMPRESSION, true) : deflater;
    deflater = zlib;
    zlib.reset();
    zlib.setInput(plain);
    zlib.finish();
    int length = zlib.deflate(room, 0, plain.length);
    boolean worthIt = zlib.finished() && length < plain.length;

    long first = samples.time(0);
    ByteSink sink =
        new ByteSink(plain.length + 32)
            .octet(FORM)
            .unsigned(samples.size())
            .signed(first)
            .unsigned(samples.time(samples.size() - 1) - first);
    return worthIt
        ? sink.octet(DEFLATED).unsigned(plain.length).raw(room, 0, length).toBytes()
        : sink.octet(STORED).raw(plain).toBytes();
  }

  private void writeColumns(Samples samples) {
    int size = samples.size();
    boolean mixed = false;
    for (int i = 1; i < size; i++) {
      mixed |= samples.kind(i) != samples.kind(0);
    }
    columns
        .clear()
        .octet(
            (mixed ? MIXED_KINDS : 0)
                | (samples.hasDeviceTimes() ? DEVICE_TIMES : 0)
                | (samples.hasFlags() ? FLAGS : 0));
    for (int i = 0; i < (mixed ? size : 1); i++) {
      columns.octet(samples.kind(i));
    }
    writeTimes(samples);
    NumberColumn.write(columns, samples);
    writeTruths(samples);
    writeTexts(samples);
    if (samples.hasDeviceTimes()) {
      writeDeviceTimes(samples);
    }
    if (samples.hasFlags()) {
      for (int i = 0; i < size; i++) {
        columns.octet(samples.flags(i));
      }
    }
  }

  private void writeTimes(Samples samples) {
    long step = 0;
    for (int i = 1; i < samples.size(); i++) {
      long next = samples.time(i) - samples.time(i - 1);
      columns.signed(next - step);
      step = next;
    }
  }

  private void writeTruths(Samples samples) {
    int octet = 0;
    int bits = 0;
    for (int i = 0; i < samples.size(); i++) {
      if (samples.kind(i) == Samples.BOOLEAN) {
        octet |= (samples.number(i) == 0 ? 0 : 1) << bits++;
        if (bits == 8) {
          columns.octet(octet);
          octet = 0;
          bits = 0;
        }
      }
    }
    if (bits > 0) {
      columns.octet(octet);
    }
  }

  private static boolean isText(byte kind) {
    return kind == Samples.TEXT || kind == Samples.STRUCTURE;
  }

  private void writeTexts(Samples samples) {
    Map<String, Integer> dictionary = new LinkedHashMap<>();
    for (int i = 0; i < samples.size(); i++) {
      if (isText(samples.kind(i))) {
        dictionary.putIfAbsent(samples.text(i), dictionary.size());
      }
    }
    if (dictionary.isEmpty()) {
      return;
    }
    columns.unsigned(dictionary.size());
    dictionary.keySet().forEach(columns::text);
    for (int i = 0; i < samples.size(); i++) {
      if (isText(samples.kind(i))) {
        columns.unsigned(dictionary.getOrDefault(samples.text(i), 0));
      }
    }
  }

  /** 0 for none; else one more than the zigzag of what it differs from the arrival. */
  private void writeDeviceTimes(Samples samples) {
    for (int i = 0; i < samples.size(); i++) {
      long deviceTime = samples.deviceTime(i);
      if (deviceTime == Samples.NO_TIME) {
        columns.unsigned(0);
      } else {
        long difference = deviceTime - samples.time(i);
        columns.unsigned(((difference << 1) ^ (difference >> 63)) + 1);
      }
    }
  }

  /**
   * @throws org.hearthhub.problem.Broken if the bytes are no chunk
   */
  static Span span(byte[] bytes) {
    return span(new ByteSource(bytes));
  }

  private static Span span(ByteSource source) {
    if (source.octet() != FORM) {
      throw ByteSource.malformed();
    }
    int count = source.count(MOST);
    long first = source.signed();
    return new Span(count, first, first + source.unsigned());
  }

  /**
   * @throws org.hearthhub.problem.Broken if the bytes are no chunk
   */
  Samples read(byte[] bytes) {
    ByteSource source = new ByteSource(bytes);
    Span span = span(source);
    return switch (source.octet()) {
      case STORED -> readColumns(source, span);
      case DEFLATED -> {
        int length = source.count(LONGEST);
        yield readColumns(inflate(source.raw(source.remaining()), length), span);
      }
      default -> throw ByteSource.malformed();
    };
  }

  private ByteSource inflate(byte[] deflated, int length) {
    if (room.length < length) {
      room = new byte[length];
    }
    inflater.reset();
    inflater.setInput(deflated);
    try {
      if (inflater.inflate(room, 0, length) != length) {
        throw ByteSource.malformed();
      }
    } catch (DataFormatException wrong) {
      throw ByteSource.malformed();
    }
    return new ByteSource(room, 0, length);
  }

  private static Samples readColumns(ByteSource source, Span span) {
    int count = span.count();
    int there = source.octet();
    byte[] kinds = new byte[count];
    for (int i = 0; i < count; i++) {
      kinds[i] = i == 0 || (there & MIXED_KINDS) != 0 ? (byte) source.octet() : kinds[0];
      if (kinds[i] < Samples.NUMBER || kinds[i] > Samples.STRUCTURE) {
        throw ByteSource.malformed();
      }
    }
    long[] times = readTimes(source, span);
    double[] numbers = new double[count];
    NumberColumn.read(source, kinds, numbers);
    readTruths(source, kinds, numbers);
    @Nullable String[] texts = readTexts(source, kinds);
    long[] deviceTimes = new long[count];
    for (int i = 0; i < count; i++) {
      long zigzag = (there & DEVICE_TIMES) == 0 ? 0 : source.unsigned();
      deviceTimes[i] =
          zigzag == 0 ? Samples.NO_TIME : times[i] + (((zigzag - 1) >>> 1) ^ -((zigzag - 1) & 1));
    }
    Samples samples = new Samples(count);
    for (int i = 0; i < count; i++) {
      byte flags = (there & FLAGS) == 0 ? 0 : (byte) source.octet();
      samples.add(times[i], kinds[i], numbers[i], texts[i], deviceTimes[i], flags);
    }
    return samples;
  }

  private static long[] readTimes(ByteSource source, Span span) {
    long[] times = new long[span.count()];
    long time = span.first();
    long step = 0;
    for (int i = 0; i < times.length; i++) {
      if (i > 0) {
        step += source.signed();
        time += step;
      }
      times[i] = time;
    }
    return times;
  }

  private static void readTruths(ByteSource source, byte[] kinds, double[] numbers) {
    int octet = 0;
    int bits = 0;
    for (int i = 0; i < kinds.length; i++) {
      if (kinds[i] == Samples.BOOLEAN) {
        if (bits == 0) {
          octet = source.octet();
          bits = 8;
        }
        numbers[i] = octet & 1;
        octet >>= 1;
        bits--;
      }
    }
  }

  private static @Nullable String[] readTexts(ByteSource source, byte[] kinds) {
    @Nullable String[] texts = new @Nullable String[kinds.length];
    String[] dictionary = new String[0];
    for (int i = 0; i < kinds.length; i++) {
      if (isText(kinds[i])) {
        if (dictionary.length == 0) {
          dictionary = new String[source.count(kinds.length)];
          for (int word = 0; word < dictionary.length; word++) {
            dictionary[word] = source.text();
          }
        }
        int word = source.count(dictionary.length - 1);
        texts[i] = dictionary[word];
      }
    }
    return texts;
  }

  @Override
  public void close() {
    if (deflater != null) {
      deflater.end();
    }
    inflater.end();
  }
}
