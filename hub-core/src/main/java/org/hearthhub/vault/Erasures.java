package org.hearthhub.vault;

import static java.time.ZoneOffset.UTC;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.hearthhub.problem.Problem;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.Binding.Table;
import org.hearthhub.vault.ErasureRows.Begun;

/**
 * Erases a device's past for good: its keys go in one commit, then everything that they sealed,
 * then what SQLite keeps of old pages; at last the files are searched for the keys as they stood
 * there. Where damage or another reader is in the way the keys are gone nonetheless, and the rest
 * is tried again with the next erasure and when the vault is opened. Thread-safe.
 */
final class Erasures {
  /** So many octets of a sealed key, its nonce, tell it from everything else that there is. */
  static final int TRACE = 12;

  private static final String NOTICE = "erasure-unfinished";

  private final Path folder;
  private final HomeFile home;
  private final DataKeys dataKeys;
  private final PutAsideKeys putAside;
  private final ErasureRows noted;
  private final ErasedRows rows;
  private final TraceSearch search;
  private final StoreNotices notices;
  private final SecureRandom random;
  private final InstantSource clock;
  private final ReentrantLock erasing = new ReentrantLock();
  private volatile boolean owed;

  /** All keys that were ever erased, once they were asked for; guarded by itself. */
  private final Set<DataKeyId> erasedKeys = new HashSet<>();

  private boolean erasedKeysRead;

  Erasures(
      Path folder,
      HomeFile home,
      SqliteFile history,
      ErasureRows noted,
      DataKeys dataKeys,
      StoreNotices notices,
      SecureRandom random,
      InstantSource clock) {
    this.folder = folder;
    this.home = home;
    this.noted = noted;
    this.dataKeys = dataKeys;
    this.putAside = dataKeys.putAside(history);
    this.rows = new ErasedRows(home, history);
    this.search = new TraceSearch(home.file(), history);
    this.notices = notices;
    this.random = random;
    this.clock = clock;
  }

  ErasureReport erase(DeviceId device, PastWatch watch) {
    erasing.lock();
    try {
      List<Begun> begun = new ArrayList<>(noted.read(ErasureRows.BEGUN));
      int earlier = begun.size();
      Set<String> failures = new LinkedHashSet<>();
      watch.erasing(
          device,
          (records, series) -> {
            PutAsideKeys.Found aside = putAside.of(device, series, failures::add);
            Set<DataKeyId> theirs = new HashSet<>(dataKeys.all(device));
            theirs.addAll(aside.theirs());
            begin(
                    new Erasure(KeyRing.randomId(random), clock.instant(), theirs),
                    aside.unclear(),
                    records)
                .ifPresent(begun::add);
            attempt(failures, () -> rows.forgetMarks(series));
          });
      if (begun.isEmpty()) {
        return new ErasureReport(
            List.of("This device has no past: nothing of it was stored."),
            List.copyOf(failures),
            List.of());
      }
      return finish(begun, earlier, failures);
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
          noted.write(db, begun, ErasureRows.BEGUN);
          for (RecordId record : records) {
            db.statement("DELETE FROM record WHERE id = ? AND collection = ?")
                .number(1, record.number())
                .number(2, org.hearthhub.vault.Collection.SERIES.number())
                .run();
          }
        });
    synchronized (erasedKeys) {
      erasedKeys.addAll(erasure.keys());
    }
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

  /**
   * @param earlier how many of these, the first, were begun before and never ended
   */
  private ErasureReport finish(List<Begun> begun, int earlier, Set<String> failures) {
    Set<DataKeyId> ids = new HashSet<>();
    ByteSink traces = new ByteSink();
    for (Begun each : begun) {
      ids.addAll(each.erasure().keys());
      traces.raw(each.traces());
    }
    // The copies from before the store was laid out anew hold the keys as they were.
    attempt(failures, () -> BeforeMigration.forget(folder));
    List<String> done = keysGone(begun.subList(earlier, begun.size()));
    long gone = rows.delete(ids, failed -> failures.add(failed.sentence()));
    if (gone > 0) {
      done.add(gone + " stored parts of it were deleted as well.");
    } else if (failures.isEmpty()) {
      done.add("No stored part of it was left.");
    }
    owed = false;
    attempt(failures, () -> wipe(failures, done));
    List<String> found = search.find(traces.toBytes());
    failures.addAll(found);
    if (found.isEmpty()) {
      done.add("Both files and their logs were searched: the keys are nowhere in them.");
    }
    if (failures.isEmpty()) {
      attempt(failures, () -> note(begun));
    }
    notices.retract(NOTICE);
    if (!failures.isEmpty()) {
      notices.erasureUnfinished(NOTICE, String.join(" ", failures));
    }
    return new ErasureReport(
        done, List.copyOf(failures), remains(begun.getLast().erasure().time()));
  }

