package org.hearthhub.vault;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
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
  private final TierKey operating;
  private final SecureRandom random;

  RecordStore(HomeFile home, Aead aead, TierKey operating, SecureRandom random) {
    this.home = home;
    this.aead = aead;
    this.operating = operating;
    this.random = random;
  }

  /** A record and its name. */
  public record Stored(RecordId id, Fields fields) {}

  /**
   * All records of a collection, in the order they were first written.
   *
   * @throws org.hearthhub.problem.Broken if one is damaged, and which
   */
  public List<Stored> all(Collection collection) {
    return home.read(
        db -> {
          List<Stored> all = new ArrayList<>();
          db.statement(
                  "SELECT id, tier_key, sealed_fields FROM record WHERE collection = ?"
                      + " ORDER BY ordinal")
              .number(1, collection.number())
              .each(
                  row -> {
                    RecordId id = new RecordId(row.number(1));
                    byte[] fields =
                        aead.open(
                                operating.forRecords(collection),
                                place(row.number(2), collection, id),
                                row.sealed(3))
                            .orElseThrow(() -> damaged(collection, id));
                    all.add(new Stored(id, Fields.parse(fields)));
                  });
          return all;
        });
  }

  /** Writes a new record. */
  public RecordId add(Collection collection, Fields.Writer fields) {
    return addAll(collection, List.of(fields)).getFirst();
  }

  /** Writes new records, all or none, in one commit; their names are in the same order. */
  public List<RecordId> addAll(Collection collection, List<Fields.Writer> records) {
    List<RecordId> ids =
        records.stream().map(record -> new RecordId(KeyRing.randomId(random))).toList();
    List<SealedBytes> sealed = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      sealed.add(seal(collection, ids.get(i), records.get(i)));
    }
    home.write(
        db -> {
          for (int i = 0; i < sealed.size(); i++) {
            db.statement(
                    "INSERT INTO record (collection, id, tier_key, sealed_fields)"
                        + " VALUES (?, ?, ?, ?)")
                .number(1, collection.number())
                .number(2, ids.get(i).number())
                .number(3, operating.id())
                .sealed(4, sealed.get(i))
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
    SealedBytes sealed = seal(collection, id, fields);
    int changed =
        home.write(
            db ->
                db.statement(
                        "UPDATE record SET tier_key = ?, sealed_fields = ?"
                            + " WHERE id = ? AND collection = ?")
                    .number(1, operating.id())
                    .sealed(2, sealed)
                    .number(3, id.number())
                    .number(4, collection.number())
                    .run());
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

  private SealedBytes seal(Collection collection, RecordId id, Fields.Writer fields) {
    return aead.seal(
        operating.forRecords(collection), place(operating.id(), collection, id), fields.toBytes());
  }

  private static Binding place(long tierKey, Collection collection, RecordId id) {
    return new Binding(Table.RECORD, tierKey, collection.number(), id.number());
  }

  private static RuntimeException damaged(Collection collection, RecordId id) {
    return StoreProblems.damaged(
        "home.db", "record " + id.number() + " of " + collection + " does not open");
  }
}
