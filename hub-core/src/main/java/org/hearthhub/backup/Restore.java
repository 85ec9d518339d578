package org.hearthhub.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hearthhub.audit.Audit;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.event.EventBus;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.Actor;
import org.hearthhub.vault.BackupOpener;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.jspecify.annotations.Nullable;

/** Brings a home back from a backup, on this or another machine, while no hub runs there. */
public final class Restore {
  private static final String UNFINISHED = ".restoring";
  private static final long ROOM_LEFT = 64L << 20;
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private final Path container;
  private final Path target;
  private final Order order;
  private final InstantSource clock;

  private Restore(Order order, InstantSource clock) {
    this.container = order.container();
    this.target = order.target().toAbsolutePath().normalize();
    this.order = order;
    this.clock = clock;
  }

  /**
   * What to bring back, and how.
   *
   * @param container the file of a backup
   * @param secret passphrase or recovery code that it opens with; cleared
   * @param later a secret that the home got after the backup was made, to read what was erased
   *     since; cleared
   * @param withoutErasures go on even if what was erased since cannot be read
   * @param target a data folder to be made; it must not be there or be empty
   * @param dryRun prove that it would work, and change nothing
   */
  public record Order(
      Path container,
      Unlock secret,
      Optional<Unlock> later,
      boolean withoutErasures,
      Path target,
      boolean dryRun) {}

  /** As {@link #run(Order, InstantSource)}, with one secret that opens everything. */
  public static Restoring run(
      Path container, Unlock secret, Path target, boolean dryRun, InstantSource clock) {
    return run(new Order(container, secret, Optional.empty(), false, target, dryRun), clock);
  }

  /**
   * Reads the whole backup and proves it; then, unless it is a dry run, makes the data folder of
   * it, or nothing at all. What lies beside the backup tells which erasures came after it; they are
   * applied. The restored home opens with the same passphrases and recovery codes; the caller may
   * add a key file of this machine.
   *
   * @throws org.hearthhub.problem.Refused if the secret opens no slot of the backup
   * @throws Conflict if the target is not empty, the backup is of a newer Hearth, or what was
   *     erased since cannot be read and the order does not say to go on without
   * @throws Broken if the backup is damaged, or the disk is full
   */
  public static Restoring run(Order order, InstantSource clock) {
    Restore restore = new Restore(order, clock);
    try (BackupOpener opener = new BackupOpener(order.secret());
        BackupOpener later = new BackupOpener(order.later().orElse(order.secret()))) {
      restore.requireEmptyTarget();
      return restore.run(
          opener, order.later().isPresent() ? List.of(opener, later) : List.of(opener));
    }
  }

