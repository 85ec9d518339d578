package org.hearthhub.device;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.hearthhub.device.DeviceStatus.State;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.EventAffordance;
import org.hearthhub.thing.Notification;
import org.hearthhub.thing.PropertyAffordance;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.SchemaValidation;
import org.hearthhub.vault.RecordId;

/**
 * One device of the home as it is now: its record, its values, its state, its lane for commands.
 * Thread-safe; changes of the device itself are made under the lock of this object.
 */
final class Live {
  /** So long after its last odd value a device counts as making sense again. */
  private static final Duration AMENDS = Duration.ofMinutes(1);

  private final RecordId record;
  private final Instant accepted;
  private final Lane lane = new Lane();
  private final ConcurrentMap<AffordanceName, CurrentValue> values = new ConcurrentHashMap<>();

  private final RecentEvents recentEvents = new RecentEvents();

  private volatile Device device;

  /** Told once for each change: each stranger that is seen is held against it. */
  private volatile Likeness likeness;

  private volatile String link;
  private volatile Optional<Oddity> oddity = Optional.empty();
  private volatile boolean seeded;
  private volatile boolean withItsAdapter;

  /** What the adapter says; what people see may be worse. */
  private DeviceStatus reported;

  /** The last value that the device's own description does not allow. */
  private record Oddity(String title, Instant time) {}

  Live(RecordId record, DeviceStore.Kept kept) {
    this.record = record;
    accepted = kept.accepted();
    device = kept.device();
    likeness = Likeness.of(device);
    link = kept.link();
    reported = kept.device().status();
  }

  RecordId record() {
    return record;
  }

  Device device() {
    return device;
  }

  /** By what it is known when it is seen in another way. */
  Likeness likeness() {
    return likeness;
  }

  Lane lane() {
    return lane;
  }

  DeviceStore.Kept kept() {
    return new DeviceStore.Kept(device, link, accepted);
  }

  AttachedDevice attached() {
    Device present = device;
    return new AttachedDevice(present.id(), present.identity(), present.described().own(), link);
  }

  /** Its adapter has it, and looks into what is said of where it is. */
  void isNowWithItsAdapter() {
    withItsAdapter = true;
  }

  boolean isWithItsAdapter() {
    return withItsAdapter;
  }

  /** The readings that its description allows: the same list if that is all of them. */
  List<Reading> fitting(List<Reading> readings) {
    Map<AffordanceName, PropertyAffordance> properties = device.description().properties();
    for (int i = 0; i < readings.size(); i++) {
      if (!fits(properties, readings.get(i))) {
        return readings.stream().filter(reading -> fits(properties, reading)).toList();
      }
    }
    return readings;
  }

  private static boolean fits(Map<AffordanceName, PropertyAffordance> properties, Reading reading) {
    PropertyAffordance property = properties.get(reading.property());
    return property != null && SchemaValidation.isOfType(property.schema().type(), reading.value());
  }

  /** Whether its description allows that, as it does readings. */
  boolean fits(Notification notification) {
    EventAffordance event = device.description().events().get(notification.event());
    if (event == null) {
      return false;
    }
    return event.data().isPresent()
        ? notification
            .data()
            .filter(data -> SchemaValidation.isOfType(event.data().get().type(), data))
            .isPresent()
        : notification.data().isEmpty();
  }

  /** Its last events. */
  RecentEvents recentEvents() {
    return recentEvents;
  }

  void remember(List<Reading> readings) {
    for (Reading reading : readings) {
      // The last that came, not the latest stamp: a clock that was set back must not freeze it.
      values.put(reading.property(), new CurrentValue(reading.value(), reading.time()));
    }
  }

  /** What it holds now; what was never heard since the start comes from the past. */
  Map<AffordanceName, CurrentValue> values(Supplier<List<Reading>> past) {
    if (!seeded) {
      seed(past);
    }
    return new TreeMap<>(values);
  }

  Optional<CurrentValue> value(AffordanceName property, Supplier<List<Reading>> past) {
    if (!seeded && !values.containsKey(property)) {
      seed(past);
    }
    return Optional.ofNullable(values.get(property));
  }

  private void seed(Supplier<List<Reading>> past) {
    List<Reading> last = fitting(past.get());
    for (Reading reading : last) {
      values.putIfAbsent(reading.property(), new CurrentValue(reading.value(), reading.time()));
    }
    seeded = true;
  }

  /**
   * It was heard: whoever speaks is not offline, and makes sense again after a while.
   *
   * @return whether that changed its status
   */
  boolean heard(Instant now) {
    boolean wasSilent = device.status().state() == State.UNKNOWN || isOffline();
    Optional<Oddity> odd = oddity;
    boolean amends = odd.isPresent() && isOld(odd.get(), now);
    if (!wasSilent && !amends) {
      return false;
    }
    synchronized (this) {
      if (amends) {
        oddity = Optional.empty();
      }
      if (reported.state() == State.UNKNOWN || reported.state() == State.OFFLINE) {
        reported = new DeviceStatus(State.ONLINE, now, "");
      }
      return show(now);
    }
  }

  private boolean isOffline() {
    return device.status().state() == State.OFFLINE;
  }

  private static boolean isOld(Oddity oddity, Instant now) {
    return oddity.time().plus(AMENDS).isBefore(now) || oddity.time().isAfter(now);
  }

  /**
   * It sent values that its description does not allow.
   *
   * @return whether that changed its status
   */
  boolean wasOdd(Reading reading, Instant now) {
    PropertyAffordance property = device.description().properties().get(reading.property());
    // More than it described is no fault, and nobody asked for it.
    return property != null
        && wasOdd(property.schema().title().orElse(reading.property().text()), now);
  }

  /** As {@link #wasOdd(Reading, Instant)}, of an event. */
  boolean wasOdd(Notification notification, Instant now) {
    EventAffordance event = device.description().events().get(notification.event());
    return event != null && wasOdd(event.title().orElse(notification.event().text()), now);
  }

  private synchronized boolean wasOdd(String title, Instant now) {
    oddity = Optional.of(new Oddity(title, now));
    return show(now);
  }

  /** Whether that changed what people see. */
  synchronized boolean report(State state, String reason, Instant now) {
    reported = new DeviceStatus(state, reported.state() == state ? reported.since() : now, reason);
    return show(now);
  }

  private boolean show(Instant now) {
    DeviceStatus shown = device.status();
    DeviceStatus next =
        oddity
            .filter(odd -> reported.state() == State.ONLINE || reported.state() == State.UNKNOWN)
            .map(
                odd ->
                    new DeviceStatus(
                        State.QUARANTINED,
                        shown.state() == State.QUARANTINED ? shown.since() : now,
                        "It sends values for “"
                            + odd.title()
                            + "” that its own description does not allow. They are passed over."))
            .orElse(reported);
    if (next.equals(shown)) {
      return false;
    }
    device = device.doing(next);
    return true;
  }

  /** From now on it is that; its status stays, which may have changed meanwhile. */
  synchronized void become(DeviceStore.Kept changed) {
    Device next = changed.device();
    boolean redescribed = !next.description().equals(device.description());
    device = next.doing(device.status());
    likeness = Likeness.of(device);
    link = changed.link();
    if (redescribed) {
      Map<AffordanceName, PropertyAffordance> properties = next.description().properties();
      values
          .entrySet()
          .removeIf(
              value ->
                  !fits(
                      properties,
                      new Reading(
                          value.getKey(), value.getValue().value(), value.getValue().time())));
    }
  }
}
