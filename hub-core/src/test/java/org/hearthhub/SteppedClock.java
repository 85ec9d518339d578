package org.hearthhub;

import java.time.Duration;
import java.time.Instant;
import org.hearthhub.history.MachineClock;

/** A clock that stands still until it is told to go on, or is set. Thread-safe. */
public final class SteppedClock implements MachineClock {
  private volatile Instant now = Instant.parse("2026-03-01T08:00:00Z");
  private volatile long nanos;
  private volatile boolean synchronised;

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public boolean isSynchronised() {
    return synchronised;
  }

  /** Time goes by. */
  public synchronized void goOn(Duration step) {
    now = now.plus(step);
    nanos += Math.max(0, step.toNanos());
  }

  /** Somebody sets the clock, in no time. */
  public synchronized void set(Instant time) {
    now = time;
  }

  /** From now on a time server keeps it right. */
  public void synchronise() {
    synchronised = true;
  }
}
