package org.hearthhub.vault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.hearthhub.vault.Binding.Table;
import org.hearthhub.vault.Sqlite.Durability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of {@code history.db}: a journal of what was committed, and the chunks it is packed
 * into. For the history room, which knows what is in the plain bytes; here they are sealed, bound
 * to their row, and written. A row that no longer opens is named in the log, kept, and passed over.
 * Readings whose data key was destroyed are passed over in silence. Thread-safe, but one thread at
 * a time may append.
 */
public final class HistoryStore {
  private static final Logger log = LoggerFactory.getLogger(HistoryStore.class);
  private static final int ROWS_TRIMMED_AT_ONCE = 2_000;
  private static final String CHUNK_COLUMNS =
      "id, series, first_day, last_day, readings, data_key, sealed_chunk";
  private static final String OPEN_COLUMNS =
      "series, first_day, last_day, readings, journal_to, data_key, sealed_chunk";

  private final SqliteFile file;
  private final Aead aead;
  private final DataKeys dataKeys;
  private final AtomicLong committed;
  private final AtomicLong lastChunk;
  private final AtomicLong damaged = new AtomicLong();

  HistoryStore(SqliteFile file, Aead aead, DataKeys dataKeys) {
    this.file = file;
    this.aead = aead;
    this.dataKeys = dataKeys;
    this.committed =
        new AtomicLong(
            file.read(
                db ->
                    Math.max(
                        db.number("SELECT committed FROM progress WHERE id = 1"),
                        db.number(
                            "SELECT first + readings FROM journal ORDER BY first DESC LIMIT 1"))));
    this.lastChunk =
        new AtomicLong(file.read(db -> db.number("SELECT coalesce(max(id), 0) FROM chunk")));
  }

  /** What one device said between two commits. */
  @SuppressWarnings("ArrayRecordComponent") // made, written or read, forgotten
  public record Part(DataKeyId key, int readings, byte[] plain) {}

  /** Readings of one series that follow each other; days are counted from 1970-01-01 UTC. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Chunk(DataKeyId key, int firstDay, int lastDay, int readings, byte[] plain) {}

  /** A full chunk and its name. */
  public record StoredChunk(long id, Chunk chunk) {}

  /** The newest chunk of a series; its readings numbered below {@code journalTo} are packed. */
  public record OpenChunk(Chunk chunk, long journalTo) {}

  /** What packing changes in one series: chunks that go, chunks that come, the newest. */
  public record Packing(long series, List<Long> gone, List<Chunk> full, OpenChunk open) {}

  /** How many readings were committed since the vault was made; the number of the next one. */
  public long committed() {
    return committed.get();
  }

  /** Rows found damaged since the vault was opened. */
  public long damaged() {
    return damaged.get();
  }

  /**
   * Appends the parts to the journal in one commit.
   *
   * @param lasting whether this and every commit before it survive a power cut when this returns
   * @return the number of the first reading
   */
  public long append(List<Part> parts, boolean lasting) {
    long first = committed.get();
    long next = first;
    List<SealedBytes> sealed = new ArrayList<>(parts.size());
    for (Part part : parts) {
      sealed.add(
          aead.seal(
              secret(part.key()), journalPlace(part.key(), next, part.readings()), part.plain()));
      next += part.readings();
    }
    file.transaction(
        lasting ? Durability.FULL : Durability.NORMAL,
        db -> {
          var insert =
              db.statement(
                  "INSERT INTO journal (first, readings, data_key, sealed_part)"
                      + " VALUES (?, ?, ?, ?)");
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
          return true;
        });
    committed.set(next);
    return first;
  }

  /** Told the parts of the journal in the order they were committed. */
  public interface JournalReader {
    /**
     * @param first the number of the part's first reading
     */
    void part(long first, Part part);
  }

  /** Reads the journal; damaged parts are moved aside. */
  public void readJournal(JournalReader reader) {
    List<Consumer<Sqlite>> aside = new ArrayList<>();
    file.read(
        db -> {
          db.statement("SELECT first, readings, data_key, sealed_part FROM journal ORDER BY first")
              .each(
                  row -> {
                    long first = row.number(1);
                    int readings = (int) row.number(2);
                    DataKeyId key = new DataKeyId(row.number(3));
                    Optional<SecretKeyBytes> secret = dataKeys.key(key);
                    if (secret.isEmpty()) {
                      return;
                    }
                    SealedBytes sealed = row.sealed(4);
                    Optional<byte[]> plain =
                        aead.open(secret.get(), journalPlace(key, first, readings), sealed);
                    if (plain.isPresent()) {
                      reader.part(first, new Part(key, readings, plain.get()));
                    } else {
                      found("the journal's part " + first, readings);
                      aside.add(
                          writer ->
                              writer
                                  .statement(
                                      "INSERT INTO damaged (origin, row, readings, data_key,"
                                          + " sealed) SELECT 9, first, readings, data_key,"
                                          + " sealed_part FROM journal WHERE first = ?")
                                  .number(1, first)
                                  .run());
                      aside.add(
                          writer ->
                              writer
                                  .statement("DELETE FROM journal WHERE first = ?")
                                  .number(1, first)
                                  .run());
                    }
                  });
          return true;
        });
    if (!aside.isEmpty()) {
      file.transaction(
          Durability.FULL,
          db -> {
            keepProgress(db);
            aside.forEach(move -> move.accept(db));
            return true;
          });
    }
  }

