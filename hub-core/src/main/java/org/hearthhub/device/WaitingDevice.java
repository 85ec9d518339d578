package org.hearthhub.device;

import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hearthhub.thing.Kind;
import org.hearthhub.thing.SightingId;

/** One device that waits, and each way it was seen. Not thread-safe. */
final class WaitingDevice {
  /** More ways than that say nothing new. */
  private static final int MOST_WAYS = 8;

  private static final Comparator<Seen> TELLING =
      Comparator.comparing((Seen seen) -> !seen.sighting().authenticated())
          .thenComparing(seen -> seen.sighting().offer().isEmpty())
          .thenComparing(seen -> seen.sighting().kind() == Kind.UNKNOWN);

  private final SightingId id;
  private final Map<DeviceIdentity, Seen> ways = new LinkedHashMap<>();
  private String because = "";

  private record Seen(Sighting sighting, Likeness likeness, Instant at) {}

  WaitingDevice(SightingId id) {
    this.id = id;
  }

  SightingId id() {
    return id;
  }

  Set<DeviceIdentity> identities() {
    return ways.keySet();
  }

  boolean isEmpty() {
    return ways.isEmpty();
  }

  boolean isFull() {
    return ways.size() >= MOST_WAYS;
  }

  boolean hasOffer() {
    return ways.values().stream().anyMatch(seen -> seen.sighting().offer().isPresent());
  }

  Optional<Sighting> sighting(DeviceIdentity identity) {
    return Optional.ofNullable(ways.get(identity)).map(Seen::sighting);
  }

  /** The most telling first. */
  List<Sighting> sightings() {
    return telling().stream().map(Seen::sighting).toList();
  }

  private List<Seen> telling() {
    return ways.values().stream().sorted(TELLING).toList();
  }

  /** Why a sighting of another identity is of this device; empty if it is of another one. */
  Optional<String> sameAs(Likeness other) {
    if (ways.values().stream().anyMatch(seen -> seen.likeness().isToldApartFrom(other))) {
      return Optional.empty();
    }
    return ways.values().stream().flatMap(seen -> seen.likeness().with(other).stream()).findFirst();
  }

  /** Takes a sighting in; of the same identity, what is known best stays. */
  void add(Sighting sighting, Likeness likeness, String why, Instant now) {
    Seen before = ways.get(sighting.identity());
    ways.put(
        sighting.identity(),
        before == null || isBetter(sighting, before.sighting())
            ? new Seen(sighting, likeness, now)
            : new Seen(before.sighting(), before.likeness(), now));
    if (!why.isEmpty()) {
      because = why;
    }
  }

  /** Who knows how to accept it knows more than who only saw its name. */
  private static boolean isBetter(Sighting now, Sighting before) {
    return (now.offer().isPresent() || before.offer().isEmpty())
        && (now.authenticated() || !before.authenticated());
  }

  void addAll(WaitingDevice other, String why) {
    other.ways.forEach(ways::putIfAbsent);
    because = why;
  }

  void remove(DeviceIdentity identity) {
    ways.remove(identity);
    forgetWhy();
  }

  /** Whether anything went. */
  boolean expire(Instant seenBefore) {
    boolean went = ways.values().removeIf(seen -> seen.at().isBefore(seenBefore));
    forgetWhy();
    return went;
  }

  private void forgetWhy() {
    if (ways.size() < 2) {
      because = "";
    }
  }

  /** As people see it. */
  InboxEntry entry() {
    List<Seen> telling = telling();
    return new InboxEntry(
        id,
        telling.getFirst().sighting(),
        telling.stream().map(Seen::at).max(Comparator.naturalOrder()).orElseThrow(),
        telling.stream().map(WaitingDevice::way).toList(),
        because,
        page(telling));
  }

  private static InboxEntry.Way way(Seen seen) {
    Sighting sighting = seen.sighting();
    return new InboxEntry.Way(sighting.adapter(), sighting.why(), sighting.address(), seen.at());
  }

  private static Optional<URI> page(List<Seen> telling) {
    return telling.stream().flatMap(seen -> seen.sighting().page().stream()).findFirst();
  }
}
