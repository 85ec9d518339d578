package org.hearthhub.vault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.hearthhub.problem.Broken;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.Binding.Table;
import org.jspecify.annotations.Nullable;

/** Data keys as they stand in {@code home.db}. Thread-safe. */
final class DataKeyRows {
  private static final int FORM_TIER_KEY = 1;
  private static final int OWNER_KIND = 1;
  private static final int OWNER_ID = 2;

  private final Aead aead;
  private final Hpke hpke;
  private final KeyRing keys;

  DataKeyRows(Aead aead, Hpke hpke, KeyRing keys) {
    this.aead = aead;
    this.hpke = hpke;
    this.keys = keys;
  }

  /** Whose key it is. Kinds, whose numbers are for ever: 1 a device, 2 the audit. */
  record Owner(long kind, UUID id) {
    private static final int DEVICE = 1;
    private static final int AUDIT = 2;
    private static final UUID NOBODY = new UUID(0, 0);

    static Owner of(DeviceId device) {
      return new Owner(DEVICE, device.uuid());
    }

    static Owner audit() {
      return new Owner(AUDIT, NOBODY);
    }

    Optional<DeviceId> device() {
      return kind == DEVICE ? Optional.of(new DeviceId(id)) : Optional.empty();
    }
  }

  /**
   * @param key empty while the past is locked
   * @param retired whether it only reads
   * @param madeLocked whether it was made while the past was locked, which it has been since
   */
  record Row(
      DataKeyId id,
      Owner owner,
      Optional<SecretKeyBytes> key,
      boolean retired,
      boolean madeLocked) {}

  /**
   * Keys made later come later.
   *
   * @param damaged told of each that does not open, which is left out
   */
  List<Row> all(Sqlite home, LongConsumer damaged) {
    Optional<SecretKeyBytes> own =
        keys.isHistoryOpen() ? keys.pastPrivateKey(home, keys.past().tierKey()) : Optional.empty();
    List<Row> all = new ArrayList<>();
    home.statement(
            "SELECT id, tier_key, form, sealed_key, owner_sealed_by, sealed_owner, retired"
                + " FROM data_key ORDER BY made, id")
        .each(
            row -> {
              long id = row.number(1);
              try {
                Owner owner = owner(id, row.number(5), row.sealed(6));
                Optional<SecretKeyBytes> key =
                    key(home, own, id, row.number(2), row.number(3), row.sealed(4));
                boolean retired = row.number(7) != 0;
                all.add(
                    new Row(new DataKeyId(id), owner, key, retired, row.number(3) == Hpke.FORM));
              } catch (Broken damage) {
                damaged.accept(id);
              }
            });
    own.ifPresent(SecretKeyBytes::destroy);
    return all;
  }

  /** Empty if the tier's key is not open; then it is locked, not damaged. */
  private Optional<SecretKeyBytes> key(
      Sqlite home,
      Optional<SecretKeyBytes> own,
      long id,
      long tierKey,
      long form,
      SealedBytes sealed) {
    Optional<TierKey> tier = keys.byId(tierKey);
    if (tier.isEmpty()) {
      if (!TierKeyRows.exists(home, tierKey)) {
        throw damaged(id); // nobody could ever open it
      }
      return Optional.empty();
    }
    if (form == FORM_TIER_KEY) {
      return Optional.of(
          aead.open(tier.get().forKeys(Table.DATA_KEY), place(tierKey, id, form), sealed)
              .map(SecretKeyBytes::new)
              .orElseThrow(() -> damaged(id)));
    }
    if (form != Hpke.FORM) {
      throw damaged(id);
    }
    // An older pair is needed only where a rotation was interrupted.
    Optional<SecretKeyBytes> pair =
        tierKey == keys.past().tierKey() ? own : keys.pastPrivateKey(home, tierKey);
    return pair.map(
        secret ->
            hpke.open(secret, place(tierKey, id, form), sealed).orElseThrow(() -> damaged(id)));
  }

  /** Sealed under the tier's key if the past is open, else to its public half. */
  void insert(Sqlite home, Owner owner, DataKeyId id, SecretKeyBytes key) {
    TierKey operating = keys.operating();
    Sealed sealed = seal(id.number(), key);
    home.statement(
            "INSERT INTO data_key (id, tier_key, form, sealed_key, owner_sealed_by, sealed_owner,"
                + " made) VALUES (?, ?, ?, ?, ?, ?,"
                + " (SELECT coalesce(max(made), 0) + 1 FROM data_key))")
        .number(1, id.number())
        .number(2, sealed.tierKey())
        .number(3, sealed.form())
        .sealed(4, sealed.key())
        .number(5, operating.id())
        .sealed(6, seal(operating, id.number(), owner))
        .run();
  }

  private record Sealed(long tierKey, int form, SealedBytes key) {}

