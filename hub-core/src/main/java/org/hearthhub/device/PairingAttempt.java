package org.hearthhub.device;

import java.time.Duration;
import java.util.Optional;

/**
 * A try to pair, as an adapter needs to know it.
 *
 * @param sighting what to pair; empty where a device is expected to call by itself
 * @param name the name beside the secret on the label (the PSK identity), where one was given
 * @param patience how long it may take
 */
public record PairingAttempt(
    Optional<Sighting> sighting, Optional<String> name, LabelSecret secret, Duration patience) {}
