package org.hearthhub.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The roots of the complete subtrees that a tree of some size consists of, the largest first: all
 * that is needed to add leaves to it and to know its root. Not thread-safe.
 */
public final class Subtrees {
  private final List<TreeHash> roots;
  private long size;

  private Subtrees(List<TreeHash> roots, long size) {
    this.roots = roots;
    this.size = size;
  }

  public static Subtrees empty() {
    return new Subtrees(new ArrayList<>(), 0);
  }

  /**
   * @throws IllegalArgumentException if a tree of that size has other subtrees
   */
  static Subtrees of(long size, byte[] octets) {
    if (size < 0 || octets.length != Long.bitCount(size) * TreeHash.LENGTH) {
      throw new IllegalArgumentException("A tree of " + size + " leaves has other subtrees");
    }
    List<TreeHash> roots = new ArrayList<>();
    for (int from = 0; from < octets.length; from += TreeHash.LENGTH) {
      roots.add(TreeHash.of(Arrays.copyOfRange(octets, from, from + TreeHash.LENGTH)));
    }
    return new Subtrees(roots, size);
  }

  /** Adds the commitment of an entry as it is stored. */
  public void add(byte[] commitment) {
    add(Log.leaf(commitment));
  }

  void add(TreeHash leaf) {
    TreeHash merged = leaf;
    // Each set bit from the lowest up is a subtree as large as the one that grew so far.
    for (long bits = size; (bits & 1) == 1; bits >>>= 1) {
      merged = TreeHash.ofNode(roots.removeLast(), merged);
    }
    roots.add(merged);
    size++;
  }

  public TreeHash root() {
    if (roots.isEmpty()) {
      return TreeHash.OF_NOTHING;
    }
    TreeHash root = roots.getLast();
    for (int i = roots.size() - 2; i >= 0; i--) {
      root = TreeHash.ofNode(roots.get(i), root);
    }
    return root;
  }

  long size() {
    return size;
  }

  byte[] toBytes() {
    byte[] octets = new byte[roots.size() * TreeHash.LENGTH];
    for (int i = 0; i < roots.size(); i++) {
      System.arraycopy(roots.get(i).octets(), 0, octets, i * TreeHash.LENGTH, TreeHash.LENGTH);
    }
    return octets;
  }
}
