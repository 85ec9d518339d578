package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Lets those through who begin to be watched, so many feeds a second and no more: a house full of
 * devices is not asked in one breath when the hub starts, or when its address changes. Thread-safe.
 */
final class Turnstile {
  /** 250 questions a second: five hundred devices of ten feeds each within twenty seconds. */
  static final Duration PER_FEED = Duration.ofMillis(4);

  private final LongSupplier nanos;
  private long next;

  Turnstile() {
    this(System::nanoTime);
  }

  /**
   * @param nanos of a clock that never goes back
   */
  Turnstile(LongSupplier nanos) {
    this.nanos = nanos;
    this.next = nanos.getAsLong();
  }

  /**
   * Takes a turn.
   *
   * @param feeds how many questions it will be
   * @return from now until it is its turn, zero or more
   */
  synchronized Duration turn(int feeds) {
    long now = nanos.getAsLong();
    if (next - now < 0) {
      next = now;
    }
    long turn = next - now;
    next += PER_FEED.multipliedBy(Math.max(1, feeds)).toNanos();
    return Duration.ofNanos(turn);
  }
}
