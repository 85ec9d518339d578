package org.hearthhub.vault;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.Binding.Table;

/**
 * Erases a device's past for good: its keys go in one commit, then everything that they sealed,
 * then what SQLite keeps of old pages; at last the files are searched for the keys as they stood
 * there. What was begun is ended when the vault is opened again. Thread-safe.
 */
final class Erasures {
  private static final int BEGUN = 1;
  private static final int DONE = 2;

  // Fields of an erasure.
  private static final int TIME = 1;
  private static final int KEYS = 2;
  private static final int TRACES = 3;

  /** So many octets of a sealed key, its nonce, tell it from everything else that there is. */
  static final int TRACE = 12;

  private final HomeFile home;
  private final Aead aead;
  private final KeyRing keys;
  private final DataKeys dataKeys;
  private final PutAsideKeys putAside;
  private final ErasedRows rows;
  private final TraceSearch search;
  private final SecureRandom random;
  private final InstantSource clock;
  private final ReentrantLock erasing = new ReentrantLock();
  private volatile boolean owed;

  Erasures(
      HomeFile home,
      SqliteFile history,
      Aead aead,
      KeyRing keys,
      DataKeys dataKeys,
      SecureRandom random,
      InstantSource clock) {
    this.home = home;
    this.aead = aead;
    this.keys = keys;
    this.dataKeys = dataKeys;
    this.putAside = dataKeys.putAside(history);
    this.rows = new ErasedRows(home, history);
    this.search = new TraceSearch(home.file(), history);
    this.random = random;
    this.clock = clock;
  }

  /**
   * @param traces where the sealed keys stood: their nonces, one after the other
   * @param unclear damaged keys of which nobody can say whose they were, and that went as well;
   *     they are no part of what later restores erase, as they may be another device's
   */
  @SuppressWarnings("ArrayRecordComponent") // made, written or read, forgotten
  private record Begun(Erasure erasure, byte[] traces, int unclear) {}

  ErasureReport erase(DeviceId device, PastWatch watch) {
    erasing.lock();
    try {
      List<Begun> begun = new ArrayList<>();
      watch.erasing(
          device,
          (records, series) -> {
            PutAsideKeys.Found aside = putAside.of(device, series);
            Set<DataKeyId> theirs = new HashSet<>(dataKeys.all(device));
            theirs.addAll(aside.theirs());
            begin(
                    new Erasure(KeyRing.randomId(random), clock.instant(), theirs),
                    aside.unclear(),
                    records)
                .ifPresent(begun::add);
            rows.forgetMarks(series);
          });
      if (begun.isEmpty()) {
        return new ErasureReport(
            List.of("This device has no past: nothing of it was stored."), List.of(), List.of());
      }
      return finish(begun.getFirst());
    } finally {
      erasing.unlock();
    }
  }

  /** The keys go, and that they went is noted, in one commit. */
  private Optional<Begun> begin(Erasure erasure, Set<DataKeyId> unclear, List<RecordId> records) {
    Set<DataKeyId> ids = new HashSet<>(erasure.keys());
    ids.addAll(unclear);
    byte[] traces = home.read(db -> traces(db, ids));
    if (home.read(db -> traces(db, erasure.keys())).length == 0) {
      return Optional.empty();
    }
    Begun begun = new Begun(erasure, traces, unclear.size());
    dataKeys.destroy(
        ids,
        db -> {
          write(db, begun, BEGUN);
          for (RecordId record : records) {
            db.statement("DELETE FROM record WHERE id = ? AND collection = ?")
                .number(1, record.number())
                .number(2, org.hearthhub.vault.Collection.SERIES.number())
                .run();
          }
        });
    return Optional.of(begun);
  }

  private static byte[] traces(Sqlite db, Collection<DataKeyId> ids) {
    ByteSink traces = new ByteSink();
    for (DataKeyId id : ids) {
      db.statement(
              "SELECT sealed_key FROM data_key WHERE id = ?1"
                  + " UNION ALL SELECT sealed FROM damaged WHERE origin = ?2 AND row = ?1")
          .number(1, id.number())
          .number(2, Table.DATA_KEY.number())
          .each(row -> trace(row.octets(1)).ifPresent(traces::raw));
    }
    return traces.toBytes();
  }

  /** Of a damaged key hardly anything may be left. */
  private static Optional<byte[]> trace(byte[] sealed) {
    return sealed.length > TRACE
        ? Optional.of(Arrays.copyOfRange(sealed, 1, 1 + TRACE))
        : Optional.empty();
  }

