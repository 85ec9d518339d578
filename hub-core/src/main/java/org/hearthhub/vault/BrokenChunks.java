package org.hearthhub.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hearthhub.problem.Problem;
import org.hearthhub.vault.Binding.Table;
import org.hearthhub.vault.ChunkStore.Missing;
import org.hearthhub.vault.Sqlite.Durability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chunks that no longer open: kept aside for inspection, and told as missing from what they would
 * have answered. Thread-safe.
 */
final class BrokenChunks {
  private static final Logger log = LoggerFactory.getLogger(BrokenChunks.class);

  private final SqliteFile file;

  /** The newest of a series: its mark is needed until the series is packed next, so it stays. */
  private final Map<Long, Missing> open = new ConcurrentHashMap<>();

  BrokenChunks(SqliteFile file) {
    this.file = file;
  }

  /** The newest chunk of a series does not open. */
  void open(long series, Missing missing) {
    open.put(series, missing);
  }

  void setAsideIfPossible(long id) {
    try {
      setAsideFull(id);
    } catch (Problem cannotBeWritten) {
      log.warn("The damaged chunk {} stays where it is: {}", id, cannotBeWritten.sentence());
    }
  }

  /** Moves an open chunk that does not open aside, so that packing does not write over it. */
  void setAside(long series) {
    file.transaction(
        Durability.FULL,
        db -> {
          db.statement(
                  "INSERT INTO damaged"
                      + " (origin, row, series, readings, data_key, sealed, first_day, last_day)"
                      + " SELECT ?, journal_to, series, readings, data_key, sealed_chunk,"
                      + " first_day, last_day FROM open_chunk WHERE series = ?")
              .number(1, Table.OPEN_CHUNK.number())
              .number(2, series)
              .run();
          return db.statement("DELETE FROM open_chunk WHERE series = ?").number(1, series).run();
        });
    open.remove(series);
  }

  /** Moves a full chunk that does not open aside. */
  void setAsideFull(long id) {
    file.transaction(
        Durability.FULL,
        db -> {
          db.statement(
                  "INSERT INTO damaged"
                      + " (origin, row, series, readings, data_key, sealed, first_day, last_day)"
                      + " SELECT ?, id, series, readings, data_key, sealed_chunk,"
                      + " first_day, last_day FROM chunk WHERE id = ?")
              .number(1, Table.CHUNK.number())
              .number(2, id)
              .run();
          return db.statement("DELETE FROM chunk WHERE id = ?").number(1, id).run();
        });
  }

  /** What is missing of a series between two days, both included. */
  List<Missing> missing(long series, int fromDay, int toDay) {
    return file.read(
        db -> {
          List<Missing> missing = new ArrayList<>();
          Missing newest = open.get(series);
          if (newest != null && newest.firstDay() <= toDay && newest.lastDay() >= fromDay) {
            missing.add(newest);
          }
          db.statement(
                  "SELECT first_day, last_day, readings FROM damaged WHERE series = ?"
                      + " AND first_day <= ? AND last_day >= ? ORDER BY first_day, id")
              .number(1, series)
              .number(2, toDay)
              .number(3, fromDay)
              .each(
                  row ->
                      missing.add(
                          new Missing(
                              (int) row.number(1), (int) row.number(2), (int) row.number(3))));
          return missing;
        });
  }
}
