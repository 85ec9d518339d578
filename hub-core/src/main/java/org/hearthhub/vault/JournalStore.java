package org.hearthhub.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.hearthhub.vault.Binding.Table;
import org.hearthhub.vault.Sqlite.Durability;

/**
 * The journal in {@code history.db}: what was committed and is not in chunks yet. For the history
 * room, which knows what is in the plain bytes; here they are sealed, bound to their row, and
 * written. Thread-safe, but one thread at a time may append.
 */
public final class JournalStore {
  private static final int ROWS_TRIMMED_AT_ONCE = 2_000;

  private final SqliteFile file;
  private final PastBlobs blobs;
  private final AtomicLong committed;

  JournalStore(SqliteFile file, PastBlobs blobs) {
    this.file = file;
    this.blobs = blobs;
    this.committed =
        new AtomicLong(
            file.read(
                db ->
                    Math.max(
                        db.number("SELECT committed FROM progress WHERE id = 1"),
                        db.number(
                            "SELECT first + readings FROM journal ORDER BY first DESC LIMIT 1"))));
  }

  /** What one device said between two commits. */
  @SuppressWarnings("ArrayRecordComponent") // made, written or read, forgotten
  public record Part(DataKeyId key, int readings, byte[] plain) {}

  /** How many readings were committed since the vault was made; the number of the next one. */
  public long committed() {
    return committed.get();
  }

  /**
   * Appends the parts in one commit.
   *
   * @param lasting whether this and every commit before it survive a power cut when this returns
   * @return the number of the first reading
   */
  public long append(List<Part> parts, boolean lasting) {
    long first = committed.get();
    long next = first;
    List<SealedBytes> sealed = new ArrayList<>(parts.size());
    for (Part part : parts) {
      sealed.add(blobs.seal(part.key(), place(part.key(), next, part.readings()), part.plain()));
      next += part.readings();
    }
    file.transaction(
        lasting ? Durability.FULL : Durability.NORMAL,
        db -> {
          insert(db, first, parts, sealed);
          return true;
        });
    committed.set(next);
    return first;
  }

  private static void insert(Sqlite db, long first, List<Part> parts, List<SealedBytes> sealed) {
    var insert =
        db.statement(
            "INSERT INTO journal (first, readings, data_key, sealed_part) VALUES (?, ?, ?, ?)");
    long number = first;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      insert
          .number(1, number)
          .number(2, part.readings())
          .number(3, part.key().number())
          .sealed(4, sealed.get(i))
          .run();
      number += part.readings();
    }
  }

  /** Told the parts of the journal in the order they were committed. */
  public interface Reader {
    /**
     * @param first the number of the part's first reading
     */
    void part(long first, Part part);
  }

  /**
   * Reads some parts of the journal, from the one that begins with a reading on. Damaged parts are
   * moved to the table of damaged rows; those of destroyed keys are passed over.
   *
   * @return where to go on; {@code from} if there is nothing more
   * @throws org.hearthhub.problem.Locked if the past is locked
   */
  public long readSome(long from, int most, Reader reader) {
    List<Long> damaged = new ArrayList<>();
    long[] next = {from};
    file.read(
        db -> {
          int[] count = new int[1];
          db.statement(
                  "SELECT first, readings, data_key, sealed_part FROM journal WHERE first >= ?"
                      + " ORDER BY first")
              .number(1, from)
              .eachWhile(
                  row -> {
                    long first = row.number(1);
                    int readings = (int) row.number(2);
                    next[0] = first + readings;
                    DataKeyId key = new DataKeyId(row.number(3));
                    if (blobs.hasKey(key)) {
                      Optional<byte[]> plain =
                          blobs.open(key, place(key, first, readings), row.sealed(4));
                      plain.ifPresentOrElse(
                          bytes -> reader.part(first, new Part(key, readings, bytes)),
                          () -> damaged.add(first));
                    }
                    return ++count[0] < most;
                  });
          return true;
        });
    if (!damaged.isEmpty()) {
      setAside(damaged);
    }
    return next[0];
  }

  /** Reads the whole journal, as {@link #readSome}. */
  public void read(Reader reader) {
    readSome(0, Integer.MAX_VALUE, reader);
  }

  /** How many readings were recorded while the past was locked, and wait to be read. */
  public long waiting() {
    return file.read(
        db -> {
          long waiting = 0;
          for (DataKeyId key : blobs.keysMadeLocked()) {
            waiting +=
                db.statement("SELECT coalesce(sum(readings), 0) FROM journal WHERE data_key = ?")
                    .number(1, key.number())
                    .one(row -> row.number(1))
                    .orElse(0L);
          }
          return waiting;
        });
  }

  private void setAside(List<Long> parts) {
    file.transaction(
        Durability.FULL,
        db -> {
          keepCount(db);
          for (long first : parts) {
            db.statement(
                    "INSERT INTO damaged (origin, row, readings, data_key, sealed)"
                        + " SELECT ?, first, readings, data_key, sealed_part"
                        + " FROM journal WHERE first = ?")
                .number(1, Table.JOURNAL.number())
                .number(2, first)
                .run();
            db.statement("DELETE FROM journal WHERE first = ?").number(1, first).run();
          }
          return true;
        });
  }

  /**
   * Shortens the journal by parts whose readings are all below a number, a few at a time.
   *
   * @return whether there may be more
   */
  public boolean trim(long below) {
    return file.transaction(
        Durability.NORMAL,
        db -> {
          long end =
              db.statement("SELECT first FROM journal ORDER BY first LIMIT 1 OFFSET ?")
                  .number(1, ROWS_TRIMMED_AT_ONCE)
                  .one(row -> row.number(1))
                  .orElse(Long.MAX_VALUE);
          keepCount(db);
          db.statement("DELETE FROM journal WHERE first < ? AND first + readings <= ?")
              .number(1, end)
              .number(2, below)
              .run();
          return end < below;
        });
  }

  /** The count must outlive the parts that it was read from. */
  private void keepCount(Sqlite db) {
    db.statement("UPDATE progress SET committed = ? WHERE id = 1").number(1, committed.get()).run();
  }

  static Binding place(DataKeyId key, long first, int readings) {
    return new Binding(Table.JOURNAL, key.number(), first, readings);
  }
}
