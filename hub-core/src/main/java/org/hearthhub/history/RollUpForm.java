package org.hearthhub.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.ByteSink;
import org.hearthhub.vault.ByteSource;

/**
 * The plain bytes of a block of roll-ups: hours or days of one series in order. Form 1: a first
 * octet of 1; whether numbers are states; the length and then, deflated (RFC 1951), column after
 * column with its length before it: starts, counts, kinds, numbers, sums, increases, times, values.
 */
final class RollUpForm {
  private static final int FORM = 1;
  private static final int MOST = 1 << 16;
  private static final int LONGEST = 64 << 20;

  // What is there of an entry.
  private static final int NUMBERS = 1;
  private static final int ONLY_REALS = 2;
  private static final int TOO_MANY_STATES = 8;

  private static final int COLUMNS = 8;
  private static final int STARTS = 0;
  private static final int COUNTS = 1;
  private static final int KINDS = 2;
  private static final int EXTREMES = 3;
  private static final int SUMS = 4;
  private static final int INCREASES = 5;
  private static final int TIMES = 6;
  private static final int VALUES = 7;

  private static final int WHOLE = 0;
  private static final int BITS = 1;
  private static final int TEXT = 2;
  private static final int STRUCTURE = 3;
  private static final int FALSE = 4;
  private static final int TRUE = 5;

  private RollUpForm() {}

  /** A block that was read: hours or days by their beginning. */
  record Block(boolean numbersAreStates, NavigableMap<Long, Tally> entries) {
    static Block empty(boolean numbersAreStates) {
      return new Block(numbersAreStates, new TreeMap<>());
    }
  }

  static byte[] write(Block block) {
    ByteSink[] columns = new ByteSink[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
      columns[i] = new ByteSink(256);
    }
    long before = 0;
    long step = 0;
    Numbers numbers = new Numbers();
    for (Map.Entry<Long, Tally> entry : block.entries().entrySet()) {
      long next = entry.getKey() - before;
      columns[STARTS].signed(next - step);
      step = next;
      before = entry.getKey();
      write(columns, entry.getKey(), entry.getValue(), numbers);
    }
    ByteSink plain = new ByteSink(4096).unsigned(block.entries().size());
    for (ByteSink column : columns) {
      byte[] bytes = column.toBytes();
      plain.unsigned(bytes.length).raw(bytes);
    }
    return deflate(plain.toBytes(), block.numbersAreStates());
  }

  private static void write(ByteSink[] columns, long start, Tally tally, Numbers numbers) {
    boolean onlyReals = tally.reals == tally.count && !tally.numbersAreStates();
    columns[COUNTS].unsigned(tally.count);
    columns[KINDS].octet(
        (tally.numbers > 0 ? NUMBERS : 0)
            | (onlyReals ? ONLY_REALS : 0)
            | (tally.states().isEmpty() ? TOO_MANY_STATES : 0));
    if (tally.numbers > 0) {
      numbers.write(columns[EXTREMES], tally.min);
      numbers.write(columns[EXTREMES], tally.max);
      tally.sum.write(columns[SUMS]);
    }
    if (!onlyReals) {
      columns[COUNTS].unsigned(tally.numbers).unsigned(tally.reals);
    }
    if (tally.reals > 0) {
      numbers.write(columns[EXTREMES], tally.firstReal);
      numbers.write(columns[EXTREMES], tally.lastReal);
      tally.increase.write(columns[INCREASES]);
    }
    if (!onlyReals) {
      columns[TIMES].signed(tally.firstTime - start).signed(tally.lastTime - tally.firstTime);
      write(columns[VALUES], tally.first);
      write(columns[VALUES], tally.last);
      Map<Value, Long> states = tally.states().orElseGet(Map::of);
      columns[COUNTS].unsigned(states.size());
      states.forEach(
          (value, millis) -> {
            write(columns[VALUES], value);
            columns[TIMES].unsigned(millis);
          });
    }
  }

  private static void write(ByteSink sink, Value value) {
    switch (value) {
      case Value.Bool(boolean truth) -> sink.octet(truth ? TRUE : FALSE);
      case Value.Text(String text) -> sink.octet(TEXT).text(text);
      case Value.Structure(String json) -> sink.octet(STRUCTURE).text(json);
      case Value.Num(double number) -> {
        if (Decimal.fits(number, 0)) {
          sink.octet(WHOLE).signed(Decimal.scaled(number, 0));
        } else {
          sink.octet(BITS).fixed(Double.doubleToRawLongBits(number));
        }
      }
    }
  }

  private static Value readValue(ByteSource source) {
    return switch (source.octet()) {
      case FALSE -> Value.of(false);
      case TRUE -> Value.of(true);
      case TEXT -> Value.of(source.text());
      case STRUCTURE -> new Value.Structure(source.text());
      case WHOLE -> Value.of((double) source.signed());
      case BITS -> Value.of(Double.longBitsToDouble(source.fixed()));
      default -> throw ByteSource.malformed();
    };
  }

