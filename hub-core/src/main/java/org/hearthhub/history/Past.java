package org.hearthhub.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hearthhub.thing.Value;

/** An answer about a property's past, never larger than was asked. Times ascend. */
public sealed interface Past {
  /** Every reading of the span. */
  record Readings(List<Point> points) implements Past {
    public Readings {
      points = List.copyOf(points);
    }
  }

  /** There were more readings than asked for: one summary per step that has any. */
  record Steps(Duration step, List<Step> steps) implements Past {
    public Steps {
      steps = List.copyOf(steps);
    }
  }

  /** A value at a time. */
  record Point(Instant time, Value value) {}

  /**
   * What happened within one step.
   *
   * @param time start of the step
   * @param count readings in it, at least 1
   * @param min smallest number; 0/1 for booleans; NaN where values are neither
   * @param mean of the readings, likewise
   * @param max likewise
   * @param last the last reading's value
   */
  record Step(Instant time, int count, double min, double mean, double max, Value last) {}
}
