package org.hearthhub.history;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.vault.DataKeyId;

/** The series of one device. Thread-safe, save what is the writer's. */
final class DeviceSeries {
  /** A device that keeps inventing properties must not fill the home's memory. */
  static final int MOST = 256;

  private final DeviceId device;
  private final Map<AffordanceName, Series> byName = new ConcurrentHashMap<>();

  /** The pasts of its events, which may be named as its properties are. */
  private final Map<AffordanceName, Series> events = new ConcurrentHashMap<>();

  /** In the order of their ordinals. */
  private final List<Series> all = new CopyOnWriteArrayList<>();

  private final ReentrantLock adding = new ReentrantLock();

  /** The writer's alone: what its readings are sealed with, and where they are gathered. */
  private Optional<DataKeyId> key = Optional.empty();

  private final Samples gathered = new Samples();
  private Series[] gatheredSeries = new Series[8];

  DeviceSeries(DeviceId device) {
    this.device = device;
  }

  DeviceId device() {
    return device;
  }

  List<Series> all() {
    return all;
  }

  Optional<Series> find(SeriesName name) {
    return Optional.ofNullable(series(name.told()).get(name.name()));
  }

  private Map<AffordanceName, Series> series(SeriesName.Told told) {
    return switch (told) {
      case PROPERTY -> byName;
      case EVENT -> events;
    };
  }

  /**
   * The series of a property or an event; a new one is stored before its first reading is.
   *
   * @throws TooMuch if the device has 256 already
   */
  Series of(AffordanceName name, SeriesName.Told told, SecureRandom random) {
    Map<AffordanceName, Series> series = series(told);
    Series known = series.get(name);
    if (known != null) {
      return known;
    }
    adding.lock();
    try {
      Series addedMeanwhile = series.get(name);
      if (addedMeanwhile != null) {
        return addedMeanwhile;
      }
      if (all.size() == MOST) {
        throw TooMuch.large(
            "too-many-properties",
            "This device has 256 properties and events with a past already; no more are kept.");
      }
      long pseudonym = random.nextLong() & Long.MAX_VALUE;
      return add(new Series(this, new SeriesName(device, name, told), all.size(), pseudonym));
    } finally {
      adding.unlock();
    }
  }

  /** Takes up a series that comes next in the order. */
  Series add(Series series) {
    all.add(series);
    series(series.name().told()).put(series.name().name(), series);
    return series;
  }

  Optional<DataKeyId> key() {
    return key;
  }

  void setKey(DataKeyId sealing) {
    key = Optional.of(sealing);
  }

  /** Readings of the batch that is being written, beside the series of each. */
  Samples gathered() {
    return gathered;
  }

  Series gatheredSeries(int index) {
    return gatheredSeries[index];
  }

  void gather(Series series, Reading reading) {
    int index = gathered.size();
    if (index == gatheredSeries.length) {
      gatheredSeries = Arrays.copyOf(gatheredSeries, index * 2);
    }
    gatheredSeries[index] = series;
    gathered.add(
        Samples.millis(reading.time()),
        reading.value(),
        reading.deviceTime().map(Samples::millis).orElse(Samples.NO_TIME),
        (byte) 0);
  }

  void forgetGathered() {
    gathered.clear();
  }
}