  /** The keys are gone; what comes after them must not keep the rest from being tried. */
  private static void attempt(Set<String> failures, Runnable step) {
    try {
      step.run();
    } catch (Problem failed) {
      failures.add(failed.sentence());
    }
  }

  private void wipe(Set<String> failures, List<String> done) {
    ErasedRows.Wiped wiped = rows.wipe();
    if (!wiped.logsEmptied()) {
      owed = true;
      failures.add(
          "Something else is reading the store, perhaps a backup, so its log cannot be emptied"
              + " yet. It is tried again each minute, and Hearth ends the erasure then.");
    }
    if (wiped.tooLargeToWriteAnew()) {
      done.add(
          "home.db is too large to be written anew, so what was deleted in it was overwritten where"
              + " it stood.");
    }
  }

  private void note(List<Begun> done) {
    home.write(
        db -> {
          done.forEach(each -> noted.write(db, each, ErasureRows.DONE));
          return true;
        });
  }

  private static List<String> keysGone(List<Begun> begun) {
    List<String> done = new ArrayList<>();
    int keys = begun.stream().mapToInt(each -> each.erasure().keys().size()).sum();
    int unclear = begun.stream().mapToInt(Begun::unclear).sum();
    done.add(
        switch (keys) {
          case 0 -> "Nothing new of this device was stored; what was erased before was gone over.";
          case 1 -> "The key of this device's past was destroyed.";
          default -> "All " + keys + " keys of this device's past were destroyed.";
        });
    if (unclear > 0) {
      done.add(
          unclear
              + " damaged keys of which nobody can say whose they were were destroyed as well.");
    }
    return done;
  }

  private static List<String> remains(Instant erased) {
    return List.of(
        "Backups and copies made before "
            + DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").format(erased.atOffset(UTC))
            + " still hold it, sealed. Delete them where that matters; Hearth erases it again when"
            + " it restores one.",
        "A flash card or SSD may keep what was overwritten in places that no program reaches. It is"
            + " sealed too, and opens only with a key of this store from that time.");
  }

  /** Ends what was begun, if it can; to be called before anything is stored. */
  void resume() {
    erasing.lock();
    try {
      List<Begun> begun = noted.read(ErasureRows.BEGUN);
      if (!begun.isEmpty()) {
        finish(begun, begun.size(), new LinkedHashSet<>());
      }
    } finally {
      erasing.unlock();
    }
  }

  /** Whether an erasure waits for somebody who reads the store as it was. */
  boolean isOwed() {
    return owed;
  }

  /** What was erased, older first. */
  List<Erasure> all() {
    List<Erasure> all = new ArrayList<>();
    noted.read(ErasureRows.BEGUN).forEach(begun -> all.add(begun.erasure()));
    noted.read(ErasureRows.DONE).forEach(begun -> all.add(begun.erasure()));
    all.sort(Comparator.comparing(Erasure::time));
    return all;
  }

  /** What had been erased when the snapshot was taken, older first. */
  List<Erasure> all(Snapshot snapshot) {
    return snapshot.readHome(noted::all).stream()
        .sorted(Comparator.comparing(Erasure::time))
        .toList();
  }

  /** Whether it was destroyed on purpose. */
  boolean hasErased(DataKeyId key) {
    synchronized (erasedKeys) {
      if (!erasedKeysRead) {
        all().forEach(erasure -> erasedKeys.addAll(erasure.keys()));
        erasedKeysRead = true;
      }
      return erasedKeys.contains(key);
    }
  }

  /** Erases what was erased elsewhere; empty if there was nothing of it. */
  Optional<ErasureReport> apply(Erasure erasure) {
    erasing.lock();
    try {
      return begin(erasure, Set.of(), List.of())
          .map(begun -> finish(List.of(begun), 0, new LinkedHashSet<>()));
    } finally {
      erasing.unlock();
    }
  }
}
