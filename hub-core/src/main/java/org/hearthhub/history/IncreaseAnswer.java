package org.hearthhub.history;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Collects how much a counter grew in each step. Not thread-safe. */
final class IncreaseAnswer implements Collector {
  private final long from;
  private final long to;
  private final StepGrid grid;
  private final Stepping steps;
  private OptionalDouble before = OptionalDouble.empty();

  IncreaseAnswer(ZoneId zone, long from, long to, long length) {
    this.from = from;
    this.to = to;
    this.grid = new StepGrid(zone, length);
    this.steps = new Stepping(grid, StepGrid.hours(zone), StepGrid.days(zone), false);
  }

  /** What it stood at before the span. */
  void before(double number) {
    before = OptionalDouble.of(number);
  }

  @Override
  public void add(Samples samples, int index) {
    if (samples.time(index) >= from && samples.time(index) < to) {
      steps.add(samples, index);
    }
  }

  Stepping steps() {
    return steps;
  }

  PastIncreases past(List<Gap> gaps) {
    List<PastIncreases.Increase> increases = new ArrayList<>();
    Sum total = new Sum();
    OptionalDouble last = before;
    for (Stepping.Done done : steps.done()) {
      Tally tally = done.tally();
      if (tally.reals == 0) {
        continue;
      }
      Sum own = tally.increase.copy();
      if (last.isPresent()) {
        Tally.grow(own, last.getAsDouble(), tally.firstReal);
      }
      last = OptionalDouble.of(tally.lastReal);
      total.add(own);
      increases.add(
          new PastIncreases.Increase(Instant.ofEpochMilli(done.start()), tally.reals, own.value()));
    }
    return new PastIncreases(grid.length(), increases, total.value(), gaps);
  }
}
