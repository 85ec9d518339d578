package org.hearthhub.adapter.coap;

import java.util.List;
import java.util.Optional;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.thing.ThingDescription;

/**
 * A device as a profile found it at an address.
 *
 * @param identity what the device itself gives as its identity, where it does
 * @param titled whether the title is the device's own word, and not made up from nothing
 * @param declared whether the device itself declares all this; otherwise it was guessed from what
 *     answered, and what a person accepted once is not changed by a later guess
 */
public record Found(
    Optional<DeviceIdentity> identity,
    ThingDescription description,
    boolean titled,
    boolean declared,
    List<Feed> feeds,
    List<Control> controls) {
  public Found {
    feeds = List.copyOf(feeds);
    controls = List.copyOf(controls);
  }
}
