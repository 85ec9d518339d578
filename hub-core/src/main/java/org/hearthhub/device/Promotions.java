package org.hearthhub.device;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.DeviceId;

/**
 * Plain devices of this home that were paired just now: as soon as they are seen with their key
 * they are the same devices, known by it. Thread-safe.
 */
final class Promotions {
  /** Within this a device that was paired has shown itself. */
  private static final Duration HOLDS = Duration.ofMinutes(10);

  private final InstantSource clock;
  private final Map<Key, Awaited> awaited = new ConcurrentHashMap<>();

  private record Key(String adapter, String peer) {}

  /**
   * One of them.
   *
   * @param by who paired it
   */
  record Awaited(DeviceId device, Actor by, Instant until) {}

  Promotions(InstantSource clock) {
    this.clock = clock;
  }

  void await(String adapter, String peer, DeviceId device, Actor by) {
    Instant now = clock.instant();
    awaited.values().removeIf(one -> !now.isBefore(one.until()));
    awaited.put(new Key(adapter, peer), new Awaited(device, by, now.plus(HOLDS)));
  }

  /** Which device of the home that is, if it was just paired; told once. */
  Optional<Awaited> take(Sighting sighting) {
    if (awaited.isEmpty()
        || !sighting.authenticated()
        || sighting.offer().isEmpty()
        || !sighting.identity().scheme().equals(Credential.SCHEME)) {
      return Optional.empty();
    }
    // What is behind a gateway is told by a name after a slash, and is not the one that was paired.
    return Optional.ofNullable(
            awaited.remove(new Key(sighting.adapter(), sighting.identity().value())))
        .filter(one -> clock.instant().isBefore(one.until()));
  }
}