  private static byte[] deflate(byte[] plain, boolean numbersAreStates) {
    Deflater zlib = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      zlib.setInput(plain);
      zlib.finish();
      byte[] room = new byte[plain.length + plain.length / 1000 + 64];
      int length = zlib.deflate(room);
      return new ByteSink(length + 16)
          .octet(FORM)
          .octet(numbersAreStates ? 1 : 0)
          .unsigned(plain.length)
          .raw(room, 0, length)
          .toBytes();
    } finally {
      zlib.end();
    }
  }

  /**
   * @throws org.hearthhub.problem.Broken if the bytes are no block
   */
  static Block read(byte[] bytes) {
    ByteSource source = new ByteSource(bytes);
    if (source.octet() != FORM) {
      throw ByteSource.malformed();
    }
    boolean numbersAreStates = source.octet() == 1;
    byte[] plain = new byte[source.count(LONGEST)];
    inflate(source.raw(source.remaining()), plain);
    ByteSource whole = new ByteSource(plain);
    int count = whole.count(MOST);
    List<ByteSource> columns = new ArrayList<>();
    for (int i = 0; i < COLUMNS; i++) {
      columns.add(new ByteSource(whole.raw(whole.count(whole.remaining()))));
    }
    Block block = Block.empty(numbersAreStates);
    long start = 0;
    long step = 0;
    Numbers numbers = new Numbers();
    for (int i = 0; i < count; i++) {
      step += columns.get(STARTS).signed();
      start += step;
      block.entries().put(start, readEntry(columns, start, numbers, numbersAreStates));
    }
    return block;
  }

  private static void inflate(byte[] deflated, byte[] plain) {
    Inflater zlib = new Inflater(true);
    try {
      zlib.setInput(deflated);
      if (zlib.inflate(plain) != plain.length) {
        throw ByteSource.malformed();
      }
    } catch (DataFormatException wrong) {
      throw ByteSource.malformed();
    } finally {
      zlib.end();
    }
  }

  private static Tally readEntry(
      List<ByteSource> columns, long start, Numbers numbers, boolean numbersAreStates) {
    Tally tally = new Tally(numbersAreStates);
    ByteSource counts = columns.get(COUNTS);
    tally.count = counts.count(Integer.MAX_VALUE);
    int kinds = columns.get(KINDS).octet();
    boolean onlyReals = (kinds & ONLY_REALS) != 0;
    if ((kinds & NUMBERS) != 0) {
      tally.min = numbers.read(columns.get(EXTREMES));
      tally.max = numbers.read(columns.get(EXTREMES));
      tally.sum = Sum.read(columns.get(SUMS));
    }
    tally.numbers = onlyReals ? tally.count : counts.count(Integer.MAX_VALUE);
    tally.reals = onlyReals ? tally.count : counts.count(Integer.MAX_VALUE);
    if (tally.reals > 0) {
      tally.firstReal = numbers.read(columns.get(EXTREMES));
      tally.lastReal = numbers.read(columns.get(EXTREMES));
      tally.increase = Sum.read(columns.get(INCREASES));
    }
    tally.firstTime = start;
    tally.lastTime = start;
    if (onlyReals) {
      tally.first = Value.of(tally.firstReal);
      tally.last = Value.of(tally.lastReal);
      return tally;
    }
    tally.firstTime = start + columns.get(TIMES).signed();
    tally.lastTime = tally.firstTime + columns.get(TIMES).signed();
    tally.first = readValue(columns.get(VALUES));
    tally.last = readValue(columns.get(VALUES));
    Map<Value, Long> states = new LinkedHashMap<>(4);
    int size = counts.count(Tally.MOST_STATES + 1);
    for (int i = 0; i < size; i++) {
      states.put(readValue(columns.get(VALUES)), columns.get(TIMES).unsigned());
    }
    tally.states = (kinds & TOO_MANY_STATES) != 0 ? null : states;
    return tally;
  }

  /** Numbers as differences of decimals, or as they are. */
  private static final class Numbers {
    private static final int RAW = 15;
    private long before;
    private int scaleBefore;

    void write(ByteSink sink, double number) {
      int scale = Decimal.fits(number, scaleBefore) ? scaleBefore : Decimal.scale(number, 0);
      if (scale == Decimal.NONE) {
        sink.octet(RAW).fixed(Double.doubleToRawLongBits(number));
        return;
      }
      long whole = Decimal.scaled(number, scale);
      sink.octet(scale).signed(whole - (scale == scaleBefore ? before : 0));
      before = whole;
      scaleBefore = scale;
    }

    double read(ByteSource source) {
      int scale = source.octet();
      if (scale == RAW) {
        return Double.longBitsToDouble(source.fixed());
      }
      if (scale > Decimal.MOST_SCALE) {
        throw ByteSource.malformed();
      }
      long whole = source.signed() + (scale == scaleBefore ? before : 0);
      before = whole;
      scaleBefore = scale;
      return Decimal.unscaled(whole, scale);
    }
  }
}
