package org.hearthhub.thing;

import java.time.Instant;
import java.util.Optional;

/**
 * An event of a Thing that happened (W3C WoT TD 1.1 section 5.3.1.5): what the Thing notifies its
 * consumers of.
 *
 * @param data what came with it; empty when nothing
 * @param time when it arrived here, by the hub's clock
 * @param deviceTime what the device itself says, where that is plausible
 */
public record Notification(
    AffordanceName event, Optional<Value> data, Instant time, Optional<Instant> deviceTime) {

  /** A notification that has no time but that of its arrival. */
  public Notification(AffordanceName event, Optional<Value> data, Instant time) {
    this(event, data, time, Optional.empty());
  }

  /** The same, at another time. */
  public Notification at(Instant newTime) {
    return new Notification(event, data, newTime, deviceTime);
  }
}
