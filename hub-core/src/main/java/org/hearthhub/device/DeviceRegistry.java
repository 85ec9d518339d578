package org.hearthhub.device;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.hearthhub.access.Deeds;
import org.hearthhub.access.Right;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.event.EventBus;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.history.History;
import org.hearthhub.home.Home;
import org.hearthhub.home.Room;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.ThingDescription;
import org.hearthhub.thing.ThingJson;
import org.hearthhub.thing.Wording;
import org.hearthhub.vault.RecordId;
import org.hearthhub.vault.RecordStore;

/**
 * The devices of this home and what they said last. Where a reading goes once it has been heard:
 * memory first, then the past and the bus. Current values come from memory, never from disk.
 * Thread-safe.
 */
public final class DeviceRegistry {
  static final int MAX_TITLE = 100;

  private final DeviceStore store;
  private final Adapters adapters;
  private final Intake intake;
  private final Home home;
  private final Deeds deeds;
  private final EventBus bus;
  private final InstantSource clock;

  private final ConcurrentMap<DeviceId, Live> byId = new ConcurrentHashMap<>();
  private final ConcurrentMap<DeviceIdentity, Live> byIdentity = new ConcurrentHashMap<>();

  /** Held while a record is written, so that no change of a device is lost. */
  private final Object changing = new Object();

  /** In the order they were accepted; replaced as a whole, under {@link #changing}. */
  private volatile List<Live> inOrder;

  /** Reads the devices that the vault holds; their adapters get them with {@link #attachAll}. */
  public DeviceRegistry(
      RecordStore records,
      Adapters adapters,
      History history,
      Home home,
      Deeds deeds,
      EventBus bus,
      InstantSource clock) {
    this.store = new DeviceStore(records);
    this.adapters = adapters;
    this.intake = new Intake(history, bus, clock);
    this.home = home;
    this.deeds = deeds;
    this.bus = bus;
    this.clock = clock;
    inOrder =
        store.all(clock.instant()).stream()
            .map(found -> new Live(found.record(), found.kept()))
            .toList();
    for (Live live : inOrder) {
      byId.put(live.device().id(), live);
      byIdentity.put(live.device().identity(), live);
    }
    leaveLostRooms();
    bus.subscribe(
        event -> {
          if (event instanceof HomeEvent.RoomsChanged) {
            leaveLostRooms();
          }
        });
  }

  /** All devices, in the order they were accepted. */
  public List<Device> all() {
    return inOrder.stream().map(Live::device).toList();
  }

  public Optional<Device> find(DeviceId id) {
    return Optional.ofNullable(byId.get(id)).map(Live::device);
  }

  /**
   * @throws org.hearthhub.problem.NotFound if there is no such device
   */
  public Device get(DeviceId id) {
    return live(id).device();
  }

  /** The device of that identity, if it was accepted. */
  public Optional<Device> find(DeviceIdentity identity) {
    return Optional.ofNullable(byIdentity.get(identity)).map(Live::device);
  }

  /**
   * What each property holds now; properties that were never heard are left out.
   *
   * @throws org.hearthhub.problem.NotFound if there is no such device
   */
  public Map<AffordanceName, CurrentValue> values(DeviceId id) {
    return live(id).values(() -> intake.past(id));
  }

  /**
   * What a property holds now.
   *
   * @throws org.hearthhub.problem.NotFound if there is no such device
   */
  public Optional<CurrentValue> value(DeviceId id, AffordanceName property) {
    return value(live(id), property);
  }

  Optional<CurrentValue> value(Live live, AffordanceName property) {
    return live.value(property, () -> intake.past(live.device().id()));
  }

  /** Readings since the start that no description allows, and that were therefore passed over. */
  public long passedOver() {
    return intake.passedOver();
  }

