package org.hearthhub.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/** SHA-256 of a whole file, read from its disk. */
final class FileDigest {
  private static final int BLOCK = 256 * 1024;

  private FileDigest() {}

  /** Empty if its disk does not give all of it. */
  static Optional<byte[]> of(Path file, Work work) {
    work.begin(BackupStatus.Doing.CHECKING, size(file));
    MessageDigest sha256 = ContainerWriter.sha256();
    byte[] block = new byte[BLOCK];
    try (InputStream in = DiskReader.open(file)) {
      for (int count = in.read(block); count > 0; count = in.read(block)) {
        sha256.update(block, 0, count);
        work.did(count);
      }
      return Optional.of(sha256.digest());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException failed) {
      throw ContainerReader.unreadable(String.valueOf(file.getFileName()), failed);
    }
  }
}
