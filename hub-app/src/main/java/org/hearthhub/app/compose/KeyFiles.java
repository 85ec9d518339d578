package org.hearthhub.app.compose;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Invalid;

/** Makes key files: 32 random bytes, for their owner's eyes only, never inside the data folder. */
final class KeyFiles {
  private static final int BYTES = 32;

  private KeyFiles() {}

  /**
   * Makes the key file unless there is one.
   *
   * @throws Invalid if it would lie in the data folder: who takes the folder would have its key
   * @throws Broken if it cannot be written
   */
  static Path ensure(Path file, Path dataFolder) {
    if (file.toAbsolutePath().normalize().startsWith(dataFolder.toAbsolutePath().normalize())) {
      throw new Invalid(
          "key-in-data-folder",
          "The key file must not lie inside the data folder: whoever took the folder would have its"
              + " key too. Choose another --key-file.");
    }
    if (Files.exists(file)) {
      return file;
    }
    try {
      Files.createDirectories(
          file.toAbsolutePath().getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      write(file);
      return file;
    } catch (IOException notWritable) {
      throw new Broken(
          "key-file-not-written",
          "The key file %s cannot be written.".formatted(file),
          notWritable);
    }
  }

  private static void write(Path file) throws IOException {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = ByteBuffer.wrap(key);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
