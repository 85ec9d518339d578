package org.hearthhub.history;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hearthhub.vault.DataKeyId;
import org.hearthhub.vault.RollupStore;

/** The blocks of one level that hold a span: read once, changed, and written anew. */
final class BlockEdit {
  private final int level;
  private final ZoneId zone;
  private final NavigableMap<Integer, RollUpForm.Block> blocks;
  private final TreeSet<Integer> changed = new TreeSet<>();

  /**
   * @param blocks those that are there, by number
   */
  BlockEdit(int level, ZoneId zone, NavigableMap<Integer, RollUpForm.Block> blocks) {
    this.level = level;
    this.zone = zone;
    this.blocks = blocks;
  }

  /** All hours or days that begin from one time to before another. */
  NavigableMap<Long, Tally> entries(long from, long to) {
    NavigableMap<Long, Tally> entries = new TreeMap<>();
    if (from < to) {
      blocks
          .values()
          .forEach(block -> entries.putAll(block.entries().subMap(from, true, to, false)));
    }
    return entries;
  }

  /** From now on those that begin from one time to before another are these, and no others. */
  void replace(long from, long to, NavigableMap<Long, Tally> entries, boolean numbersAreStates) {
    int first = RollUps.number(level, zone, from);
    int last = RollUps.number(level, zone, to - 1);
    for (Map.Entry<Integer, RollUpForm.Block> there :
        blocks.subMap(first, true, last, true).entrySet()) {
      RollUpForm.Block block = there.getValue();
      block.entries().subMap(from, true, to, false).clear();
      there.setValue(
          new RollUpForm.Block(block.numbersAreStates() && numbersAreStates, block.entries()));
      changed.add(there.getKey());
    }
    entries
        .subMap(from, true, to, false)
        .forEach(
            (start, tally) -> {
              int number = RollUps.number(level, zone, start);
              changed.add(number);
              blocks
                  .computeIfAbsent(number, none -> RollUpForm.Block.empty(numbersAreStates))
                  .entries()
                  .put(start, tally);
            });
  }

  /** What changed, to be stored. */
  List<RollupStore.Block> written(DataKeyId key) {
    List<RollupStore.Block> written = new ArrayList<>();
    for (int number : changed) {
      RollUpForm.Block block = blocks.get(number);
      if (block != null) {
        written.add(new RollupStore.Block(level, number, key, RollUpForm.write(block)));
      }
    }
    return written;
  }
}
