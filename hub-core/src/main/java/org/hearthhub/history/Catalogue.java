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
import org.hearthhub.vault.RecordStore;
import org.hearthhub.vault.Vault;

/**
 * Which series belongs to which property of which device; a sealed record for each. Thread-safe,
 * save what is the writer's.
 */
final class Catalogue {
  private static final int DEVICE = 1;
  private static final int PROPERTY = 2;
  private static final int ORDINAL = 3;
  private static final int PSEUDONYM = 4;

  private final RecordStore records;
  private final DataKeys dataKeys;
  private final SecureRandom random = new SecureRandom();
  private final Map<DeviceId, DeviceSeries> byDevice = new ConcurrentHashMap<>();

  private record Row(DeviceId device, AffordanceName property, int ordinal, long pseudonym) {}

  Catalogue(Vault vault) {
    this.records = vault.records();
    this.dataKeys = vault.dataKeys();
    records.all(org.hearthhub.vault.Collection.SERIES).stream()
        .map(stored -> row(stored.fields()))
        .sorted(Comparator.comparingInt(Row::ordinal))
        .forEach(this::take);
  }

  private static Row row(Fields fields) {
    return new Row(
        new DeviceId(fields.uuid(DEVICE).orElseThrow(ByteSource::malformed)),
        new AffordanceName(fields.text(PROPERTY).orElseThrow(ByteSource::malformed)),
        fields.number(ORDINAL).orElseThrow(ByteSource::malformed).intValue(),
        fields.number(PSEUDONYM).orElseThrow(ByteSource::malformed));
  }

  private void take(Row row) {
    DeviceSeries device = device(row.device());
    while (device.all().size() < row.ordinal()) {
      addDamaged(device);
    }
    device.add(new Series(device, row.property(), row.ordinal(), row.pseudonym())).setStored();
  }

  /** In the place of a series whose record is damaged, so that the others keep their numbers. */
  private void addDamaged(DeviceSeries device) {
    int ordinal = device.all().size();
    AffordanceName stand = AffordanceName.of("damaged-" + ordinal);
    device.add(new Series(device, stand, ordinal, random.nextLong() & Long.MAX_VALUE)).setStored();
  }

  DeviceSeries device(DeviceId device) {
    return byDevice.computeIfAbsent(device, DeviceSeries::new);
  }

  Optional<DeviceSeries> find(DeviceId device) {
    return Optional.ofNullable(byDevice.get(device));
  }

  Series series(DeviceSeries device, AffordanceName property) {
    return device.of(property, random);
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
    List<DeviceId> keyless = new ArrayList<>();
    List<Series> unstored = new ArrayList<>();
    for (DeviceSeries device : devices) {
      if (device.key().isEmpty()) {
        keyless.add(device.device());
      }
      for (Series series : device.all()) {
        if (!series.isStored()) {
          unstored.add(series);
        }
      }
    }
    if (!keyless.isEmpty()) {
      dataKeys.ofDevices(keyless).forEach((device, key) -> device(device).setKey(key));
    }
    if (!unstored.isEmpty()) {
      records.addAll(
          org.hearthhub.vault.Collection.SERIES, unstored.stream().map(Catalogue::fields).toList());
      unstored.forEach(Series::setStored);
    }
  }

  private static Fields.Writer fields(Series series) {
    return Fields.write()
        .uuid(DEVICE, series.device().device().uuid())
        .text(PROPERTY, series.property().text())
        .number(ORDINAL, series.ordinal())
        .number(PSEUDONYM, series.pseudonym());
  }
}
