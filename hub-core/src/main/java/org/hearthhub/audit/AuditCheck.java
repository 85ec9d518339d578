package org.hearthhub.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hearthhub.vault.AuditStore.Content;
import org.hearthhub.vault.AuditStore.Head;
import org.hearthhub.vault.AuditStore.Row;

/** Recomputes the tree from the rows, one after the other, and gathers what is wrong. */
final class AuditCheck {
  private final List<String> findings = new ArrayList<>();
  private final Subtrees subtrees = Subtrees.empty();
  private final SortedMap<Long, TreeHash> roots = new TreeMap<>();
  private final List<Checkpoint> held;
  private Optional<Head> head = Optional.empty();
  private boolean rowsMissing;
  private long read;
  private long erased;
  private long locked;

  /**
   * @param held checkpoints kept elsewhere
   */
  AuditCheck(List<Checkpoint> held) {
    this.held = List.copyOf(held);
    held.forEach(checkpoint -> roots.put(checkpoint.size(), TreeHash.OF_NOTHING));
  }

  void found(String sentence) {
    if (findings.size() < AuditReport.MOST_FINDINGS) {
      findings.add(sentence);
    }
  }

  void row(Row row) {
    commitment(row.sequence(), row.commitment());
    switch (row.content()) {
      case Content.Opened(byte[] salted) -> {
        if (Audit.isAsCommitted(row.sequence(), row.commitment(), salted)) {
          read++;
        } else {
          found("Entry " + row.sequence() + " is not what was committed to when it was written.");
        }
      }
      case Content.Erased() -> erased++;
      case Content.Locked() -> locked++;
      case Content.Damaged() ->
          found("Entry " + row.sequence() + " does not open: its sealed part was changed.");
    }
  }

  /** As {@link #row}, when only the commitment can be read. */
  void sealedRow(long sequence, byte[] commitment) {
    commitment(sequence, commitment);
    locked++;
  }

  private void commitment(long sequence, byte[] commitment) {
    missingUpTo(sequence - 1);
    if (sequence == subtrees.size() + 1) {
      add(Log.leaf(commitment));
    } else {
      found("A row is numbered " + sequence + ", which no entry is.");
    }
  }

  private void missingUpTo(long sequence) {
    long from = subtrees.size() + 1;
    if (from <= sequence) {
      rowsMissing = true;
      found(
          from == sequence
              ? "Entry " + from + " is missing."
              : "Entries " + from + " to " + sequence + " are missing.");
      // A number that was made up must not keep us busy for ever.
      long most = Math.min(sequence, from + (1 << 20));
      while (subtrees.size() < most) {
        add(TreeHash.OF_NOTHING);
      }
    }
  }

  private void add(TreeHash leaf) {
    subtrees.add(leaf);
    roots.computeIfPresent(subtrees.size(), (size, unknown) -> subtrees.root());
  }

  /** Told before the rows, as of the same moment. */
  void head(Optional<Head> present) {
    head = present;
  }

  /**
   * @param key whose signatures are believed; without it none is checked
   */
  AuditReport report(Optional<LogKey> key) {
    long size = head.map(Head::size).orElse(subtrees.size());
    missingUpTo(size);
    head.ifPresentOrElse(
        newest -> againstHead(newest, key),
        () -> found("What was signed last is not there: something else removed it."));
    held.forEach(checkpoint -> against(checkpoint, key));
    return new AuditReport(size, subtrees.root(), read, erased, locked, findings);
  }

  private void againstHead(Head newest, Optional<LogKey> key) {
    Optional<TreeHash> root = root(newest);
    if (root.isEmpty()) {
      found("What was signed last does not fit together: something else changed it.");
      return;
    }
    if (key.isPresent() && !key.get().signed(newest.size(), root.get(), newest.signature())) {
      found("What was signed last was not signed by this hub.");
    }
    boolean same = newest.size() == subtrees.size() && root.get().equals(subtrees.root());
    if (!same && !rowsMissing) {
      found("The tree over the entries is not the one that was signed: something was changed.");
    }
  }

  private void against(Checkpoint checkpoint, Optional<LogKey> key) {
    String name = "The checkpoint of " + checkpoint.size() + " entries ";
    if (key.isPresent() && !checkpoint.isSignedBy(key.get())) {
      found(name + "is not signed by this hub: it belongs to another home, or is forged.");
    } else if (checkpoint.size() > subtrees.size()) {
      found(
          name
              + "is newer than this journal, which ends at "
              + subtrees.size()
              + ": entries were cut off, or an older copy of the store was put back.");
    } else if (!roots
        .getOrDefault(checkpoint.size(), TreeHash.OF_NOTHING)
        .equals(checkpoint.root())) {
      found(name + "is not of this journal: an entry up to it was changed or removed.");
    }
  }

  private static Optional<TreeHash> root(Head head) {
    try {
      return Optional.of(Subtrees.of(head.size(), head.subtrees()).root());
    } catch (IllegalArgumentException changed) {
      return Optional.empty();
    }
  }
}
