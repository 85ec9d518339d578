package org.hearthhub.device;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Counts one sort of message for the diagnostics, and when the last one was. Thread-safe. */
public final class Counter {
  private final String what;
  private final InstantSource clock;
  private final LongAdder count = new LongAdder();
  private volatile long lastMillis;

  /**
   * @param what it counts, for a person, in the plural
   */
  public Counter(String what, InstantSource clock) {
    this.what = what;
    this.clock = clock;
  }

  /** There was one more. */
  public void one() {
    count.increment();
    lastMillis = clock.millis();
  }

  /** So many so far. */
  public long sum() {
    return count.sum();
  }

  public Diagnostics.Tally tally() {
    long last = lastMillis;
    return new Diagnostics.Tally(
        what, count.sum(), last == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(last)));
  }
}