  /** For each series that has an open chunk: the number below which its readings are packed. */
  public Map<Long, Long> packedTo() {
    return file.read(
        db -> {
          Map<Long, Long> marks = new HashMap<>();
          db.statement("SELECT series, journal_to FROM open_chunk")
              .each(row -> marks.put(row.number(1), row.number(2)));
          return marks;
        });
  }

  /** The newest chunk of a series. */
  public Optional<OpenChunk> openChunk(long series) {
    return file.read(db -> openChunk(db, series));
  }

  private Optional<OpenChunk> openChunk(Sqlite db, long series) {
    return db.statement("SELECT " + OPEN_COLUMNS + " FROM open_chunk WHERE series = ?")
        .number(1, series)
        .one(this::readOpenChunk)
        .flatMap(chunk -> chunk);
  }

  private Optional<OpenChunk> readOpenChunk(Sqlite.Row row) {
    long series = row.number(1);
    Chunk sealed = chunk(row, 2, row.number(6));
    long journalTo = row.number(5);
    return plain(
            openPlace(series, sealed, journalTo), sealed.key(), row.sealed(7), sealed.readings())
        .map(plain -> new OpenChunk(withPlain(sealed, plain), journalTo));
  }

  /**
   * Reads the full chunks that may hold readings from a day on, in order of time, then the open
   * one. All as of one moment.
   *
   * @param full told one chunk after the other; false to stop
   * @param open told the newest chunk, unless stopped before
   */
  public void read(
      long series, int fromDay, Predicate<StoredChunk> full, Consumer<OpenChunk> open) {
    file.read(
        db -> {
          // Chunks do not overlap: of those that begin before the day only the last can reach it.
          boolean[] more = {true};
          Predicate<Sqlite.Row> visit =
              row -> {
                more[0] = readChunk(row).map(full::test).orElse(true);
                return more[0];
              };
          db.statement(
                  "SELECT "
                      + CHUNK_COLUMNS
                      + " FROM chunk WHERE series = ?1 AND last_day >= ?2 AND id ="
                      + " (SELECT id FROM chunk WHERE series = ?1 AND first_day < ?2"
                      + " ORDER BY first_day DESC, id DESC LIMIT 1)")
              .number(1, series)
              .number(2, fromDay)
              .eachWhile(visit);
          if (more[0]) {
            db.statement(
                    "SELECT "
                        + CHUNK_COLUMNS
                        + " FROM chunk WHERE series = ? AND first_day >= ? ORDER BY first_day, id")
                .number(1, series)
                .number(2, fromDay)
                .eachWhile(visit);
          }
          if (more[0]) {
            openChunk(db, series).ifPresent(open);
          }
          return true;
        });
  }

  private Optional<StoredChunk> readChunk(Sqlite.Row row) {
    long id = row.number(1);
    long series = row.number(2);
    Chunk sealed = chunk(row, 3, row.number(6));
    return plain(chunkPlace(id, series, sealed), sealed.key(), row.sealed(7), sealed.readings())
        .map(plain -> new StoredChunk(id, withPlain(sealed, plain)));
  }

  /** Packs some series in one commit, all or none. Readings and their marks change together. */
  public void pack(List<Packing> packings) {
    List<Consumer<Sqlite>> writes = new ArrayList<>();
    for (Packing packing : packings) {
      for (long gone : packing.gone()) {
        writes.add(db -> db.statement("DELETE FROM chunk WHERE id = ?").number(1, gone).run());
      }
      for (Chunk full : packing.full()) {
        writes.add(sealChunk(packing.series(), full));
      }
      writes.add(sealOpenChunk(packing.series(), packing.open()));
    }
    file.transaction(
        Durability.NORMAL,
        db -> {
          writes.forEach(write -> write.accept(db));
          return true;
        });
  }

