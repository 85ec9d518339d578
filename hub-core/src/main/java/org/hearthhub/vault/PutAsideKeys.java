package org.hearthhub.vault;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hearthhub.problem.Broken;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.Binding.Table;
import org.hearthhub.vault.DataKeyRows.Owner;

/**
 * Data keys that did not open and were put aside. They may be nearly whole, so an erasure has to
 * reach them as well; whose they are is found by what is left. Thread-safe.
 */
final class PutAsideKeys {
  /** Where the readings of a series name both the series and the key. */
  private static final List<String> BY_SERIES = List.of("chunk", "open_chunk", "rollup");

  private final HomeFile home;
  private final SqliteFile history;
  private final DataKeyRows rows;

  PutAsideKeys(HomeFile home, SqliteFile history, DataKeyRows rows) {
    this.home = home;
    this.history = history;
    this.rows = rows;
  }

  /**
   * @param theirs surely the device's
   * @param unclear nothing says whose they are; they open nothing as they are
   */
  record Found(Set<DataKeyId> theirs, Set<DataKeyId> unclear) {}

  /**
   * @param series the pseudonyms of the device's series
   * @param failures told of each key that damage keeps from being told whose it is
   */
  Found of(DeviceId device, List<Long> series, Consumer<String> failures) {
    Set<DataKeyId> theirs = new HashSet<>();
    Set<DataKeyId> unclear = new HashSet<>();
    for (long id : home.read(PutAsideKeys::all)) {
      Optional<Owner> owner = home.read(db -> rows.ownerPutAside(db, id));
      if (owner.isPresent()) {
        if (owner.get().equals(Owner.of(device))) {
          theirs.add(new DataKeyId(id));
        }
        continue;
      }
      Set<Long> sealed;
      try {
        sealed = history.read(db -> series(db, id));
      } catch (Broken damage) {
        failures.accept(damage.sentence());
        continue;
      }
      if (sealed.stream().anyMatch(series::contains)) {
        theirs.add(new DataKeyId(id));
      } else if (sealed.isEmpty() && !home.read(db -> isOfAudit(db, id))) {
        unclear.add(new DataKeyId(id));
      }
    }
    return new Found(theirs, unclear);
  }

  private static List<Long> all(Sqlite db) {
    List<Long> all = new ArrayList<>();
    db.statement("SELECT DISTINCT row FROM damaged WHERE origin = ?")
        .number(1, Table.DATA_KEY.number())
        .each(row -> all.add(row.number(1)));
    return all;
  }

  private static Set<Long> series(Sqlite db, long key) {
    Set<Long> series = new HashSet<>();
    for (String table : BY_SERIES) {
      db.statement("SELECT DISTINCT series FROM " + table + " WHERE data_key = ?")
          .number(1, key)
          .each(row -> series.add(row.number(1)));
    }
    return series;
  }

  private static boolean isOfAudit(Sqlite db, long key) {
    return db.statement("SELECT 1 FROM audit WHERE data_key = ? LIMIT 1")
        .number(1, key)
        .one(row -> true)
        .isPresent();
  }
}
