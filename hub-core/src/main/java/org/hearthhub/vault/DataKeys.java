package org.hearthhub.vault;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.DataKeyRows.Owner;
import org.hearthhub.vault.DataKeyRows.Row;

/**
 * The keys that readings and audit entries are sealed with: some for each device, so that
 * destroying them erases what the device ever said, and some for the audit. Of each owner one is in
 * use. While the past is locked there are fresh ones, of which the file holds what only the opened
 * past can read, and which are in memory until it is locked again or Hearth ends. Thread-safe.
 */
public final class DataKeys {
  private static final int RENEWED_AT_ONCE = 200;

  private final HomeFile home;
  private final KeyRing keys;
  private final DataKeyRows rows;
  private final SecureRandom random;
  private final StoreNotices notices;
  private final Map<DataKeyId, SecretKeyBytes> open = new ConcurrentHashMap<>();
  private final Map<Owner, DataKeyId> owned = new ConcurrentHashMap<>();

  /** Of every key in the file, whether it is open or not. */
  private final Map<DataKeyId, Owner> owners = new ConcurrentHashMap<>();

  /** Of which the file holds what only the opened past can read. */
  private final Set<DataKeyId> madeLocked = ConcurrentHashMap.newKeySet();

  /** Held while keys are made, taken up or forgotten. */
  private final ReentrantLock changing = new ReentrantLock();

  DataKeys(
      HomeFile home,
      Aead aead,
      Hpke hpke,
      KeyRing keys,
      SecureRandom random,
      StoreNotices notices) {
    this.home = home;
    this.keys = keys;
    this.rows = new DataKeyRows(aead, hpke, keys);
    this.random = random;
    this.notices = notices;
    readAll();
  }

  private void readAll() {
    List<Long> damaged = new ArrayList<>();
    List<Row> all = home.read(db -> rows.all(db, damaged::add));
    for (long id : damaged) {
      home.write(
          db -> {
            rows.putAside(db, id);
            return true;
          });
      notices.dataKeyPutAside(id);
    }
    for (Row row : all) {
      owners.put(row.id(), row.owner());
      if (row.madeLocked()) {
        madeLocked.add(row.id());
      }
      row.key()
          .ifPresent(
              key -> {
                if (open.putIfAbsent(row.id(), key) != null) {
                  key.destroy();
                }
                if (!row.retired()) {
                  owned.put(row.owner(), row.id());
                }
              });
    }
  }

  /**
   * The keys that each device's readings are sealed with from now on; missing ones are made, all in
   * one durable commit. Ask before each commit: it may be another one the next time.
   */
  public Map<DeviceId, DataKeyId> ofDevices(Collection<DeviceId> devices) {
    List<Owner> wanted = devices.stream().map(Owner::of).toList();
    Map<Owner, DataKeyId> ensured = ensure(wanted);
    Map<DeviceId, DataKeyId> found = new HashMap<>();
    for (DeviceId device : devices) {
      found.put(device, present(ensured, Owner.of(device)));
    }
    return found;
  }

  /** Whose readings the key seals; empty if it was destroyed or is not a device's. */
  public Optional<DeviceId> deviceOf(DataKeyId key) {
    return Optional.ofNullable(owners.get(key)).flatMap(Owner::device);
  }

  /** The key that audit entries are sealed with from now on. */
  DataKeyId ofAudit() {
    return present(ensure(List.of(Owner.audit())), Owner.audit());
  }

  /** Empty if the key was destroyed, or is locked. */
  Optional<SecretKeyBytes> key(DataKeyId id) {
    return Optional.ofNullable(open.get(id));
  }

  /** Whether it is there and would open if the past did; even if it is in use for sealing. */
  boolean isLocked(DataKeyId id) {
    return owners.containsKey(id) && !(keys.isHistoryOpen() && open.containsKey(id));
  }

  /**
   * @throws org.hearthhub.problem.Locked if the past is locked
   */
  void requireOpen() {
    keys.history();
  }

  /** The keys that were made while the past was locked, as long as it is. */
  Set<DataKeyId> madeLocked() {
    return Set.copyOf(madeLocked);
  }

