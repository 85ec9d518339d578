package org.hearthhub.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Problem;

/**
 * Copies of both files from before they are brought to a newer version, in {@code before-vN} of the
 * data folder, N being the version of {@code home.db} that they have. They are sealed as the files
 * are, and go when a backup is proven or something is erased.
 */
final class BeforeMigration {
  private static final String NAME = "before-v";
  private static final String UNFINISHED = ".unfinished";
  private static final long ROOM_LEFT = 16L << 20;
  private static final int BLOCK = 1 << 20;

  private BeforeMigration() {}

  static boolean isKept(Path data) {
    for (long version = 1; version < Migrations.ofHome().newest(); version++) {
      if (Files.isDirectory(data.resolve(NAME + version))) {
        return true;
      }
    }
    return false;
  }

  /**
   * To be called while nothing has the files open.
   *
   * @throws Broken if there is no room for it; then nothing was changed
   */
  static void keep(DataFolder held) {
    long home;
    long history;
    try {
      home = settledVersion(held.home());
      history = settledVersion(held.history());
    } catch (Problem notOpening) {
      return; // opening says better what is wrong
    }
    boolean older =
        home < Migrations.ofHome().newest() || history < Migrations.ofHistory().newest();
    boolean made = home > 0 && history > 0;
    Path folder = held.path().resolve(NAME + home);
    if (!older || !made || Files.isDirectory(folder)) {
      return;
    }
    try {
      copy(held, held.path().resolve(NAME + home + UNFINISHED), folder);
    } catch (IOException failed) {
      throw new Broken(
          "no-copy-before-migration",
          "This Hearth changes how the store is laid out, and could not keep a copy of it as it is:"
              + " the disk says "
              + failed.getMessage()
              + ". Nothing was changed. Free some space, or run the Hearth you had before.",
          failed);
    }
  }

  /** After what is in its WAL is in the file itself. */
  private static long settledVersion(Path file) {
    try (Sqlite db = Sqlite.open(file, 64)) {
      long version = db.number("PRAGMA user_version");
      db.number("PRAGMA wal_checkpoint(TRUNCATE)");
      return version;
    }
  }

  private static void copy(DataFolder held, Path unfinished, Path folder) throws IOException {
    List<Path> files = List.of(held.home(), held.history());
    remove(unfinished);
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    if (Files.getFileStore(held.path()).getUsableSpace() < bytes + ROOM_LEFT) {
      throw new IOException("that there is no room for " + ((bytes + ROOM_LEFT) >> 20) + " MiB");
    }
    Files.createDirectory(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      for (Path file : files) {
        copy(file, unfinished.resolve(file.getFileName()));
      }
      DataFolder.sync(unfinished);
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
      DataFolder.sync(held.path());
    } catch (IOException failed) {
      remove(unfinished);
      throw failed;
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel copy =
            FileChannel.open(
                to,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                DataFolder.fileMode())) {
      long size = source.size();
      for (long at = 0; at < size; ) {
        at += source.transferTo(at, Math.min(BLOCK, size - at), copy);
      }
      copy.force(true);
    }
  }

  /** They are needed no more, or must not be there. */
  static void forget(Path dataFolder) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(dataFolder, NAME + "*")) {
      for (Path each : all) {
        remove(each);
      }
    } catch (IOException failed) {
      throw new Broken(
          "copy-before-migration-stays",
          "The copies from before the store was changed could not be removed from "
              + dataFolder
              + ". Check its owner and the disk.",
          failed);
    }
  }

  private static void remove(Path folder) throws IOException {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path each : files) {
          Files.deleteIfExists(each);
        }
      }
    }
    Files.deleteIfExists(folder);
  }
}