  private ErasureReport finish(Begun begun) {
    long gone = rows.delete(begun.erasure().keys());
    ErasedRows.Wiped wiped = rows.wipe();
    List<String> found = search.find(begun.traces());
    List<String> failures = new ArrayList<>(found);
    if (!wiped.logsEmptied()) {
      failures.add(
          "Something else is reading the store, perhaps a backup, so its log cannot be emptied"
              + " yet. It is tried again each minute, and Hearth ends the erasure then.");
    }
    owed = !wiped.logsEmptied();
    if (failures.isEmpty()) {
      home.write(
          db -> {
            write(db, begun, DONE);
            return true;
          });
    }
    return new ErasureReport(done(begun, gone, found.isEmpty(), wiped), failures, remains(begun));
  }

  private static List<String> done(Begun begun, long gone, boolean proven, ErasedRows.Wiped wiped) {
    List<String> done = new ArrayList<>();
    int keys = begun.erasure().keys().size();
    done.add(
        (keys == 1 ? "The key" : "All " + keys + " keys")
            + " of this device's past "
            + (keys == 1 ? "was" : "were")
            + " destroyed.");
    done.add(
        gone == 0
            ? "No stored part of it was left."
            : gone + " stored parts of it were deleted as well.");
    if (begun.unclear() > 0) {
      done.add(
          begun.unclear()
              + " damaged keys of which nobody can say whose they were were destroyed as well.");
    }
    if (wiped.tooLargeToWriteAnew()) {
      done.add(
          "home.db is too large to be written anew, so what was deleted in it was overwritten where"
              + " it stood.");
    }
    if (proven) {
      done.add("Both files and their logs were searched: the keys are nowhere in them.");
    }
    return done;
  }

  private static List<String> remains(Begun begun) {
    return List.of(
        "Backups and copies made before "
            + begun.erasure().time()
            + " still hold it, sealed. Delete them where that matters; Hearth erases it again when"
            + " it restores one.",
        "A flash card or SSD may keep what was overwritten in places that no program reaches. It is"
            + " sealed too, and opens only with a key of this store from that time.");
  }

  /** Ends what was begun; to be called before anything is stored. */
  void resume() {
    erasing.lock();
    try {
      for (Begun begun : read(BEGUN)) {
        finish(begun);
      }
    } finally {
      erasing.unlock();
    }
  }

  /** Whether an erasure was begun and its end is not proven yet. */
  boolean isOwed() {
    return owed;
  }

  /** What was erased, older first. */
  List<Erasure> all() {
    List<Erasure> all = new ArrayList<>();
    read(BEGUN).forEach(begun -> all.add(begun.erasure()));
    read(DONE).forEach(begun -> all.add(begun.erasure()));
    all.sort(Comparator.comparing(Erasure::time));
    return all;
  }

  /** Erases what was erased elsewhere; empty if there was nothing of it. */
  Optional<ErasureReport> apply(Erasure erasure) {
    erasing.lock();
    try {
      return begin(erasure, Set.of(), List.of()).map(this::finish);
    } finally {
      erasing.unlock();
    }
  }

  private List<Begun> read(int state) {
    return home.read(
        db -> {
          List<Begun> found = new ArrayList<>();
          db.statement("SELECT id, sealed_by, sealed_erasure FROM erasure WHERE state = ?")
              .number(1, state)
              .each(row -> found.add(open(row.number(1), state, row.number(2), row.sealed(3))));
          return found;
        });
  }

  private Begun open(long id, int state, long by, SealedBytes sealed) {
    Fields fields =
        keys.byId(by)
            .flatMap(key -> aead.open(key.forKeys(Table.ERASURE), place(by, id, state), sealed))
            .map(Fields::parse)
            .orElseThrow(
                () -> StoreProblems.damaged("home.db", "erasure " + id + " does not open"));
    ByteSource ids = new ByteSource(fields.bytes(KEYS).orElseThrow(ByteSource::malformed));
    Set<DataKeyId> erased = new HashSet<>();
    for (int i = fields.bytes(KEYS).orElseThrow(ByteSource::malformed).length; i > 0; i -= 8) {
      erased.add(new DataKeyId(ids.fixed()));
    }
    Instant time = Instant.ofEpochSecond(fields.number(TIME).orElseThrow(ByteSource::malformed));
    return new Begun(
        new Erasure(id, time, erased), fields.bytes(TRACES).orElseThrow(ByteSource::malformed), 0);
  }

  private void write(Sqlite db, Begun begun, int state) {
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
              int state = (int) row.number(2);
              Begun begun = open(row.number(1), state, row.number(3), row.sealed(4));
              renewals.add(() -> write(db, begun, state));
            });
    renewals.forEach(Runnable::run);
    return renewals.size();
  }

  private static Binding place(long operating, long id, int state) {
    return new Binding(Table.ERASURE, operating, id, state);
  }
}
