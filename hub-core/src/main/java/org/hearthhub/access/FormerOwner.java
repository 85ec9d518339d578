package org.hearthhub.access;

import java.util.List;
import org.hearthhub.audit.Audit;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.audit.AuditReport;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Locked;
import org.hearthhub.thing.Actor;
import org.hearthhub.vault.Collection;
import org.hearthhub.vault.RecordStore;

/**
 * Whether a home without an owner had one: people signed in, or did something that the activity
 * tells of, or something was taken out of that. Else whoever deletes the owner's record could set
 * the home up anew and be its owner.
 */
final class FormerOwner {
  private static final int AT_ONCE = 500;

  private FormerOwner() {}

  /**
   * To be asked where there is no owner.
   *
   * @throws Broken if there was one
   */
  static void requireNone(Residents residents, RecordStore records, Audit audit) {
    if (!residents.all().isEmpty() || !records.all(Collection.SESSION).isEmpty() || isTold(audit)) {
      throw new Broken(
          "owner-missing",
          "home.db was changed by something other than Hearth: people lived in this home, and the"
              + " record of its owner is gone. Keep a copy of the folder as it is, then restore a"
              + " backup.",
          null);
    }
  }

  private static boolean isTold(Audit audit) {
    boolean erasedRightly = false; // by whoever holds the machine, before anybody lived here
    try {
      for (long before = Long.MAX_VALUE; before > 1; ) {
        List<AuditEntry> entries = audit.latest(AT_ONCE, before);
        if (entries.stream().anyMatch(entry -> entry.actor() instanceof Actor.Person)) {
          return true;
        }
        erasedRightly |=
            entries.stream().anyMatch(entry -> entry.action() == AuditEntry.Action.ERASE_PAST);
        before = entries.isEmpty() ? 0 : entries.getLast().sequence();
      }
    } catch (Locked untold) {
      return false;
    }
    AuditReport report = audit.verify();
    return !report.findings().isEmpty() || (report.erased() > 0 && !erasedRightly);
  }
}
