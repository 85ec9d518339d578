package org.hearthhub.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hearthhub.access.Deeds;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Problem;
import org.hearthhub.vault.Collection;
import org.hearthhub.vault.Fields;
import org.hearthhub.vault.RecordId;
import org.hearthhub.vault.RecordStore;

/**
 * The commands that wait for their device to wake, by the entries of the journal that say so: of
 * each there is an end, even if the hub was killed or the power went. Thread-safe.
 */
final class UnsettledCommands {
  private static final int ENTRY = 1;
  private static final String LOST =
      "Hearth was restarted before the device was known to have woken, so it is not known to be"
          + " done. Do it again if it still matters.";

  private final RecordStore records;

  /** What waited when the hub before this one ended, until that is written down. */
  private final List<RecordStore.Stored> lost;

  UnsettledCommands(RecordStore records) {
    this.records = records;
    lost = new ArrayList<>(records.all(Collection.COMMAND));
  }

  /**
   * @param entry the number of the entry that says that it waits
   */
  RecordId begin(long entry) {
    return records.add(Collection.COMMAND, Fields.write().number(ENTRY, entry));
  }

  /** What became of it is written down. */
  void settled(RecordId command) {
    records.remove(Collection.COMMAND, command);
  }

  /**
   * Writes down what became of those before; of as many as can be read while the past is locked.
   */
  synchronized void tellLost(Deeds deeds) {
    try {
      while (!lost.isEmpty()) {
        RecordStore.Stored command = lost.getFirst();
        Optional<AuditEntry> asked =
            command.fields().number(ENTRY).flatMap(number -> entry(deeds, number));
        asked.ifPresent(
            entry -> deeds.write(entry.outcome(AuditEntry.Outcome.FAILED).because(LOST)));
        settled(command.id());
        lost.removeFirst();
      }
    } catch (Problem later) {
      // They are told once the past is open, and the disk has room.
    }
  }

  /** Of an entry that is damaged there is no end to tell; checks of the journal name it. */
  private static Optional<AuditEntry> entry(Deeds deeds, long number) {
    try {
      return deeds.entry(number);
    } catch (Broken damaged) {
      return Optional.empty();
    }
  }
}