  private Sealed seal(long id, SecretKeyBytes key) {
    if (!keys.isHistoryOpen()) {
      KeyRing.Recipient past = keys.past();
      return new Sealed(
          past.tierKey(),
          Hpke.FORM,
          hpke.seal(past.publicKey(), place(past.tierKey(), id, Hpke.FORM), key));
    }
    TierKey history = keys.history();
    byte[] plain = key.getEncoded();
    try {
      return new Sealed(
          history.id(),
          FORM_TIER_KEY,
          aead.seal(
              history.forKeys(Table.DATA_KEY), place(history.id(), id, FORM_TIER_KEY), plain));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private SealedBytes seal(TierKey operating, long id, Owner owner) {
    return aead.seal(
        operating.forKeys(Table.DATA_KEY_OWNER),
        ownerPlace(operating.id(), id),
        Fields.write().number(OWNER_KIND, owner.kind()).uuid(OWNER_ID, owner.id()).toBytes());
  }

  /**
   * Seals some keys anew, and whose they are, that are not under the newest keys of the tiers in
   * form 1. The past has to be open.
   *
   * @return how many there were
   */
  int renewSome(
      Sqlite home, Function<DataKeyId, @Nullable SecretKeyBytes> open, int most, boolean retire) {
    TierKey operating = keys.operating();
    TierKey history = keys.history();
    List<Runnable> renewals = new ArrayList<>();
    home.statement(
            "SELECT id, owner_sealed_by, sealed_owner, tier_key FROM data_key"
                + " WHERE tier_key <> ? OR form <> ? OR owner_sealed_by <> ? LIMIT ?")
        .number(1, history.id())
        .number(2, FORM_TIER_KEY)
        .number(3, operating.id())
        .number(4, most)
        .each(
            row -> {
              long id = row.number(1);
              SecretKeyBytes key = open.apply(new DataKeyId(id));
              if (key == null) {
                throw damaged(id);
              }
              Owner owner = owner(id, row.number(2), row.sealed(3));
              boolean older = row.number(4) != history.id();
              renewals.add(() -> update(home, operating, id, owner, key, retire && older));
            });
    renewals.forEach(Runnable::run);
    return renewals.size();
  }

  private void update(
      Sqlite home, TierKey operating, long id, Owner owner, SecretKeyBytes key, boolean retire) {
    Sealed sealed = seal(id, key);
    home.statement(
            "UPDATE data_key SET tier_key = ?, form = ?, sealed_key = ?, owner_sealed_by = ?,"
                + " sealed_owner = ?, retired = max(retired, ?) WHERE id = ?")
        .number(1, sealed.tierKey())
        .number(2, sealed.form())
        .sealed(3, sealed.key())
        .number(4, operating.id())
        .sealed(5, seal(operating, id, owner))
        .number(6, retire ? 1 : 0)
        .number(7, id)
        .run();
  }

  /** Moves a key that does not open aside, for inspection. */
  void putAside(Sqlite home, long id) {
    for (String column : List.of("tier_key, sealed_key", "owner_sealed_by, sealed_owner")) {
      Table origin = column.endsWith("sealed_key") ? Table.DATA_KEY : Table.DATA_KEY_OWNER;
      home.statement(
              "INSERT INTO damaged (origin, part, row, key, sealed) SELECT ?, 0, id, "
                  + column
                  + " FROM data_key WHERE id = ?")
          .number(1, origin.number())
          .number(2, id)
          .run();
    }
    delete(home, List.of(new DataKeyId(id)));
  }

  /** Whether a key was put aside: what it sealed is damaged, not erased. */
  static boolean isPutAside(Sqlite home, long id) {
    return home.statement("SELECT 1 FROM damaged WHERE origin = ? AND row = ?")
        .number(1, Table.DATA_KEY.number())
        .number(2, id)
        .one(row -> true)
        .isPresent();
  }

  /** Whose key it was that was put aside, if that still opens. */
  Optional<Owner> ownerPutAside(Sqlite home, long id) {
    return home.statement("SELECT key, sealed FROM damaged WHERE origin = ? AND row = ?")
        .number(1, Table.DATA_KEY_OWNER.number())
        .number(2, id)
        .one(
            row -> {
              try {
                return Optional.of(owner(id, row.number(1), row.sealed(2)));
              } catch (Broken damaged) {
                return Optional.<Owner>empty();
              }
            })
        .flatMap(owner -> owner);
  }

  /** What was put aside may be nearly whole: whoever erases wants none of it left. */
  void forgetPutAside(Sqlite home, Collection<DataKeyId> ids) {
    for (DataKeyId id : ids) {
      home.statement("DELETE FROM damaged WHERE origin IN (?, ?) AND row = ?")
          .number(1, Table.DATA_KEY.number())
          .number(2, Table.DATA_KEY_OWNER.number())
          .number(3, id.number())
          .run();
    }
  }

  /** How many there were. */
  int delete(Sqlite home, Collection<DataKeyId> ids) {
    int gone = 0;
    for (DataKeyId id : ids) {
      gone += home.statement("DELETE FROM data_key WHERE id = ?").number(1, id.number()).run();
    }
    return gone;
  }

  private Owner owner(long id, long by, SealedBytes sealed) {
    Fields fields =
        keys.byId(by)
            .flatMap(
                key -> aead.open(key.forKeys(Table.DATA_KEY_OWNER), ownerPlace(by, id), sealed))
            .map(Fields::parse)
            .orElseThrow(() -> damaged(id));
    return new Owner(
        fields.number(OWNER_KIND).orElseThrow(ByteSource::malformed),
        fields.uuid(OWNER_ID).orElseThrow(ByteSource::malformed));
  }

  private static RuntimeException damaged(long id) {
    return StoreProblems.damaged("home.db", "data key " + id + " does not open");
  }

  static Binding place(long tierKey, long id, long form) {
    return new Binding(Table.DATA_KEY, tierKey, id, form);
  }

  static Binding ownerPlace(long tierKey, long id) {
    return new Binding(Table.DATA_KEY_OWNER, tierKey, id);
  }
}
