package org.hearthhub.device;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.hearthhub.access.Deeds;
import org.hearthhub.access.Right;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.event.EventBus;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.history.History;
import org.hearthhub.home.Home;
import org.hearthhub.home.Room;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataSchema;
import org.hearthhub.thing.DataType;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Notification;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.hearthhub.thing.Wording;
import org.hearthhub.vault.RecordStore;

/**
 * The devices of this home and what they said last. Where a reading goes once it has been heard:
 * memory first, then the past and the bus. Current values come from memory, never from disk.
 * Thread-safe.
 */
public final class DeviceRegistry {
  static final int MAX_TITLE = 100;
  private static final int MAX_UNIT = 20;

  private final Roster roster;
  private final Adapters adapters;
  private final CredentialStore keys;
  private final Intake intake;
  private final Home home;
  private final Deeds deeds;
  private final EventBus bus;
  private final Presence presence;

  /** Reads the devices that the vault holds; their adapters get them with {@link #attachAll}. */
  public DeviceRegistry(
      RecordStore records,
      Adapters adapters,
      CredentialStore keys,
      History history,
      Home home,
      Deeds deeds,
      EventBus bus,
      InstantSource clock) {
    this.roster = new Roster(records, clock.instant());
    this.adapters = adapters;
    this.keys = keys;
    this.intake = new Intake(history, bus, clock);
    this.home = home;
    this.deeds = deeds;
    this.bus = bus;
    this.presence = new Presence(roster, adapters, deeds, bus, clock);
    leaveLostRooms();
    bus.subscribe(
        event -> {
          switch (event) {
            case HomeEvent.RoomsChanged _ -> leaveLostRooms();
            case HomeEvent.PastErased(DeviceId device) ->
                roster.find(device).ifPresent(live -> live.recentEvents().forget());
            default -> {}
          }
        });
  }

  /** All devices, in the order they were accepted. */
  public List<Device> all() {
    return roster.all().stream().map(Live::device).toList();
  }

  public Optional<Device> find(DeviceId id) {
    return roster.find(id).map(Live::device);
  }

  /**
   * @throws org.hearthhub.problem.NotFound if there is no such device
   */
  public Device get(DeviceId id) {
    return live(id).device();
  }

