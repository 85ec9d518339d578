package org.hearthhub.device;

import java.time.Instant;
import java.util.Locale;

/**
 * How a device is doing.
 *
 * @param since when this state began
 * @param reason for a person; empty when all is well
 */
public record DeviceStatus(State state, Instant since, String reason) {
  /** The states a person can tell apart. */
  public enum State {
    /** Not heard yet since the hub started. */
    UNKNOWN,
    /** Heard from, and expected to answer. */
    ONLINE,
    /** It did not answer, or was not heard for longer than it promised. */
    OFFLINE,
    /** It sends what cannot be understood, and is kept apart until it makes sense again. */
    QUARANTINED;

    /** The word in the REST API. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
