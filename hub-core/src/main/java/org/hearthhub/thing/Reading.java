package org.hearthhub.thing;

import java.time.Instant;
import java.util.Optional;

/**
 * A property's value at a time.
 *
 * @param time when it arrived here, by the hub's clock
 * @param deviceTime what the device itself says, where that is plausible
 */
public record Reading(
    AffordanceName property, Value value, Instant time, Optional<Instant> deviceTime) {

  /** A reading that has no time but that of its arrival. */
  public Reading(AffordanceName property, Value value, Instant time) {
    this(property, value, time, Optional.empty());
  }
}
