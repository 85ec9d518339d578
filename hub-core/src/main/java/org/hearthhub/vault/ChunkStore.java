package org.hearthhub.vault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.hearthhub.vault.Binding.Table;
import org.hearthhub.vault.Sqlite.Durability;

/**
 * The chunks in {@code history.db}: of each series full ones, which do not overlap, and after them
 * an open one. For the history room, which knows what is in the plain bytes; here they are sealed,
 * bound to their row, and written. Thread-safe.
 */
public final class ChunkStore {
  private static final String FULL_COLUMNS =
      "id, series, first_day, last_day, readings, data_key, sealed_chunk";
  private static final String OPEN_COLUMNS =
      "series, first_day, last_day, readings, journal_to, data_key, sealed_chunk";

  private final SqliteFile file;
  private final PastBlobs blobs;
  private final AtomicLong lastId;
  private final BrokenChunks broken;

  ChunkStore(SqliteFile file, PastBlobs blobs) {
    this.file = file;
    this.blobs = blobs;
    this.broken = new BrokenChunks(file);
    this.lastId =
        new AtomicLong(file.read(db -> db.number("SELECT coalesce(max(id), 0) FROM chunk")));
  }

  /** Readings of one series that follow each other; days are counted from 1970-01-01 UTC. */
  @SuppressWarnings("ArrayRecordComponent") // made, written or read, forgotten
  public record Chunk(DataKeyId key, int firstDay, int lastDay, int readings, byte[] plain) {}

  /** A full chunk and its name. */
  public record FullChunk(long id, Chunk chunk) {}

  /** The newest chunk of a series; its readings numbered below {@code journalTo} are packed. */
  public record OpenChunk(Chunk chunk, long journalTo) {}

  /**
   * What packing changes in one series: chunks that go, chunks that come in order, the newest, and
   * where days of its roll-ups are no longer right the mark that says so.
   */
  public record Packing(
      long series,
      List<Long> gone,
      List<Chunk> full,
      OpenChunk open,
      Optional<RollupStore.Mark> mark) {}

  /**
   * How far a series is packed.
   *
   * @param journalTo readings numbered below are packed
   * @param lastDay the day of the last of them
   */
  public record Packed(long journalTo, int lastDay) {}

  /** How far each series is packed that has an open chunk. */
  public Map<Long, Packed> packed() {
    return file.read(
        db -> {
          Map<Long, Packed> marks = new HashMap<>();
          db.statement("SELECT series, journal_to, last_day FROM open_chunk")
              .each(
                  row -> marks.put(row.number(1), new Packed(row.number(2), (int) row.number(3))));
          return marks;
        });
  }

  /** How many full chunks of a series begin between two days, both included. */
  public long count(long series, int fromDay, int toDay) {
    return file.read(
        db ->
            db.statement(
                    "SELECT count(*) FROM chunk"
                        + " WHERE series = ? AND first_day >= ? AND first_day <= ?")
                .number(1, series)
                .number(2, fromDay)
                .number(3, toDay)
                .one(row -> row.number(1))
                .orElse(0L));
  }

  /** The day of the first reading in a series' chunks. */
  public OptionalInt firstDay(long series) {
    long day =
        file.read(
            db ->
                db.statement(
                        "SELECT min(first_day) FROM (SELECT min(first_day) AS first_day FROM chunk"
                            + " WHERE series = ?1 UNION ALL SELECT first_day FROM open_chunk"
                            + " WHERE series = ?1) HAVING count(first_day) > 0")
                    .number(1, series)
                    .one(row -> row.number(1))
                    .orElse(Long.MIN_VALUE));
    return day == Long.MIN_VALUE ? OptionalInt.empty() : OptionalInt.of((int) day);
  }

  /** The newest chunk of a series. */
  public Optional<OpenChunk> open(long series) {
    return file.read(db -> open(db, series));
  }

  private Optional<OpenChunk> open(Sqlite db, long series) {
    return db.statement("SELECT " + OPEN_COLUMNS + " FROM open_chunk WHERE series = ?")
        .number(1, series)
        .one(this::readOpen)
        .flatMap(chunk -> chunk);
  }

