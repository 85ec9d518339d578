package org.hearthhub.device;

import java.util.Optional;
import org.hearthhub.home.RoomId;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Kind;
import org.hearthhub.thing.ThingDescription;

/**
 * A Thing that was accepted into this home. Immutable; the registry holds the present one.
 *
 * @param title what people call it
 * @param room where it is; empty for nowhere in particular
 * @param address where it was last seen
 * @param authenticated whether it can prove who it is
 * @param allowed whether an owner allowed what is sensitive on it, although it cannot prove who it
 *     is
 * @param described what it offers, and what people know better
 */
public record Device(
    DeviceId id,
    DeviceIdentity identity,
    String adapter,
    Kind kind,
    String title,
    Optional<RoomId> room,
    String address,
    boolean authenticated,
    boolean allowed,
    Described described,
    DeviceStatus status) {

  /** What it offers, with what people know better. */
  public ThingDescription description() {
    return described.corrected();
  }

  Device titled(String newTitle) {
    return new Device(
        id,
        identity,
        adapter,
        kind,
        newTitle,
        room,
        address,
        authenticated,
        allowed,
        described,
        status);
  }

  Device knownAs(DeviceIdentity newIdentity) {
    return new Device(
        id,
        newIdentity,
        adapter,
        kind,
        title,
        room,
        address,
        authenticated,
        allowed,
        described,
        status);
  }

  Device allowing(boolean nowAllowed) {
    return new Device(
        id,
        identity,
        adapter,
        kind,
        title,
        room,
        address,
        authenticated,
        nowAllowed,
        described,
        status);
  }

  Device in(Optional<RoomId> newRoom) {
    return new Device(
        id,
        identity,
        adapter,
        kind,
        title,
        newRoom,
        address,
        authenticated,
        allowed,
        described,
        status);
  }

  Device described(ThingDescription newDescription, String newAddress, boolean proven) {
    // What its adapter knew of its kind holds as long as it is what it was.
    Kind newKind = newDescription.equals(described.own()) ? kind : Kind.of(newDescription);
    return new Device(
        id,
        identity,
        adapter,
        newKind == Kind.UNKNOWN ? kind : newKind,
        title,
        room,
        newAddress,
        proven,
        allowed,
        described.anew(newDescription),
        status);
  }

  /** The same with one of its numbers in another unit; in its own if that is empty. */
  Device measuring(AffordanceName property, String unit) {
    return new Device(
        id,
        identity,
        adapter,
        kind,
        title,
        room,
        address,
        authenticated,
        allowed,
        described.in(property, unit),
        status);
  }

  Device doing(DeviceStatus newStatus) {
    return new Device(
        id,
        identity,
        adapter,
        kind,
        title,
        room,
        address,
        authenticated,
        allowed,
        described,
        newStatus);
  }
}
