package org.hearthhub.vault;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hearthhub.problem.NotFound;
import org.hearthhub.vault.Binding.Table;

/**
 * Sealed records in {@code home.db}: few, small, read once at start and kept in memory by the room
 * that owns them. Each write is durable (synchronous=FULL) when it returns; writes of many threads
 * share a commit. Thread-safe.
 */
public final class RecordStore {
  private final HomeFile home;
  private final Aead aead;
  private final KeyRing keys;
  private final SecureRandom random;
  private final StoreNotices notices;

  RecordStore(HomeFile home, Aead aead, KeyRing keys, SecureRandom random, StoreNotices notices) {
    this.home = home;
    this.aead = aead;
    this.keys = keys;
    this.random = random;
    this.notices = notices;
  }

  /** A record and its name. */
  public record Stored(RecordId id, Fields fields) {}

  /**
   * All records of a collection, in the order they were first written. Those that do not open are
   * put aside and noticed.
   */
  public List<Stored> all(Collection collection) {
    List<Stored> all = new ArrayList<>();
    List<RecordId> damaged = new ArrayList<>();
    home.read(
        db -> {
          db.statement(
                  "SELECT id, tier_key, sealed_fields FROM record WHERE collection = ?"
                      + " ORDER BY ordinal")
              .number(1, collection.number())
              .each(
                  row -> {
                    RecordId id = new RecordId(row.number(1));
                    long by = row.number(2);
                    SealedBytes sealed = row.sealed(3);
                    open(by, collection, id, sealed)
                        .ifPresentOrElse(
                            fields -> all.add(new Stored(id, Fields.parse(fields))),
                            () -> damaged.add(id));
                  });
          return true;
        });
    if (!damaged.isEmpty()) {
      home.write(
          db -> {
            damaged.forEach(id -> putAside(db, collection, id));
            return true;
          });
    }
    return all;
  }

  private Optional<byte[]> open(long by, Collection collection, RecordId id, SealedBytes sealed) {
    return keys.byId(by)
        .flatMap(key -> aead.open(key.forRecords(collection), place(by, collection, id), sealed));
  }

  /** How many records of a collection were put aside since the vault was made. */
  public long putAside(Collection collection) {
    return home.read(
        db ->
            db.statement("SELECT count(*) FROM damaged WHERE origin = ? AND part = ?")
                .number(1, Table.RECORD.number())
                .number(2, collection.number())
                .one(row -> row.number(1))
                .orElse(0L));
  }

  private void putAside(Sqlite db, Collection collection, RecordId id) {
    db.statement(
            "INSERT INTO damaged (origin, part, row, key, sealed)"
                + " SELECT ?, collection, id, tier_key, sealed_fields FROM record WHERE id = ?")
        .number(1, Table.RECORD.number())
        .number(2, id.number())
        .run();
    db.statement("DELETE FROM record WHERE id = ?").number(1, id.number()).run();
    notices.recordPutAside(collection, id);
  }

  /** Writes a new record. */
  public RecordId add(Collection collection, Fields.Writer fields) {
    return addAll(collection, List.of(fields)).getFirst();
  }

  /** Writes new records, all or none, in one commit; their names are in the same order. */
  public List<RecordId> addAll(Collection collection, List<Fields.Writer> records) {
    List<RecordId> ids =
        records.stream().map(record -> new RecordId(KeyRing.randomId(random))).toList();
    List<byte[]> fields = records.stream().map(Fields.Writer::toBytes).toList();
    home.write(
        db -> {
          TierKey operating = keys.operating();
          for (int i = 0; i < fields.size(); i++) {
            db.statement(
                    "INSERT INTO record (collection, id, tier_key, sealed_fields)"
                        + " VALUES (?, ?, ?, ?)")
                .number(1, collection.number())
                .number(2, ids.get(i).number())
                .number(3, operating.id())
                .sealed(4, seal(operating, collection, ids.get(i), fields.get(i)))
                .run();
          }
          return true;
        });
    return ids;
  }

  /**
   * Writes a record that is there in a new form.
   *
   * @throws NotFound if it is not there
   */
  public void replace(Collection collection, RecordId id, Fields.Writer fields) {
    byte[] plain = fields.toBytes();
    int changed =
        home.write(
            db -> {
              TierKey operating = keys.operating();
              return db.statement(
                      "UPDATE record SET tier_key = ?, sealed_fields = ?"
                          + " WHERE id = ? AND collection = ?")
                  .number(1, operating.id())
                  .sealed(2, seal(operating, collection, id, plain))
                  .number(3, id.number())
                  .number(4, collection.number())
                  .run();
            });
    if (changed == 0) {
      throw new NotFound("no-such-record", "What was to be changed is no longer stored.");
    }
  }

  /** Removes a record; one that is not there is no mistake. */
  public void remove(Collection collection, RecordId id) {
    home.write(
        db ->
            db.statement("DELETE FROM record WHERE id = ? AND collection = ?")
                .number(1, id.number())
                .number(2, collection.number())
                .run());
  }

  /** While it is written, so that no record is left under a key that a rotation has replaced. */
  private SealedBytes seal(TierKey operating, Collection collection, RecordId id, byte[] plain) {
    return aead.seal(
        operating.forRecords(collection), place(operating.id(), collection, id), plain);
  }

  /** Seals some records anew that are under an older key of the tier; how many there were. */
  int renewSome(Sqlite db, int most) {
    TierKey operating = keys.operating();
    List<Runnable> renewals = new ArrayList<>();
    db.statement(
            "SELECT collection, id, tier_key, sealed_fields FROM record WHERE tier_key <> ?"
                + " LIMIT ?")
        .number(1, operating.id())
        .number(2, most)
        .each(
            row -> {
              Collection collection = Collection.of(row.number(1));
              RecordId id = new RecordId(row.number(2));
              long by = row.number(3);
              SealedBytes sealed = row.sealed(4);
              Optional<byte[]> fields = open(by, collection, id, sealed);
              renewals.add(
                  () ->
                      fields.ifPresentOrElse(
                          plain -> renew(db, operating, collection, id, plain),
                          () -> putAside(db, collection, id)));
            });
    renewals.forEach(Runnable::run);
    return renewals.size();
  }

  private void renew(
      Sqlite db, TierKey operating, Collection collection, RecordId id, byte[] plain) {
    db.statement("UPDATE record SET tier_key = ?, sealed_fields = ? WHERE id = ?")
        .number(1, operating.id())
        .sealed(2, seal(operating, collection, id, plain))
        .number(3, id.number())
        .run();
  }

  static Binding place(long tierKey, Collection collection, RecordId id) {
    return new Binding(Table.RECORD, tierKey, collection.number(), id.number());
  }
}
