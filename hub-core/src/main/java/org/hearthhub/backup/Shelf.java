package org.hearthhub.backup;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hearthhub.backup.BackupRecords.Known;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Problem;
import org.hearthhub.problem.Refused;
import org.hearthhub.vault.BackupOpener;
import org.hearthhub.vault.Tier;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backup folder as it is planned and what is known of the backups in it. Thread-safe, but one
 * thread at a time may make or check.
 */
final class Shelf {
  private static final Logger log = LoggerFactory.getLogger(Shelf.class);
  private static final int FAILED_KEPT = 2;

  private final Vault vault;
  private final BackupNames names;
  private final BackupRecords records;
  private final Making making;
  private final Checking checking;
  private final InstantSource clock;
  private final Supplier<ZoneId> zone;

  Shelf(
      Vault vault,
      BackupNames names,
      BackupRecords records,
      Making making,
      Checking checking,
      InstantSource clock,
      Supplier<ZoneId> zone) {
    this.vault = vault;
    this.names = names;
    this.records = records;
    this.making = making;
    this.checking = checking;
    this.clock = clock;
    this.zone = zone;
  }

  /** The folder that was named, which is there and has its marker. */
  private BackupFolder folder() {
    BackupRecords.Plan plan = records.plan();
    BackupFolder folder =
        plan.plan()
            .folder()
            .map(path -> new BackupFolder(path, names))
            .orElseThrow(
                () ->
                    new Conflict(
                        "no-backup-folder",
                        "No folder was named for backups yet. Name one on another disk or a"
                            + " share."));
    folder.require(plan.marker());
    return folder;
  }

  void requireReady() {
    folder();
    if (vault.backupKeys().secrets() == 0) {
      throw Making.noSecret();
    }
  }

  List<Backup> list() {
    return folder().files().stream()
        .map(found -> records.find(found.name()).map(Known::backup).orElseGet(() -> unknown(found)))
        .toList();
  }

  private Backup unknown(BackupFolder.Found found) {
    return new Backup(
        found.name(),
        names.made(found.name()).orElse(Instant.EPOCH),
        found.bytes(),
        Optional.empty(),
        new Check.NotYet());
  }

  Path file(String name) {
    return folder().file(name);
  }

  /** Writes one, proves it, and only then gives it its name. */
  Backup make(Work work) {
    BackupFolder folder = folder();
    folder.removeLeftovers();
    Making.Made made = making.make(folder, work);
    try {
      String unfinished = BackupNames.unfinished(made.name());
      Path file = folder.path(unfinished);
      Known known;
      try {
        Checking.Outcome outcome =
            checking.check(
                file,
                made.key(),
                Optional.of(
                    new Checking.Written(made.manifest(), made.digests(), made.fileDigest())),
                work);
        known = known(made, made.name(), folder.size(unfinished), outcome.check());
      } catch (Problem failed) {
        setAside(folder, made, failed, work);
        throw failed;
      }
      folder.rename(unfinished, made.name());
      records.put(known);
      log.info(
          "Backup {} was made in {}; writing paused for {} ms",
          made.name(),
          records.plan().plan().folder().map(Path::toString).orElse(""),
          made.pause().toMillis());
      tidy(folder, known);
      if (known.backup().check() instanceof Check.Proven) {
        vault.forgetBeforeMigration();
      }
      making.makeErasureList(folder);
      return known.backup();
    } finally {
      Arrays.fill(made.key(), (byte) 0);
    }
  }

  private Known known(Making.Made made, String name, long bytes, Check check) {
    boolean waits = check instanceof Check.ByDigest && !vault.isOpen(Tier.HISTORY);
    return new Known(
        new Backup(
            name, made.manifest().made(), bytes, Optional.of(made.manifest().contents()), check),
        Optional.of(made.fileDigest()),
        waits ? Optional.of(vault.backupKeys().keepForPast(made.key())) : Optional.empty(),
        false);
  }

  /** One that is not good is kept for inspection; one that was merely interrupted is not. */
  private void setAside(BackupFolder folder, Making.Made made, Problem failed, Work work) {
    String unfinished = BackupNames.unfinished(made.name());
    if (!work.goesOn() || !Checking.condemns(failed)) {
      folder.delete(unfinished);
      return;
    }
    String name = BackupNames.failed(made.name());
    long bytes = folder.size(unfinished);
    folder.rename(unfinished, name);
    records.put(known(made, name, bytes, new Check.Failed(clock.instant(), failed.sentence())));
    removeAll(folder, failed().skip(FAILED_KEPT).toList());
  }

  private Stream<Known> failed() {
    return records.all().stream()
        .filter(known -> !known.foreign() && known.backup().check() instanceof Check.Failed);
  }

  /**
   * Removes what the rule does not keep, and all but the newest failed ones; nothing that this
   * store did not make, such as what came after the backup that it was restored from. The one that
   * was just made stays whatever the clock says, and so does the newest of which everything was
   * opened.
   */
  private void tidy(BackupFolder folder, Known justMade) {
    List<BackupFolder.Found> present = folder.files();
    Set<String> there = Set.copyOf(present.stream().map(BackupFolder.Found::name).toList());
    List<Known> good = new ArrayList<>();
    for (Known known : records.all()) {
      if (!there.contains(known.backup().name())) {
        records.remove(known.backup().name());
      } else if (!known.foreign() && Standing.isGood(known.backup().check())) {
        good.add(known); // what this store did not make stays, as what nothing is known of
      }
    }
    Set<Instant> kept =
        new HashSet<>(
            records
                .plan()
                .plan()
                .keep()
                .kept(good.stream().map(known -> known.backup().made()).toList(), zone.get()));
    kept.add(justMade.backup().made());
    good.stream()
        .filter(known -> known.backup().check() instanceof Check.Proven)
        .findFirst()
        .ifPresent(proven -> kept.add(proven.backup().made()));
    removeAll(
        folder,
        Stream.concat(
                good.stream().filter(known -> !kept.contains(known.backup().made())),
                failed().skip(FAILED_KEPT))
            .toList());
  }

