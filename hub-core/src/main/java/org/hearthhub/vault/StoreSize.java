package org.hearthhub.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hearthhub.vault.Sqlite.Durability;

/** How large the files are, and what fills them. Thread-safe. */
public final class StoreSize {
  /** Some milliseconds' work. */
  private static final int PAGES_AT_ONCE = 512;

  private final SqliteFile history;
  private final List<Path> files;

  StoreSize(SqliteFile history, DataFolder folder) {
    this.history = history;
    this.files = List.of(folder.home(), folder.history());
  }

  /** Both files and what waits to be folded into them, as they are on the disk. */
  public long onDisk() {
    long bytes = 0;
    for (Path file : files) {
      bytes += size(file) + size(file.resolveSibling(file.getFileName() + "-wal"));
    }
    return bytes;
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException goneMeanwhile) {
      return 0;
    }
  }

  /**
   * Folds what waits beside the past's file into it, unless somebody reads an older state of it.
   */
  public void foldLog() {
    history.emptyLog();
  }

  /**
   * Gives room that the past does not use back to the disk, a little: what stands at the end of the
   * file moves into it. Nothing happens in a file that an earlier Hearth made.
   *
   * @return whether there may be more to give back
   */
  public boolean giveBack() {
    return history.transaction(
        Durability.NORMAL,
        db -> {
          long before = db.number("PRAGMA freelist_count");
          db.run("PRAGMA incremental_vacuum(" + PAGES_AT_ONCE + ")");
          long after = db.number("PRAGMA freelist_count");
          return after > 0 && after < before;
        });
  }

  /** Of {@link #onDisk} what the past does not use: it is filled before the file grows. */
  public long spare() {
    return history.read(db -> db.number("PRAGMA freelist_count") * db.number("PRAGMA page_size"));
  }

  /** What both files hold, without what is spare in them or still to be folded into them. */
  public long used() {
    long past =
        history.read(
            db ->
                (db.number("PRAGMA page_count") - db.number("PRAGMA freelist_count"))
                    * db.number("PRAGMA page_size"));
    return past + size(files.getFirst());
  }

  /** What can be written to the disk until it is full. */
  public long free() {
    try {
      return Files.getFileStore(files.getFirst()).getUsableSpace();
    } catch (IOException unknown) {
      throw new UncheckedIOException(unknown);
    }
  }

  /** How many full chunks begin on a day or after; days are counted from 1970-01-01 UTC. */
  public long chunksSince(int day) {
    return history.read(
        db ->
            db.statement(
                    "SELECT count(*) FROM chunk INDEXED BY chunk_by_series WHERE first_day >= ?")
                .number(1, day)
                .one(row -> row.number(1))
                .orElse(0L));
  }

  /** How many full chunks there are. */
  public long chunks() {
    return history.read(db -> db.number("SELECT count(*) FROM chunk INDEXED BY chunk_by_series"));
  }
}