  private Optional<OpenChunk> readOpen(Sqlite.Row row) {
    long series = row.number(1);
    long journalTo = row.number(5);
    Chunk sealed = withoutPlain(row, 2);
    Optional<byte[]> read =
        blobs.open(sealed.key(), openPlace(series, sealed, journalTo), row.sealed(7));
    if (read.isEmpty() && blobs.hasKey(sealed.key())) {
      // Its mark is needed until the series is packed next, so that the row stays until then.
      broken.open(series, new Missing(sealed.firstDay(), sealed.lastDay(), sealed.readings()));
    }
    return read.map(plain -> new OpenChunk(withPlain(sealed, plain), journalTo));
  }

  /**
   * Reads the full chunks that may hold readings from a day on, in order of time, then the open
   * one. All as of one moment. Keep it short: meanwhile the WAL grows.
   *
   * @param full told one chunk after the other; false to stop
   * @param open told the newest chunk, unless stopped before
   */
  public void read(long series, int fromDay, Predicate<FullChunk> full, Consumer<OpenChunk> open) {
    List<Long> unreadable = new ArrayList<>();
    read(series, fromDay, full, open, unreadable);
    // They do not open for the next either: out of the way, and told as missing from now on.
    unreadable.forEach(broken::setAsideIfPossible);
  }

  private void read(
      long series,
      int fromDay,
      Predicate<FullChunk> full,
      Consumer<OpenChunk> open,
      List<Long> unreadable) {
    file.read(
        db -> {
          boolean[] more = {true};
          Predicate<Sqlite.Row> visitor =
              row -> {
                Optional<FullChunk> read = readFull(row);
                if (read.isEmpty() && blobs.hasKey(new DataKeyId(row.number(6)))) {
                  unreadable.add(row.number(1));
                }
                more[0] = read.map(full::test).orElse(true);
                return more[0];
              };
          // Chunks do not overlap: of those that begin before the day only the last can reach it.
          db.statement(
                  "SELECT "
                      + FULL_COLUMNS
                      + " FROM chunk WHERE last_day >= ?2 AND id ="
                      + " (SELECT id FROM chunk WHERE series = ?1 AND first_day < ?2"
                      + " ORDER BY first_day DESC, id DESC LIMIT 1)")
              .number(1, series)
              .number(2, fromDay)
              .eachWhile(visitor);
          if (more[0]) {
            db.statement(
                    "SELECT "
                        + FULL_COLUMNS
                        + " FROM chunk WHERE series = ? AND first_day >= ? ORDER BY first_day, id")
                .number(1, series)
                .number(2, fromDay)
                .eachWhile(visitor);
          }
          if (more[0]) {
            open(db, series).ifPresent(open);
          }
          return true;
        });
  }

  /**
   * Reads chunks that may hold readings of a day or before, the newest first: the open one, then
   * the full ones.
   *
   * @param visitor told one chunk after the other; false to stop
   */
  public void readBack(long series, int toDay, Predicate<Chunk> visitor) {
    file.read(
        db -> {
          Optional<Chunk> open =
              open(db, series).map(OpenChunk::chunk).filter(chunk -> chunk.firstDay() <= toDay);
          if (open.isEmpty() || visitor.test(open.get())) {
            db.statement(
                    "SELECT "
                        + FULL_COLUMNS
                        + " FROM chunk WHERE series = ? AND first_day <= ?"
                        + " ORDER BY first_day DESC, id DESC")
                .number(1, series)
                .number(2, toDay)
                .eachWhile(
                    row -> readFull(row).map(full -> visitor.test(full.chunk())).orElse(true));
          }
          return true;
        });
  }

  private Optional<FullChunk> readFull(Sqlite.Row row) {
    long id = row.number(1);
    Chunk sealed = withoutPlain(row, 3);
    return blobs
        .open(sealed.key(), fullPlace(id, row.number(2), sealed), row.sealed(7))
        .map(plain -> new FullChunk(id, withPlain(sealed, plain)));
  }

  /** Packs some series in one commit, all or none. Readings and their marks change together. */
  public void pack(List<Packing> packings) {
    List<Consumer<Sqlite>> writes = writes(packings);
    file.transaction(
        Durability.NORMAL,
        db -> {
          writes.forEach(write -> write.accept(db));
          return true;
        });
  }

  /**
   * What is cut off a series: chunks that go, one that keeps its name and loses its beginning, the
   * open one where that loses some.
   */
  public record Cut(
      long series,
      List<Long> gone,
      Optional<FullChunk> shortened,
      Optional<OpenChunk> open,
      RollupStore.Mark mark) {}

