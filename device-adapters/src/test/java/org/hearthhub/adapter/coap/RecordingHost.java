package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.hearthhub.device.AdapterHost;
import org.hearthhub.device.Credentials;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.device.DeviceLogin;
import org.hearthhub.device.DeviceStatus;
import org.hearthhub.device.Sighting;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Notification;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.ThingDescription;
import org.hearthhub.thing.Value;

/** A hub that keeps in memory all that an adapter tells it. Waits for things to be told. */
final class RecordingHost implements AdapterHost {
  final MemoryKeys keys = new MemoryKeys();
  final Map<DeviceId, DeviceLogin> logins = new ConcurrentHashMap<>();

  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What became of a device. */
  record Told(DeviceStatus.State state, String reason) {}

  /** A new description. */
  record Redescribed(ThingDescription description, String address, String link) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<DeviceIdentity, Sighting> inbox = new LinkedHashMap<>();
  private final Map<DeviceIdentity, Integer> sighted = new HashMap<>();
  private final List<DeviceIdentity> farewells = new ArrayList<>();
  private final Map<DeviceId, List<Reading>> readings = new HashMap<>();
  private final Map<DeviceId, List<Told>> statuses = new HashMap<>();
  private final Map<DeviceId, List<Redescribed>> redescriptions = new HashMap<>();
  private final Map<DeviceId, List<Notification>> notifications = new HashMap<>();
  private boolean storeIsBroken;
  private Optional<CompletableFuture<Void>> commit = Optional.empty();

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  public Credentials credentials() {
    return keys;
  }

  @Override
  public Optional<DeviceLogin> login(DeviceId device) {
    return Optional.ofNullable(logins.get(device));
  }

  @Override
  public void sighted(Sighting sighting) {
    tell(
        () -> {
          inbox.put(sighting.identity(), sighting);
          sighted.merge(sighting.identity(), 1, Integer::sum);
        });
  }

  @Override
  public void gone(DeviceIdentity identity) {
    tell(
        () -> {
          farewells.add(identity);
          inbox.remove(identity);
        });
  }

