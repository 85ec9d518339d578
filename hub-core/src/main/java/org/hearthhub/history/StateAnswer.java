package org.hearthhub.history;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.thing.Value;

/**
 * Collects how long a property was what: each state while they are few, step by step from the first
 * that is too many. Not thread-safe.
 */
final class StateAnswer implements Collector {
  private final ZoneId zone;
  private final long from;
  private final long to;
  private final int most;

  /** The first reading of each state, and the one that stood before the span. */
  private Samples changes = new Samples();

  private Optional<Stepping> steps = Optional.empty();
  private StepGrid grid;
  private Optional<Value> before = Optional.empty();

  StateAnswer(ZoneId zone, long from, long to, int most) {
    this.zone = zone;
    this.from = from;
    this.to = to;
    this.most = most;
    this.grid = StepGrid.hours(zone);
  }

  /** What it was before the span. */
  void before(Value value) {
    before = Optional.of(value);
  }

  @Override
  public void add(Samples samples, int index) {
    long time = samples.time(index);
    if (time < from || time >= to) {
      return;
    }
    if (steps.isPresent()) {
      steps.get().add(samples, index);
      return;
    }
    int last = changes.size() - 1;
    boolean same =
        last >= 0
            ? changes.value(last).equals(samples.value(index))
            : before.isPresent() && before.get().equals(samples.value(index));
    if (same) {
      return;
    }
    if (changes.size() < most - 1) {
      changes.add(samples, index);
    } else {
      beginSteps(StepLength.millis(zone, from, to, most)).add(samples, index);
    }
  }

  Stepping beginSteps(long length) {
    grid = new StepGrid(zone, length);
    Stepping begun = new Stepping(grid, StepGrid.hours(zone), StepGrid.days(zone), true);
    for (int i = 0; i < changes.size(); i++) {
      begun.add(changes, i);
    }
    changes = new Samples();
    steps = Optional.of(begun);
    return begun;
  }

  /**
   * @param now a state that is not over yet has lasted until then
   */
  PastStates past(List<Gap> gaps, long now) {
    long end = Math.max(from, Math.min(to, now));
    return steps.map(made -> shares(made, gaps, end)).orElseGet(() -> segments(gaps, end));
  }

  private PastStates segments(List<Gap> gaps, long end) {
    List<PastStates.Segment> segments = new ArrayList<>();
    Map<Value, Duration> totals = new LinkedHashMap<>();
    Optional<Value> value = before;
    long since = from;
    for (int i = 0; i <= changes.size(); i++) {
      long until = i < changes.size() ? changes.time(i) : Math.max(end, since);
      if (value.isPresent() && until > since) {
        segments.add(
            new PastStates.Segment(
                Instant.ofEpochMilli(since), Instant.ofEpochMilli(until), value.get()));
        totals.merge(value.get(), Duration.ofMillis(until - since), Duration::plus);
      }
      if (i < changes.size()) {
        value = Optional.of(changes.value(i));
        since = until;
      }
    }
    return new PastStates.Segments(segments, totals, gaps);
  }

  private PastStates shares(Stepping made, List<Gap> gaps, long end) {
    List<PastStates.Share> shares = new ArrayList<>();
    Map<Value, Duration> totals = new LinkedHashMap<>();
    Map<Long, Map<Value, Duration>> bySteps = new LinkedHashMap<>();
    Optional<Value> value = before;
    long since = from;
    for (Stepping.Done done : made.done()) {
      Tally tally = done.tally();
      if (value.isPresent()) {
        spread(bySteps, value.get(), since, tally.firstTime);
      }
      Map<Value, Duration> own = share(bySteps, done.start());
      tally
          .states()
          .ifPresent(
              states ->
                  states.forEach(
                      (state, millis) ->
                          own.merge(state, Duration.ofMillis(millis), Duration::plus)));
      value = Optional.of(tally.last);
      since = tally.lastTime;
    }
    if (value.isPresent()) {
      spread(bySteps, value.get(), since, end);
    }
    bySteps.forEach(
        (start, times) -> {
          shares.add(new PastStates.Share(Instant.ofEpochMilli(start), times));
          times.forEach((state, time) -> totals.merge(state, time, Duration::plus));
        });
    return new PastStates.Shares(grid.length(), shares, totals, gaps);
  }

  /** A state may last over several steps. */
  private void spread(Map<Long, Map<Value, Duration>> bySteps, Value value, long from, long until) {
    for (long at = from; at < until; at = grid.end(at)) {
      long stop = Math.min(grid.end(at), until);
      share(bySteps, grid.start(at)).merge(value, Duration.ofMillis(stop - at), Duration::plus);
    }
  }

  private static Map<Value, Duration> share(Map<Long, Map<Value, Duration>> bySteps, long start) {
    return bySteps.computeIfAbsent(start, none -> new LinkedHashMap<>());
  }
}
