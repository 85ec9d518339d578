package org.hearthhub.history;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Problem;
import org.hearthhub.vault.RollupStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and writes roll-ups block by block. Thread-safe. */
final class RollUps {
  static final int HOURS = 1;
  static final int DAYS = 2;
  private static final Logger log = LoggerFactory.getLogger(RollUps.class);
  private static final int DAYS_OF_HOURS = 4;
  private static final int DAYS_OF_DAYS = 64;

  private final RollupStore store;
  private final ObjIntConsumer<Series> lost;

  /**
   * @param lost told of which series, and from which day on, roll-ups turned out to be damaged
   */
  RollUps(RollupStore store, ObjIntConsumer<Series> lost) {
    this.store = store;
    this.lost = lost;
  }

  RollupStore store() {
    return store;
  }

  /** The number of the block that holds the hour or the day that begins at a time. */
  static int number(int level, ZoneId zone, long start) {
    return level == HOURS
        ? Math.floorDiv(SeriesPacking.day(start), DAYS_OF_HOURS)
        : Math.floorDiv(
            Math.toIntExact(Instant.ofEpochMilli(start).atZone(zone).toLocalDate().toEpochDay()),
            DAYS_OF_DAYS);
  }

  /** How many blocks end before a day begins. */
  static int blocksBefore(int level, int day) {
    return Math.floorDiv(day, level == HOURS ? DAYS_OF_HOURS : DAYS_OF_DAYS);
  }

  /** Told one hour or day after the other. */
  interface Visitor {
    void entry(long start, Tally tally, boolean numbersAreStates);
  }

  /** Those that begin from one time to before another, in order. */
  void read(Series series, int level, ZoneId zone, long from, long to, Visitor visitor) {
    int first = number(level, zone, from);
    int last = number(level, zone, to - 1);
    List<Integer> broken = new ArrayList<>();
    store.read(
        series.pseudonym(),
        level,
        first,
        last + 1,
        block -> {
          try {
            RollUpForm.Block read = RollUpForm.read(block.plain());
            read.entries()
                .subMap(from, true, to, false)
                .forEach((start, tally) -> visitor.entry(start, tally, read.numbersAreStates()));
          } catch (Broken nonsense) {
            log.error("Roll-ups could be opened but make no sense; they are made anew");
            broken.add(block.number());
          }
        },
        broken::add);
    broken.forEach(number -> setAside(series, level, number));
  }

  /** What it held is made anew as far as there is anything to make it of. */
  private void setAside(Series series, int level, int number) {
    try {
      store.setAside(series.pseudonym(), level, number);
    } catch (Problem cannotBeWritten) {
      log.warn("Damaged roll-ups stay where they are: {}", cannotBeWritten.sentence());
    }
    lost.accept(series, number * (level == HOURS ? DAYS_OF_HOURS : DAYS_OF_DAYS));
  }

  /** When the first roll-up of a level begins. */
  OptionalLong first(Series series, int level) {
    OptionalInt number = store.firstBlock(series.pseudonym(), level);
    if (number.isEmpty()) {
      return OptionalLong.empty();
    }
    List<Long> first = new ArrayList<>();
    store.read(
        series.pseudonym(),
        level,
        number.getAsInt(),
        number.getAsInt() + 1,
        block -> {
          var entries = RollUpForm.read(block.plain()).entries();
          first.add(entries.isEmpty() ? Long.MAX_VALUE : entries.firstKey());
        },
        broken -> {});
    return first.isEmpty() ? OptionalLong.empty() : OptionalLong.of(first.getFirst());
  }

  /** The blocks that hold what begins from one time to before another, to be changed. */
  BlockEdit edit(Series series, int level, ZoneId zone, long from, long to) {
    TreeMap<Integer, RollUpForm.Block> blocks = new TreeMap<>();
    List<Integer> broken = new ArrayList<>();
    store.read(
        series.pseudonym(),
        level,
        number(level, zone, from),
        number(level, zone, to - 1) + 1,
        block -> blocks.put(block.number(), RollUpForm.read(block.plain())),
        broken::add);
    broken.forEach(number -> setAside(series, level, number));
    return new BlockEdit(level, zone, blocks);
  }

  /** A block without what begins before a time; none if there is no such block. */
  List<RollupStore.Block> shortened(Series series, int level, int number, long before) {
    List<RollupStore.Block> rest = new ArrayList<>();
    store.read(
        series.pseudonym(),
        level,
        number,
        number + 1,
        block -> {
          RollUpForm.Block read = RollUpForm.read(block.plain());
          read.entries().headMap(before, false).clear();
          rest.add(new RollupStore.Block(level, number, block.key(), RollUpForm.write(read)));
        },
        broken -> {});
    return rest;
  }
}
