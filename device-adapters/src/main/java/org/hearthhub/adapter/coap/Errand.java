package org.hearthhub.adapter.coap;

import java.util.List;
import java.util.Optional;
import org.hearthhub.adapter.coap.format.CoreLink;

/**
 * Where to look, and how somebody came to think of it.
 *
 * @param why how it was found, as half a sentence
 * @param registration under which the device registered
 * @param links what it listed already; empty if it is to be asked
 * @param urgency who waits for it
 */
record Errand(
    HomeAddress at,
    String why,
    Optional<Registration> registration,
    List<CoreLink> links,
    Urgency urgency) {

  /** Who waits; the most pressing first. */
  enum Urgency {
    /** A person gave the address. */
    PERSON,
    /** The device itself asked to be looked at. */
    DEVICE,
    /** It was heard, and nobody knows it. */
    STRANGER,
    /** It is known, and looked at now and then. */
    ACQUAINTANCE
  }

  static Errand heard(HomeAddress at, String why, List<CoreLink> links, boolean isKnown) {
    return new Errand(
        at, why, Optional.empty(), links, isKnown ? Urgency.ACQUAINTANCE : Urgency.STRANGER);
  }

  static Errand registered(HomeAddress at, Registration registration) {
    return new Errand(
        at, "registered itself", Optional.of(registration), registration.links(), Urgency.DEVICE);
  }

  /** Somebody announced itself as a device that is known to be elsewhere. */
  static Errand claimed(HomeAddress at, List<CoreLink> links) {
    return new Errand(at, "announced itself", Optional.empty(), links, Urgency.DEVICE);
  }

  static Errand named(HomeAddress at, String why) {
    return new Errand(at, why, Optional.empty(), List.of(), Urgency.PERSON);
  }

  static Errand scanned(HomeAddress at) {
    return announced(at, "answered when its subnet was looked through");
  }

  /** Heard of, for example by mDNS, from whoever is there. */
  static Errand announced(HomeAddress at, String why) {
    return new Errand(at, why, Optional.empty(), List.of(), Urgency.STRANGER);
  }

  /** The same, to whoever proves to be there. */
  Errand to(HomeAddress proven) {
    return new Errand(proven, why, registration, links, urgency);
  }

  /**
   * Whether the device itself or a person asked for it: then the device may be where it is said to
   * be, even if it was well elsewhere a moment ago.
   */
  boolean asked() {
    return urgency == Urgency.PERSON || urgency == Urgency.DEVICE;
  }
}
