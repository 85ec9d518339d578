package org.hearthhub.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How much a counter grew, step by step. What it grew between two readings belongs to the later. A
 * counter that falls by more than a tenth began anew; a smaller fall corrects it.
 *
 * @param total over the whole span
 */
public record PastIncreases(Duration step, List<Increase> increases, double total, List<Gap> gaps) {
  public PastIncreases {
    increases = List.copyOf(increases);
    gaps = List.copyOf(gaps);
  }

  /**
   * One step that has a reading.
   *
   * @param time start of the step
   */
  public record Increase(Instant time, int count, double increase) {}
}