  private static DataKeyId present(Map<Owner, DataKeyId> ids, Owner owner) {
    DataKeyId id = ids.get(owner);
    if (id == null) {
      throw new IllegalStateException("a data key that was just made is gone");
    }
    return id;
  }

  private Map<Owner, DataKeyId> ensure(List<Owner> wanted) {
    Map<Owner, DataKeyId> found = find(wanted);
    if (found.size() == Set.copyOf(wanted).size()) {
      return found;
    }
    changing.lock();
    try {
      make(new LinkedHashSet<>(wanted));
      return find(wanted);
    } finally {
      changing.unlock();
    }
  }

  private Map<Owner, DataKeyId> find(List<Owner> wanted) {
    Map<Owner, DataKeyId> found = new HashMap<>();
    for (Owner owner : wanted) {
      DataKeyId id = owned.get(owner);
      if (id != null) {
        found.put(owner, id);
      }
    }
    return found;
  }

  private void make(Set<Owner> wanted) {
    List<NewKey> made = new ArrayList<>();
    for (Owner owner : wanted) {
      if (!owned.containsKey(owner)) {
        DataKeyId id = new DataKeyId(KeyRing.randomId(random));
        made.add(new NewKey(owner, id, KeyRing.randomKey(random)));
      }
    }
    home.write(
        db -> {
          made.forEach(each -> rows.insert(db, each.owner(), each.id(), each.key()));
          return true;
        });
    for (NewKey each : made) {
      if (!keys.isHistoryOpen()) {
        madeLocked.add(each.id());
      }
      open.put(each.id(), each.key());
      owners.put(each.id(), each.owner());
      owned.put(each.owner(), each.id());
    }
  }

  private record NewKey(Owner owner, DataKeyId id, SecretKeyBytes key) {}

  /** Forgets what only an opened past may know; whatever is sealed next gets a fresh key. */
  void lock() {
    changing.lock();
    try {
      owned.clear();
      open.values().forEach(SecretKeyBytes::destroy);
      open.clear();
    } finally {
      changing.unlock();
    }
  }

  /** Opens what was locked; what was sealed by HPKE is sealed under the tier's key from now on. */
  void unlock() {
    changing.lock();
    try {
      readAll();
    } finally {
      changing.unlock();
    }
    int renewed = RENEWED_AT_ONCE;
    while (renewed == RENEWED_AT_ONCE) {
      renewed = home.write(db -> rows.renewSome(db, open::get, RENEWED_AT_ONCE, false));
    }
    madeLocked.clear();
  }

  /** Seals some keys anew that an older key of the tier sealed; these only read from now on. */
  int renewSome(Sqlite db, int most) {
    return rows.renewSome(db, open::get, most, true);
  }

  /** From now on everything is sealed with fresh keys; what there is stays readable. */
  void retireAll() {
    changing.lock();
    try {
      owned.clear();
    } finally {
      changing.unlock();
    }
  }

  /** Those that did not open. */
  PutAsideKeys putAside(SqliteFile history) {
    return new PutAsideKeys(home, history, rows);
  }

  /** All keys of a device, those that only read as well. */
  List<DataKeyId> all(DeviceId device) {
    List<DataKeyId> all = new ArrayList<>();
    owners.forEach(
        (id, owner) -> {
          if (owner.equals(Owner.of(device))) {
            all.add(id);
          }
        });
    return all;
  }

  /**
   * Destroys keys for good, durable when it returns. What they sealed is noise from now on.
   *
   * @param with what else goes in the same commit
   * @return whether one of them was still there
   */
  boolean destroy(Collection<DataKeyId> ids, Consumer<Sqlite> with) {
    changing.lock();
    try {
      int gone =
          home.write(
              db -> {
                with.accept(db);
                rows.forgetPutAside(db, ids);
                return rows.delete(db, ids);
              });
      for (DataKeyId id : ids) {
        Owner owner = owners.remove(id);
        if (owner != null) {
          owned.remove(owner, id);
        }
        SecretKeyBytes key = open.remove(id);
        if (key != null) {
          key.destroy();
        }
      }
      return gone > 0;
    } finally {
      changing.unlock();
    }
  }

  void destroy() {
    open.values().forEach(SecretKeyBytes::destroy);
    open.clear();
    owned.clear();
    owners.clear();
  }
}
