package org.hearthhub.history;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.ByteSource;
import org.hearthhub.vault.DataKeyId;
import org.hearthhub.vault.DataKeys;
import org.hearthhub.vault.Fields;
import org.hearthhub.vault.RecordId;
import org.hearthhub.vault.RecordStore;
import org.hearthhub.vault.Vault;

/**
 * Which series belongs to which property or event of which device; a sealed record for each.
 * Thread-safe, save what is the writer's.
 */
final class Catalogue {
  private static final int DEVICE = 1;
  private static final int PROPERTY = 2;
  private static final int ORDINAL = 3;
  private static final int PSEUDONYM = 4;

  /** Only of events, so that the records of properties are what they always were. */
  private static final int TOLD = 5;

  private static final long EVENT = 1;

  private final RecordStore records;
  private final DataKeys dataKeys;
  private final SecureRandom random = new SecureRandom();
  private final Map<Series, RecordId> stored = new ConcurrentHashMap<>();
  private final Map<DeviceId, DeviceSeries> byDevice = new ConcurrentHashMap<>();

  private record Row(RecordId id, SeriesName name, int ordinal, long pseudonym) {}

  Catalogue(Vault vault) {
    this.records = vault.records();
    this.dataKeys = vault.dataKeys();
    records.all(org.hearthhub.vault.Collection.SERIES).stream()
        .map(Catalogue::row)
        .sorted(Comparator.comparingInt(Row::ordinal))
        .forEach(this::take);
  }

  private static Row row(RecordStore.Stored stored) {
    Fields fields = stored.fields();
    return new Row(
        stored.id(),
        new SeriesName(
            new DeviceId(fields.uuid(DEVICE).orElseThrow(ByteSource::malformed)),
            new AffordanceName(fields.text(PROPERTY).orElseThrow(ByteSource::malformed)),
            fields.number(TOLD).isPresent() ? SeriesName.Told.EVENT : SeriesName.Told.PROPERTY),
        fields.number(ORDINAL).orElseThrow(ByteSource::malformed).intValue(),
        fields.number(PSEUDONYM).orElseThrow(ByteSource::malformed));
  }

  private void take(Row row) {
    DeviceSeries device = device(row.name().device());
    while (device.all().size() < row.ordinal()) {
      addDamaged(device);
    }
    Series series = device.add(new Series(device, row.name(), row.ordinal(), row.pseudonym()));
    series.setStored();
    stored.put(series, row.id());
  }

  /** In the place of a series whose record is damaged, so that the others keep their numbers. */
  private void addDamaged(DeviceSeries device) {
    int ordinal = device.all().size();
    var stand = new SeriesName(device.device(), AffordanceName.of("damaged-" + ordinal));
    device.add(new Series(device, stand, ordinal, random.nextLong() & Long.MAX_VALUE)).setStored();
  }

  DeviceSeries device(DeviceId device) {
    return byDevice.computeIfAbsent(device, DeviceSeries::new);
  }

  Optional<DeviceSeries> find(DeviceId device) {
    return Optional.ofNullable(byDevice.get(device));
  }

  Series series(DeviceSeries device, AffordanceName property) {
    return device.of(property, SeriesName.Told.PROPERTY, random);
  }

  Series ofEvent(DeviceSeries device, AffordanceName event) {
    return device.of(event, SeriesName.Told.EVENT, random);
  }

  /** The device whose readings a key seals. */
  Optional<DeviceSeries> owner(DataKeyId key) {
    return dataKeys.deviceOf(key).flatMap(this::find);
  }

  Collection<DeviceSeries> devices() {
    return byDevice.values();
  }

  /** Stores what is new of these devices, so that their readings can be read again. */
  void store(Collection<DeviceSeries> devices) {
    List<Series> unstored = new ArrayList<>();
    for (DeviceSeries device : devices) {
      for (Series series : device.all()) {
        if (!series.isStored()) {
          unstored.add(series);
        }
      }
    }
    // Each time anew: another key may have taken over, as after an erasure.
    dataKeys
        .ofDevices(devices.stream().map(DeviceSeries::device).toList())
        .forEach((device, key) -> device(device).setKey(key));
    if (!unstored.isEmpty()) {
      List<RecordId> ids =
          records.addAll(
              org.hearthhub.vault.Collection.SERIES,
              unstored.stream().map(Catalogue::fields).toList());
      for (int i = 0; i < ids.size(); i++) {
        unstored.get(i).setStored();
        stored.put(unstored.get(i), ids.get(i));
      }
    }
  }

  /** What a device's readings are sealed with now. */
  void renewKey(DeviceSeries device) {
    dataKeys.ofDevices(List.of(device.device())).values().forEach(device::setKey);
  }

  /** The records of a device's series. */
  List<RecordId> records(DeviceSeries device) {
    return device.all().stream()
        .flatMap(series -> Optional.ofNullable(stored.get(series)).stream())
        .toList();
  }

  /** A device's past was erased, and its records too; what it says next is stored anew. */
  void erased(DeviceSeries device) {
    for (Series series : device.all()) {
      stored.remove(series);
      series.setErased();
    }
  }

  private static Fields.Writer fields(Series series) {
    Fields.Writer fields =
        Fields.write()
            .uuid(DEVICE, series.device().device().uuid())
            .text(PROPERTY, series.name().name().text())
            .number(ORDINAL, series.ordinal())
            .number(PSEUDONYM, series.pseudonym());
    return series.name().isEvent() ? fields.number(TOLD, EVENT) : fields;
  }
}
