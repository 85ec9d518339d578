package org.hearthhub.device;

import java.util.Optional;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;

/**
 * The one path of a command, for people, apps and rules: access decision, schema, adapter,
 * confirmation, audit entry, new current value. Thread-safe; blocks until the outcome is known, at
 * most ten seconds.
 */
public final class Commands {
  Commands() {}

  /**
   * Writes a property.
   *
   * @throws org.hearthhub.problem.NotFound if there is no such device or property
   * @throws org.hearthhub.problem.Refused if the actor may not, or the property is read-only
   * @throws org.hearthhub.problem.Invalid if the value does not fit the schema
   * @throws org.hearthhub.problem.TooMuch if too many commands wait for this device
   */
  public CommandOutcome write(Actor actor, DeviceId device, AffordanceName property, Value value) {
    throw new UnsupportedOperationException();
  }

  /** Invokes an action; problems as {@link #write}. */
  public CommandOutcome invoke(
      Actor actor, DeviceId device, AffordanceName action, Optional<Value> input) {
    throw new UnsupportedOperationException();
  }
}
