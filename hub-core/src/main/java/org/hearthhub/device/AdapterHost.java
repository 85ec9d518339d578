package org.hearthhub.device;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Notification;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.ThingDescription;

/** What the hub offers an adapter: the place to tell what was heard. Thread-safe. */
public interface AdapterHost {
  /** The clock that readings are stamped with. */
  InstantSource clock();

  /** The keys by which devices of this adapter prove who they are, and the hub proves itself. */
  Credentials credentials();

  /**
   * What a device asks for before it obeys, where a person gave it; for that device's ears only.
   */
  default Optional<DeviceLogin> login(DeviceId device) {
    return Optional.empty();
  }

  /**
   * Something was seen on the network. Seen again, or by another adapter, with the same identity,
   * it is the same entry. A sighting of a device that is already attached is not put into the
   * inbox.
   */
  void sighted(Sighting sighting);

  /** It said goodbye, or its registration ended: it leaves the inbox. */
  void gone(DeviceIdentity identity);

  /**
   * A device said something. Its current state is this when the call returns. May wait while the
   * store is behind; unknown devices and properties are passed over.
   *
   * @return completes at commit; fails with a Problem if the readings had to be dropped
   */
  CompletionStage<Void> report(DeviceId device, List<Reading> readings);

  /**
   * As {@link #report}, for what a device pushed and will be answered for: commits within 50 ms and
   * survives a power cut.
   */
  CompletionStage<Void> reportAndCommit(DeviceId device, List<Reading> readings);

  /**
   * An event of a device happened. It is told when the call returns. May wait while the store is
   * behind; unknown devices and events are passed over.
   *
   * @return completes at commit; fails with a Problem if it could not be kept
   */
  CompletionStage<Void> notified(DeviceId device, Notification notification);

  /** How the device is doing changed; the same status again changes nothing. */
  void status(DeviceId device, DeviceStatus.State state, String reason);

  /**
   * What the device offers, where it is or how it is reached changed; stored for the next start.
   */
  void redescribed(DeviceId device, ThingDescription description, String address, String link);
}