  private Consumer<Sqlite> sealChunk(long series, Chunk chunk) {
    long id = lastChunk.incrementAndGet();
    SealedBytes sealed =
        aead.seal(secret(chunk.key()), chunkPlace(id, series, chunk), chunk.plain());
    return db ->
        db.statement("INSERT INTO chunk (" + CHUNK_COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)")
            .number(1, id)
            .number(2, series)
            .number(3, chunk.firstDay())
            .number(4, chunk.lastDay())
            .number(5, chunk.readings())
            .number(6, chunk.key().number())
            .sealed(7, sealed)
            .run();
  }

  private Consumer<Sqlite> sealOpenChunk(long series, OpenChunk open) {
    Chunk chunk = open.chunk();
    SealedBytes sealed =
        aead.seal(secret(chunk.key()), openPlace(series, chunk, open.journalTo()), chunk.plain());
    return db ->
        db.statement(
                "INSERT OR REPLACE INTO open_chunk ("
                    + OPEN_COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?)")
            .number(1, series)
            .number(2, chunk.firstDay())
            .number(3, chunk.lastDay())
            .number(4, chunk.readings())
            .number(5, open.journalTo())
            .number(6, chunk.key().number())
            .sealed(7, sealed)
            .run();
  }

  /** Moves an open chunk that no longer opens aside, so that packing does not write over it. */
  public void setAside(long series) {
    file.transaction(
        Durability.FULL,
        db -> {
          db.statement(
                  "INSERT INTO damaged (origin, row, series, readings, data_key, sealed)"
                      + " SELECT 11, journal_to, series, readings, data_key, sealed_chunk"
                      + " FROM open_chunk WHERE series = ?")
              .number(1, series)
              .run();
          return db.statement("DELETE FROM open_chunk WHERE series = ?").number(1, series).run();
        });
  }

  /**
   * Shortens the journal by parts whose readings are all below a number, a few at a time.
   *
   * @return whether there may be more
   */
  public boolean trimJournal(long below) {
    return file.transaction(
        Durability.NORMAL,
        db -> {
          long end =
              db.statement(
                      "SELECT first FROM journal ORDER BY first LIMIT 1 OFFSET "
                          + ROWS_TRIMMED_AT_ONCE)
                  .one(row -> row.number(1))
                  .orElse(Long.MAX_VALUE);
          keepProgress(db);
          db.statement("DELETE FROM journal WHERE first < ? AND first + readings <= ?")
              .number(1, end)
              .number(2, below)
              .run();
          return end < below;
        });
  }

  void close() {
    file.close();
  }

  /** The count of readings must outlive the parts it was read from. */
  private void keepProgress(Sqlite db) {
    db.statement("UPDATE progress SET committed = ? WHERE id = 1").number(1, committed.get()).run();
  }

  private Optional<byte[]> plain(Binding place, DataKeyId key, SealedBytes sealed, int readings) {
    Optional<SecretKeyBytes> secret = dataKeys.key(key);
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    Optional<byte[]> plain = aead.open(secret.get(), place, sealed);
    if (plain.isEmpty()) {
      found(place.table() + " " + place.row()[0], readings);
    }
    return plain;
  }

  private void found(String what, int readings) {
    damaged.incrementAndGet();
    log.error(
        "history.db is damaged: {} with {} readings does not open. The rest goes on.",
        what,
        readings);
  }

  private SecretKeyBytes secret(DataKeyId key) {
    return dataKeys
        .key(key)
        .orElseThrow(() -> new IllegalStateException("a data key in use was destroyed"));
  }

  private static Chunk chunk(Sqlite.Row row, int column, long key) {
    return new Chunk(
        new DataKeyId(key),
        (int) row.number(column),
        (int) row.number(column + 1),
        (int) row.number(column + 2),
        new byte[0]);
  }

  private static Chunk withPlain(Chunk chunk, byte[] plain) {
    return new Chunk(chunk.key(), chunk.firstDay(), chunk.lastDay(), chunk.readings(), plain);
  }

  private static Binding journalPlace(DataKeyId key, long first, int readings) {
    return new Binding(Table.JOURNAL, key.number(), first, readings);
  }

  private static Binding chunkPlace(long id, long series, Chunk chunk) {
    return new Binding(
        Table.CHUNK,
        chunk.key().number(),
        id,
        series,
        chunk.firstDay(),
        chunk.lastDay(),
        chunk.readings());
  }

  private static Binding openPlace(long series, Chunk chunk, long journalTo) {
    return new Binding(
        Table.OPEN_CHUNK,
        chunk.key().number(),
        series,
        chunk.firstDay(),
        chunk.lastDay(),
        chunk.readings(),
        journalTo);
  }
}
