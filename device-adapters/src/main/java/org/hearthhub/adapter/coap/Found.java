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
 * @param door where it has to be paired first
 * @param leftOut what it offers and is not taken up, as a sentence; empty when nothing
 */
public record Found(
    Optional<DeviceIdentity> identity,
    ThingDescription description,
    boolean titled,
    boolean declared,
    List<Feed> feeds,
    List<Control> controls,
    Optional<Door> door,
    Optional<String> leftOut) {
  public Found {
    feeds = List.copyOf(feeds);
    controls = List.copyOf(controls);
  }

  /**
   * Where a device speaks only with who knows its secret.
   *
   * @param name the name of that secret (the PSK identity), where the device tells it
   */
  public record Door(int port, Optional<String> name) {}

  /** A device that speaks with everybody, or that has been paired. */
  public Found(
      Optional<DeviceIdentity> identity,
      ThingDescription description,
      boolean titled,
      boolean declared,
      List<Feed> feeds,
      List<Control> controls) {
    this(
        identity,
        description,
        titled,
        declared,
        feeds,
        controls,
        Optional.empty(),
        Optional.empty());
  }

  /** The same, where that is not taken up. */
  public Found without(Optional<String> sentence) {
    return new Found(identity, description, titled, declared, feeds, controls, door, sentence);
  }

  /** A device that has to be paired before it says more. */
  public static Found locked(
      Optional<DeviceIdentity> identity, ThingDescription description, Door door) {
    return new Found(
        identity,
        description,
        true,
        true,
        List.of(),
        List.of(),
        Optional.of(door),
        Optional.empty());
  }
}
