package org.hearthhub.backup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hearthhub.audit.Audit;
import org.hearthhub.audit.AuditReport;
import org.hearthhub.history.PastLook;
import org.hearthhub.vault.StoreReport;
import org.hearthhub.vault.StoreWatch;
import org.hearthhub.vault.Vault;

/**
 * What a check of a whole store found. Damaged rows are named, never thrown away.
 *
 * @param rows sealed rows that were looked at
 * @param opened those that opened
 * @param locked those that could not be looked into because the past is locked
 * @param erased those whose key was destroyed, as it should be
 * @param auditEntries in the journal of who did what
 * @param findings at most 1,000
 * @param moreFindings how many more there are
 */
public record Verification(
    Instant at,
    long rows,
    long opened,
    long locked,
    long erased,
    long auditEntries,
    List<Finding> findings,
    long moreFindings) {

  private static final String AUDIT = "audit";

  public Verification {
    findings = List.copyOf(findings);
  }

  /** Whether nothing was found. */
  public boolean isWell() {
    return findings.isEmpty() && moreFindings == 0;
  }

  /**
   * @param done rows
   * @param all rows, as far as known
   */
  public record Progress(String table, long done, long all) {}

  /**
   * Checks the store of a running hub, piece by piece, beside everything else it does: the pages of
   * both files, every sealed row, the order and counts of the past, the tree of the audit. It may
   * take minutes and holds a few megabytes.
   *
   * @param at to be stamped on the result
   */
  public static Verification of(Vault vault, Instant at, Consumer<Progress> progress) {
    StoreReport report = look(vault, progress);
    List<Finding> findings =
        new ArrayList<>(report.damages().stream().map(Verification::finding).toList());
    Audit.verify(vault).ifPresent(audit -> add(findings, audit));
    return new Verification(
        at,
        report.rows(),
        report.opened(),
        report.locked(),
        report.erased(),
        report.tally().auditEntries(),
        findings,
        report.moreDamages());
  }

  private static StoreReport look(Vault vault, Consumer<Progress> progress) {
    StoreWatch watch =
        new StoreWatch() {
          @Override
          public void reached(String table, long done, long all) {
            progress.accept(new Progress(table, done, all));
          }

          @Override
          public void commitment(byte[] leaf) {
            // the audit room proves its tree
          }

          @Override
          public boolean goesOn() {
            return !Thread.currentThread().isInterrupted();
          }
        };
    try (PastLook inner = new PastLook(true)) {
      return vault.checks().ofLive(watch, inner);
    }
  }

  /** What the tree tells and the rows did not: an entry that does not open is named by then. */
  private static void add(List<Finding> findings, AuditReport audit) {
    Set<String> named =
        findings.stream()
            .filter(finding -> finding.table().equals(AUDIT))
            .map(finding -> "Entry " + finding.row() + " ")
            .collect(Collectors.toSet());
    audit.findings().stream()
        .filter(sentence -> named.stream().noneMatch(sentence::startsWith))
        .map(sentence -> new Finding("home.db", AUDIT, 0, Optional.empty(), sentence))
        .forEach(findings::add);
  }

  private static Finding finding(StoreReport.Damage damage) {
    return new Finding(damage.file(), damage.table(), damage.row(), damage.device(), damage.what());
  }
}
