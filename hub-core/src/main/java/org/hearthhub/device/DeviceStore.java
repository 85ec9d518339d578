package org.hearthhub.device;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hearthhub.home.RoomId;
import org.hearthhub.problem.Broken;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Kind;
import org.hearthhub.thing.ThingDescription;
import org.hearthhub.thing.ThingJson;
import org.hearthhub.vault.Collection;
import org.hearthhub.vault.Fields;
import org.hearthhub.vault.RecordId;
import org.hearthhub.vault.RecordStore;

/** Keeps the devices of the home as sealed records. Thread-safe. */
final class DeviceStore {
  private static final int ID = 1;
  private static final int IDENTITY_SCHEME = 2;
  private static final int IDENTITY_VALUE = 3;
  private static final int ADAPTER = 4;
  private static final int KIND = 5;
  private static final int TITLE = 6;
  private static final int ROOM = 7;
  private static final int ADDRESS = 8;
  private static final int AUTHENTICATED = 9;
  private static final int DESCRIPTION = 10;
  private static final int LINK = 11;
  private static final int ACCEPTED = 12;
  private static final int ALLOWED = 13;
  private static final int UNITS = 14;

  private final RecordStore records;

  DeviceStore(RecordStore records) {
    this.records = records;
  }

  /**
   * A device as it is kept.
   *
   * @param link how its adapter reaches it
   * @param accepted when it came into the home
   */
  record Kept(Device device, String link, Instant accepted) {
    Kept as(Device changed) {
      return new Kept(changed, link, accepted);
    }

    Kept reachedBy(String newLink) {
      return new Kept(device, newLink, accepted);
    }
  }

  /** A device and the record that keeps it. */
  record Found(RecordId record, Kept kept) {}

  /** All devices, in the order they were accepted; nothing was heard from them yet. */
  List<Found> all(Instant now) {
    var unheard = new DeviceStatus(DeviceStatus.State.UNKNOWN, now, "");
    List<Found> found = new ArrayList<>();
    for (RecordStore.Stored stored : records.all(Collection.DEVICE)) {
      found.add(new Found(stored.id(), read(stored.fields(), unheard)));
    }
    return found;
  }

  RecordId add(Kept kept) {
    return records.add(Collection.DEVICE, write(kept));
  }

  void replace(RecordId record, Kept kept) {
    records.replace(Collection.DEVICE, record, write(kept));
  }

  void remove(RecordId record) {
    records.remove(Collection.DEVICE, record);
  }

  private static Fields.Writer write(Kept kept) {
    Device device = kept.device();
    Fields.Writer fields =
        Fields.write()
            .text(ID, device.id().uuid().toString())
            .text(IDENTITY_SCHEME, device.identity().scheme())
            .text(IDENTITY_VALUE, device.identity().value())
            .text(ADAPTER, device.adapter())
            .text(KIND, device.kind().word())
            .text(TITLE, device.title())
            .text(ADDRESS, device.address())
            .number(AUTHENTICATED, device.authenticated() ? 1 : 0)
            .number(ALLOWED, device.allowed() ? 1 : 0)
            .text(DESCRIPTION, ThingJson.text(device.described().own()))
            .text(LINK, kept.link())
            .number(ACCEPTED, kept.accepted().toEpochMilli());
    if (!device.described().units().isEmpty()) {
      fields.text(UNITS, lines(device.described().units()));
    }
    device.room().ifPresent(room -> fields.text(ROOM, room.uuid().toString()));
    return fields;
  }

  private static Kept read(Fields fields, DeviceStatus status) {
    ThingDescription description = ThingJson.parseDescription(text(fields, DESCRIPTION));
    var device =
        new Device(
            new DeviceId(UUID.fromString(text(fields, ID))),
            new DeviceIdentity(text(fields, IDENTITY_SCHEME), text(fields, IDENTITY_VALUE)),
            text(fields, ADAPTER),
            Kind.ofWord(text(fields, KIND)),
            text(fields, TITLE),
            fields.text(ROOM).map(UUID::fromString).map(RoomId::new),
            text(fields, ADDRESS),
            fields.number(AUTHENTICATED).orElse(0L) == 1,
            fields.number(ALLOWED).orElse(0L) == 1,
            Described.of(description, units(fields.text(UNITS).orElse(""))),
            status);
    Optional<Long> accepted = fields.number(ACCEPTED);
    return new Kept(device, text(fields, LINK), Instant.ofEpochMilli(accepted.orElse(0L)));
  }

  private static String lines(Map<AffordanceName, String> units) {
    return units.entrySet().stream()
        .map(unit -> unit.getKey() + " " + unit.getValue())
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private static Map<AffordanceName, String> units(String lines) {
    return lines
        .lines()
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(line -> AffordanceName.of(line[0]), line -> line[1]));
  }

  private static String text(Fields fields, int field) {
    return fields
        .text(field)
        .orElseThrow(
            () ->
                new Broken(
                    "damaged-record",
                    "The record of a device is damaged. Restore the last backup.",
                    null));
  }
}
