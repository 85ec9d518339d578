package org.hearthhub.home;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hearthhub.event.EventBus;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.Wording;
import org.hearthhub.vault.Collection;
import org.hearthhub.vault.Fields;
import org.hearthhub.vault.RecordId;
import org.hearthhub.vault.RecordStore;

/** The home itself: its name, its time zone, its rooms in the order people gave. Thread-safe. */
public final class Home {
  private static final int MAX_ROOMS = 200;
  private static final int MAX_TITLE = 100;

  // Fields of a room record.
  private static final int ROOM_ID = 1;
  private static final int ROOM_TITLE = 2;

  // Fields of the home record.
  private static final int HOME_TITLE = 1;
  private static final int HOME_ZONE = 2;

  private final RecordStore records;
  private final EventBus bus;
  private final Witness witness;

  /** Replaced as a whole, under the lock of this object. */
  private volatile List<Kept> kept;

  private volatile String title;
  private volatile Optional<ZoneId> zone;

  /** A room and the record that keeps it. */
  private record Kept(RecordId record, Room room) {}

  /**
   * @param witness decides on and writes down what people change
   */
  public Home(RecordStore records, EventBus bus, Witness witness) {
    this.records = records;
    this.bus = bus;
    this.witness = witness;
    kept = records.all(Collection.ROOM).stream().flatMap(stored -> read(stored).stream()).toList();
    Optional<Fields> home =
        records.all(Collection.HOME).stream().findFirst().map(RecordStore.Stored::fields);
    title = home.flatMap(fields -> fields.text(HOME_TITLE)).orElse("Home");
    zone = home.flatMap(fields -> fields.text(HOME_ZONE)).flatMap(Home::known);
  }

  /** What people call the home; {@code Home} until they named it. */
  public String title() {
    return title;
  }

  /** Where the home's days begin: the zone that was chosen, or that of the machine. */
  public ZoneId timeZone() {
    return zone.orElseGet(ZoneId::systemDefault);
  }

  /**
   * Chooses the home's time zone; what is told of past days is counted anew by it.
   *
   * @param id a name of the IANA time zone database, for example {@code Europe/Berlin}
   * @throws org.hearthhub.problem.Refused if the actor may not
   * @throws Invalid if there is no such zone
   */
  public synchronized void chooseTimeZone(Actor actor, String id) {
    witness.mayChangeHome(actor);
    ZoneId chosen =
        known(id)
            .orElseThrow(
                () ->
                    new Invalid(
                        "bad-time-zone",
                        "There is no such time zone. Write it like this: Europe/Berlin."));
    write(title, Optional.of(chosen));
    zone = Optional.of(chosen);
    witness.changedHome(actor, "The home's time zone is now " + chosen.getId() + ".");
  }

  private static Optional<ZoneId> known(String id) {
    return ZoneId.getAvailableZoneIds().contains(id)
        ? Optional.of(ZoneId.of(id))
        : Optional.empty();
  }

  /**
   * Gives the home another name.
   *
   * @throws org.hearthhub.problem.Refused if the actor may not
   * @throws Invalid if the title is blank or longer than 100 characters
   */
  public synchronized void rename(Actor actor, String newTitle) {
    witness.mayChangeHome(actor);
    String clean = title(newTitle);
    write(clean, zone);
    title = clean;
    witness.changedHome(actor, "The home is now called " + quoted(clean) + ".");
  }

  private void write(String homeTitle, Optional<ZoneId> homeZone) {
    Fields.Writer fields = Fields.write().text(HOME_TITLE, homeTitle);
    homeZone.ifPresent(chosen -> fields.text(HOME_ZONE, chosen.getId()));
    Optional<RecordId> record =
        records.all(Collection.HOME).stream().findFirst().map(RecordStore.Stored::id);
    if (record.isPresent()) {
      records.replace(Collection.HOME, record.get(), fields);
    } else {
      records.add(Collection.HOME, fields);
    }
  }

  public List<Room> rooms() {
    return kept.stream().map(Kept::room).toList();
  }

  public Optional<Room> room(RoomId id) {
    return kept.stream().map(Kept::room).filter(room -> room.id().equals(id)).findFirst();
  }

  /**
   * The room of that title, without regard to case; made if there is none.
   *
   * @throws org.hearthhub.problem.Refused if it would have to be made and the actor may not
   * @throws Invalid if the title is blank or longer than 100 characters
   * @throws TooMuch if there are 200 rooms already
   */
  public synchronized Room roomTitled(Actor actor, String title) {
    return titled(title(title)).orElseGet(() -> addRoom(actor, title));
  }

