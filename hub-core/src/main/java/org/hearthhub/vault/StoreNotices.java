package org.hearthhub.vault;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was noticed since the vault was opened, each once, in the log as well. Thread-safe. */
final class StoreNotices {
  private static final Logger log = LoggerFactory.getLogger(StoreNotices.class);
  private static final int MOST = 100;
  private static final String RESTORE =
      " It was put aside, and all else goes on. A backup from before has it.";

  private final Set<StoreNotice> noticed = new LinkedHashSet<>();

  synchronized void add(String code, String sentence) {
    if (noticed.size() < MOST && noticed.add(new StoreNotice(code, sentence))) {
      log.error("{} ({})", sentence, code);
    }
  }

  /** What no longer holds. */
  synchronized void retract(String code) {
    noticed.removeIf(notice -> notice.code().equals(code));
  }

  synchronized List<StoreNotice> all() {
    return new ArrayList<>(noticed);
  }

  void recordPutAside(Collection collection, RecordId id) {
    add(
        "record-damaged",
        "home.db is damaged: record "
            + id.number()
            + ", "
            + inWords(collection)
            + ", does not open."
            + RESTORE);
  }

  void dataKeyPutAside(long id) {
    add(
        "key-damaged",
        "home.db is damaged: data key "
            + id
            + " does not open, and so does nothing that it sealed: the past of one device, or the"
            + " entries of the journal for a time."
            + RESTORE);
  }

  void slotAboutPutAside(long id) {
    add(
        "key-label-damaged",
        "home.db is damaged: what is said about key "
            + id
            + " does not open, its label and whose password it is. It was put aside; the key opens"
            + " the store as before. Give it a label, and if it is somebody's password, replace it"
            + " when they change that.");
  }

  void slotHalf(String code, long id) {
    add(
        code,
        "home.db is damaged: key "
            + id
            + " may open the store or the past no more, cannot be given new keys, and is left out"
            + " of backups. Try it with 'hearth keys test "
            + id
            + "' while the past is unlocked, which mends it, or add another and remove it.");
  }

  void erasurePutAside() {
    add(
        "erasure-damaged",
        "home.db is damaged: what was noted of an erasure does not open. It was put aside, and all"
            + " else goes on; what was erased stays so. A backup from before it may still hold it,"
            + " and would not be told when it is restored: delete it where that matters.");
  }

  void erasureUnfinished(String code, String failure) {
    add(
        code,
        "A device's past was erased: its keys are gone. What is left of it in the files could not"
            + " be cleared yet: "
            + failure
            + " It is tried again at each start and when something is erased.");
  }

  void blobDamaged(Binding place) {
    add(
        "past-damaged",
        "history.db is damaged: "
            + inWords(place.table())
            + " "
            + place.row()[0]
            + " does not open. Its readings are missing, and all else goes on. A backup from before"
            + " has them.");
  }

  private static String inWords(Binding.Table table) {
    return switch (table) {
      case JOURNAL -> "the part of the journal from reading";
      case CHUNK -> "chunk";
      case ROLLUP -> "hours and days of readings, which are made anew where they can be, row";
      case OPEN_CHUNK -> "the newest chunk of series";
      default -> "a row of " + table;
    };
  }

  private static String inWords(Collection collection) {
    return switch (collection) {
      case HOME -> "the name of the home";
      case ROOM -> "a room";
      case DEVICE -> "a device, which is gone from the list until it is accepted anew";
      case IGNORED -> "something that was ignored";
      case RESIDENT -> "a person, who cannot sign in any more";
      case SESSION -> "a browser that was signed in";
      case SERIES -> "a property whose readings up to now cannot be found any more";
      case SETTING -> "a setting";
      case CREDENTIAL -> "the secret of a device, which has to be paired anew";
      case COMMAND -> "that a command waited for its device; what became of it is not told";
      case KEEPING -> "how long some readings are kept";
      case BACKUP -> "what was known of a backup; the backup itself is not touched";
      case BACKUP_PLAN -> "where backups go, which has to be said anew";
      case PAST_ZONE -> "the time zone that past days were counted by; they are counted anew";
      case PAST_CLOCK -> "what time it was last";
      case AUDIT_LOG -> "the key that the journal was signed with; there is a new one";
    };
  }
}
