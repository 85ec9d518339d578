package org.hearthhub.adapter.simulator;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Moves a simulated blind, which takes its time, and stops it on its way. Thread-safe. */
final class BlindMotor {
  static final String POSITION = "5536";
  private static final String STOP = "5523";

  /** From open to shut in five seconds; real ones take longer. */
  private static final double STEP = 5;

  private static final long STEP_MILLIS = 250;

  private final TradfriNodes.Node node;
  private final ScheduledExecutorService threads;

  /** All guarded by this object, and taken after the lock of the node where both are. */
  private double target;

  private boolean moving;
  private int journey;

  BlindMotor(TradfriNodes.Node node, ScheduledExecutorService threads) {
    this.node = node;
    this.threads = threads;
  }

  /** What somebody wrote: where to go, or to stay. */
  void told(JsonNode wish) {
    if (wish.has(STOP)) {
      stop();
    } else if (wish.path(POSITION).isNumber()) {
      moveTo(wish.path(POSITION).doubleValue());
    }
  }

  synchronized void moveTo(double position) {
    target = Math.clamp(position, 0, 100);
    moving = true;
    journey++;
    later(journey);
  }

  private synchronized void stop() {
    moving = false;
  }

  synchronized boolean isMoving() {
    return moving;
  }

  private synchronized boolean isOn(int which) {
    return moving && journey == which;
  }

  private void later(int which) {
    try {
      var _ = threads.schedule(() -> step(which), STEP_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      // It stays where it is.
    }
  }

  private void step(int which) {
    if (isOn(which)) {
      node.moveBlind(from -> next(which, from));
    }
    if (isOn(which)) {
      later(which);
    }
  }

  private synchronized double next(int which, double from) {
    if (!isOn(which)) {
      return from;
    }
    double to = from + Math.clamp(target - from, -STEP, STEP);
    moving = to != target;
    return to;
  }
}
