package org.hearthhub.device;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.hearthhub.thing.SightingId;

/** The sightings that wait, the one seen longest ago first. Not thread-safe. */
final class WaitingSightings {
  private static final int MOST = 1_000;
  private static final Duration TIME_TO_LIVE = Duration.ofHours(1);

  private final LinkedHashMap<DeviceIdentity, InboxEntry> byIdentity = new LinkedHashMap<>();
  private final SecureRandom random = new SecureRandom();

  /** What became of the entries when a sighting came in. */
  record Merged(Optional<SightingId> changed, Optional<SightingId> droppedForIt) {}

  /** Newest first. */
  List<InboxEntry> all() {
    return List.copyOf(byIdentity.sequencedValues().reversed());
  }

  Optional<InboxEntry> find(SightingId id) {
    return byIdentity.values().stream().filter(entry -> entry.id().equals(id)).findFirst();
  }

  Optional<InboxEntry> find(DeviceIdentity identity) {
    return Optional.ofNullable(byIdentity.get(identity));
  }

  Merged merge(Sighting sighting, Instant now) {
    InboxEntry known = byIdentity.remove(sighting.identity());
    if (known == null) {
      Optional<SightingId> dropped =
          byIdentity.size() < MOST ? Optional.empty() : Optional.of(dropOne());
      var entry = new InboxEntry(newId(), sighting, now);
      byIdentity.put(sighting.identity(), entry);
      return new Merged(Optional.of(entry.id()), dropped);
    }
    // Who knows how to accept it knows more than who only saw its name.
    boolean better = sighting.offer().isPresent() || known.sighting().offer().isEmpty();
    Sighting kept = better ? sighting : known.sighting();
    byIdentity.put(sighting.identity(), new InboxEntry(known.id(), kept, now));
    return new Merged(
        kept.equals(known.sighting()) ? Optional.empty() : Optional.of(known.id()),
        Optional.empty());
  }

  Optional<SightingId> remove(DeviceIdentity identity) {
    return Optional.ofNullable(byIdentity.remove(identity)).map(InboxEntry::id);
  }

  List<SightingId> expire(Instant now) {
    List<SightingId> gone = new ArrayList<>();
    byIdentity
        .values()
        .removeIf(
            entry -> {
              boolean old = entry.seen().plus(TIME_TO_LIVE).isBefore(now);
              if (old) {
                gone.add(entry.id());
              }
              return old;
            });
    return gone;
  }

  /** What cannot be accepted goes first, then what was seen longest ago. */
  private SightingId dropOne() {
    InboxEntry victim =
        byIdentity.values().stream()
            .filter(entry -> entry.sighting().offer().isEmpty())
            .findFirst()
            .orElseGet(() -> byIdentity.firstEntry().getValue());
    byIdentity.remove(victim.sighting().identity());
    return victim.id();
  }

  private SightingId newId() {
    byte[] bytes = new byte[10];
    random.nextBytes(bytes);
    return new SightingId(HexFormat.of().formatHex(bytes));
  }
}
