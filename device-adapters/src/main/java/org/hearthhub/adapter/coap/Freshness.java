package org.hearthhub.adapter.coap;

import java.time.Duration;

/**
 * Tells newer notifications from those that were overtaken on the way: the 24-bit rule of RFC 7641
 * section 3.4. Not thread-safe.
 */
final class Freshness {
  private static final int HALF = 1 << 23;
  private static final long FORGETS_AFTER = Duration.ofSeconds(128).toNanos();

  private boolean begun;
  private int last;
  private long lastNanos;

  /** Begins anew, after a registration. */
  void begin(int sequence, long nanos) {
    begun = true;
    last = sequence;
    lastNanos = nanos;
  }

  /** Whether a notification is newer than all before; if so, later ones are held against it. */
  boolean isNewer(int sequence, long nanos) {
    boolean newer =
        !begun
            || (last < sequence && sequence - last < HALF)
            || (last > sequence && last - sequence > HALF)
            || nanos - lastNanos > FORGETS_AFTER;
    if (newer) {
      begin(sequence, nanos);
    }
    return newer;
  }
}
