package org.hearthhub.history;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes steps of readings, or of roll-ups, that come in order of time. What is made of hours adds
 * hours up to days and days to steps, whatever it gets, so that the same readings make the same
 * steps to the last bit. Not thread-safe.
 */
final class Stepping {
  /** A step that has readings. */
  record Done(long start, Tally tally) {}

  private final StepGrid grid;
  private final boolean states;
  private final List<Stage> stages = new ArrayList<>();
  private final List<Done> done = new ArrayList<>();

  /** What is being added up: an hour, a day, the step. */
  private static final class Stage {
    final StepGrid grid;
    Tally tally;
    long end = Long.MIN_VALUE;

    Stage(StepGrid grid, boolean states) {
      this.grid = grid;
      this.tally = new Tally(states);
    }
  }

  /**
   * @param states whether numbers are states
   */
  Stepping(StepGrid grid, StepGrid hours, StepGrid days, boolean states) {
    this.grid = grid;
    this.states = states;
    if (grid.isOfHours()) {
      stages.add(new Stage(hours, states));
    }
    if (grid.isOfDays()) {
      stages.add(new Stage(days, states));
    }
    stages.add(new Stage(grid, states));
  }

  void add(Samples samples, int index) {
    long time = samples.time(index);
    Stage first = stages.getFirst();
    if (time >= first.end) {
      turn(0, time);
    }
    first.tally.add(samples, index);
  }

  /** An hour or a day from its roll-up; nothing else of it may be added. */
  void add(long start, Tally rolled, boolean ofDay) {
    int stage = ofDay ? 1 : 0;
    turn(stage, start);
    flushBelow(stage);
    stages.get(stage).tally.add(rolled);
  }

  /** Ends the stages that end before a time, and says when this one will end. */
  private void turn(int from, long time) {
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      if (time >= stage.end) {
        hand(i);
        if (i >= from) {
          stage.end = stage.grid.end(time);
        }
      }
    }
  }

  private void flushBelow(int stage) {
    for (int i = 0; i < stage; i++) {
      hand(i);
      stages.get(i).end = Long.MIN_VALUE;
    }
  }

  /** Hands what a stage has on to the next. */
  private void hand(int index) {
    Stage stage = stages.get(index);
    if (stage.tally.isEmpty()) {
      return;
    }
    if (index + 1 < stages.size()) {
      stages.get(index + 1).tally.add(stage.tally);
    } else {
      done.add(new Done(grid.start(stage.tally.firstTime), stage.tally));
    }
    stage.tally = new Tally(states);
  }

  List<Done> done() {
    for (int i = 0; i < stages.size(); i++) {
      hand(i);
    }
    return done;
  }
}
