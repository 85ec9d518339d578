package org.hearthhub.device;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.hearthhub.access.Deeds;
import org.hearthhub.access.Right;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.event.EventBus;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.home.Home;
import org.hearthhub.home.Room;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.SightingId;
import org.hearthhub.thing.Wording;
import org.hearthhub.vault.RecordStore;

/**
 * Sightings that wait for a person. Those of one device are one entry, in however many ways it was
 * seen. They expire when not seen for an hour; an ignored device does not come back, in no way,
 * until it is un-ignored. At most 1,000 wait. Thread-safe.
 */
public final class Inbox {
  private final IgnoredSightings ignored;
  private final Adapters adapters;
  private final DeviceRegistry devices;
  private final Home home;
  private final Deeds deeds;
  private final EventBus bus;
  private final InstantSource clock;

  /** Held while somebody decides on an entry, so that two decide one after the other. */
  private final Object deciding = new Object();

  /** Guarded by itself; what waits comes and goes while somebody decides. */
  private final WaitingSightings waiting = new WaitingSightings();

  /** Guarded by {@link #waiting}. */
  private long dropped;

  public Inbox(
      RecordStore records,
      Adapters adapters,
      DeviceRegistry devices,
      Home home,
      Deeds deeds,
      EventBus bus,
      InstantSource clock) {
    ignored = new IgnoredSightings(records);
    this.adapters = adapters;
    this.devices = devices;
    this.home = home;
    this.deeds = deeds;
    this.bus = bus;
    this.clock = clock;
  }

  /** Newest first. */
  public List<InboxEntry> entries() {
    synchronized (waiting) {
      return waiting.all();
    }
  }

  public Optional<InboxEntry> find(SightingId id) {
    synchronized (waiting) {
      return waiting.find(id);
    }
  }

  /** Entries that had to go since the start because more than 1,000 waited. */
  public long dropped() {
    synchronized (waiting) {
      return dropped;
    }
  }

  /**
   * Asks every adapter that understands the address to look there; what answers appears later.
   *
   * @throws org.hearthhub.problem.Invalid if no adapter understands the address
   * @throws Refused if the actor may not, or the address is not on the home's own network
   */
  public void look(Actor actor, String address) {
    AuditEntry deed = deeds.by(actor, AuditEntry.Action.ADD_BY_ADDRESS);
    deeds.require(new Right.ManageDevices(), deed);
    adapters.look(address);
    deeds.write(deed.because("Looked at " + Wording.clean(address, Adapters.MAX_ADDRESS) + "."));
  }

  /**
   * Asks each address of a subnet, slowly; what answers appears as it does. A scan that still runs
   * is stopped first.
   *
   * @param subnet for example {@code 192.168.1.0/24}, at most 1,022 addresses
   * @throws org.hearthhub.problem.Invalid if it is no subnet, or too large
   * @throws Refused if the actor may not, or the subnet is not on the home's own network
   */
  public void scan(Actor actor, String subnet) {
    AuditEntry deed = deeds.by(actor, AuditEntry.Action.ADD_BY_ADDRESS);
    deeds.require(new Right.ManageDevices(), deed);
    adapters.scan(subnet);
    deeds.write(
        deed.because(
            "Looked at every address of " + Wording.clean(subnet, Adapters.MAX_ADDRESS) + "."));
  }

  /** How far the latest scan has come; empty if there was none since the start. */
  public Optional<Scan> scanning() {
    return adapters.scanning();
  }

  /**
   * Stops a scan; without one, nothing happens.
   *
   * @throws Refused if the actor may not
   */
  public void stopScan(Actor actor) {
    AuditEntry deed = deeds.by(actor, AuditEntry.Action.ADD_BY_ADDRESS);
    deeds.require(new Right.ManageDevices(), deed);
    if (scanning().filter(Scan::running).isPresent()) {
      adapters.stopScan();
      deeds.write(deed.because("Stopped looking at addresses."));
    }
  }

  /**
   * Makes it a device of this home; durable when this returns.
   *
   * @param title what people will call it; its own title when empty
   * @param room title of its room, made if there is none of that title; none when empty
   * @throws NotFound if it no longer waits
   * @throws Refused if the actor may not, or if it is a known kind that cannot be controlled yet
   */
  public Device accept(Actor actor, SightingId id, Optional<String> title, Optional<String> room) {
    Device device;
    synchronized (deciding) {
      InboxEntry entry = get(id);
      Sighting sighting = entry.sighting();
      AuditEntry deed = deeds.by(actor, AuditEntry.Action.ACCEPT_DEVICE);
      deeds.require(new Right.ManageDevices(), deed.because("“" + sighting.title() + "”"));
      Sighting.Offer offer = sighting.offer().orElseThrow(() -> cannotBeAccepted(sighting));
      String called = DeviceRegistry.title(title.orElse(sighting.title()));
      Optional<Room> there = room.map(text -> home.roomTitled(actor, text));
      device = devices.presence().admit(sighting, offer, called, there);
      take(sighting.identity());
      deeds.write(deed.about(device.id(), called));
    }
    devices.presence().welcome(device);
    bus.publish(new HomeEvent.SightingRemoved(id));
    return device;
  }

