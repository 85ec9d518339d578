package org.hearthhub.backup;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hearthhub.vault.ByteSource;
import org.hearthhub.vault.Collection;
import org.hearthhub.vault.Fields;
import org.hearthhub.vault.RecordId;
import org.hearthhub.vault.RecordStore;

/** What the store remembers of backups, sealed like all else in it. Thread-safe. */
final class BackupRecords {
  // Fields of a backup.
  private static final int NAME = 1;
  private static final int SECOND = 2;
  private static final int NANO = 3;
  private static final int BYTES = 4;
  private static final int DEVICES = 5;
  private static final int ROWS = 6;
  private static final int READINGS = 7;
  private static final int AUDIT_ENTRIES = 8;
  private static final int STORE_BYTES = 9;
  private static final int CHECK = 10;
  private static final int CHECK_SECOND = 11;
  private static final int CHECK_COUNT = 12;
  private static final int CHECK_TEXT = 13;
  private static final int DIGEST = 14;
  private static final int KEPT_KEY = 15;
  private static final int FOREIGN = 16;

  // Kinds of checks, for ever.
  private static final int NOT_YET = 0;
  private static final int PROVEN = 1;
  private static final int BY_DIGEST = 2;
  private static final int OF_DAMAGED_STORE = 3;
  private static final int FAILED = 4;

  // Fields of the plan.
  private static final int FOLDER = 1;
  private static final int MINUTE = 2;
  private static final int KEEP_DAILY = 3;
  private static final int KEEP_WEEKLY = 4;
  private static final int KEEP_MONTHLY = 5;
  private static final int MARKER = 6;
  private static final int TRIED = 7;
  private static final int FAILED_SECOND = 8;
  private static final int FAILED_TEXT = 9;

  private final RecordStore records;
  private final List<Kept> kept = new ArrayList<>();
  private Plan plan = new Plan(BackupPlan.USUAL, "", Optional.empty(), Optional.empty());
  private Optional<RecordId> planRecord = Optional.empty();

  /**
   * @param digest SHA-256 of the file as it was when it was proven
   * @param keptKey of one that has to be looked into once the past is open
   * @param foreign whether this store did not make it, so that it is not for it to remove
   */
  record Known(Backup backup, Optional<byte[]> digest, Optional<byte[]> keptKey, boolean foreign) {
    Known with(Check check, Optional<byte[]> keptStill) {
      return new Known(
          new Backup(backup.name(), backup.made(), backup.bytes(), backup.contents(), check),
          digest,
          keptStill,
          foreign);
    }
  }

  /**
   * @param marker what the folder's marker says
   * @param tried when one was begun by itself last
   */
  record Plan(
      BackupPlan plan,
      String marker,
      Optional<Instant> tried,
      Optional<BackupStatus.Failure> failure) {}

  private record Kept(RecordId id, Known known) {}

  BackupRecords(RecordStore records) {
    this.records = records;
    for (RecordStore.Stored stored : records.all(Collection.BACKUP)) {
      kept.add(new Kept(stored.id(), read(stored.fields())));
    }
    records.all(Collection.BACKUP_PLAN).stream()
        .findFirst()
        .ifPresent(
            stored -> {
              planRecord = Optional.of(stored.id());
              plan = readPlan(stored.fields());
            });
  }

  /** Newest first. */
  synchronized List<Known> all() {
    return kept.stream()
        .map(Kept::known)
        .sorted(Comparator.comparing((Known known) -> known.backup().made()).reversed())
        .toList();
  }

  synchronized Optional<Known> find(String name) {
    return kept.stream()
        .map(Kept::known)
        .filter(known -> known.backup().name().equals(name))
        .findFirst();
  }

  synchronized Plan plan() {
    return plan;
  }

  synchronized void put(Known known) {
    Optional<Kept> old =
        kept.stream()
            .filter(each -> each.known().backup().name().equals(known.backup().name()))
            .findFirst();
    if (old.isPresent()) {
      records.replace(Collection.BACKUP, old.get().id(), write(known));
      kept.set(kept.indexOf(old.get()), new Kept(old.get().id(), known));
    } else {
      kept.add(new Kept(records.add(Collection.BACKUP, write(known)), known));
    }
  }

  synchronized void remove(String name) {
    kept.removeIf(
        each -> {
          boolean gone = each.known().backup().name().equals(name);
          if (gone) {
            records.remove(Collection.BACKUP, each.id());
          }
          return gone;
        });
  }

  synchronized void put(Plan changed) {
    if (planRecord.isPresent()) {
      records.replace(Collection.BACKUP_PLAN, planRecord.get(), write(changed));
    } else {
      planRecord = Optional.of(records.add(Collection.BACKUP_PLAN, write(changed)));
    }
    plan = changed;
  }

