package org.hearthhub.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * That a larger tree only added leaves to a smaller one (RFC 9162 section 2.1.4).
 *
 * @param from leaves of the smaller tree
 * @param to leaves of the larger one
 */
public record ConsistencyProof(long from, long to, List<TreeHash> path) {
  public ConsistencyProof {
    path = List.copyOf(path);
  }

  /** Whether it leads from the smaller tree's root to that of the larger. */
  public boolean leads(TreeHash fromRoot, TreeHash toRoot) {
    if (from < 0 || from > to) {
      return false;
    }
    if (from == to) {
      return path.isEmpty() && fromRoot.equals(toRoot);
    }
    if (from == 0) {
      return path.isEmpty() && fromRoot.equals(TreeHash.OF_NOTHING);
    }
    List<TreeHash> steps = new ArrayList<>(path);
    if (Long.bitCount(from) == 1) {
      steps.addFirst(fromRoot);
    }
    return !steps.isEmpty() && walk(steps, fromRoot, toRoot);
  }

  private boolean walk(List<TreeHash> steps, TreeHash fromRoot, TreeHash toRoot) {
    long at = from - 1;
    long last = to - 1;
    while ((at & 1) == 1) {
      at >>>= 1;
      last >>>= 1;
    }
    TreeHash smaller = steps.getFirst();
    TreeHash larger = steps.getFirst();
    for (TreeHash step : steps.subList(1, steps.size())) {
      if (last == 0) {
        return false;
      }
      if ((at & 1) == 1 || at == last) {
        smaller = TreeHash.ofNode(step, smaller);
        larger = TreeHash.ofNode(step, larger);
        while ((at & 1) == 0 && at != 0) {
          at >>>= 1;
          last >>>= 1;
        }
      } else {
        larger = TreeHash.ofNode(larger, step);
      }
      at >>>= 1;
      last >>>= 1;
    }
    return last == 0 && smaller.equals(fromRoot) && larger.equals(toRoot);
  }
}
