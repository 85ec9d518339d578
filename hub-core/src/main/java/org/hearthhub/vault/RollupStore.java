package org.hearthhub.vault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.hearthhub.vault.Binding.Table;
import org.hearthhub.vault.Sqlite.Durability;

/**
 * The roll-ups in {@code history.db}, many hours or days to a blob. For the history room, which
 * knows what is in the plain bytes; here they are sealed, bound to their row, and written.
 * Thread-safe.
 */
public final class RollupStore {
  private static final String COLUMNS = "id, series, level, block, data_key, sealed_rollup";

  private final SqliteFile file;
  private final PastBlobs blobs;
  private final AtomicLong lastId;

  RollupStore(SqliteFile file, PastBlobs blobs) {
    this.file = file;
    this.blobs = blobs;
    this.lastId =
        new AtomicLong(file.read(db -> db.number("SELECT coalesce(max(id), 0) FROM rollup")));
  }

  /**
   * Hours or days of one series.
   *
   * @param level 1 for hours, 2 for days
   */
  @SuppressWarnings("ArrayRecordComponent") // made, written or read, forgotten
  public record Block(int level, int number, DataKeyId key, byte[] plain) {}

  /**
   * How far a series is rolled up; days are counted from 1970-01-01 UTC.
   *
   * @param toDay hours that begin before are rolled up
   * @param rawFrom readings from before are no longer kept
   * @param hoursFrom hours from before are no longer kept
   * @param zone the number of the time zone that days were counted by
   * @param due days before {@code toDay} that are to be made anew
   */
  public record Mark(int toDay, int rawFrom, int hoursFrom, int zone, List<Integer> due) {
    /** Nothing is rolled up. */
    public static final Mark NOTHING =
        new Mark(
            Integer.MIN_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE, List.of());

    public Mark {
      due = List.copyOf(due);
    }
  }

  /** The marks of all series that have one. */
  public Map<Long, Mark> marks() {
    return file.read(
        db -> {
          Map<Long, TreeSet<Integer>> due = new HashMap<>();
          db.statement("SELECT series, day FROM rollup_due")
              .each(
                  row ->
                      due.computeIfAbsent(row.number(1), none -> new TreeSet<>())
                          .add((int) row.number(2)));
          Map<Long, Mark> marks = new HashMap<>();
          db.statement("SELECT series, to_day, raw_from, hours_from, zone FROM rolled")
              .each(
                  row ->
                      marks.put(
                          row.number(1),
                          new Mark(
                              (int) row.number(2),
                              (int) row.number(3),
                              (int) row.number(4),
                              (int) row.number(5),
                              List.copyOf(due.getOrDefault(row.number(1), new TreeSet<>())))));
          return marks;
        });
  }

  /** The number of a series' first block. */
  public OptionalInt firstBlock(long series, int level) {
    return file.read(
        db ->
            db.statement(
                    "SELECT block FROM rollup WHERE series = ? AND level = ?"
                        + " ORDER BY block LIMIT 1")
                .number(1, series)
                .number(2, level)
                .one(row -> OptionalInt.of((int) row.number(1)))
                .orElseGet(OptionalInt::empty));
  }

  /**
   * The blocks of a series from one number to before another, in order. One that does not open is
   * passed over and named to the other.
   */
  public void read(
      long series, int level, int from, int to, Consumer<Block> visitor, Consumer<Integer> broken) {
    file.read(
        db -> {
          db.statement(
                  "SELECT "
                      + COLUMNS
                      + " FROM rollup WHERE series = ? AND level = ? AND block >= ? AND block < ?"
                      + " ORDER BY block")
              .number(1, series)
              .number(2, level)
              .number(3, from)
              .number(4, to)
              .each(
                  row -> {
                    int number = (int) row.number(4);
                    DataKeyId key = new DataKeyId(row.number(5));
                    if (blobs.hasKey(key)) {
                      Optional<byte[]> plain =
                          blobs.open(
                              key, place(key, row.number(1), series, level, number), row.sealed(6));
                      plain.ifPresentOrElse(
                          bytes -> visitor.accept(new Block(level, number, key, bytes)),
                          () -> broken.accept(number));
                    }
                  });
          return true;
        });
  }

  /** What changes in the roll-ups of one series: blocks, and how far it is rolled up now. */
  public record RollUp(long series, List<Block> blocks, Mark mark) {}

  /** Writes blocks, in place of those of the same number, and marks, all in one commit. */
  public void write(List<RollUp> rollUps) {
    List<Consumer<Sqlite>> writes = new ArrayList<>();
    for (RollUp rollUp : rollUps) {
      rollUp.blocks().forEach(block -> writes.add(seal(rollUp.series(), block)));
      writes.add(db -> writeMark(db, rollUp.series(), rollUp.mark()));
    }
    file.transaction(
        Durability.NORMAL,
        db -> {
          writes.forEach(write -> write.accept(db));
          return true;
        });
  }

  static void writeMark(Sqlite db, long series, Mark mark) {
    db.statement(
            "INSERT OR REPLACE INTO rolled (series, to_day, raw_from, hours_from, zone)"
                + " VALUES (?, ?, ?, ?, ?)")
        .number(1, series)
        .number(2, mark.toDay())
        .number(3, mark.rawFrom())
        .number(4, mark.hoursFrom())
        .number(5, mark.zone())
        .run();
    db.statement("DELETE FROM rollup_due WHERE series = ?").number(1, series).run();
    for (int day : mark.due()) {
      db.statement("INSERT INTO rollup_due (series, day) VALUES (?, ?)")
          .number(1, series)
          .number(2, day)
          .run();
    }
  }

  private Consumer<Sqlite> seal(long series, Block block) {
    long id = lastId.incrementAndGet();
    SealedBytes sealed =
        blobs.seal(
            block.key(),
            place(block.key(), id, series, block.level(), block.number()),
            block.plain());
    return db ->
        db.statement("INSERT OR REPLACE INTO rollup (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?)")
            .number(1, id)
            .number(2, series)
            .number(3, block.level())
            .number(4, block.number())
            .number(5, block.key().number())
            .sealed(6, sealed)
            .run();
  }

  /**
   * Removes the blocks of a level before a number and writes others, in one commit; what goes is
   * overwritten at once.
   */
  public void cut(long series, int level, int before, List<Block> written, Mark mark) {
    List<Consumer<Sqlite>> writes = written.stream().map(block -> seal(series, block)).toList();
    file.wiping(
        db -> {
          db.statement("DELETE FROM rollup WHERE series = ? AND level = ? AND block < ?")
              .number(1, series)
              .number(2, level)
              .number(3, before)
              .run();
          writes.forEach(write -> write.accept(db));
          writeMark(db, series, mark);
          return true;
        });
  }

  /** Moves a block that does not open aside. */
  public void setAside(long series, int level, int number) {
    file.transaction(
        Durability.FULL,
        db -> {
          db.statement(
                  "INSERT INTO damaged (origin, row, series, readings, data_key, sealed)"
                      + " SELECT ?, id, series, 0, data_key, sealed_rollup"
                      + " FROM rollup WHERE series = ? AND level = ? AND block = ?")
              .number(1, Table.ROLLUP.number())
              .number(2, series)
              .number(3, level)
              .number(4, number)
              .run();
          return db.statement("DELETE FROM rollup WHERE series = ? AND level = ? AND block = ?")
              .number(1, series)
              .number(2, level)
              .number(3, number)
              .run();
        });
  }

  static Binding place(DataKeyId key, long id, long series, int level, int block) {
    return new Binding(Table.ROLLUP, key.number(), id, series, level, block);
  }
}
