package org.hearthhub.event;

import java.util.List;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Notification;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.SightingId;

/** Something that happened in the home. Listeners look up what they need by the id. */
public sealed interface HomeEvent {
  /** A device said something; current values are already these. */
  record ReadingsReported(DeviceId device, List<Reading> readings) implements HomeEvent {
    public ReadingsReported {
      readings = List.copyOf(readings);
    }
  }

  /** An event of a device happened. */
  record EventNotified(DeviceId device, Notification notification) implements HomeEvent {}

  /** A device was accepted, renamed, moved, or its status or description changed. */
  record DeviceChanged(DeviceId device) implements HomeEvent {}

  /** A device was removed from this home. */
  record DeviceRemoved(DeviceId device) implements HomeEvent {}

  /** Something new waits in the inbox, or what is known of it changed. */
  record SightingChanged(SightingId sighting) implements HomeEvent {}

  /** Accepted, ignored or gone: it no longer waits in the inbox. */
  record SightingRemoved(SightingId sighting) implements HomeEvent {}

  /** The pairing window opened or closed, or something came of a try to pair. */
  record PairingChanged() implements HomeEvent {}

  /** Rooms were made, renamed, ordered or removed. */
  record RoomsChanged() implements HomeEvent {}

  /** Everything a device ever said was deleted for good, or as much of it as could be. */
  record PastErased(DeviceId device) implements HomeEvent {}

  /** The audit journal has a new entry; the number is its sequence. */
  record AuditWritten(long sequence) implements HomeEvent {}

  /** A backup was made, checked or failed, or where and when they are made changed. */
  record BackupsChanged() implements HomeEvent {}

  /** The past was locked or unlocked, or a way to open the vault was added, changed or removed. */
  record VaultChanged() implements HomeEvent {}
}
