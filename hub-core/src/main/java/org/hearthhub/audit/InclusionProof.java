package org.hearthhub.audit;

import java.util.List;

/**
 * That an entry is in the tree of a size (RFC 9162 section 2.1.3).
 *
 * @param sequence the entry's number; its leaf's index is one less
 * @param size how many leaves the tree has
 * @param leaf the entry's commitment
 * @param path hashes from the leaf up
 */
public record InclusionProof(long sequence, long size, TreeHash leaf, List<TreeHash> path) {
  public InclusionProof {
    path = List.copyOf(path);
  }

  /** Whether it leads from the leaf to that root. */
  public boolean leadsTo(TreeHash root) {
    if (sequence < 1 || sequence > size) {
      return false;
    }
    long at = sequence - 1;
    long last = size - 1;
    TreeHash hash = leaf;
    for (TreeHash step : path) {
      if (last == 0) {
        return false;
      }
      if ((at & 1) == 1 || at == last) {
        hash = TreeHash.ofNode(step, hash);
        while ((at & 1) == 0 && at != 0) {
          at >>>= 1;
          last >>>= 1;
        }
      } else {
        hash = TreeHash.ofNode(hash, step);
      }
      at >>>= 1;
      last >>>= 1;
    }
    return last == 0 && hash.equals(root);
  }
}