  private void requireEmptyTarget() {
    try {
      if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
        try (Stream<Path> content = Files.list(target)) {
          if (content.findAny().isEmpty()) {
            return;
          }
        }
      }
      throw new Conflict(
          "restore-not-empty",
          "There is something in "
              + target
              + " already, and a restore overwrites nothing. Name a folder that is not there.");
    } catch (IOException failed) {
      throw BackupFolder.problem(target, failed);
    }
  }

  private Restoring run(BackupOpener opener, List<BackupOpener> secrets) {
    try (ContainerReader reader = ContainerReader.open(container)) {
      ContainerHeader header = reader.header();
      if (header.kind() != ContainerHeader.Kind.BACKUP) {
        throw new Invalid(
            "not-a-backup",
            container.getFileName() + " lists what was erased; name one of the backups beside it.");
      }
      byte[] key =
          opener
              .open(header.vaultId(), header.containerId(), header.recipients())
              .orElseThrow(Shelf::wrongSecret);
      try {
        Manifest manifest = reader.parse(reader.manifest(key));
        requireAllowed(manifest);
        Erased erased = Erased.beside(container, header, manifest, secrets);
        if (erased.isUnsure() && !order.withoutErasures()) {
          throw laterSecretNeeded();
        }
        return order.dryRun()
            ? tried(reader, manifest, erased)
            : restored(reader, manifest, erased, opener);
      } finally {
        Arrays.fill(key, (byte) 0);
      }
    }
  }

  private static Conflict laterSecretNeeded() {
    return new Conflict(
        "erasures-need-secret",
        "What was erased after this backup was made stands beside it, but this secret does not open"
            + " that, or it is damaged. Name the passphrase of later with --later-passphrase-file;"
            + " or go on with --without-erasures, and what was erased comes back.");
  }

  private static void requireAllowed(Manifest manifest) {
    for (Manifest.Item item : manifest.items()) {
      if (!Extras.isAllowed(item.name())) {
        throw new Broken(
            "backup-damaged", "The backup holds a file that no backup of Hearth has.", null);
      }
    }
  }

  private Restoring tried(ContainerReader reader, Manifest manifest, Erased erased) {
    reader.files(manifest, item -> OutputStream.nullOutputStream(), octets -> {});
    return report(
        manifest,
        erased,
        false,
        "The backup is whole. The home of "
            + manifest.made()
            + " would be brought back into "
            + target
            + ", with "
            + manifest.contents().devices()
            + " devices and "
            + manifest.contents().readings()
            + " readings. "
            + inWords(erased)
            + " Nothing was changed.");
  }

  private Restoring restored(
      ContainerReader reader, Manifest manifest, Erased erased, BackupOpener opener) {
    Path unfinished = target.resolveSibling(target.getFileName() + UNFINISHED);
    boolean done = false;
    try {
      remove(unfinished); // what a kill left
      requireRoom(manifest);
      makeBeside(unfinished);
      reader.files(manifest, item -> create(unfinished, item), octets -> {});
      settle(unfinished, manifest, erased, opener);
      Files.deleteIfExists(unfinished.resolve("hearth.lock"));
      BackupFolder.sync(unfinished);
      moveIntoPlace(unfinished);
      sync(target.getParent());
      done = true;
      return report(
          manifest,
          erased,
          true,
          "The home of "
              + manifest.made()
              + " is back in "
              + target
              + ". "
              + inWords(erased)
              + " Open it with the same passphrase, or give this machine a key of its own:"
              + " 'hearth keys add'.");
    } catch (IOException failed) {
      throw BackupFolder.problem(target, failed);
    } finally {
      if (!done) {
        removeQuietly(unfinished);
      }
    }
  }

  private void requireRoom(Manifest manifest) throws IOException {
    Path parent = target.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new Invalid(
          "restore-no-parent", "The folder that " + target + " is to be made in is not there.");
    }
    long room = Files.getFileStore(parent).getUsableSpace();
    if (room < manifest.bytes() + ROOM_LEFT) {
      throw new Broken(
          "restore-disk-full",
          "There is not enough room for "
              + target
              + ": the home takes "
              + (manifest.bytes() >> 20)
              + " MiB. Free some space; nothing was changed.",
          null);
    }
  }

  private void makeBeside(Path unfinished) {
    try {
      make(unfinished);
    } catch (IOException denied) {
      throw notInOnePiece(denied);
    }
  }

  private void moveIntoPlace(Path unfinished) {
    try {
      Files.move(
          unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException inUse) {
      throw notInOnePiece(inUse);
    }
  }

  private Broken notInOnePiece(IOException cause) {
    return new Broken(
        "restore-not-here",
        target
            + " cannot be made in one piece: it is a disk of its own, or the folder around it is"
            + " not yours to write to. Name a folder inside it, such as "
            + target.resolve("home")
            + ", and start the hub with that as --data.",
        cause);
  }

  private static void make(Path folder) throws IOException {
    Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER));
  }

  /** On the disk when it is closed. */
  private static OutputStream create(Path folder, Manifest.Item item) throws IOException {
    Path file = folder.resolve(item.name());
    Path parent = file.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      make(parent);
    }
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(FILE));
    return new FilterOutputStream(Channels.newOutputStream(channel)) {
      @Override
      public void write(byte[] from, int offset, int length) {
        try {
          out.write(from, offset, length);
        } catch (IOException failed) {
          throw BackupFolder.problem(folder, failed);
        }
      }

      @Override
      public void close() throws IOException {
        channel.force(true);
        super.close();
      }
    };
  }

  /** Opens what was restored, erases what had been erased since, and writes down what was done. */
  private void settle(Path unfinished, Manifest manifest, Erased erased, BackupOpener opener) {
    try (Vault vault = Vault.open(unfinished, opener.secret(), clock)) {
      erased.applyTo(vault);
      new Audit(vault, new EventBus(), clock)
          .write(
              AuditEntry.draft(
                      new Actor.Operator(),
                      "Operator",
                      AuditEntry.Action.RESTORE,
                      AuditEntry.Outcome.DONE)
                  .because("Restored the backup of " + manifest.made() + "."));
    }
  }

  private static String inWords(Erased erased) {
    String count =
        switch ((int) Math.min(erased.count(), 2)) {
          case 0 -> "Nothing that is known to have been erased since";
          case 1 -> "One past that was erased since";
          default -> erased.count() + " pasts that were erased since";
        };
    return count
        + (erased.count() == 0 ? " is in it" : " is left out")
        + "; erasures after "
        + erased.knownTo().truncatedTo(ChronoUnit.SECONDS)
        + (erased.isUnsure() ? " could not be read and are back." : " are not known.");
  }

  private Restoring report(Manifest manifest, Erased erased, boolean done, String sentence) {
    return new Restoring(
        done,
        manifest.made(),
        manifest.contents(),
        manifest.storeBytes(),
        erased.count(),
        erased.knownTo(),
        sentence);
  }

  private static void sync(@Nullable Path folder) {
    if (folder != null) {
      BackupFolder.sync(folder);
    }
  }

  private static void removeQuietly(Path folder) {
    try {
      remove(folder);
    } catch (IOException left) {
      // The next restore to this target removes it.
    }
  }

  private static void remove(Path folder) throws IOException {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
        for (Path each : content) {
          remove(each);
        }
      }
    }
    Files.deleteIfExists(folder);
  }
}