  /**
   * Gives a device another name.
   *
   * @throws org.hearthhub.problem.NotFound if there is no such device
   * @throws org.hearthhub.problem.Refused if the actor may not
   * @throws Invalid if the title is blank or longer than 100 characters
   */
  public Device rename(Actor actor, DeviceId id, String title) {
    AuditEntry deed = mayManage(actor, id, AuditEntry.Action.CHANGE_DEVICE);
    String clean = title(title);
    Device changed = change(id, device -> device.titled(clean));
    deeds.write(deed.because("It is now called “" + clean + "”."));
    return announced(changed);
  }

  /**
   * Puts a device into a room, or into none.
   *
   * @param room title of the room; made if there is none of that title
   * @throws org.hearthhub.problem.NotFound if there is no such device
   * @throws org.hearthhub.problem.Refused if the actor may not
   */
  public Device move(Actor actor, DeviceId id, Optional<String> room) {
    AuditEntry deed = mayManage(actor, id, AuditEntry.Action.CHANGE_DEVICE);
    Optional<Room> target = room.map(title -> home.roomTitled(actor, title));
    Device changed = change(id, device -> device.in(target.map(Room::id)));
    deeds.write(
        deed.because(
            target
                .map(there -> "It is now in the room “" + there.title() + "”.")
                .orElse("It is now in no room.")));
    return announced(changed);
  }

  /**
   * Removes a device from the home; its past stays until it is erased.
   *
   * @throws org.hearthhub.problem.NotFound if there is no such device
   * @throws org.hearthhub.problem.Refused if the actor may not
   */
  public void remove(Actor actor, DeviceId id) {
    AuditEntry deed = mayManage(actor, id, AuditEntry.Action.REMOVE_DEVICE);
    Live live;
    synchronized (changing) {
      live = live(id);
      store.remove(live.record());
      byId.remove(id);
      byIdentity.remove(live.device().identity());
      inOrder = inOrder.stream().filter(other -> !other.device().id().equals(id)).toList();
    }
    detach(live);
    deeds.write(deed);
    bus.publish(new HomeEvent.DeviceRemoved(id));
  }

  /**
   * Takes what a device said: its current state from now on, and on the bus when this returns. What
   * its description does not allow is passed over.
   *
   * @return completes when the readings are committed; fails if they had to be dropped
   * @throws org.hearthhub.problem.NotFound if no such device was accepted into this home
   */
  public CompletionStage<Void> report(DeviceId device, List<Reading> readings) {
    return intake.take(live(device), readings);
  }

  /**
   * As {@link #report}, for what a device pushed and will be answered for: commits within 50 ms and
   * survives a power cut.
   *
   * @return fails, too, with {@link Invalid} if any of the readings had to be passed over; the
   *     others are committed then
   */
  public CompletionStage<Void> reportAndCommit(DeviceId device, List<Reading> readings) {
    return intake.takeAndCommit(live(device), readings);
  }

