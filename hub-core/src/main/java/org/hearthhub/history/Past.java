package org.hearthhub.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hearthhub.thing.Value;

/** An answer about a property's past, never larger than was asked. Times ascend. */
public sealed interface Past {
  /** What is missing, as it was damaged; nearly always nothing. */
  List<Gap> gaps();

  /** Every reading of the span. */
  record Readings(List<Point> points, List<Gap> gaps) implements Past {
    public Readings {
      points = List.copyOf(points);
      gaps = List.copyOf(gaps);
    }

    /** Readings with nothing missing. */
    public Readings(List<Point> points) {
      this(points, List.of());
    }
  }

  /** There were more readings than asked for: one summary per step that has any. */
  record Steps(Duration step, List<Step> steps, List<Gap> gaps) implements Past {
    public Steps {
      steps = List.copyOf(steps);
      gaps = List.copyOf(gaps);
    }
  }

  /**
   * A value at a time.
   *
   * @param quality how sure the time is
   */
  record Point(Instant time, Value value, TimeQuality quality) {
    /** At a time that nobody doubts. */
    public Point(Instant time, Value value) {
      this(time, value, TimeQuality.SURE);
    }
  }

  /**
   * What happened within one step.
   *
   * @param time start of the step; steps of an hour and more begin by the home's own clock, so one
   *     of a day has 23 or 25 hours twice a year
   * @param count readings in it, at least 1
   * @param min smallest number; 0/1 for booleans; NaN where values are neither
   * @param mean of the readings, likewise
   * @param max likewise
   * @param last the last reading's value
   */
  record Step(Instant time, int count, double min, double mean, double max, Value last) {}
}
