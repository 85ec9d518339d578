package org.hearthhub.adapter.coap.format;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What to think of the time that a device gives. */
public final class DeviceTime {
  private static final Duration OLDEST = Duration.ofDays(366);
  private static final Duration AHEAD = Duration.ofDays(1);

  private DeviceTime() {}

  /** The time, if the device's clock can be right: devices without a clock are years off. */
  public static Optional<Instant> plausible(Optional<Instant> time, Instant now) {
    return time.filter(
        given -> given.isAfter(now.minus(OLDEST)) && given.isBefore(now.plus(AHEAD)));
  }
}
