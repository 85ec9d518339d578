package org.hearthhub.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a store holds, counted; equal before and after, nothing was lost on the way.
 *
 * @param rows of each table, by {@code home.db/record} and the like
 * @param devices accepted into the home
 * @param readings committed since the store was made
 * @param auditEntries in the journal of who did what
 */
public record Tally(Map<String, Long> rows, long devices, long readings, long auditEntries) {
  public Tally {
    rows = Map.copyOf(rows);
  }

  /** Of rows whose content is sealed, all together. */
  public long sealedRows() {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Reads a file. */
  interface Reading {
    <T> T read(Function<Sqlite, T> work);
  }

  static Tally of(Reading home, Reading history) {
    Map<String, Long> rows = new TreeMap<>();
    home.read(db -> count(db, "home.db", rows));
    history.read(db -> count(db, "history.db", rows));
    return new Tally(
        rows,
        home.read(
            db ->
                db.number(
                    "SELECT count(*) FROM record WHERE collection = "
                        + Collection.DEVICE.number())),
        history.read(
            db ->
                Math.max(
                    db.number("SELECT committed FROM progress WHERE id = 1"),
                    db.number("SELECT first + readings FROM journal ORDER BY first DESC LIMIT 1"))),
        rows.getOrDefault("home.db/audit", 0L));
  }

  private static boolean count(Sqlite db, String file, Map<String, Long> rows) {
    for (String table : tables(db)) {
      rows.put(file + "/" + table, db.number("SELECT count(*) FROM \"" + table + "\""));
    }
    return true;
  }

  /** Its tables; SQLite's own are not among them. */
  static List<String> tables(Sqlite db) {
    List<String> tables = new ArrayList<>();
    db.statement(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%'"
                + " ESCAPE '~' ORDER BY name")
        .each(row -> tables.add(row.name(1)));
    return tables;
  }
}
