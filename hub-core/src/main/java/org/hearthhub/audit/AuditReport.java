package org.hearthhub.audit;

import java.util.List;

/**
 * What a check of the whole audit journal found.
 *
 * @param size how many entries the hub signed for
 * @param root of the tree recomputed from what is stored
 * @param read entries that were opened and are what was committed to
 * @param erased entries of which the commitment alone is left, as it should be after an erasure
 * @param locked entries that stay sealed until the past is unlocked; their commitments were checked
 * @param findings what is wrong, one sentence each; at most 100
 */
public record AuditReport(
    long size, TreeHash root, long read, long erased, long locked, List<String> findings) {
  static final int MOST_FINDINGS = 100;

  public AuditReport {
    findings = List.copyOf(findings);
  }

  /** Whether everything is as it was written. */
  public boolean sound() {
    return findings.isEmpty();
  }

  /** The outcome in a sentence or two for a person. */
  public String sentence() {
    if (!sound()) {
      return "The journal of who did what is not as Hearth wrote it: "
          + findings.getFirst()
          + (findings.size() > 1 ? " There is more, " + findings.size() + " findings in all." : "")
          + " Keep a copy of the data folder as it is.";
    }
    StringBuilder text = new StringBuilder(100);
    text.append("All ").append(size).append(" entries are as they were written.");
    if (erased > 0) {
      text.append(' ').append(erased).append(" of them were erased, and only that can be told.");
    }
    if (locked > 0) {
      text.append(' ')
          .append(locked)
          .append(" are locked: what they say can be checked when the past is unlocked.");
    }
    return text.toString();
  }
}
