package org.hearthhub.history;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.thing.Value;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a run of readings of one series: it is made of readings in order of time, and two
 * of them that follow each other make a third, as if it had been made of all their readings. So an
 * hour, a day and a year are the same whether they were made of readings or of hours. Not
 * thread-safe.
 */
final class Tally {
  /** A text that is never twice the same is no state, and must not fill the memory. */
  static final int MOST_STATES = 64;

  /** A counter that falls to less than this of what it was began anew. */
  private static final double RESET = 0.9;

  int count;

  /** Numbers and truths among them. */
  int numbers;

  double min;
  double max;
  Sum sum = new Sum();

  long firstTime;
  long lastTime;
  Value first = new Value.Bool(false);
  Value last = first;

  /** How long it was what from the first reading to the last; null where it was too much. */
  @Nullable Map<Value, Long> states = Map.of();

  /** As a counter: the sum of what it grew from the first number to the last. */
  int reals;

  double firstReal;
  double lastReal;
  Sum increase = new Sum();

  private final boolean numbersAreStates;

  Tally() {
    this(false);
  }

  /**
   * @param numbersAreStates whether to count how long numbers were what, as truths and texts always
   */
  Tally(boolean numbersAreStates) {
    this.numbersAreStates = numbersAreStates;
  }

  boolean numbersAreStates() {
    return numbersAreStates;
  }

  boolean isEmpty() {
    return count == 0;
  }

  void add(Samples samples, int index) {
    byte kind = samples.kind(index);
    long time = samples.time(index);
    boolean sameAsLast = count > 0 && isSame(samples, index, last);
    Value value = sameAsLast ? last : samples.value(index);
    if (count == 0) {
      first = value;
      firstTime = time;
    } else {
      lasted(last, time - lastTime);
    }
    last = value;
    lastTime = time;
    count++;
    if (kind == Samples.NUMBER || kind == Samples.BOOLEAN) {
      double number = samples.number(index);
      min = numbers == 0 ? number : Math.min(min, number);
      max = numbers == 0 ? number : Math.max(max, number);
      numbers++;
      sum.add(number);
      if (kind == Samples.NUMBER) {
        addReal(number);
      }
    }
  }

  private static boolean isSame(Samples samples, int index, Value value) {
    return switch (value) {
      case Value.Num(double number) ->
          samples.kind(index) == Samples.NUMBER
              && Double.doubleToRawLongBits(samples.number(index))
                  == Double.doubleToRawLongBits(number);
      case Value.Bool(boolean truth) ->
          samples.kind(index) == Samples.BOOLEAN && truth == (samples.number(index) != 0);
      case Value.Text(String text) ->
          samples.kind(index) == Samples.TEXT && text.equals(samples.text(index));
      case Value.Structure(String json) ->
          samples.kind(index) == Samples.STRUCTURE && json.equals(samples.text(index));
    };
  }

  private void addReal(double number) {
    if (reals == 0) {
      firstReal = number;
    } else {
      grow(increase, lastReal, number);
    }
    lastReal = number;
    reals++;
  }

  /** Adds what a counter grew from one reading to the next. */
  static void grow(Sum increase, double before, double now) {
    increase.add(now);
    if (!(before > 0 && now >= 0 && now < before * RESET)) {
      increase.add(-before);
    }
  }

  private void lasted(Value state, long millis) {
    Map<Value, Long> known = states;
    if (known == null || millis == 0 || !isState(state)) {
      return;
    }
    if (known.isEmpty()) {
      known = new LinkedHashMap<>(4);
      states = known;
    }
    known.merge(state, millis, Long::sum);
    if (known.size() > MOST_STATES) {
      states = null;
    }
  }

  /** Adds what came later. */
  void add(Tally later) {
    if (later.count == 0) {
      return;
    }
    if (count == 0) {
      first = later.first;
      firstTime = later.firstTime;
    } else {
      lasted(last, later.firstTime - lastTime);
    }
    Map<Value, Long> more = later.states;
    if (more == null) {
      states = null;
    } else {
      more.forEach(this::lasted);
    }
    last = later.last;
    lastTime = later.lastTime;
    count += later.count;
    addNumbers(later);
  }

  private boolean isState(Value value) {
    return switch (value) {
      case Value.Bool _, Value.Text _ -> true;
      case Value.Num _ -> numbersAreStates;
      case Value.Structure _ -> false;
    };
  }

  private void addNumbers(Tally later) {
    if (later.numbers > 0) {
      min = numbers == 0 ? later.min : Math.min(min, later.min);
      max = numbers == 0 ? later.max : Math.max(max, later.max);
      sum.add(later.sum);
      numbers += later.numbers;
    }
    if (later.reals > 0) {
      if (reals == 0) {
        firstReal = later.firstReal;
      } else {
        grow(increase, lastReal, later.firstReal);
      }
      increase.add(later.increase);
      lastReal = later.lastReal;
      reals += later.reals;
    }
  }

  /**
   * Adds what came when is not known: of late readings whose neighbours are no longer kept. Counts,
   * sums and extremes are right; how long it was what, and what it grew, stay as they were.
   */
  void addUnordered(Tally other) {
    if (other.count == 0) {
      return;
    }
    if (count == 0) {
      add(other);
      return;
    }
    count += other.count;
    if (other.numbers > 0) {
      min = numbers == 0 ? other.min : Math.min(min, other.min);
      max = numbers == 0 ? other.max : Math.max(max, other.max);
      sum.add(other.sum);
      numbers += other.numbers;
    }
    if (other.lastTime >= lastTime) {
      last = other.last;
      lastTime = other.lastTime;
    }
    if (other.firstTime < firstTime) {
      first = other.first;
      firstTime = other.firstTime;
    }
  }

  Optional<Map<Value, Long>> states() {
    return Optional.ofNullable(states);
  }

  Past.Step step(long start) {
    return numbers == 0
        ? new Past.Step(
            Instant.ofEpochMilli(start), count, Double.NaN, Double.NaN, Double.NaN, last)
        : new Past.Step(Instant.ofEpochMilli(start), count, min, sum.mean(numbers), max, last);
  }
}
