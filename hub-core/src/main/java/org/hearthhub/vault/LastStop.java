package org.hearthhub.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the hub that had the folder last came to its end. Its lock file says {@code open} and the
 * machine's boot while a vault is open, and nothing once that was closed. Not thread-safe.
 */
final class LastStop {
  private static final String OPEN = "open ";

  /** Its WALs may have been removed: they were read at a start, or a hub was closing. */
  private static final String TAKEN_UP = "taken-up ";

  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final int MOST = 100;

  private final FileChannel lockFile;
  private final String said;
  private boolean running;

  LastStop(FileChannel lockFile) throws IOException {
    this.lockFile = lockFile;
    ByteBuffer octets = ByteBuffer.allocate(MOST);
    lockFile.read(octets, 0);
    this.said = new String(octets.array(), 0, octets.position(), StandardCharsets.US_ASCII).strip();
  }

  /** WALs that have to be there after a stop that was no closing, and are not. */
  List<Path> missingWals(List<Path> files) {
    List<Path> missing = new ArrayList<>();
    if (said.startsWith(OPEN)) {
      for (Path file : files) {
        Path wal = file.resolveSibling(file.getFileName() + "-wal");
        if (!Files.exists(wal)) {
          missing.add(wal.getFileName());
        }
      }
    }
    return missing;
  }

  /** Whether the machine was started anew while a hub ran. */
  boolean wasPowerCut() {
    String boot = said.substring(said.indexOf(' ') + 1);
    return (said.startsWith(OPEN) || said.startsWith(TAKEN_UP))
        && !boot.isBlank()
        && !boot().isBlank()
        && !boot.equals(boot());
  }

  /** From now on SQLite may remove the WALs, having read them. */
  void opening() throws IOException {
    if (said.startsWith(OPEN)) {
      write(TAKEN_UP + said.substring(OPEN.length()));
    }
  }

  void running() throws IOException {
    write(OPEN + boot());
    running = true;
  }

  /** SQLite empties the WALs into the files now, and removes them. */
  void closing() throws IOException {
    if (running) {
      write(TAKEN_UP + boot());
    }
  }

  /** The files were closed, if they were in use. */
  void closed() throws IOException {
    if (running) {
      write("");
    }
  }

  private void write(String text) throws IOException {
    lockFile.truncate(0);
    lockFile.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
    lockFile.force(true);
  }

  private static String boot() {
    try {
      return Files.readString(BOOT).strip();
    } catch (IOException notLinux) {
      return "";
    }
  }
}