  /**
   * Makes a room.
   *
   * @throws org.hearthhub.problem.Refused if the actor may not
   * @throws Invalid if the title is blank or longer than 100 characters
   * @throws Conflict if there is one of that title
   * @throws TooMuch if there are 200 rooms already
   */
  public synchronized Room addRoom(Actor actor, String title) {
    witness.mayChangeHome(actor);
    String clean = title(title);
    if (titled(clean).isPresent()) {
      throw taken();
    }
    if (kept.size() >= MAX_ROOMS) {
      throw TooMuch.large(
          "too-many-rooms", "A home has at most 200 rooms; remove one that is not used.");
    }
    var room = new Room(RoomId.random(), clean);
    RecordId record = records.add(Collection.ROOM, write(room));
    List<Kept> next = new ArrayList<>(kept);
    next.add(new Kept(record, room));
    kept = List.copyOf(next);
    changed(
        actor, Optional.empty(), Optional.of(clean), "The room " + quoted(clean) + " was made.");
    return room;
  }

  /**
   * @throws org.hearthhub.problem.Refused if the actor may not
   * @throws NotFound if there is no such room
   * @throws Conflict if another one has that title
   */
  public synchronized Room renameRoom(Actor actor, RoomId id, String title) {
    witness.mayChangeHome(actor);
    Kept old = kept(id);
    String clean = title(title);
    if (titled(clean).filter(other -> !other.id().equals(id)).isPresent()) {
      throw taken();
    }
    var room = new Room(id, clean);
    records.replace(Collection.ROOM, old.record(), write(room));
    List<Kept> next = new ArrayList<>(kept);
    next.set(next.indexOf(old), new Kept(old.record(), room));
    kept = List.copyOf(next);
    changed(
        actor,
        Optional.of(old.room().title()),
        Optional.of(clean),
        "The room " + quoted(old.room().title()) + " is now called " + quoted(clean) + ".");
    return room;
  }

  /**
   * Removes a room; what was in it is then nowhere in particular.
   *
   * @throws org.hearthhub.problem.Refused if the actor may not
   * @throws NotFound if there is no such room
   */
  public synchronized void removeRoom(Actor actor, RoomId id) {
    witness.mayChangeHome(actor);
    Kept old = kept(id);
    records.remove(Collection.ROOM, old.record());
    List<Kept> next = new ArrayList<>(kept);
    next.remove(old);
    kept = List.copyOf(next);
    changed(
        actor,
        Optional.of(old.room().title()),
        Optional.empty(),
        "The room " + quoted(old.room().title()) + " was removed.");
  }

  private void changed(
      Actor actor, Optional<String> before, Optional<String> after, String remark) {
    witness.changedRoom(actor, before, after, remark);
    bus.publish(new HomeEvent.RoomsChanged());
  }

  private Kept kept(RoomId id) {
    return kept.stream()
        .filter(one -> one.room().id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new NotFound(
                    "no-such-room", "There is no such room. It may have been removed just now."));
  }

  private Optional<Room> titled(String clean) {
    String wanted = clean.toLowerCase(Locale.ROOT);
    return kept.stream()
        .map(Kept::room)
        .filter(room -> room.title().toLowerCase(Locale.ROOT).equals(wanted))
        .findFirst();
  }

  private static Conflict taken() {
    return new Conflict(
        "room-title-taken", "There is a room of that name already; give this one another name.");
  }

  private static String title(String text) {
    String clean = Wording.clean(text, MAX_TITLE + 1);
    if (clean.isEmpty() || clean.length() > MAX_TITLE) {
      throw new Invalid("bad-title", "The name of a home or a room has 1 to 100 characters.");
    }
    return clean;
  }

  private static String quoted(String title) {
    return "“" + title + "”";
  }

  private static Fields.Writer write(Room room) {
    return Fields.write().text(ROOM_ID, room.id().toString()).text(ROOM_TITLE, room.title());
  }

  private static Optional<Kept> read(RecordStore.Stored stored) {
    return stored
        .fields()
        .text(ROOM_ID)
        .map(UUID::fromString)
        .map(
            uuid ->
                new Kept(
                    stored.id(),
                    new Room(new RoomId(uuid), stored.fields().text(ROOM_TITLE).orElse("Room"))));
  }
}
