package org.hearthhub.device;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.RecordId;
import org.hearthhub.vault.RecordStore;

/**
 * The devices of the home by id, by identity, and in the order they came. A change is durable
 * before it is seen. Thread-safe.
 */
final class Roster {
  private final DeviceStore store;
  private final ConcurrentMap<DeviceId, Live> byId = new ConcurrentHashMap<>();
  private final ConcurrentMap<DeviceIdentity, Live> byIdentity = new ConcurrentHashMap<>();

  /** Held while a record is written, so that no change of a device is lost. */
  private final Object changing = new Object();

  /** Replaced as a whole, under {@link #changing}. */
  private volatile List<Live> inOrder;

  /** What becomes of a device; the same to leave it as it is. */
  interface Change {
    DeviceStore.Kept of(DeviceStore.Kept kept);
  }

  Roster(RecordStore records, Instant now) {
    store = new DeviceStore(records);
    inOrder = store.all(now).stream().map(found -> new Live(found.record(), found.kept())).toList();
    inOrder.forEach(this::index);
  }

  List<Live> all() {
    return inOrder;
  }

  Optional<Live> find(DeviceId id) {
    return Optional.ofNullable(byId.get(id));
  }

  Optional<Live> find(DeviceIdentity identity) {
    return Optional.ofNullable(byIdentity.get(identity));
  }

  /**
   * @throws org.hearthhub.problem.NotFound if there is no such device
   */
  Live get(DeviceId id) {
    Live live = byId.get(id);
    if (live == null) {
      throw DeviceId.noSuchThing();
    }
    return live;
  }

  boolean contains(Live live) {
    return byId.get(live.device().id()) == live;
  }

  void add(DeviceStore.Kept kept) {
    synchronized (changing) {
      RecordId record = store.add(kept);
      var live = new Live(record, kept);
      List<Live> next = new ArrayList<>(inOrder);
      next.add(live);
      inOrder = List.copyOf(next);
      index(live);
    }
  }

  /**
   * @throws org.hearthhub.problem.NotFound if there is no such device
   */
  Live remove(DeviceId id) {
    synchronized (changing) {
      Live live = get(id);
      store.remove(live.record());
      byId.remove(id);
      byIdentity.remove(live.device().identity());
      inOrder = inOrder.stream().filter(other -> !other.equals(live)).toList();
      return live;
    }
  }

  /**
   * @return whether anything changed
   * @throws org.hearthhub.problem.NotFound if there is no such device
   */
  boolean change(DeviceId id, Change change) {
    synchronized (changing) {
      Live live = get(id);
      DeviceStore.Kept before = live.kept();
      DeviceStore.Kept after = change.of(before);
      if (after.equals(before)) {
        return false;
      }
      store.replace(live.record(), after);
      live.become(after);
      DeviceIdentity identity = before.device().identity();
      if (!after.device().identity().equals(identity)) {
        byIdentity.put(after.device().identity(), live);
        byIdentity.remove(identity);
      }
      return true;
    }
  }

  /** In memory only: the record follows with the next change of the device. */
  void changeUnwritten(Live live, Change change) {
    synchronized (changing) {
      live.become(change.of(live.kept()));
    }
  }

  private void index(Live live) {
    byId.put(live.device().id(), live);
    byIdentity.put(live.device().identity(), live);
  }
}
