package org.hearthhub.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hearthhub.thing.Value;

/**
 * Collects readings that come in order of time: as they are while they are few, in steps from the
 * first that is too many. Never holds more than was asked for. Not thread-safe.
 */
final class Answer {
  private final long from;
  private final long to;
  private final int most;
  private Samples readings = new Samples();
  private final List<Past.Step> steps = new ArrayList<>();
  private long stepLength;
  private boolean inSteps;

  /** The step that grows. */
  private long start;

  private int count;
  private int numbers;
  private double min;
  private double max;
  private double sum;
  private double mean;
  private Value last = new Value.Bool(false);

  /**
   * @param from first millisecond of interest
   * @param to after the last
   */
  Answer(long from, long to, int most) {
    this.from = from;
    this.to = to;
    this.most = most;
  }

  void add(Samples samples, int index) {
    long time = samples.time(index);
    if (time < from || time >= to) {
      return;
    }
    if (!inSteps && readings.size() < most) {
      readings.add(samples, index);
      return;
    }
    if (!inSteps) {
      inSteps = true;
      stepLength = StepLength.millis(from, to, most);
      for (int i = 0; i < readings.size(); i++) {
        addToStep(readings, i);
      }
      readings = new Samples();
    }
    addToStep(samples, index);
  }

  private void addToStep(Samples samples, int index) {
    long begins = Math.floorDiv(samples.time(index), stepLength) * stepLength;
    if (count > 0 && begins != start) {
      endStep();
    }
    if (count == 0) {
      start = begins;
    }
    count++;
    last = samples.value(index);
    if (samples.kind(index) == Samples.NUMBER || samples.kind(index) == Samples.BOOLEAN) {
      addNumber(samples.number(index));
    }
  }

  private void addNumber(double number) {
    min = numbers == 0 ? number : Math.min(min, number);
    max = numbers == 0 ? number : Math.max(max, number);
    numbers++;
    sum = numbers == 1 ? number : sum + number;
    // Only counts where the sum is beyond what a double holds.
    mean = numbers == 1 ? number : mean + (number / numbers - mean / numbers);
  }

  private void endStep() {
    double average = Double.isFinite(sum) ? sum / numbers : mean;
    steps.add(
        numbers == 0
            ? new Past.Step(
                Instant.ofEpochMilli(start), count, Double.NaN, Double.NaN, Double.NaN, last)
            : new Past.Step(Instant.ofEpochMilli(start), count, min, average, max, last));
    count = 0;
    numbers = 0;
  }

  Past past() {
    if (inSteps) {
      if (count > 0) {
        endStep();
      }
      return new Past.Steps(Duration.ofMillis(stepLength), steps);
    }
    List<Past.Point> points = new ArrayList<>(readings.size());
    for (int i = 0; i < readings.size(); i++) {
      points.add(new Past.Point(Instant.ofEpochMilli(readings.time(i)), readings.value(i)));
    }
    return new Past.Readings(points);
  }
}
