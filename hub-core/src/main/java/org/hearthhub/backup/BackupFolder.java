package org.hearthhub.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a person named for backups. A marker file of random content in it tells it from
 * the empty mount point of a share that is not there. A file gets its name when it is whole, proven
 * and on the disk. Thread-safe.
 */
final class BackupFolder {
  private static final int MOST_FILES = 10_000;

  private final Path folder;
  private final BackupNames names;

  BackupFolder(Path folder, BackupNames names) {
    this.folder = folder;
    this.names = names;
  }

  /** A file of ours in it. */
  record Found(String name, long bytes) {}

  /**
   * Takes a folder that a person named; the last part of its path is made if need be.
   *
   * @param dataFolder where backups must not go
   * @return what its marker says from now on
   * @throws Invalid if it cannot be one
   */
  static String claim(Path folder, Path dataFolder, BackupNames names) {
    if (!folder.isAbsolute()) {
      throw new Invalid(
          "backup-folder-relative", "Give the whole path of the backup folder, from / on.");
    }
    try {
      Path parent = folder.getParent();
      if (parent != null && !Files.isDirectory(folder) && Files.isDirectory(parent)) {
        Files.createDirectory(folder);
      }
      if (!Files.isDirectory(folder)) {
        throw new Invalid(
            "no-backup-folder",
            "There is no folder " + folder + ". Make it, or connect the disk it is on.");
      }
      if (folder.toRealPath().startsWith(dataFolder.toRealPath())
          || dataFolder.toRealPath().startsWith(folder.toRealPath())) {
        throw new Invalid(
            "backup-in-data-folder",
            "Backups must not lie in the data folder, nor around it: what destroys the one would"
                + " destroy the other. Name a folder on another disk.");
      }
      Path marker = folder.resolve(names.marker());
      if (Files.isRegularFile(marker)) {
        return read(marker);
      }
      byte[] random = new byte[16];
      new SecureRandom().nextBytes(random);
      String token = HexFormat.of().formatHex(random);
      Files.writeString(marker, token + "\n", StandardOpenOption.CREATE_NEW);
      sync(folder);
      return token;
    } catch (IOException failed) {
      throw problem(folder, failed);
    }
  }

  private static String read(Path marker) throws IOException {
    byte[] octets;
    try (var in = Files.newInputStream(marker)) {
      octets = in.readNBytes(256);
    }
    return new String(octets, StandardCharsets.UTF_8).strip();
  }

  /**
   * @param marker what its marker says
   * @throws Unavailable if this is not the folder that was named
   */
  void require(String marker) {
    try {
      Path file = folder.resolve(names.marker());
      if (Files.isRegularFile(file) && read(file).equals(marker)) {
        return;
      }
    } catch (IOException unreadable) {
      // as if it were not there
    }
    throw new Unavailable(
        Unavailable.Who.HUB,
        "backup-folder-missing",
        "The backup folder "
            + folder
            + " is not the one that was named, or not there: its disk or share is probably not"
            + " connected. Connect it, or name the folder anew. No backup was made.");
  }

  /** Removes what a kill left half written. */
  void removeLeftovers() {
    each(
        name -> {
          if (names.isUnfinished(name)) {
            Files.deleteIfExists(folder.resolve(name));
          }
        });
  }

  /** Whole backups and failed ones, the last names first: newest first. */
  List<Found> files() {
    List<Found> found = new ArrayList<>();
    each(
        name -> {
          Path file = folder.resolve(name);
          if ((names.isBackup(name) || names.isFailed(name))
              && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            found.add(new Found(name, Files.size(file)));
          }
        });
    found.sort(Comparator.comparing(Found::name).reversed());
    return found;
  }

  private interface Visitor {
    void visit(String name) throws IOException;
  }

  private void each(Visitor visitor) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      int count = 0;
      for (Path each : all) {
        if (++count > MOST_FILES) {
          return;
        }
        visitor.visit(String.valueOf(each.getFileName()));
      }
    } catch (IOException failed) {
      throw problem(folder, failed);
    }
  }

  /**
   * @throws NotFound if it is none of ours or not there
   */
  Path file(String name) {
    Path file = folder.resolve(BackupNames.isSafe(name) ? name : ".");
    if ((!names.isBackup(name) && !names.isFailed(name))
        || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new NotFound(
          "no-such-backup", "There is no such backup in " + folder + ". It may have been removed.");
    }
    return file;
  }

  /** Of a name that is ours; the file may not be there. */
  Path path(String name) {
    return folder.resolve(name);
  }

  long size(String name) {
    return FileDigest.size(folder.resolve(name));
  }

  boolean has(String name) {
    return Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
  }

  void requireRoom(long bytes) {
    try {
      long room = Files.getFileStore(folder).getUsableSpace();
      if (room < bytes) {
        throw full(folder, null);
      }
    } catch (IOException unknown) {
      // writing will tell
    }
  }

  /** Writes a file of any name and waits until the disk has it. */
  Path write(String name, ContainerWriter.Content content) {
    Path file = folder.resolve(name);
    try {
      Files.deleteIfExists(file);
      try (FileChannel channel = create(file)) {
        OutputStream out = Channels.newOutputStream(channel);
        content.writeTo(out);
        channel.force(true);
      }
      return file;
    } catch (IOException failed) {
      deleteQuietly(file);
      throw problem(folder, failed);
    } catch (RuntimeException failed) {
      deleteQuietly(file);
      throw failed;
    }
  }

  private static FileChannel create(Path file) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      return FileChannel.open(
          file,
          options,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (UnsupportedOperationException noSuchRights) {
      return FileChannel.open(file, options); // a stick with another system's file system
    }
  }

  /** Gives a file its name, lastingly. */
  void rename(String from, String to) {
    try {
      Files.move(
          folder.resolve(from),
          folder.resolve(to),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      sync(folder);
    } catch (IOException failed) {
      throw problem(folder, failed);
    }
  }

  void delete(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name));
    } catch (IOException failed) {
      throw problem(folder, failed);
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException alsoFailed) {
      // the next backup removes it
    }
  }

  /** Network shares know no such thing for folders; there the server has to be trusted. */
  static void sync(Path folder) {
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    } catch (IOException notHere) {
      // see above
    }
  }

  /** Whether the home itself is on the same disk, as far as the system tells. */
  boolean isOnDiskOf(Path dataFolder) {
    try {
      return Files.getFileStore(folder).equals(Files.getFileStore(dataFolder));
    } catch (IOException unknown) {
      return false;
    }
  }

  static Broken problem(Path folder, IOException failed) {
    String said = String.valueOf(failed.getMessage());
    if (said.contains("No space left") || said.contains("quota")) {
      return full(folder, failed);
    }
    if (failed instanceof AccessDeniedException) {
      return new Broken(
          "backup-folder-denied",
          "Hearth is not allowed to write to "
              + folder
              + ". Give its user the right to, or name another folder.",
          failed);
    }
    return new Broken(
        "backup-folder-failed",
        "The backup folder " + folder + " failed: " + said + ". Check its disk or share.",
        failed);
  }

  private static Broken full(Path folder, @Nullable IOException failed) {
    return new Broken(
        "backup-disk-full",
        "There is not enough room in "
            + folder
            + " for another backup. Remove something, or keep fewer backups; those that are there"
            + " were not touched.",
        failed);
  }
}
