package org.hearthhub.device;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;

/**
 * The devices of this home and what they said last. Where a reading goes once it has been heard:
 * memory first, then the past and the bus. Current values come from memory, never from disk.
 * Thread-safe.
 */
public final class DeviceRegistry {
  DeviceRegistry() {}

  /** All devices, in the order they were accepted. */
  public List<Device> all() {
    throw new UnsupportedOperationException();
  }

  public Optional<Device> find(DeviceId id) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws org.hearthhub.problem.NotFound if there is no such device
   */
  public Device get(DeviceId id) {
    throw new UnsupportedOperationException();
  }

  /** The device of that identity, if it was accepted. */
  public Optional<Device> find(DeviceIdentity identity) {
    throw new UnsupportedOperationException();
  }

  /**
   * What each property holds now; properties that were never heard are left out.
   *
   * @throws org.hearthhub.problem.NotFound if there is no such device
   */
  public Map<AffordanceName, CurrentValue> values(DeviceId id) {
    throw new UnsupportedOperationException();
  }

  /** What a property holds now. */
  public Optional<CurrentValue> value(DeviceId id, AffordanceName property) {
    throw new UnsupportedOperationException();
  }

  /**
   * Gives a device another name.
   *
   * @throws org.hearthhub.problem.NotFound if there is no such device
   * @throws org.hearthhub.problem.Refused if the actor may not
   * @throws org.hearthhub.problem.Invalid if the title is blank or longer than 100 characters
   */
  public Device rename(Actor actor, DeviceId id, String title) {
    throw new UnsupportedOperationException();
  }

  /**
   * Puts a device into a room, or into none.
   *
   * @param room title of the room; made if there is none of that title
   * @throws org.hearthhub.problem.NotFound if there is no such device
   * @throws org.hearthhub.problem.Refused if the actor may not
   */
  public Device move(Actor actor, DeviceId id, Optional<String> room) {
    throw new UnsupportedOperationException();
  }

  /**
   * Removes a device from the home; its past stays until it is erased.
   *
   * @throws org.hearthhub.problem.NotFound if there is no such device
   * @throws org.hearthhub.problem.Refused if the actor may not
   */
  public void remove(Actor actor, DeviceId id) {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes what a device said: its current state from now on, and on the bus when this returns.
   *
   * @return completes when the readings are committed; fails if they had to be dropped
   * @throws org.hearthhub.problem.NotFound if no such device was accepted into this home
   */
  public CompletionStage<Void> report(DeviceId device, List<Reading> readings) {
    throw new UnsupportedOperationException();
  }
}
