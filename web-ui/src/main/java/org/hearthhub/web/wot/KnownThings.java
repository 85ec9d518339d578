package org.hearthhub.web.wot;

import java.util.Optional;
import org.hearthhub.Hub;
import org.hearthhub.access.Right;
import org.hearthhub.device.Device;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.EventAffordance;
import org.hearthhub.thing.PropertyAffordance;

/** Finds the things and affordances that a path names, for somebody who may see them. */
public final class KnownThings {
  private final Hub hub;

  public KnownThings(Hub hub) {
    this.hub = hub;
  }

  /**
   * The device of that id.
   *
   * @throws NotFound if there is none
   * @throws org.hearthhub.problem.Refused if the actor may not see it
   */
  public Device readable(Actor actor, String id) {
    DeviceId deviceId = DeviceId.parse(id);
    hub.policy().require(actor, new Right.Read(deviceId));
    return hub.devices().get(deviceId);
  }

  /** The name in a path; a malformed one names nothing. */
  public static AffordanceName name(String text, String what) {
    try {
      return AffordanceName.of(text);
    } catch (Invalid malformed) {
      throw noSuch(what);
    }
  }

  public static PropertyAffordance property(Device device, AffordanceName name) {
    return device.description().property(name).orElseThrow(() -> noSuch("property"));
  }

  public static EventAffordance event(Device device, AffordanceName name) {
    return Optional.ofNullable(device.description().events().get(name))
        .orElseThrow(() -> noSuch("event"));
  }

  private static NotFound noSuch(String what) {
    return new NotFound("no-such-" + what, "This device has no %s of that name.".formatted(what));
  }
}