  /** Hands every device to its adapter. */
  public void attachAll() {
    inOrder.forEach(this::attach);
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
            description,
            new DeviceStatus(DeviceStatus.State.UNKNOWN, clock.instant(), ""));
    synchronized (changing) {
      var kept = new DeviceStore.Kept(device, offer.link(), clock.instant());
      RecordId record = store.add(kept);
      var live = new Live(record, kept);
      byId.put(device.id(), live);
      byIdentity.put(device.identity(), live);
      List<Live> next = new ArrayList<>(inOrder);
      next.add(live);
      inOrder = List.copyOf(next);
    }
    return device;
  }

  /** After an acceptance: on the bus, and to its adapter. */
  void welcome(Device device) {
    announced(device);
    Optional.ofNullable(byId.get(device.id())).ifPresent(this::attach);
  }

  /**
   * A sighting of a device that is one of the home: where it is or how it is reached may be new.
   *
   * @return whether it is one of the home
   */
  boolean seenAgain(Sighting sighting) {
    Live live = byIdentity.get(sighting.identity());
    if (live == null) {
      return false;
    }
    Device device = live.device();
    // Who once proved who it is cannot be replaced by somebody who does not.
    boolean credible =
        sighting.adapter().equals(device.adapter())
            && (sighting.authenticated() || !device.authenticated());
    if (credible && sighting.offer().isPresent()) {
      Sighting.Offer offer = sighting.offer().get();
      if (describe(
          live, offer.description(), sighting.address(), offer.link(), sighting.authenticated())) {
        attach(live);
      }
    }
    return true;
  }

  void redescribed(DeviceId id, ThingDescription description, String address, String link) {
    Live live = byId.get(id);
    if (live != null) {
      describe(live, description, address, link, live.device().authenticated());
    }
  }

  void status(DeviceId id, DeviceStatus.State state, String reason) {
    Live live = byId.get(id);
    if (live != null && live.report(state, Wording.clean(reason, Wording.TITLE), clock.instant())) {
      bus.publish(new HomeEvent.DeviceChanged(id));
    }
  }

  /**
   * @throws org.hearthhub.problem.NotFound if there is no such device
   */
  Live live(DeviceId id) {
    Live live = byId.get(id);
    if (live == null) {
      throw DeviceId.noSuchThing();
    }
    return live;
  }

  /** A title that people gave. */
  static String title(String text) {
    String clean = Wording.clean(text, MAX_TITLE + 1);
    if (clean.isEmpty() || clean.length() > MAX_TITLE) {
      throw new Invalid("bad-title", "The name of a device has 1 to 100 characters.");
    }
    return clean;
  }

  private AuditEntry mayManage(Actor actor, DeviceId id, AuditEntry.Action action) {
    AuditEntry deed = deeds.by(actor, action).about(id, get(id).title());
    deeds.require(new Right.ManageDevices(), deed);
    return deed;
  }

  private interface Change {
    Device of(Device device);
  }

  private Device change(DeviceId id, Change change) {
    synchronized (changing) {
      Live live = live(id);
      Device changed = change.of(live.device());
      store.replace(live.record(), live.kept(changed, live.link()));
      live.become(changed, live.link());
      return live.device();
    }
  }

  private boolean describe(
      Live live, ThingDescription description, String address, String link, boolean authenticated) {
    Device before = live.device();
    if (isAsBefore(before, description, address, authenticated) && link.equals(live.link())) {
      return false;
    }
    ThingDescription bounded = bounded(description, before.title());
    synchronized (changing) {
      Device device = live.device();
      if (byId.get(device.id()) != live
          || (isAsBefore(device, bounded, address, authenticated) && link.equals(live.link()))) {
        return false;
      }
      Device changed = device.described(bounded, address, authenticated);
      store.replace(live.record(), live.kept(changed, link));
      live.become(changed, link);
    }
    bus.publish(new HomeEvent.DeviceChanged(before.id()));
    return true;
  }

  private static boolean isAsBefore(
      Device device, ThingDescription description, String address, boolean authenticated) {
    return device.address().equals(address)
        && device.authenticated() == authenticated
        && device.description().equals(description);
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
    }
    if (byId.get(device.id()) != live) {
      // Removed meanwhile: its adapter must not keep it.
      detach(live);
    }
  }

  private void detach(Live live) {
    Device device = live.device();
    adapters.named(device.adapter()).ifPresent(adapter -> adapter.detach(device.id()));
  }

  private Device announced(Device device) {
    bus.publish(new HomeEvent.DeviceChanged(device.id()));
    return device;
  }

  /** In memory only: the record follows with the next change of the device. */
  private void leaveLostRooms() {
    for (Live live : inOrder) {
      Device device = live.device();
      if (device.room().isPresent() && home.room(device.room().get()).isEmpty()) {
        synchronized (changing) {
          live.become(live.device().in(Optional.empty()), live.link());
        }
        bus.publish(new HomeEvent.DeviceChanged(device.id()));
      }
    }
  }
}
