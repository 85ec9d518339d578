package org.hearthhub.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hearthhub.thing.Value;

/**
 * What a property was, and how long. A state lasts until the next reading; what it was when the
 * span began is known from before.
 */
public sealed interface PastStates {
  /** How long it was each within the span; what came before its first reading counts for none. */
  Map<Value, Duration> totals();

  List<Gap> gaps();

  /** Each state from its beginning to its end, in order. */
  record Segments(List<Segment> segments, Map<Value, Duration> totals, List<Gap> gaps)
      implements PastStates {
    public Segments {
      segments = List.copyOf(segments);
      totals = Map.copyOf(totals);
      gaps = List.copyOf(gaps);
    }
  }

  /** It changed more often than was asked for: how long it was what, step by step. */
  record Shares(Duration step, List<Share> shares, Map<Value, Duration> totals, List<Gap> gaps)
      implements PastStates {
    public Shares {
      shares = List.copyOf(shares);
      totals = Map.copyOf(totals);
      gaps = List.copyOf(gaps);
    }
  }

  /** A time in which it was the same. */
  record Segment(Instant from, Instant to, Value value) {}

  /**
   * One step.
   *
   * @param times how long it was what; less than the step where nothing is known
   */
  record Share(Instant time, Map<Value, Duration> times) {
    public Share {
      times = Map.copyOf(times);
    }
  }
}
