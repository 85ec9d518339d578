package org.hearthhub.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Conflict;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a vault, held by a lock that keeps a second hub out until it is closed or the
 * process ends. Folder 0700, files 0600.
 */
final class DataFolder implements AutoCloseable {
  private static final String HOME = "home.db";
  private static final String HISTORY = "history.db";
  private static final String NEW = ".new";
  private static final Set<PosixFilePermission> FOLDER_MODE =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE_MODE =
      PosixFilePermissions.fromString("rw-------");

  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;
  private final LastStop lastStop;

  private DataFolder(Path folder, FileChannel channel, FileLock lock, LastStop lastStop) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
    this.lastStop = lastStop;
  }

  static boolean holdsVault(Path folder) {
    return Files.exists(folder.resolve(HOME)) || Files.exists(folder.resolve(HISTORY));
  }

  /** Makes the folder if need be, then holds it. */
  static DataFolder make(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER_MODE));
      }
    } catch (IOException failed) {
      throw notWritable(folder, failed);
    }
    return hold(folder);
  }

  /**
   * @throws Conflict if another hub holds it or it belongs to another user
   * @throws Broken if it cannot be written
   */
  static DataFolder hold(Path folder) {
    if (folder.toString().contains("?")) {
      throw new Conflict(
          "folder-name",
          "The data folder's path has a question mark in it, which SQLite misreads.");
    }
    try {
      requireOurs(folder);
      Files.setPosixFilePermissions(folder, FOLDER_MODE);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("hearth.lock"),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
              fileMode());
      @Nullable FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new Conflict(
            "folder-in-use",
            "Another Hearth has the data folder "
                + folder
                + " open. Stop it first, or choose another folder with --data.");
      }
      return new DataFolder(folder, channel, lock, new LastStop(channel));
    } catch (IOException failed) {
      throw notWritable(folder, failed);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  /** Root could open anybody's folder, and would leave files in it that the owner cannot write. */
  private static void requireOurs(Path folder) throws IOException {
    Path self = Path.of("/proc/self");
    boolean ours =
        Files.exists(self)
            ? Files.getAttribute(folder, "unix:uid").equals(Files.getAttribute(self, "unix:uid"))
            : Files.getOwner(folder).getName().equals(System.getProperty("user.name"));
    if (!ours) {
      throw new Conflict(
          "folder-of-another-user",
          "The data folder "
              + folder
              + " belongs to "
              + Files.getOwner(folder).getName()
              + ". Run Hearth as that user, or choose another folder with --data.");
    }
  }

  Path path() {
    return folder;
  }

  Path home() {
    return folder.resolve(HOME);
  }

  Path history() {
    return folder.resolve(HISTORY);
  }

  /** Where a new file is made before it gets its name. */
  Path unfinished(Path file) {
    return folder.resolve(file.getFileName() + NEW);
  }

  /** An empty file of mode 0600, instead of what an interrupted try may have left. */
  void makeEmpty(Path file) {
    try {
      Files.deleteIfExists(folder.resolve(file.getFileName() + "-journal"));
      Files.deleteIfExists(file);
      Files.createFile(file, fileMode());
    } catch (IOException failed) {
      throw notWritable(folder, failed);
    }
  }

  /** Gives the finished files their names. Home first: with it there is a vault. */
  void finish() {
    try {
      finish(home());
      finish(history());
      sync(folder);
    } catch (IOException failed) {
      throw notWritable(folder, failed);
    }
  }

  private void finish(Path file) throws IOException {
    try (FileChannel written = FileChannel.open(unfinished(file), StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.move(unfinished(file), file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Ends a making that was cut short between its two names, and says what is missing otherwise. */
  void requireBothFiles() {
    try {
      if (Files.exists(home()) && !Files.exists(history()) && Files.exists(unfinished(history()))) {
        finish(history());
        sync(folder);
      }
    } catch (IOException failed) {
      throw notWritable(folder, failed);
    }
    requireFile(home());
    requireFile(history());
  }

  private void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new Broken(
          "store-file-missing",
          file.getFileName()
              + " is missing in "
              + folder
              + ", while the other half of the store is there. Restore a backup; nothing was"
              + " changed.",
          null);
    }
    if (!Files.isReadable(file) || !Files.isWritable(file)) {
      throw notWritable(file, new AccessDeniedException(file.toString()));
    }
  }

  /** What the last stop may have cost; asked before the files are opened. */
  void noticeLastStop(StoreNotices notices) {
    for (Path wal : lastStop.missingWals(List.of(home(), history()))) {
      notices.add(
          "wal-lost",
          wal
              + " is gone, which only something other than Hearth removes: what was stored last is"
              + " missing in "
              + wal.toString().replace("-wal", "")
              + ". All else goes on. A backup may have it.");
    }
    if (lastStop.wasPowerCut()) {
      notices.add(
          "power-cut",
          "This machine was cut off or restarted while Hearth ran. What was answered as stored is"
              + " there; of what devices said unasked, up to a minute may be missing.");
    }
  }

  /** SQLite reads the WALs now, and may remove them when it closes the files. */
  void opening() {
    mark(lastStop::opening);
  }

  /** A vault is open; the names of its WALs survive a power cut. */
  void running() {
    mark(
        () -> {
          sync(folder);
          lastStop.running();
        });
  }

  /** The files are about to be closed. */
  void closing() {
    mark(lastStop::closing);
  }

  private interface Marking {
    void run() throws IOException;
  }

  private void mark(Marking marking) {
    try {
      if (channel.isOpen()) {
        marking.run();
      }
    } catch (IOException full) {
      // A hub on a full disk should still start and stop; the next one knows less of how it ended.
    }
  }

  /** Whether the file is in this folder, by whatever way its path goes. */
  boolean contains(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    return parent != null && parent.toRealPath().startsWith(folder.toRealPath());
  }

  /** Makes the names in a folder survive a power cut. */
  static void sync(Path folder) throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  static FileAttribute<Set<PosixFilePermission>> fileMode() {
    return PosixFilePermissions.asFileAttribute(FILE_MODE);
  }

  private static Broken notWritable(Path path, IOException cause) {
    String why =
        switch (cause) {
          case AccessDeniedException denied -> "Hearth is not allowed to";
          case FileAlreadyExistsException there -> "there is a file of that name";
          default -> "the disk says: " + String.valueOf(cause.getMessage());
        };
    return new Broken(
        "folder-not-writable",
        path + " cannot be read and written: " + why + ". Check its owner and the disk.",
        cause);
  }

  @Override
  public void close() {
    try {
      if (channel.isOpen()) {
        mark(lastStop::closed);
        lock.release();
        channel.close();
      }
    } catch (IOException failed) {
      throw notWritable(folder, failed);
    }
  }

  /** Follows no link: what is asked is whether the name is taken. */
  static boolean isTaken(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }
}