  @Override
  public CompletionStage<Void> report(DeviceId device, List<Reading> told) {
    tell(() -> readings.computeIfAbsent(device, _ -> new ArrayList<>()).addAll(told));
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Void> reportAndCommit(DeviceId device, List<Reading> told) {
    lock.lock();
    try {
      if (storeIsBroken) {
        return CompletableFuture.failedStage(
            new Unavailable(Unavailable.Who.HUB, "store-full", "The disk is full."));
      }
    } finally {
      lock.unlock();
    }
    report(device, told);
    return commit.orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  @Override
  public CompletionStage<Void> notified(DeviceId device, Notification notification) {
    tell(() -> notifications.computeIfAbsent(device, _ -> new ArrayList<>()).add(notification));
    return CompletableFuture.completedStage(null);
  }

  /** Waits until that event happened so often; what came with each. */
  List<Optional<Value>> happened(DeviceId device, String event, int atLeast) {
    return await(
        atLeast + " times " + event,
        () -> {
          List<Optional<Value>> all = happenedSoFar(device, event);
          return all.size() >= atLeast ? Optional.of(all) : Optional.empty();
        });
  }

  List<Optional<Value>> happenedSoFar(DeviceId device, String event) {
    lock.lock();
    try {
      return notifications.getOrDefault(device, List.of()).stream()
          .filter(one -> one.event().equals(AffordanceName.of(event)))
          .map(Notification::data)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void status(DeviceId device, DeviceStatus.State state, String reason) {
    tell(
        () ->
            statuses.computeIfAbsent(device, _ -> new ArrayList<>()).add(new Told(state, reason)));
  }

  @Override
  public void redescribed(
      DeviceId device, ThingDescription description, String address, String link) {
    tell(
        () ->
            redescriptions
                .computeIfAbsent(device, _ -> new ArrayList<>())
                .add(new Redescribed(description, address, link)));
  }

  void breakStore() {
    tell(() -> storeIsBroken = true);
  }

  /** From now on pushes wait for this to complete. */
  void commitWith(CompletableFuture<Void> later) {
    tell(() -> commit = Optional.of(later));
  }

  private void tell(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is one; fails after {@link #PATIENCE}. */
  private <T> T await(String what, Supplier<Optional<T>> wanted) {
    long left = PATIENCE.toNanos();
    lock.lock();
    try {
      while (true) {
        Optional<T> found = wanted.get();
        if (found.isPresent()) {
          return found.get();
        }
        if (left <= 0) {
          throw new AssertionError(
              "not in time: " + what + "\n" + inbox + "\n" + statuses + "\n" + readings);
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", stopped);
    } finally {
      lock.unlock();
    }
  }

  Sighting sightingAt(int port) {
    return await(
        "a sighting at port " + port,
        () ->
            inbox.values().stream().filter(one -> one.address().endsWith(":" + port)).findFirst());
  }

  /** Waits until it is known what the device there offers. */
  Sighting offerAt(int port) {
    return offerNear(":" + port);
  }

  Sighting offerNear(String addressPart) {
    return await(
        "an offer near " + addressPart,
        () ->
            inbox.values().stream()
                .filter(one -> (one.address() + "/").contains(addressPart))
                .filter(one -> one.offer().isPresent())
                .findFirst());
  }

  /** Waits for a sighting that was found like that. */
  Sighting sightingWhy(String part) {
    return await(
        "a sighting, why: " + part,
        () -> inbox.values().stream().filter(one -> one.why().contains(part)).findFirst());
  }

  Sighting sightingNear(String addressPart) {
    return await(
        "a sighting near " + addressPart,
        () ->
            inbox.values().stream().filter(one -> one.address().contains(addressPart)).findFirst());
  }

  Sighting sighting(DeviceIdentity identity) {
    return await("a sighting of " + identity, () -> Optional.ofNullable(inbox.get(identity)));
  }

  Sighting sightingOf(String scheme) {
    return await(
        "a sighting by " + scheme,
        () ->
            inbox.values().stream()
                .filter(one -> one.identity().scheme().equals(scheme))
                .findFirst());
  }

  Reading reading(DeviceId device, String property, Value value) {
    return await(
        property + " is " + value,
        () ->
            readings.getOrDefault(device, List.of()).stream()
                .filter(one -> one.property().equals(AffordanceName.of(property)))
                .filter(one -> one.value().equals(value))
                .findFirst());
  }

  Reading anyReading(DeviceId device, String property) {
    return await(
        "any " + property,
        () ->
            readings.getOrDefault(device, List.of()).stream()
                .filter(one -> one.property().equals(AffordanceName.of(property)))
                .findFirst());
  }

  /** Waits for a value other than that. */
  Reading otherReading(DeviceId device, String property, Value than) {
    return await(
        property + " is no longer " + than,
        () ->
            readings.getOrDefault(device, List.of()).stream()
                .filter(one -> one.property().equals(AffordanceName.of(property)))
                .filter(one -> !one.value().equals(than))
                .findFirst());
  }

  List<Reading> readings(DeviceId device, int atLeast) {
    return await(
        atLeast + " readings",
        () -> {
          List<Reading> all = readings.getOrDefault(device, List.of());
          return all.size() >= atLeast ? Optional.of(List.copyOf(all)) : Optional.empty();
        });
  }

  /** What was told so far, without waiting. */
  List<Value> valuesSoFar(DeviceId device) {
    lock.lock();
    try {
      return readings.getOrDefault(device, List.of()).stream().map(Reading::value).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until something that was not understood is said in these words. */
  String strange(CoapAdapter adapter, String part) {
    return await(
        "it to be said: " + part,
        () ->
            adapter.diagnostics().strange().stream()
                .map(one -> one.why())
                .filter(why -> why.contains(part))
                .findFirst());
  }

  List<Sighting> inboxSoFar() {
    lock.lock();
    try {
      return List.copyOf(inbox.values());
    } finally {
      lock.unlock();
    }
  }

  /** How often that was told so far. */
  int timesSighted(DeviceIdentity identity) {
    lock.lock();
    try {
      return sighted.getOrDefault(identity, 0);
    } finally {
      lock.unlock();
    }
  }

  DeviceIdentity farewell(DeviceIdentity identity) {
    return await(
        "goodbye of " + identity,
        () -> farewells.contains(identity) ? Optional.of(identity) : Optional.empty());
  }

  /** Waits until the device is in that state. */
  Told status(DeviceId device, DeviceStatus.State state) {
    return await(
        state.toString(),
        () ->
            Optional.ofNullable(statuses.get(device))
                .map(List::getLast)
                .filter(last -> last.state() == state));
  }

  List<DeviceStatus.State> statusesSoFar(DeviceId device) {
    lock.lock();
    try {
      return statuses.getOrDefault(device, List.of()).stream().map(Told::state).toList();
    } finally {
      lock.unlock();
    }
  }

  /** The last one. */
  Redescribed redescription(DeviceId device) {
    return await(
        "a redescription",
        () -> Optional.ofNullable(redescriptions.get(device)).map(List::getLast));
  }

  /** Waits until it is known to be at that port. */
  Redescribed redescriptionAt(DeviceId device, int port) {
    return await(
        "a redescription at port " + port,
        () ->
            Optional.ofNullable(redescriptions.get(device))
                .map(List::getLast)
                .filter(last -> last.address().endsWith(":" + port)));
  }

  List<Redescribed> redescriptionsSoFar(DeviceId device) {
    lock.lock();
    try {
      return List.copyOf(redescriptions.getOrDefault(device, List.of()));
    } finally {
      lock.unlock();
    }
  }
}
