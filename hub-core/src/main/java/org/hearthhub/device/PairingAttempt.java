package org.hearthhub.device;

import java.time.Duration;
import java.util.Optional;

/**
 * A try to pair, as an adapter needs to know it.
 *
 * @param sighting what to pair; empty where a device is expected to call by itself
 * @param name the name beside the secret on the label (the PSK identity), where one was given
 * @param patience how long it may take
 * @param replaces the peer whose place it takes, where a person said that it is that one; without,
 *     nobody's place may be taken
 * @param another whether a person said that it is none of those who are paired already
 */
public record PairingAttempt(
    Optional<Sighting> sighting,
    Optional<String> name,
    LabelSecret secret,
    Duration patience,
    Optional<String> replaces,
    boolean another) {

  /** Of which nobody said whether it is one that is paired already. */
  public PairingAttempt(
      Optional<Sighting> sighting, Optional<String> name, LabelSecret secret, Duration patience) {
    this(sighting, name, secret, patience, Optional.empty(), false);
  }

  /** It is that one, reset or exchanged. */
  public PairingAttempt replacing(String peer) {
    return new PairingAttempt(sighting, name, secret, patience, Optional.of(peer), false);
  }

  /** It is new here, whoever was there before or has the same name. */
  public PairingAttempt ofAnother() {
    return new PairingAttempt(sighting, name, secret, patience, Optional.empty(), true);
  }
}