  /** Cuts in one commit; what goes is overwritten at once. */
  public void cut(Cut cut) {
    List<Consumer<Sqlite>> writes = new ArrayList<>();
    cut.shortened().ifPresent(full -> writes.add(sealFull(full.id(), cut.series(), full.chunk())));
    cut.open().ifPresent(open -> writes.add(sealOpen(cut.series(), open)));
    file.wiping(
        db -> {
          for (long gone : cut.gone()) {
            db.statement("DELETE FROM chunk WHERE id = ?").number(1, gone).run();
          }
          writes.forEach(write -> write.accept(db));
          RollupStore.writeMark(db, cut.series(), cut.mark());
          return true;
        });
  }

  /**
   * The day on which the chunk begins that has a number of chunks before it, of all series.
   *
   * @return empty if there are not so many
   */
  public OptionalInt dayAfter(long chunks) {
    return file.read(
        db ->
            db.statement(
                    "SELECT first_day FROM chunk INDEXED BY chunk_by_series"
                        + " ORDER BY first_day LIMIT 1 OFFSET ?")
                .number(1, chunks)
                .one(row -> OptionalInt.of((int) row.number(1)))
                .orElseGet(OptionalInt::empty));
  }

  private List<Consumer<Sqlite>> writes(List<Packing> packings) {
    List<Consumer<Sqlite>> writes = new ArrayList<>();
    for (Packing packing : packings) {
      for (long gone : packing.gone()) {
        writes.add(db -> db.statement("DELETE FROM chunk WHERE id = ?").number(1, gone).run());
      }
      for (Chunk full : packing.full()) {
        writes.add(sealFull(packing.series(), full));
      }
      writes.add(sealOpen(packing.series(), packing.open()));
      packing
          .mark()
          .ifPresent(mark -> writes.add(db -> RollupStore.writeMark(db, packing.series(), mark)));
    }
    return writes;
  }

  private Consumer<Sqlite> sealFull(long series, Chunk chunk) {
    return sealFull(lastId.incrementAndGet(), series, chunk);
  }

  private Consumer<Sqlite> sealFull(long id, long series, Chunk chunk) {
    SealedBytes sealed = blobs.seal(chunk.key(), fullPlace(id, series, chunk), chunk.plain());
    return db ->
        db.statement(
                "INSERT OR REPLACE INTO chunk (" + FULL_COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)")
            .number(1, id)
            .number(2, series)
            .number(3, chunk.firstDay())
            .number(4, chunk.lastDay())
            .number(5, chunk.readings())
            .number(6, chunk.key().number())
            .sealed(7, sealed)
            .run();
  }

  private Consumer<Sqlite> sealOpen(long series, OpenChunk open) {
    Chunk chunk = open.chunk();
    Binding place = openPlace(series, chunk, open.journalTo());
    SealedBytes sealed = blobs.seal(chunk.key(), place, chunk.plain());
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

  /** Moves an open chunk that does not open aside, so that packing does not write over it. */
  public void setAside(long series) {
    broken.setAside(series);
  }

  /** Moves a full chunk that does not open aside. */
  public void setAsideFull(long id) {
    broken.setAsideFull(id);
  }

  /** Readings that are missing, as their row was damaged; days are counted from 1970-01-01 UTC. */
  public record Missing(int firstDay, int lastDay, int readings) {}

  /** What is missing of a series between two days, both included. */
  public List<Missing> missing(long series, int fromDay, int toDay) {
    return broken.missing(series, fromDay, toDay);
  }

  /** Rows of the past found damaged since the vault was opened. */
  public long damaged() {
    return blobs.damaged();
  }

  /** Days from the given column on, then readings; the key is in column 6 of both tables. */
  private static Chunk withoutPlain(Sqlite.Row row, int firstDayColumn) {
    return new Chunk(
        new DataKeyId(row.number(6)),
        (int) row.number(firstDayColumn),
        (int) row.number(firstDayColumn + 1),
        (int) row.number(firstDayColumn + 2),
        new byte[0]);
  }

  private static Chunk withPlain(Chunk chunk, byte[] plain) {
    return new Chunk(chunk.key(), chunk.firstDay(), chunk.lastDay(), chunk.readings(), plain);
  }

  static Binding fullPlace(long id, long series, Chunk chunk) {
    return new Binding(
        Table.CHUNK,
        chunk.key().number(),
        id,
        series,
        chunk.firstDay(),
        chunk.lastDay(),
        chunk.readings());
  }

  static Binding openPlace(long series, Chunk chunk, long journalTo) {
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
