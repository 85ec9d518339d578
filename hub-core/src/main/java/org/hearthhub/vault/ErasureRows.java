package org.hearthhub.vault;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hearthhub.problem.Broken;
import org.hearthhub.vault.Binding.Table;

/**
 * What was erased, as it stands in {@code home.db}. A row that does not open is put aside.
 * Thread-safe.
 */
final class ErasureRows {
  static final int BEGUN = 1;
  static final int DONE = 2;

  // Fields of an erasure.
  private static final int TIME = 1;
  private static final int KEYS = 2;
  private static final int TRACES = 3;

  private final HomeFile home;
  private final Aead aead;
  private final KeyRing keys;
  private final StoreNotices notices;

  ErasureRows(HomeFile home, Aead aead, KeyRing keys, StoreNotices notices) {
    this.home = home;
    this.aead = aead;
    this.keys = keys;
    this.notices = notices;
  }

  /**
   * @param traces where the sealed keys stood: their nonces, one after the other
   * @param unclear damaged keys of which nobody can say whose they were, and that went as well;
   *     they are no part of what later restores erase, as they may be another device's
   */
  @SuppressWarnings("ArrayRecordComponent") // made, written or read, forgotten
  record Begun(Erasure erasure, byte[] traces, int unclear) {}

  List<Begun> read(int state) {
    List<Begun> found = new ArrayList<>();
    List<Long> damaged = new ArrayList<>();
    home.read(
        db -> {
          db.statement("SELECT id, sealed_by, sealed_erasure FROM erasure WHERE state = ?")
              .number(1, state)
              .each(
                  row ->
                      open(row.number(1), state, row.number(2), row.sealed(3))
                          .ifPresentOrElse(found::add, () -> damaged.add(row.number(1))));
          return true;
        });
    if (!damaged.isEmpty()) {
      home.write(
          db -> {
            damaged.forEach(id -> putAside(db, id));
            return true;
          });
    }
    return found;
  }

  /** Those of a file as it was at some moment, but for damaged ones. */
  List<Erasure> all(Sqlite db) {
    List<Erasure> found = new ArrayList<>();
    db.statement("SELECT id, state, sealed_by, sealed_erasure FROM erasure")
        .each(
            row ->
                open(row.number(1), (int) row.number(2), row.number(3), row.sealed(4))
                    .ifPresent(begun -> found.add(begun.erasure())));
    return found;
  }

  /** Empty if it is not as it was written. */
  private Optional<Begun> open(long id, int state, long by, SealedBytes sealed) {
    try {
      return keys.byId(by)
          .flatMap(key -> aead.open(key.forKeys(Table.ERASURE), place(by, id, state), sealed))
          .map(plain -> parse(id, Fields.parse(plain)));
    } catch (Broken malformed) {
      return Optional.empty();
    }
  }

  private static Begun parse(long id, Fields fields) {
    byte[] erased = fields.bytes(KEYS).orElseThrow(ByteSource::malformed);
    ByteSource ids = new ByteSource(erased);
    Set<DataKeyId> gone = new HashSet<>();
    for (int i = erased.length; i > 0; i -= 8) {
      gone.add(new DataKeyId(ids.fixed()));
    }
    return new Begun(
        new Erasure(
            id,
            Instant.ofEpochSecond(fields.number(TIME).orElseThrow(ByteSource::malformed)),
            gone),
        fields.bytes(TRACES).orElseThrow(ByteSource::malformed),
        0);
  }

  private void putAside(Sqlite db, long id) {
    db.statement(
            "INSERT INTO damaged (origin, part, row, key, sealed)"
                + " SELECT ?, state, id, sealed_by, sealed_erasure FROM erasure WHERE id = ?")
        .number(1, Table.ERASURE.number())
        .number(2, id)
        .run();
    db.statement("DELETE FROM erasure WHERE id = ?").number(1, id).run();
    notices.erasurePutAside();
  }

  void write(Sqlite db, Begun begun, int state) {
    TierKey operating = keys.operating();
    Erasure erasure = begun.erasure();
    ByteSink ids = new ByteSink();
    erasure.keys().forEach(id -> ids.fixed(id.number()));
    byte[] plain =
        Fields.write()
            .number(TIME, erasure.time().getEpochSecond())
            .bytes(KEYS, ids.toBytes())
            .bytes(TRACES, begun.traces())
            .toBytes();
    db.statement(
            "INSERT OR REPLACE INTO erasure (id, state, sealed_by, sealed_erasure)"
                + " VALUES (?, ?, ?, ?)")
        .number(1, erasure.id())
        .number(2, state)
        .number(3, operating.id())
        .sealed(
            4,
            aead.seal(
                operating.forKeys(Table.ERASURE),
                place(operating.id(), erasure.id(), state),
                plain))
        .run();
  }

  /** Seals some anew that are under an older key of the tier; how many there were. */
  int renewSome(Sqlite db, int most) {
    List<Runnable> renewals = new ArrayList<>();
    db.statement(
            "SELECT id, state, sealed_by, sealed_erasure FROM erasure WHERE sealed_by <> ? LIMIT ?")
        .number(1, keys.operating().id())
        .number(2, most)
        .each(
            row -> {
              long id = row.number(1);
              int state = (int) row.number(2);
              Optional<Begun> begun = open(id, state, row.number(3), row.sealed(4));
              renewals.add(
                  () ->
                      begun.ifPresentOrElse(
                          each -> write(db, each, state), () -> putAside(db, id)));
            });
    renewals.forEach(Runnable::run);
    return renewals.size();
  }

  private static Binding place(long operating, long id, int state) {
    return new Binding(Table.ERASURE, operating, id, state);
  }
}