  private static Fields.Writer write(Known known) {
    Backup backup = known.backup();
    Instant made = backup.made();
    long second = made.getEpochSecond();
    int nano = made.getNano();
    Fields.Writer fields =
        Fields.write()
            .text(NAME, backup.name())
            .number(SECOND, second)
            .number(NANO, nano)
            .number(BYTES, backup.bytes());
    backup
        .contents()
        .ifPresent(
            contents ->
                fields
                    .number(DEVICES, contents.devices())
                    .number(ROWS, contents.blobs())
                    .number(READINGS, contents.readings())
                    .number(AUDIT_ENTRIES, contents.auditEntries())
                    .number(STORE_BYTES, contents.storeBytes()));
    known.digest().ifPresent(digest -> fields.bytes(DIGEST, digest));
    known.keptKey().ifPresent(key -> fields.bytes(KEPT_KEY, key));
    if (known.foreign()) {
      fields.number(FOREIGN, 1);
    }
    return write(fields, backup.check());
  }

  private static Fields.Writer write(Fields.Writer fields, Check check) {
    return switch (check) {
      case Check.NotYet() -> fields.number(CHECK, NOT_YET);
      case Check.Proven(Instant at) ->
          fields.number(CHECK, PROVEN).number(CHECK_SECOND, at.getEpochSecond());
      case Check.ByDigest(Instant at, long waiting, String why) ->
          fields
              .number(CHECK, BY_DIGEST)
              .number(CHECK_SECOND, at.getEpochSecond())
              .number(CHECK_COUNT, waiting)
              .text(CHECK_TEXT, why);
      case Check.OfDamagedStore(Instant at, long damaged) ->
          fields
              .number(CHECK, OF_DAMAGED_STORE)
              .number(CHECK_SECOND, at.getEpochSecond())
              .number(CHECK_COUNT, damaged);
      case Check.Failed(Instant at, String sentence) ->
          fields
              .number(CHECK, FAILED)
              .number(CHECK_SECOND, at.getEpochSecond())
              .text(CHECK_TEXT, sentence);
    };
  }

  private static Known read(Fields fields) {
    Optional<Contents> contents =
        fields
            .number(DEVICES)
            .map(
                devices ->
                    new Contents(
                        devices,
                        fields.number(ROWS).orElse(0L),
                        fields.number(READINGS).orElse(0L),
                        fields.number(AUDIT_ENTRIES).orElse(0L),
                        fields.number(STORE_BYTES).orElse(0L)));
    return new Known(
        new Backup(
            fields.text(NAME).orElseThrow(ByteSource::malformed),
            Instant.ofEpochSecond(fields.number(SECOND).orElse(0L), fields.number(NANO).orElse(0L)),
            fields.number(BYTES).orElse(0L),
            contents,
            check(fields)),
        fields.bytes(DIGEST),
        fields.bytes(KEPT_KEY),
        fields.number(FOREIGN).isPresent());
  }

  private static Check check(Fields fields) {
    Instant at = Instant.ofEpochSecond(fields.number(CHECK_SECOND).orElse(0L));
    long count = fields.number(CHECK_COUNT).orElse(0L);
    String text = fields.text(CHECK_TEXT).orElse("");
    return switch (Math.toIntExact(fields.number(CHECK).orElse(0L))) {
      case NOT_YET -> new Check.NotYet();
      case PROVEN -> new Check.Proven(at);
      case BY_DIGEST -> new Check.ByDigest(at, count, text);
      case OF_DAMAGED_STORE -> new Check.OfDamagedStore(at, count);
      case FAILED -> new Check.Failed(at, text);
      default -> throw ByteSource.malformed();
    };
  }

  private static Fields.Writer write(Plan plan) {
    Fields.Writer fields =
        Fields.write()
            .number(KEEP_DAILY, plan.plan().keep().daily())
            .number(KEEP_WEEKLY, plan.plan().keep().weekly())
            .number(KEEP_MONTHLY, plan.plan().keep().monthly())
            .text(MARKER, plan.marker());
    plan.plan().folder().ifPresent(folder -> fields.text(FOLDER, folder.toString()));
    plan.plan().daily().ifPresent(time -> fields.number(MINUTE, time.toSecondOfDay() / 60));
    plan.tried().ifPresent(at -> fields.number(TRIED, at.getEpochSecond()));
    plan.failure()
        .ifPresent(
            failure ->
                fields
                    .number(FAILED_SECOND, failure.at().getEpochSecond())
                    .text(FAILED_TEXT, failure.sentence()));
    return fields;
  }

  private static Plan readPlan(Fields fields) {
    KeepRule keep =
        new KeepRule(
            Math.toIntExact(fields.number(KEEP_DAILY).orElse(7L)),
            Math.toIntExact(fields.number(KEEP_WEEKLY).orElse(4L)),
            Math.toIntExact(fields.number(KEEP_MONTHLY).orElse(12L)));
    return new Plan(
        new BackupPlan(
            fields.text(FOLDER).map(Path::of),
            fields.number(MINUTE).map(minute -> LocalTime.ofSecondOfDay(minute * 60)),
            keep),
        fields.text(MARKER).orElse(""),
        fields.number(TRIED).map(Instant::ofEpochSecond),
        fields
            .number(FAILED_SECOND)
            .map(
                second ->
                    new BackupStatus.Failure(
                        Instant.ofEpochSecond(second), fields.text(FAILED_TEXT).orElse(""))));
  }
}