  /**
   * Takes it out and keeps it out, until it is un-ignored.
   *
   * @throws NotFound if it no longer waits
   * @throws Refused if the actor may not
   */
  public void ignore(Actor actor, SightingId id) {
    synchronized (deciding) {
      Sighting sighting = get(id).sighting();
      AuditEntry deed =
          deeds
              .by(actor, AuditEntry.Action.IGNORE_DEVICE)
              .because("“" + sighting.title() + "” is ignored from now on.");
      deeds.require(new Right.ManageDevices(), deed);
      ignored.add(id, sighting.title(), clock.instant(), sightings(id));
      take(sighting.identity());
      deeds.write(deed);
    }
    bus.publish(new HomeEvent.SightingRemoved(id));
  }

  /** What people ignored, newest first. */
  public List<Ignored> ignored() {
    return ignored.all();
  }

  /**
   * Lets it come into the inbox again when it is seen next.
   *
   * @throws NotFound if it is not ignored
   * @throws Refused if the actor may not
   */
  public void unignore(Actor actor, SightingId id) {
    synchronized (deciding) {
      Ignored one = ignored.find(id).orElseThrow(Inbox::nothingThere);
      AuditEntry deed =
          deeds
              .by(actor, AuditEntry.Action.IGNORE_DEVICE)
              .because("“" + one.title() + "” is no longer ignored.");
      deeds.require(new Right.ManageDevices(), deed);
      ignored.remove(one);
      deeds.write(deed);
    }
  }

  /** Lets go what was not seen for an hour; for a timer. */
  public void expire() {
    WaitingSightings.Changes changes;
    synchronized (waiting) {
      changes = waiting.expire(clock.instant());
    }
    publish(changes);
  }

  private void publish(WaitingSightings.Changes changes) {
    changes.gone().forEach(id -> bus.publish(new HomeEvent.SightingRemoved(id)));
    changes.changed().forEach(id -> bus.publish(new HomeEvent.SightingChanged(id)));
  }

  void sighted(Sighting sighting) {
    Sighting clean = clean(sighting);
    WaitingSightings.Changes changes;
    synchronized (waiting) {
      // Asked under the lock: an acceptance takes the entry out after the device is known.
      if (ignored.contains(clean) || isOfTheHome(clean)) {
        return;
      }
      changes = waiting.merge(clean, clock.instant());
      dropped += changes.dropped() ? 1 : 0;
    }
    publish(changes);
  }

  /** Also in another way than the one it was accepted by, where that brings nothing new. */
  private boolean isOfTheHome(Sighting sighting) {
    return devices.find(sighting.identity()).isPresent()
        || (sighting.offer().isEmpty() && devices.presence().isKnownAs(Likeness.of(sighting)));
  }

  /** Who waits under that identity may be a device of the home since a moment ago. */
  void lookAgain(String adapter, DeviceIdentity identity) {
    Optional<Sighting> sighting;
    synchronized (waiting) {
      sighting =
          waiting.all().stream()
              .flatMap(entry -> waiting.sightings(entry.id()).stream())
              .filter(one -> one.adapter().equals(adapter) && one.identity().equals(identity))
              .findFirst();
    }
    if (sighting.filter(devices.presence()::seenAgain).isPresent()) {
      gone(adapter, identity);
    }
  }

  /** That way of seeing it ended; it leaves with the last one. */
  void gone(String adapter, DeviceIdentity identity) {
    WaitingSightings.Changes changes;
    synchronized (waiting) {
      changes = waiting.lose(adapter, identity);
    }
    publish(changes);
  }

  /** Each way it was seen, the most telling first; empty if it does not wait. */
  List<Sighting> sightings(SightingId id) {
    synchronized (waiting) {
      return waiting.sightings(id);
    }
  }

  private InboxEntry get(SightingId id) {
    return find(id).orElseThrow(Inbox::nothingThere);
  }

  private void take(DeviceIdentity identity) {
    synchronized (waiting) {
      waiting.remove(identity);
    }
  }

  private static Sighting clean(Sighting sighting) {
    String title = Wording.clean(sighting.title(), DeviceRegistry.MAX_TITLE);
    return new Sighting(
        sighting.identity(),
        sighting.adapter(),
        sighting.kind(),
        title.isEmpty() ? "Unnamed " + sighting.kind().word() : title,
        Wording.clean(sighting.address(), Adapters.MAX_ADDRESS),
        Wording.clean(sighting.why(), Wording.TITLE),
        sighting.authenticated(),
        sighting.offer(),
        sighting.page().filter(OwnPage::isAllowed),
        sighting.pairing());
  }

  private static NotFound nothingThere() {
    return new NotFound(
        "no-such-sighting",
        "It no longer waits here: somebody decided on it, or it was not seen for an hour.");
  }

  private static Refused cannotBeAccepted(Sighting sighting) {
    if (sighting.pairing().isPresent()) {
      return new Refused(
          Refused.Reason.NOT_OFFERED,
          "not-paired",
          "It speaks only with who knows the secret on its label. Open the pairing window and pair"
              + " it first.");
    }
    return new Refused(
        Refused.Reason.NOT_OFFERED,
        "not-acceptable",
        "Hearth knows what this is, but cannot control it yet.");
  }
}
