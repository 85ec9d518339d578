package org.hearthhub.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.audit.Subtrees;
import org.hearthhub.history.PastLook;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Problem;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.vault.StoreReport;
import org.hearthhub.vault.StoreWatch;
import org.hearthhub.vault.Vault;

/**
 * Proves a backup: reads it again from its disk, opens every segment, brings both files inside into
 * a folder beside the store that holds no more in clear than the store does, and opens every row in
 * them with the keys in memory. The folder is gone afterwards. Thread-safe.
 */
final class Checking {
  private static final String SCRATCH = "checking-";
  private static final long ROOM_LEFT = 64L << 20;

  private final Vault vault;
  private final InstantSource clock;

  Checking(Vault vault, InstantSource clock) {
    this.vault = vault;
    this.clock = clock;
  }

  /** What is known of a backup from when it was written. */
  @SuppressWarnings("ArrayRecordComponent") // compared, forgotten
  record Written(Manifest manifest, Map<String, byte[]> digests, byte[] fileDigest) {}

  /** What came of it. */
  @SuppressWarnings("ArrayRecordComponent") // stored, forgotten
  record Outcome(Check check, Contents contents, byte[] fileDigest) {}

  /**
   * @param key of the container; not changed
   * @param written empty for one that this hub did not just write
   * @throws Broken if it is damaged
   */
  Outcome check(Path file, byte[] key, Optional<Written> written, Work work) {
    work.begin(BackupStatus.Doing.CHECKING, FileDigest.size(file));
    Optional<Path> scratch = Optional.empty();
    try (ContainerReader reader = ContainerReader.open(file)) {
      byte[] octets = reader.manifest(key);
      Manifest manifest = reader.parse(octets);
      scratch = scratch(manifest.storeBytes());
      Map<String, byte[]> digests = reader.files(manifest, target(scratch), work::did);
      byte[] fileDigest = reader.fileDigest();
      if (written.isPresent()) {
        requireAsWritten(file, written.get(), octets, digests, fileDigest);
      }
      Check check =
          scratch
              .map(folder -> open(file, folder, manifest, work))
              .orElseGet(
                  () ->
                      new Check.ByDigest(
                          clock.instant(),
                          manifest.tally().sealedRows(),
                          "There is not enough room beside the store to look into it."));
      return new Outcome(check, manifest.contents(), fileDigest);
    } finally {
      scratch.ifPresent(Checking::remove);
    }
  }

  private static void requireAsWritten(
      Path file, Written written, byte[] manifest, Map<String, byte[]> digests, byte[] fileDigest) {
    boolean same =
        MessageDigest.isEqual(manifest, written.manifest().toBytes())
            && MessageDigest.isEqual(fileDigest, written.fileDigest())
            && digests.keySet().equals(written.digests().keySet());
    for (Map.Entry<String, byte[]> each : digests.entrySet()) {
      byte[] expected = written.digests().get(each.getKey());
      same &= expected != null && MessageDigest.isEqual(expected, each.getValue());
    }
    if (!same) {
      throw notAs(file, "what came back from its disk is not what was written");
    }
  }

  private Check open(Path file, Path folder, Manifest manifest, Work work) {
    Subtrees root = Subtrees.empty();
    StoreReport report;
    try (PastLook inner = new PastLook(false)) {
      report = vault.checks().ofCopy(folder, watch(root, work), inner);
    }
    work.goOn();
    if (!report.tally().equals(manifest.tally())) {
      throw notAs(file, "it does not hold as many rows as the store did");
    }
    if (!MessageDigest.isEqual(root.root().octets(), manifest.auditRoot())) {
      throw notAs(file, "its activity journal is not the store's");
    }
    if (!report.damages().isEmpty()) {
      // The copy is the store bit for bit, unless it was read wrongly: then the store is well.
      if (isLiveWell(work)) {
        throw notAs(file, report.damages().getFirst().what());
      }
      return new Check.OfDamagedStore(
          clock.instant(), report.damages().size() + report.moreDamages());
    }
    return report.locked() > 0
        ? new Check.ByDigest(
            clock.instant(),
            report.locked(),
            "The past was locked, or its keys were made anew since.")
        : new Check.Proven(clock.instant());
  }

  private boolean isLiveWell(Work work) {
    try (PastLook inner = new PastLook(false)) {
      return vault.checks().ofLive(watch(Subtrees.empty(), work), inner).damages().isEmpty();
    }
  }

  private static StoreWatch watch(Subtrees root, Work work) {
    return new StoreWatch() {
      @Override
      public void reached(String table, long done, long all) {
        // its octets were counted already
      }

      @Override
      public void commitment(byte[] leaf) {
        root.add(leaf);
      }

      @Override
      public boolean goesOn() {
        return work.goesOn();
      }
    };
  }

  private static Broken notAs(Path file, String what) {
    return new Broken(
        "backup-not-proven",
        "The backup "
            + file.getFileName()
            + " is not good: "
            + what
            + ". It is kept aside; check the disk that it is on.",
        null);
  }

  /** A new folder in the data folder; empty if that has no room. */
  private Optional<Path> scratch(long bytes) {
    try {
      if (Files.getFileStore(vault.folder()).getUsableSpace() < bytes + bytes / 8 + ROOM_LEFT) {
        return Optional.empty();
      }
      return Optional.of(
          Files.createTempDirectory(
              vault.folder(),
              SCRATCH,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
    } catch (IOException noRoom) {
      return Optional.empty();
    }
  }

  private static ContainerReader.Target target(Optional<Path> scratch) {
    return item -> {
      if (!Extras.isAllowed(item.name())) {
        throw new Broken(
            "backup-damaged", "The backup holds a file that no backup of Hearth has.", null);
      }
      return scratch.isPresent() && item.name().endsWith(".db")
          ? guarded(scratch.get().resolve(item.name()))
          : OutputStream.nullOutputStream();
    };
  }

  /** So that a failing store disk is not taken for a failing backup. */
  private static OutputStream guarded(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return new FilterOutputStream(Files.newOutputStream(file, StandardOpenOption.WRITE)) {
      @Override
      public void write(byte[] from, int offset, int length) {
        try {
          out.write(from, offset, length);
        } catch (IOException failed) {
          throw new Unavailable(
              Unavailable.Who.HUB,
              "no-room-to-check",
              "The disk of the data folder has no room to look into the backup. Free some space,"
                  + " then check the backup again.");
        }
      }
    };
  }

  /** Removes what a kill left. */
  void removeLeftovers() {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(vault.folder(), SCRATCH + "*")) {
      left.forEach(Checking::remove);
    } catch (IOException notNow) {
      // It holds sealed bytes only and is tried again at the next start.
    }
  }

  private static void remove(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path each : files) {
        Files.deleteIfExists(each);
      }
      Files.deleteIfExists(folder);
    } catch (IOException notNow) {
      // see above
    }
  }

  /** Whether it says that the backup is bad, rather than that it could not be looked at. */
  static boolean condemns(Problem problem) {
    return problem.code().equals("backup-damaged") || problem.code().equals("backup-not-proven");
  }
}