  /** The device of that identity, if it was accepted. */
  public Optional<Device> find(DeviceIdentity identity) {
    return roster.find(identity).map(Live::device);
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

  /**
   * Readings and notifications since the start that no description allows, and that were therefore
   * passed over.
   */
  public long passedOver() {
    return intake.passedOver();
  }

  /**
   * Gives a device another name. What it is called already is no deed.
   *
   * @throws org.hearthhub.problem.NotFound if there is no such device
   * @throws org.hearthhub.problem.Refused if the actor may not
   * @throws Invalid if the title is blank or longer than 100 characters
   */
  public Device rename(Actor actor, DeviceId id, String title) {
    AuditEntry deed = mayManage(actor, id, AuditEntry.Action.CHANGE_DEVICE);
    String clean = title(title);
    Device device = get(id);
    if (device.title().equals(clean)) {
      return device;
    }
    Device changed = change(id, it -> it.titled(clean));
    deeds.write(deed.because("It is now called “" + clean + "”."));
    return announced(changed);
  }

  /**
   * Puts a device into a room, or into none. Where it is already is no deed.
   *
   * @param room title of the room; made if there is none of that title
   * @throws org.hearthhub.problem.NotFound if there is no such device
   * @throws org.hearthhub.problem.Refused if the actor may not
   */
  public Device move(Actor actor, DeviceId id, Optional<String> room) {
    AuditEntry deed = mayManage(actor, id, AuditEntry.Action.CHANGE_DEVICE);
    Optional<Room> target = room.map(title -> home.roomTitled(actor, title));
    Device device = get(id);
    if (device.room().equals(target.map(Room::id))) {
      return device;
    }
    Optional<String> before = device.room().flatMap(home::room).map(Room::title);
    Device changed = change(id, it -> it.in(target.map(Room::id)));
    deeds.write(
        deed.changing(before.map(Value::of), target.map(Room::title).map(Value::of))
            .because(
                target
                    .map(there -> "It is now in the room “" + there.title() + "”.")
                    .orElse("It is now in no room.")));
    return announced(changed);
  }

  /**
   * Says what a number of a device is in, which the device itself does not say or says wrongly. The
   * number stays as it is, and its past too: both are understood otherwise from now on.
   *
   * @param unit of SenML where that has it, else as people write it; empty for what the device says
   * @throws NotFound if there is no such device or property
   * @throws org.hearthhub.problem.Refused if the actor may not
   * @throws Invalid if the property is no number, or that can be no unit
   */
  public Device measure(Actor actor, DeviceId id, AffordanceName property, Optional<String> unit) {
    AuditEntry deed = mayManage(actor, id, AuditEntry.Action.CHANGE_DEVICE);
    DataSchema schema =
        get(id)
            .description()
            .property(property)
            .orElseThrow(
                () -> new NotFound("no-such-property", "This device has no such property."))
            .schema();
    String title = schema.title().orElse(property.text());
    if (schema.type() != DataType.NUMBER && schema.type() != DataType.INTEGER) {
      throw new Invalid("no-number", title + " is no number, so it has no unit.");
    }
    String clean = unit.map(String::strip).orElse("");
    if (clean.length() > MAX_UNIT || !clean.equals(Wording.clean(clean, MAX_UNIT))) {
      throw new Invalid("bad-unit", "A unit has 1 to 20 characters, for example Cel or degF.");
    }
    Device changed = change(id, device -> device.measuring(property, clean));
    Optional<String> now =
        changed.description().property(property).flatMap(it -> it.schema().unit());
    deeds.write(
        deed.changing(property, schema.unit().map(Value::of), now.map(Value::of))
            .because(
                now.map(word -> "“" + title + "” is taken to be in " + word + ".")
                    .orElse("“" + title + "” is taken to have no unit.")));
    return announced(changed);
  }

  /**
   * Allows what is sensitive on a device that cannot prove who it is, or no longer.
   *
   * @throws org.hearthhub.problem.NotFound if there is no such device
   * @throws org.hearthhub.problem.Refused if the actor may not
   */
  public Device allow(Actor actor, DeviceId id, boolean allowed) {
    AuditEntry deed = mayManage(actor, id, AuditEntry.Action.CHANGE_DEVICE);
    Device changed = change(id, device -> device.allowing(allowed));
    deeds.write(
        deed.because(
            allowed
                ? "What matters may be done with it although it cannot prove who it is."
                : "What matters may be done with it only when it proves who it is."));
    return announced(changed);
  }

  /**
   * Removes a device from the home, and forgets its key and its password; its past stays until it
   * is erased.
   *
   * @throws org.hearthhub.problem.NotFound if there is no such device
   * @throws org.hearthhub.problem.Refused if the actor may not
   */
  public void remove(Actor actor, DeviceId id) {
    AuditEntry deed = mayManage(actor, id, AuditEntry.Action.REMOVE_DEVICE);
    Live live = roster.remove(id);
    presence.detach(live);
    forgetKey(live.device());
    keys.forgetLogin(id);
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

  /**
   * Takes an event of a device that happened: on the bus when this returns. What its description
   * does not allow is passed over.
   *
   * @return completes when it is committed; fails if it could not be kept
   * @throws org.hearthhub.problem.NotFound if no such device was accepted into this home
   */
  public CompletionStage<Void> notified(DeviceId device, Notification notification) {
    return intake.take(live(device), notification);
  }

  /**
   * The last events of a device since the start, 64 at most, in the order in which they came; times
   * are to the millisecond and each is another.
   *
   * @throws org.hearthhub.problem.NotFound if there is no such device
   */
  public List<Notification> recentEvents(DeviceId id) {
    return live(id).recentEvents().all();
  }

  /** Hands every device to its adapter. */
  public void attachAll() {
    presence.attachAll();
  }

  /** How devices come, are seen again, and reach their adapters. */
  Presence presence() {
    return presence;
  }

  /**
   * @throws org.hearthhub.problem.NotFound if there is no such device
   */
  Live live(DeviceId id) {
    return roster.get(id);
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

  private Device change(DeviceId id, UnaryOperator<Device> change) {
    roster.change(id, kept -> kept.as(change.apply(kept.device())));
    return get(id);
  }

  /** Unless another device is behind the same peer, as lamps are behind a gateway. */
  private void forgetKey(Device gone) {
    if (!gone.authenticated()) {
      return;
    }
    String peer = Credential.peerOf(gone.identity());
    boolean shared =
        all().stream()
            .filter(other -> other.authenticated() && other.adapter().equals(gone.adapter()))
            .anyMatch(other -> Credential.peerOf(other.identity()).equals(peer));
    if (!shared) {
      keys.of(gone.adapter()).forget(peer);
      adapters.named(gone.adapter()).ifPresent(adapter -> adapter.forgotten(peer));
    }
  }

  private Device announced(Device device) {
    bus.publish(new HomeEvent.DeviceChanged(device.id()));
    return device;
  }

  private void leaveLostRooms() {
    for (Live live : roster.all()) {
      Device device = live.device();
      if (device.room().isPresent() && home.room(device.room().get()).isEmpty()) {
        roster.changeUnwritten(live, kept -> kept.as(kept.device().in(Optional.empty())));
        announced(device);
      }
    }
  }
}
