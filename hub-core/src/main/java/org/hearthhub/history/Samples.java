package org.hearthhub.history;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.hearthhub.thing.Value;
import org.jspecify.annotations.Nullable;

/**
 * Readings of one series side by side in columns: 17 bytes for a number, and no object. Columns
 * that hardly any reading needs are there only from the first that does. Not thread-safe.
 */
final class Samples {
  /** Kinds of values; numbers are for ever. */
  static final byte NUMBER = 1;

  static final byte BOOLEAN = 2;
  static final byte TEXT = 3;
  static final byte STRUCTURE = 4;

  /** In a column of device times: the device said none. */
  static final long NO_TIME = Long.MIN_VALUE;

  /** Times further off say nothing, and would not fit: some 3,000 years around 1970. */
  private static final long FARTHEST_SECOND = 100_000_000_000L;

  private int size;
  private long[] times;
  private byte[] kinds;
  private double[] numbers;
  private @Nullable String @Nullable [] texts;
  private long @Nullable [] deviceTimes;
  private byte @Nullable [] flags;

  Samples() {
    this(8);
  }

  Samples(int capacity) {
    int room = Math.max(capacity, 4);
    times = new long[room];
    kinds = new byte[room];
    numbers = new double[room];
  }

  /** Milliseconds since 1970; what is finer is cut off. */
  static long millis(Instant time) {
    long second = time.getEpochSecond();
    int nano = time.getNano();
    return Math.clamp(second, -FARTHEST_SECOND, FARTHEST_SECOND) * 1000 + nano / 1_000_000;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  long time(int index) {
    return times[index];
  }

  byte kind(int index) {
    return kinds[index];
  }

  /** A number; 1 for true and 0 for false; undefined for other kinds. */
  double number(int index) {
    return numbers[index];
  }

  /** A text or a structure's JSON; empty for other kinds. */
  String text(int index) {
    String text = texts == null ? null : texts[index];
    return text == null ? "" : text;
  }

  long deviceTime(int index) {
    return deviceTimes == null ? NO_TIME : deviceTimes[index];
  }

  /** How sure the time is, as {@link TimeQuality} says; 0 for most. */
  byte flags(int index) {
    return flags == null ? 0 : flags[index];
  }

  /** Another time and other flags for one that is there. */
  void stamp(int index, long time, byte flag) {
    times[index] = time;
    if (flag != 0 || flags != null) {
      flags = flags == null ? new byte[times.length] : flags;
      flags[index] = flag;
    }
  }

  boolean hasDeviceTimes() {
    return deviceTimes != null;
  }

  boolean hasFlags() {
    return flags != null;
  }

  Value value(int index) {
    return switch (kinds[index]) {
      case BOOLEAN -> new Value.Bool(numbers[index] != 0);
      case TEXT -> new Value.Text(text(index));
      case STRUCTURE -> new Value.Structure(text(index));
      default -> new Value.Num(numbers[index]);
    };
  }

  Optional<Instant> deviceInstant(int index) {
    long millis = deviceTime(index);
    return millis == NO_TIME ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  void add(long time, Value value, long deviceTime, byte flag) {
    switch (value) {
      case Value.Num(double number) -> add(time, NUMBER, number, null, deviceTime, flag);
      case Value.Bool(boolean truth) -> add(time, BOOLEAN, truth ? 1 : 0, null, deviceTime, flag);
      case Value.Text(String text) -> add(time, TEXT, 0, text, deviceTime, flag);
      case Value.Structure(String json) -> add(time, STRUCTURE, 0, json, deviceTime, flag);
    }
  }

  void add(Samples other, int index) {
    add(
        other.times[index],
        other.kinds[index],
        other.numbers[index],
        other.texts == null ? null : other.texts[index],
        other.deviceTime(index),
        other.flags(index));
  }

  void add(long time, byte kind, double number, @Nullable String text, long deviceTime, byte flag) {
    if (size == times.length) {
      resize(size + (size >> 1));
    }
    times[size] = time;
    kinds[size] = kind;
    numbers[size] = number;
    if (text != null || texts != null) {
      texts = texts == null ? new @Nullable String[times.length] : texts;
      texts[size] = text;
    }
    if (deviceTime != NO_TIME || deviceTimes != null) {
      if (deviceTimes == null) {
        deviceTimes = new long[times.length];
        Arrays.fill(deviceTimes, NO_TIME);
      }
      deviceTimes[size] = deviceTime;
    }
    if (flag != 0 || flags != null) {
      flags = flags == null ? new byte[times.length] : flags;
      flags[size] = flag;
    }
    size++;
  }

  /** Keeps room for a few, and nothing of what was in it. */
  void clear() {
    size = 0;
    texts = null;
    deviceTimes = null;
    flags = null;
    if (times.length > 64) {
      resize(8);
    }
  }

  private void resize(int room) {
    times = Arrays.copyOf(times, room);
    kinds = Arrays.copyOf(kinds, room);
    numbers = Arrays.copyOf(numbers, room);
    if (texts != null) {
      texts = Arrays.copyOf(texts, room);
    }
    if (deviceTimes != null) {
      deviceTimes = Arrays.copyOf(deviceTimes, room);
    }
    if (flags != null) {
      flags = Arrays.copyOf(flags, room);
    }
  }

  /** Those from one index to before another. */
  Samples range(int from, int to) {
    Samples range = new Samples(to - from);
    for (int i = from; i < to; i++) {
      range.add(this, i);
    }
    return range;
  }

  Samples inOrder() {
    return inOrder(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** Those from one time to before another, by time; of one time in the order they came. */
  Samples inOrder(long from, long to) {
    Samples ordered = new Samples();
    boolean sorted = true;
    for (int i = 0; i < size; i++) {
      if (times[i] >= from && times[i] < to) {
        sorted &= ordered.isEmpty() || times[i] >= ordered.times[ordered.size - 1];
        ordered.add(this, i);
      }
    }
    return sorted ? ordered : ordered.sorted();
  }

  private Samples sorted() {
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(times[a], times[b]));
    Samples sorted = new Samples(size);
    for (int index : order) {
      sorted.add(this, index);
    }
    return sorted;
  }

  /** Two runs that are in order as one; of one time those of the earlier run first. */
  static Samples merge(Samples earlier, Samples later) {
    Samples merged = new Samples(earlier.size + later.size);
    int next = 0;
    for (int i = 0; i < earlier.size; i++) {
      while (next < later.size && later.times[next] < earlier.times[i]) {
        merged.add(later, next++);
      }
      merged.add(earlier, i);
    }
    while (next < later.size) {
      merged.add(later, next++);
    }
    return merged;
  }
}
