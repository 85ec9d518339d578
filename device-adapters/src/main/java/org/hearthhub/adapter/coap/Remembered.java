package org.hearthhub.adapter.coap;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.device.Sighting;

/** Who was seen where lately, and behind which doors; the last 1,000 of each. Thread-safe. */
final class Remembered {
  private static final int MOST = 1000;

  private final Map<HomeAddress, Seen> seen = new Latest<>();
  private final Map<DeviceIdentity, Found.Door> doors = new Latest<>();

  /**
   * What was told of somebody.
   *
   * @param nanos when, of this machine's monotonic clock
   * @param complete whether it was asked what it offers
   */
  record Seen(Sighting sighting, long nanos, boolean complete) {}

  private static final class Latest<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    Latest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > MOST;
    }
  }

  /** Somebody answered, and was not asked yet what it offers. */
  void early(HomeAddress at, Sighting sighting) {
    put(at, sighting, false);
  }

  /** All is known that is to be known. */
  void whole(HomeAddress at, Sighting sighting) {
    put(at, sighting, true);
  }

  private synchronized void put(HomeAddress at, Sighting sighting, boolean complete) {
    seen.put(at, new Seen(sighting, System.nanoTime(), complete));
  }

  synchronized Optional<Seen> at(HomeAddress at) {
    return Optional.ofNullable(seen.get(at));
  }

  synchronized void forget(HomeAddress at) {
    seen.remove(at);
  }

  synchronized void door(DeviceIdentity identity, Found.Door door) {
    doors.put(identity, door);
  }

  synchronized Optional<Found.Door> door(DeviceIdentity identity) {
    return Optional.ofNullable(doors.get(identity));
  }
}
