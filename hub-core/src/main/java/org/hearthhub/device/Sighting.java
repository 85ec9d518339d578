package org.hearthhub.device;

import java.net.URI;
import java.util.Optional;
import org.hearthhub.thing.Kind;
import org.hearthhub.thing.ThingDescription;

/**
 * An adapter saw something on the network.
 *
 * @param identity by what it is known again
 * @param adapter name of the adapter that saw it
 * @param kind what it seems to be
 * @param title what it calls itself, cut to 100 characters
 * @param address where it is, in words a person can type, for example {@code coap://10.0.0.7:5683}
 * @param why how it was found, as half a sentence, for example {@code answered on the network}
 * @param authenticated whether it proved who it is
 * @param offer what is needed to accept it; empty for a known kind that cannot be controlled yet,
 *     and for what has to be paired first
 * @param page the device's own page, {@code http} or {@code https} at a numeric address on the
 *     home's own network; the inbox drops any other
 * @param pairing what to type to pair it, where it can be paired
 */
public record Sighting(
    DeviceIdentity identity,
    String adapter,
    Kind kind,
    String title,
    String address,
    String why,
    boolean authenticated,
    Optional<Offer> offer,
    Optional<URI> page,
    Optional<PairingHint> pairing) {

  /** Of a device without a page of its own, that need not be paired. */
  public Sighting(
      DeviceIdentity identity,
      String adapter,
      Kind kind,
      String title,
      String address,
      String why,
      boolean authenticated,
      Optional<Offer> offer) {
    this(
        identity,
        adapter,
        kind,
        title,
        address,
        why,
        authenticated,
        offer,
        Optional.empty(),
        Optional.empty());
  }

  /** Of a device that need not be paired. */
  public Sighting(
      DeviceIdentity identity,
      String adapter,
      Kind kind,
      String title,
      String address,
      String why,
      boolean authenticated,
      Optional<Offer> offer,
      Optional<URI> page) {
    this(
        identity, adapter, kind, title, address, why, authenticated, offer, page, Optional.empty());
  }

  /** The same, with what to type to pair it. */
  public Sighting pairedWith(PairingHint hint) {
    return new Sighting(
        identity,
        adapter,
        kind,
        title,
        address,
        why,
        authenticated,
        offer,
        page,
        Optional.of(hint));
  }

  /**
   * What a device would be once accepted.
   *
   * @param description what it is and can
   * @param link how its adapter reaches it; the adapter's own text, stored sealed
   */
  public record Offer(ThingDescription description, String link) {}
}
