package org.hearthhub.vault;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.hearthhub.problem.Locked;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.Binding.Table;

/**
 * The keys that readings and audit entries are sealed with: one for each device, so that destroying
 * it erases what the device ever said, and one for the audit. Thread-safe.
 */
public final class DataKeys {
  private static final int FORM_TIER_KEY = 1;
  private static final int OWNER_KIND = 1;
  private static final int OWNER_ID = 2;
  private static final UUID NOBODY = new UUID(0, 0);

  /** Whose key it is; numbers are for ever. */
  private enum OwnerKind {
    DEVICE(1),
    AUDIT(2);

    private final int number;

    OwnerKind(int number) {
      this.number = number;
    }
  }

  private record Owner(long kind, UUID id) {
    static Owner of(DeviceId device) {
      return new Owner(OwnerKind.DEVICE.number, device.uuid());
    }

    static Owner audit() {
      return new Owner(OwnerKind.AUDIT.number, NOBODY);
    }
  }

  private record NewKey(Owner owner, DataKeyId id, SecretKeyBytes key) {}

  private final HomeFile home;
  private final Aead aead;
  private final KeyRing keys;
  private final SecureRandom random;
  private final Map<DataKeyId, SecretKeyBytes> open = new ConcurrentHashMap<>();
  private final Map<Owner, DataKeyId> owned = new ConcurrentHashMap<>();
  private final Map<DataKeyId, Owner> owners = new ConcurrentHashMap<>();
  private final ReentrantLock making = new ReentrantLock();

  DataKeys(HomeFile home, Aead aead, KeyRing keys, SecureRandom random) {
    this.home = home;
    this.aead = aead;
    this.keys = keys;
    this.random = random;
    home.read(
        db -> {
          readAll(db);
          return true;
        });
  }

  /**
   * The keys that each device's readings are sealed with from now on; missing ones are made, all in
   * one durable commit.
   *
   * @throws Locked if the past is locked
   */
  public Map<DeviceId, DataKeyId> ofDevices(Collection<DeviceId> devices) {
    ensure(devices.stream().map(Owner::of).toList());
    Map<DeviceId, DataKeyId> found = new HashMap<>();
    for (DeviceId device : devices) {
      found.put(device, owned(Owner.of(device)));
    }
    return found;
  }

  /** Whose readings the key seals; empty if it was destroyed or is not a device's. */
  public Optional<DeviceId> deviceOf(DataKeyId key) {
    return Optional.ofNullable(owners.get(key))
        .filter(owner -> owner.kind() == OwnerKind.DEVICE.number)
        .map(owner -> new DeviceId(owner.id()));
  }

  /** The key that audit entries are sealed with from now on. */
  DataKeyId ofAudit() {
    ensure(List.of(Owner.audit()));
    return owned(Owner.audit());
  }

  /** Empty if the key was destroyed, or is sealed in a way this Hearth does not know. */
  Optional<SecretKeyBytes> key(DataKeyId id) {
    return Optional.ofNullable(open.get(id));
  }

  private DataKeyId owned(Owner owner) {
    DataKeyId id = owned.get(owner);
    if (id == null) {
      throw new IllegalStateException("a data key that was just made is gone");
    }
    return id;
  }

  private void ensure(List<Owner> wanted) {
    if (owned.keySet().containsAll(wanted)) {
      return;
    }
    making.lock();
    try {
      List<NewKey> made = new ArrayList<>();
      for (Owner owner : new LinkedHashSet<>(wanted)) {
        if (!owned.containsKey(owner)) {
          made.add(
              new NewKey(
                  owner, new DataKeyId(KeyRing.randomId(random)), KeyRing.randomKey(random)));
        }
      }
      TierKey history = keys.history();
      home.write(
          db -> {
            made.forEach(key -> insert(db, history, key));
            return true;
          });
      for (NewKey key : made) {
        open.put(key.id(), key.key());
        owned.put(key.owner(), key.id());
        owners.put(key.id(), key.owner());
      }
    } finally {
      making.unlock();
    }
  }

  private void insert(Sqlite db, TierKey history, NewKey made) {
    TierKey operating = keys.operating();
    byte[] plain = made.key().getEncoded();
    db.statement(
            "INSERT INTO data_key (id, tier_key, form, sealed_key, owner_sealed_by, sealed_owner)"
                + " VALUES (?, ?, ?, ?, ?, ?)")
        .number(1, made.id().number())
        .number(2, history.id())
        .number(3, FORM_TIER_KEY)
        .sealed(
            4,
            aead.seal(
                history.forKeys(Table.DATA_KEY), keyPlace(history.id(), made.id().number()), plain))
        .number(5, operating.id())
        .sealed(
            6,
            aead.seal(
                operating.forKeys(Table.DATA_KEY_OWNER),
                ownerPlace(operating.id(), made.id().number()),
                Fields.write()
                    .number(OWNER_KIND, made.owner().kind())
                    .uuid(OWNER_ID, made.owner().id())
                    .toBytes()))
        .run();
    Arrays.fill(plain, (byte) 0);
  }

  private void readAll(Sqlite db) {
    TierKey history = keys.history();
    TierKey operating = keys.operating();
    db.statement(
            "SELECT id, tier_key, form, sealed_key, owner_sealed_by, sealed_owner FROM data_key"
                + " ORDER BY rowid DESC")
        .each(
            row -> {
              long id = row.number(1);
              if (row.number(3) != FORM_TIER_KEY || row.number(2) != history.id()) {
                return;
              }
              byte[] key =
                  aead.open(
                          history.forKeys(Table.DATA_KEY),
                          keyPlace(history.id(), id),
                          row.sealed(4))
                      .orElseThrow(() -> damaged(id));
              byte[] owner =
                  aead.open(
                          operating.forKeys(Table.DATA_KEY_OWNER),
                          ownerPlace(row.number(5), id),
                          row.sealed(6))
                      .orElseThrow(() -> damaged(id));
              open.put(new DataKeyId(id), new SecretKeyBytes(key));
              owned.put(owner(Fields.parse(owner)), new DataKeyId(id));
              owners.put(new DataKeyId(id), owner(Fields.parse(owner)));
            });
  }

  private static RuntimeException damaged(long id) {
    return StoreProblems.damaged("home.db", "data key " + id + " does not open");
  }

  private static Owner owner(Fields fields) {
    return new Owner(
        fields.number(OWNER_KIND).orElseThrow(ByteSource::malformed),
        fields.uuid(OWNER_ID).orElseThrow(ByteSource::malformed));
  }

  private static Binding keyPlace(long tierKey, long id) {
    return new Binding(Table.DATA_KEY, tierKey, id, FORM_TIER_KEY);
  }

  private static Binding ownerPlace(long tierKey, long id) {
    return new Binding(Table.DATA_KEY_OWNER, tierKey, id);
  }

  void destroy() {
    open.values().forEach(SecretKeyBytes::destroy);
    open.clear();
    owned.clear();
    owners.clear();
  }
}
