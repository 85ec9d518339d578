package org.hearthhub.device;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.thing.SightingId;
import org.jspecify.annotations.Nullable;

/**
 * The devices that wait, the one seen longest ago first. Sightings of one device seen in several
 * ways are one. Not thread-safe.
 */
final class WaitingSightings {
  private static final int MOST = 1_000;
  private static final Duration TIME_TO_LIVE = Duration.ofHours(1);

  private final LinkedHashMap<SightingId, WaitingDevice> byId = new LinkedHashMap<>();
  private final Map<DeviceIdentity, WaitingDevice> byIdentity = new HashMap<>();
  private final SecureRandom random = new SecureRandom();

  /**
   * What became of the entries.
   *
   * @param changed came, or reads differently now
   * @param gone are no more
   * @param dropped whether one of those that are no more had to make room
   */
  record Changes(List<SightingId> changed, List<SightingId> gone, boolean dropped) {}

  /** Newest first. */
  List<InboxEntry> all() {
    return byId.sequencedValues().reversed().stream().map(WaitingDevice::entry).toList();
  }

  Optional<InboxEntry> find(SightingId id) {
    return Optional.ofNullable(byId.get(id)).map(WaitingDevice::entry);
  }

  /** Each way the device was seen, the most telling first. */
  List<Sighting> sightings(SightingId id) {
    return Optional.ofNullable(byId.get(id)).map(WaitingDevice::sightings).orElse(List.of());
  }

  Changes merge(Sighting sighting, Instant now) {
    Likeness likeness = Likeness.of(sighting);
    WaitingDevice known = byIdentity.get(sighting.identity());
    List<SightingId> gone = new ArrayList<>();
    if (known != null) {
      Optional<InboxEntry> before = Optional.of(known.entry());
      known.add(sighting, likeness, "", now);
      boolean moved =
          before
              .map(InboxEntry::sighting)
              .filter(told -> !told.address().equals(sighting.address()))
              .isPresent();
      if (moved || !before.get().sighting().title().equals(sighting.title())) {
        joinOther(known, likeness).ifPresent(gone::add);
      }
      touch(known);
      return changes(known, before, gone, false);
    }
    Optional<Match> match = match(likeness, null);
    if (match.isPresent() && !match.get().device().isFull()) {
      WaitingDevice device = match.get().device();
      Optional<InboxEntry> before = Optional.of(device.entry());
      device.add(sighting, likeness, match.get().why(), now);
      byIdentity.put(sighting.identity(), device);
      touch(device);
      return changes(device, before, gone, false);
    }
    boolean full = byId.size() >= MOST;
    if (full) {
      gone.add(dropOne());
    }
    var device = new WaitingDevice(newId());
    device.add(sighting, likeness, "", now);
    byIdentity.put(sighting.identity(), device);
    touch(device);
    return changes(device, Optional.empty(), gone, full);
  }

  private static Changes changes(
      WaitingDevice device, Optional<InboxEntry> before, List<SightingId> gone, boolean dropped) {
    boolean same =
        before.isPresent() && gone.isEmpty() && readsTheSame(before.get(), device.entry());
    return new Changes(same ? List.of() : List.of(device.id()), List.copyOf(gone), dropped);
  }

  /** That it was seen again is no news. */
  private static boolean readsTheSame(InboxEntry one, InboxEntry other) {
    return one.sighting().equals(other.sighting())
        && one.why().equals(other.why())
        && one.page().equals(other.page());
  }

  private record Match(WaitingDevice device, String why) {}

  /** The one device that it is; of two that it could be, neither. */
  private Optional<Match> match(Likeness likeness, @Nullable WaitingDevice besides) {
    Match only = null;
    for (WaitingDevice device : byId.values()) {
      if (device != besides) {
        Optional<String> why = device.sameAs(likeness);
        if (why.isPresent()) {
          if (only != null) {
            return Optional.empty();
          }
          only = new Match(device, why.get());
        }
      }
    }
    return Optional.ofNullable(only);
  }

  /** Two that waited apart turn out to be one: the newer one becomes part of it. */
  private Optional<SightingId> joinOther(WaitingDevice device, Likeness likeness) {
    Optional<Match> match = match(likeness, device).filter(found -> !device.isFull());
    match.ifPresent(
        found -> {
          WaitingDevice other = found.device();
          byId.remove(other.id());
          device.addAll(other, found.why());
          device.identities().forEach(identity -> byIdentity.put(identity, device));
        });
    return match.map(found -> found.device().id());
  }

  private void touch(WaitingDevice device) {
    byId.remove(device.id());
    byId.put(device.id(), device);
  }

  /** Takes a whole device out, in whatever ways it was seen. */
  Optional<SightingId> remove(DeviceIdentity identity) {
    WaitingDevice device = byIdentity.get(identity);
    if (device == null) {
      return Optional.empty();
    }
    forget(device);
    return Optional.of(device.id());
  }

  /** One way of seeing it came to an end; with the last one it leaves. */
  Changes lose(String adapter, DeviceIdentity identity) {
    WaitingDevice device = byIdentity.get(identity);
    if (device == null
        || device.sighting(identity).filter(way -> way.adapter().equals(adapter)).isEmpty()) {
      return new Changes(List.of(), List.of(), false);
    }
    device.remove(identity);
    byIdentity.remove(identity);
    if (device.isEmpty()) {
      byId.remove(device.id());
      return new Changes(List.of(), List.of(device.id()), false);
    }
    return new Changes(List.of(device.id()), List.of(), false);
  }

  Changes expire(Instant now) {
    Instant seenBefore = now.minus(TIME_TO_LIVE);
    List<SightingId> changed = new ArrayList<>();
    List<SightingId> gone = new ArrayList<>();
    for (WaitingDevice device : List.copyOf(byId.values())) {
      List<DeviceIdentity> before = List.copyOf(device.identities());
      if (device.expire(seenBefore)) {
        before.stream()
            .filter(identity -> !device.identities().contains(identity))
            .forEach(byIdentity::remove);
        (device.isEmpty() ? gone : changed).add(device.id());
      }
    }
    gone.forEach(byId::remove);
    return new Changes(changed, gone, false);
  }

  private void forget(WaitingDevice device) {
    byId.remove(device.id());
    device.identities().forEach(byIdentity::remove);
  }

  /** What cannot be accepted goes first, then what was seen longest ago. */
  private SightingId dropOne() {
    WaitingDevice victim =
        byId.values().stream()
            .filter(device -> !device.hasOffer())
            .findFirst()
            .orElseGet(() -> byId.firstEntry().getValue());
    forget(victim);
    return victim.id();
  }

  private SightingId newId() {
    byte[] bytes = new byte[10];
    random.nextBytes(bytes);
    return new SightingId(HexFormat.of().formatHex(bytes));
  }
}
