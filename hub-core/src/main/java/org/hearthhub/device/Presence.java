package org.hearthhub.device;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.access.Deeds;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.event.EventBus;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.home.Room;
import org.hearthhub.problem.NotFound;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.ThingDescription;
import org.hearthhub.thing.ThingJson;
import org.hearthhub.thing.Wording;

/**
 * How devices come into the home, are seen again at other places or better proven, and reach their
 * adapters. Thread-safe.
 */
final class Presence {
  private final Roster roster;
  private final Adapters adapters;
  private final Deeds deeds;
  private final EventBus bus;
  private final InstantSource clock;
  private final Promotions promotions;

  Presence(Roster roster, Adapters adapters, Deeds deeds, EventBus bus, InstantSource clock) {
    this.roster = roster;
    this.adapters = adapters;
    this.deeds = deeds;
    this.bus = bus;
    this.clock = clock;
    this.promotions = new Promotions(clock);
  }

  /** Hands every device to its adapter. */
  void attachAll() {
    roster.all().forEach(this::attach);
  }

  /** Makes it a device of the home; durable when this returns. */
  Device admit(Sighting sighting, Sighting.Offer offer, String title, Optional<Room> room) {
    ThingDescription description = bounded(offer.description(), title);
    var device =
        new Device(
            DeviceId.random(),
            sighting.identity(),
            sighting.adapter(),
            sighting.kind(),
            title,
            room.map(Room::id),
            sighting.address(),
            sighting.authenticated(),
            false,
            Described.of(description, Map.of()),
            new DeviceStatus(DeviceStatus.State.UNKNOWN, clock.instant(), ""));
    roster.add(new DeviceStore.Kept(device, offer.link(), clock.instant()));
    return device;
  }

  /** After an acceptance: on the bus, and to its adapter. */
  void welcome(Device device) {
    announce(device);
    roster.find(device.id()).ifPresent(this::attach);
  }

  /**
   * A sighting of a device that is one of the home: where it is or how it is reached may be new.
   * Who proves nothing may be anybody who uses its name: that is its adapter's to find out, which
   * it cannot before it has the device, as while the hub starts.
   *
   * @return whether it is one of the home
   */
  boolean seenAgain(Sighting sighting) {
    Optional<Live> known = roster.find(sighting.identity());
    if (known.isEmpty()) {
      return promotions.take(sighting).filter(one -> promote(one, sighting)).isPresent();
    }
    known
        .filter(live -> isCredible(sighting, live.device()))
        .filter(live -> sighting.authenticated() || live.isWithItsAdapter())
        .ifPresent(
            live ->
                sighting
                    .offer()
                    .filter(offer -> describe(live, offer, sighting))
                    .ifPresent(changed -> attach(live)));
    return known.isPresent();
  }

  /** Devices of the home that were paired, and are to be known by their keys. */
  Promotions promotions() {
    return promotions;
  }

  /** A plain device of the home that was paired: the same one, known by its key from now on. */
  private boolean promote(Promotions.Awaited awaited, Sighting sighting) {
    Optional<Live> plain = roster.find(awaited.device());
    if (plain.isEmpty() || sighting.offer().isEmpty()) {
      return false;
    }
    Live live = plain.get();
    Sighting.Offer offer = sighting.offer().get();
    ThingDescription description = bounded(offer.description(), live.device().title());
    detach(live);
    try {
      roster.change(
          awaited.device(),
          kept ->
              kept.as(
                      kept.device()
                          .knownAs(sighting.identity())
                          .described(description, sighting.address(), true))
                  .reachedBy(offer.link()));
    } finally {
      attach(live);
    }
    deeds.write(
        deeds
            .by(awaited.by(), AuditEntry.Action.PAIR_DEVICE)
            .about(awaited.device(), live.device().title())
            .because("It proves who it is from now on; it is the same device, with its past."));
    announce(live.device());
    return true;
  }

  /** Whether one of the home was seen there in another way than the one it was accepted by. */
  boolean isKnownAs(Likeness sighting) {
    return roster.all().stream().anyMatch(live -> live.likeness().with(sighting).isPresent());
  }

  /** Who once proved who it is cannot be replaced by somebody who does not. */
  private static boolean isCredible(Sighting sighting, Device device) {
    return sighting.adapter().equals(device.adapter())
        && (sighting.authenticated() || !device.authenticated());
  }

  private boolean describe(Live live, Sighting.Offer offer, Sighting sighting) {
    return describe(
        live, offer.description(), sighting.address(), offer.link(), sighting.authenticated());
  }

  void redescribed(DeviceId id, ThingDescription description, String address, String link) {
    roster
        .find(id)
        .ifPresent(
            live -> describe(live, description, address, link, live.device().authenticated()));
  }

  void status(DeviceId id, DeviceStatus.State state, String reason) {
    String clean = Wording.clean(reason, Wording.TITLE);
    if (roster.find(id).filter(live -> live.report(state, clean, clock.instant())).isPresent()) {
      bus.publish(new HomeEvent.DeviceChanged(id));
    }
  }

  /** Whether that was anything new. */
  private boolean describe(
      Live live, ThingDescription description, String address, String link, boolean authenticated) {
    Device device = live.device();
    String where = Wording.clean(address, Adapters.MAX_ADDRESS);
    ThingDescription bounded =
        description.equals(device.described().own())
            ? description
            : bounded(description, device.title());
    try {
      boolean changed =
          roster.change(
              device.id(),
              kept ->
                  kept.as(kept.device().described(bounded, where, authenticated)).reachedBy(link));
      if (changed) {
        announce(device);
      }
      return changed;
    } catch (NotFound removedMeanwhile) {
      return false;
    }
  }

  /** As it will be read from its record, which holds a stranger's words to their bounds. */
  private static ThingDescription bounded(ThingDescription description, String title) {
    ThingDescription titled =
        description.title().isBlank() ? description.titled(title) : description;
    return ThingJson.parseDescription(ThingJson.text(titled));
  }

  private void attach(Live live) {
    Device device = live.device();
    if (!adapters.attach(device.adapter(), live.attached())) {
      status(
          device.id(),
          DeviceStatus.State.OFFLINE,
          "What speaks with it (" + device.adapter() + ") is not running.");
    } else {
      live.isNowWithItsAdapter();
    }
    if (!roster.contains(live)) {
      // Removed meanwhile: its adapter must not keep it.
      detach(live);
    }
  }

  void detach(Live live) {
    Device device = live.device();
    adapters.named(device.adapter()).ifPresent(adapter -> adapter.detach(device.id()));
  }

  private void announce(Device device) {
    bus.publish(new HomeEvent.DeviceChanged(device.id()));
  }
}
