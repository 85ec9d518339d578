package org.hearthhub.vault;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.hearthhub.problem.Problem;
import org.hearthhub.vault.Sqlite.Durability;

/** Deletes what destroyed keys sealed, and what SQLite keeps of it. Thread-safe. */
final class ErasedRows {
  /** A commit of so many takes milliseconds, and so long a batch of readings waits for it. */
  private static final int AT_ONCE = 200;

  /** Larger files are not written anew; secure_delete has wiped what was in them. */
  private static final long MOST_WRITTEN_ANEW = 64L << 20;

  private final HomeFile home;
  private final SqliteFile history;

  ErasedRows(HomeFile home, SqliteFile history) {
    this.home = home;
    this.history = history;
  }

  /**
   * From every table of {@code history.db} that names data keys; how many rows there were.
   *
   * @param failures told of each table that has damage in the way
   */
  long delete(Collection<DataKeyId> keys, Consumer<Problem> failures) {
    long gone = 0;
    try {
      // The journal's numbers must not be given twice: the count outlives the last parts.
      history.transaction(
          Durability.FULL,
          db ->
              db.statement(
                      "UPDATE progress SET committed = max(committed, coalesce("
                          + "(SELECT first + readings FROM journal ORDER BY first DESC LIMIT 1),"
                          + " 0)) WHERE id = 1")
                  .run());
      for (String table : history.read(ErasedRows::tables)) {
        gone += delete(table, keys, failures);
      }
    } catch (Problem failed) {
      failures.accept(failed);
    }
    return gone;
  }

  private long delete(String table, Collection<DataKeyId> keys, Consumer<Problem> failures) {
    long gone = 0;
    try {
      for (DataKeyId key : keys) {
        List<Long> rows = history.read(db -> rows(db, table, key));
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
          List<Long> some = rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
          gone += history.transaction(Durability.NORMAL, db -> delete(db, table, key, some));
        }
      }
    } catch (Problem failed) {
      failures.accept(failed); // the other tables have theirs
    }
    return gone;
  }

  private static List<String> tables(Sqlite db) {
    List<String> tables = new ArrayList<>();
    db.statement(
            "SELECT tables.name FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS c"
                + " WHERE tables.type = 'table' AND c.name = 'data_key'")
        .each(row -> tables.add(row.name(1)));
    return tables;
  }

  private static List<Long> rows(Sqlite db, String table, DataKeyId key) {
    List<Long> rows = new ArrayList<>();
    db.statement("SELECT rowid FROM " + table + " WHERE data_key = ?")
        .number(1, key.number())
        .each(row -> rows.add(row.number(1)));
    return rows;
  }

  /** A row that was written anew under another key meanwhile stays. */
  private static int delete(Sqlite db, String table, DataKeyId key, List<Long> rows) {
    int gone = 0;
    for (long row : rows) {
      gone +=
          db.statement("DELETE FROM " + table + " WHERE rowid = ? AND data_key = ?")
              .number(1, row)
              .number(2, key.number())
              .run();
    }
    return gone;
  }

  /** How far series were rolled up, and which of their days were due again. */
  void forgetMarks(List<Long> series) {
    history.transaction(
        Durability.FULL,
        db -> {
          for (long each : series) {
            db.statement("DELETE FROM rolled WHERE series = ?").number(1, each).run();
            db.statement("DELETE FROM rollup_due WHERE series = ?").number(1, each).run();
          }
          return true;
        });
  }

  /**
   * What became of what SQLite keeps of deleted rows.
   *
   * @param logsEmptied whether nothing of it is in the logs
   * @param tooLargeToWriteAnew whether it was overwritten in place only
   */
  record Wiped(boolean logsEmptied, boolean tooLargeToWriteAnew) {}

  Wiped wipe() {
    boolean historyEmptied = history.emptyLog();
    return home.alone(
        db -> {
          boolean emptied = SqliteFile.emptyLog(db);
          boolean anew = writeAnew();
          return new Wiped(historyEmptied && (anew ? SqliteFile.emptyLog(db) : emptied), !anew);
        });
  }

  /** By a connection of its own: VACUUM suffers no other statement on it. */
  private boolean writeAnew() {
    try (Sqlite db = home.file().reader()) {
      if (db.number("PRAGMA page_count") * db.number("PRAGMA page_size") > MOST_WRITTEN_ANEW) {
        return false;
      }
    }
    try (Sqlite db = home.file().reader()) {
      db.run("PRAGMA secure_delete=ON");
      db.run("VACUUM");
      return true;
    }
  }
}
