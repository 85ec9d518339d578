package org.hearthhub.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Proofs over a tree whose leaves lie elsewhere. The roots of complete blocks of 256 leaves are
 * kept in memory (32 octets each), so that a proof reads one block or two and not every leaf.
 * Thread-safe.
 */
final class Tree {
  private static final int BLOCK_LEVEL = 8;
  private static final int BLOCK = 1 << BLOCK_LEVEL;

  /** Where the leaves are: index 0 is entry 1. */
  interface Leaves {
    /**
     * @return the leaves from one index to another, which is not included; all of them or it throws
     */
    List<TreeHash> read(long from, long to);
  }

  private final Leaves leaves;
  private final List<TreeHash> blocks = new ArrayList<>();

  Tree(Leaves leaves) {
    this.leaves = leaves;
  }

  TreeHash root(long size) {
    return size == 0 ? TreeHash.OF_NOTHING : new Reading(size).hash(0, size);
  }

  /**
   * @param index of the leaf, below the size
   */
  InclusionProof inclusion(long index, long size) {
    Reading reading = new Reading(size);
    List<TreeHash> path = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + largestBelow(to - from);
      if (index < middle) {
        path.addFirst(reading.hash(middle, to));
        to = middle;
      } else {
        path.addFirst(reading.hash(from, middle));
        from = middle;
      }
    }
    return new InclusionProof(index + 1, size, reading.hash(index, index + 1), path);
  }

  /** RFC 9162 section 2.1.4.1, from the whole tree down to the smaller one's last subtree. */
  ConsistencyProof consistency(long smaller, long larger) {
    List<TreeHash> path = new ArrayList<>();
    if (smaller > 0 && smaller < larger) {
      Reading reading = new Reading(larger);
      long from = 0;
      long to = larger;
      while (to != smaller) {
        long middle = from + largestBelow(to - from);
        if (smaller <= middle) {
          path.addFirst(reading.hash(middle, to));
          to = middle;
        } else {
          path.addFirst(reading.hash(from, middle));
          from = middle;
        }
      }
      if (from > 0) {
        path.addFirst(reading.hash(from, to));
      }
    }
    return new ConsistencyProof(smaller, larger, path);
  }

  /** The largest power of two that is smaller, of a number above 1. */
  private static long largestBelow(long number) {
    return Long.highestOneBit(number - 1);
  }

  /** One proof's reading; a block that several of its hashes need is read once. */
  private final class Reading {
    private final long size;
    private final Map<Long, List<TreeHash>> read = new HashMap<>();

    Reading(long size) {
      this.size = size;
    }

    TreeHash hash(long from, long to) {
      long length = to - from;
      if (length == 1) {
        return leaf(from);
      }
      if (length == BLOCK && from % BLOCK == 0) {
        return block(from >> BLOCK_LEVEL);
      }
      long middle = from + largestBelow(length);
      return TreeHash.ofNode(hash(from, middle), hash(middle, to));
    }

    private TreeHash leaf(long index) {
      long first = index >> BLOCK_LEVEL << BLOCK_LEVEL;
      return read.computeIfAbsent(first, from -> leaves.read(from, Math.min(from + BLOCK, size)))
          .get((int) (index - first));
    }
  }

  private TreeHash block(long number) {
    synchronized (blocks) {
      while (blocks.size() <= number) {
        long from = (long) blocks.size() << BLOCK_LEVEL;
        Subtrees block = Subtrees.empty();
        leaves.read(from, from + BLOCK).forEach(block::add);
        blocks.add(block.root());
      }
      return blocks.get((int) number);
    }
  }
}
