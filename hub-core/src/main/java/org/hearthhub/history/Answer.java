package org.hearthhub.history;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects readings that come in order of time: as they are while they are few, in steps from the
 * first that is too many. Never holds more than was asked for. Not thread-safe.
 */
final class Answer implements Collector {
  private final ZoneId zone;
  private final long from;
  private final long to;
  private final int most;
  private Samples readings = new Samples();
  private StepGrid grid;
  private Stepping steps;
  private boolean inSteps;

  /**
   * @param from first millisecond of interest
   * @param to after the last
   */
  Answer(ZoneId zone, long from, long to, int most) {
    this.zone = zone;
    this.from = from;
    this.to = to;
    this.most = most;
    this.grid = StepGrid.hours(zone);
    this.steps = stepping(grid);
  }

  private Stepping stepping(StepGrid of) {
    return new Stepping(of, StepGrid.hours(zone), StepGrid.days(zone), false);
  }

  @Override
  public void add(Samples samples, int index) {
    long time = samples.time(index);
    if (time < from || time >= to) {
      return;
    }
    if (!inSteps && readings.size() < most) {
      readings.add(samples, index);
      return;
    }
    if (!inSteps) {
      beginSteps(StepLength.millis(zone, from, to, most));
    }
    steps.add(samples, index);
  }

  /** From now on in steps, what is there already too. */
  void beginSteps(long length) {
    inSteps = true;
    grid = new StepGrid(zone, length);
    steps = stepping(grid);
    for (int i = 0; i < readings.size(); i++) {
      steps.add(readings, i);
    }
    readings = new Samples();
  }

  Stepping steps() {
    return steps;
  }

  Past past(List<Gap> gaps) {
    if (inSteps) {
      return new Past.Steps(
          grid.length(),
          steps.done().stream().map(done -> done.tally().step(done.start())).toList(),
          gaps);
    }
    return new Past.Readings(points(readings), gaps);
  }

  static List<Past.Point> points(Samples samples) {
    List<Past.Point> points = new ArrayList<>(samples.size());
    for (int i = 0; i < samples.size(); i++) {
      points.add(
          new Past.Point(
              Instant.ofEpochMilli(samples.time(i)),
              samples.value(i),
              TimeQuality.of(samples.flags(i))));
    }
    return points;
  }
}