  private void removeAll(BackupFolder folder, List<Known> gone) {
    for (Known known : gone) {
      folder.delete(known.backup().name());
      records.remove(known.backup().name());
    }
  }

  void requireKnown(String name) {
    Known known = records.find(name).orElseThrow(() -> needsSecret(name));
    if (known.keptKey().isEmpty() && known.digest().isEmpty()) {
      throw needsSecret(name);
    }
  }

  Backup verify(String name, Work work) {
    Path file = file(name);
    Known known = records.find(name).orElseThrow(() -> needsSecret(name));
    Optional<byte[]> key = known.keptKey().flatMap(vault.backupKeys()::ofPast);
    if (key.isPresent()) {
      return look(file, known, key.get(), work);
    }
    byte[] digest = known.digest().orElseThrow(() -> needsSecret(name));
    Check check = known.backup().check();
    Check after =
        FileDigest.of(file, work).map(now -> Arrays.equals(now, digest)).orElse(false)
            ? again(check)
            : new Check.Failed(clock.instant(), changed(name));
    Known looked = known.with(after, known.keptKey());
    records.put(looked);
    return looked.backup();
  }

  /** Bit for bit what it was: so it is still as good. */
  private Check again(Check check) {
    Instant now = clock.instant();
    return switch (check) {
      case Check.Proven _ -> new Check.Proven(now);
      case Check.ByDigest(var _, long waiting, String why) -> new Check.ByDigest(now, waiting, why);
      case Check.OfDamagedStore(var _, long damaged) -> new Check.OfDamagedStore(now, damaged);
      case Check.NotYet _, Check.Failed _ -> check;
    };
  }

  private static String changed(String name) {
    return "The backup "
        + name
        + " is not what was written: its disk changed it. It no longer counts; make another one"
        + " now, and check the disk.";
  }

  private static Conflict needsSecret(String name) {
    return new Conflict(
        "backup-needs-secret",
        "This hub did not make the backup "
            + name
            + ". Type a passphrase or recovery code of it; 'hearth backup verify' asks for it.");
  }

  Backup verify(String name, Unlock secret, Work work) {
    Path file = file(name);
    try (BackupOpener opener = new BackupOpener(secret);
        ContainerReader reader = ContainerReader.open(file)) {
      ContainerHeader header = reader.header();
      byte[] key =
          opener
              .open(header.vaultId(), header.containerId(), header.recipients())
              .orElseThrow(Shelf::wrongSecret);
      Known known =
          records
              .find(name)
              .orElseGet(
                  () ->
                      new Known(
                          new Backup(
                              name,
                              names.made(name).orElse(Instant.EPOCH),
                              0,
                              Optional.empty(),
                              new Check.NotYet()),
                          Optional.empty(),
                          Optional.empty(),
                          true));
      return look(file, known, key, work);
    }
  }

  static Refused wrongSecret() {
    return new Refused(
        Refused.Reason.NOT_ALLOWED,
        "wrong-backup-secret",
        "This does not open the backup. It takes a passphrase or recovery code that the home had"
            + " when the backup was made; mind capitals and the keyboard's layout.");
  }

  /** Opens everything in it. The key is wiped. */
  private Backup look(Path file, Known known, byte[] key, Work work) {
    Known looked;
    try {
      Checking.Outcome outcome = checking.check(file, key, Optional.empty(), work);
      if (known.digest().filter(was -> !Arrays.equals(was, outcome.fileDigest())).isPresent()) {
        // Another whole backup, perhaps an older one, in the place of this one.
        throw new Broken("backup-not-proven", changed(known.backup().name()), null);
      }
      looked =
          new Known(
              new Backup(
                  known.backup().name(),
                  known.backup().made(),
                  FileDigest.size(file),
                  Optional.of(outcome.contents()),
                  outcome.check()),
              Optional.of(outcome.fileDigest()),
              Optional.empty(),
              known.foreign());
    } catch (Problem failed) {
      if (!Checking.condemns(failed)) {
        throw failed;
      }
      looked = known.with(new Check.Failed(clock.instant(), failed.sentence()), Optional.empty());
    } finally {
      Arrays.fill(key, (byte) 0);
    }
    records.put(looked);
    return looked.backup();
  }

  boolean somethingWaits() {
    return records.all().stream().anyMatch(known -> known.keptKey().isPresent());
  }

  /** Those that were made while the past was locked. */
  List<Backup> openWhatWaited(Work work) {
    BackupFolder folder = folder();
    List<Backup> looked = new ArrayList<>();
    for (Known known : records.all()) {
      Optional<byte[]> key = known.keptKey().flatMap(vault.backupKeys()::ofPast);
      if (key.isPresent() && folder.has(known.backup().name())) {
        looked.add(look(folder.file(known.backup().name()), known, key.get(), work));
      }
    }
    return looked;
  }

  /** What was erased so far, beside the backups, for those that were made before. */
  void writeErasures() {
    making.makeErasureList(folder());
  }
}
