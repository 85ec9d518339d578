package org.hearthhub.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Refused;

/** The secrets that lie in files: key files, which Hearth makes, and systemd's credentials. */
final class KeyFileKey {
  private static final int LEAST = 32;
  private static final int MOST = 8192;
  private static final String PURPOSE = "hearth key file";
  private static final String CREDENTIAL_PURPOSE = "hearth systemd credential";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private KeyFileKey() {}

  /** A new file of 32 random bytes, mode 0600, if there is none of that name. */
  static void makeIfAbsent(Path file, DataFolder folder, SecureRandom random) {
    try {
      requireOutside(file, folder);
      if (DataFolder.isTaken(file) && (!Files.isRegularFile(file) || Files.size(file) > 0)) {
        return;
      }
      // Under another name first: a kill must not leave half a key that the next start takes.
      Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
      Files.deleteIfExists(unfinished);
      byte[] secret = new byte[LEAST];
      random.nextBytes(secret);
      try (FileChannel channel =
          FileChannel.open(
              unfinished,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              DataFolder.fileMode())) {
        channel.write(ByteBuffer.wrap(secret));
        channel.force(true);
      } finally {
        Arrays.fill(secret, (byte) 0);
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        DataFolder.sync(parent);
      }
    } catch (IOException failed) {
      throw new Broken(
          "key-file-not-made",
          "The key file " + file + " could not be made. Check that its folder is there and yours.",
          failed);
    }
  }

  /** The key of a key file. */
  static SecretKeyBytes derive(Path file, DataFolder folder, Fields parameters) {
    byte[] secret = read(file, folder);
    try {
      return SaltedKey.derive(secret, parameters, PURPOSE);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /**
   * The key of a credential. Its mode is systemd's own business: with access control lists it shows
   * a group that has no access.
   */
  static SecretKeyBytes deriveCredential(Path file, DataFolder folder, Fields parameters) {
    byte[] secret = readCredential(file, folder);
    try {
      return SaltedKey.derive(secret, parameters, CREDENTIAL_PURPOSE);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static byte[] readCredential(Path file, DataFolder folder) {
    try {
      if (!Files.isRegularFile(file)) {
        throw refused(
            "credential-missing",
            "There is no credential "
                + file
                + ". Check LoadCredentialEncrypted= in the service's unit.");
      }
      if (folder.contains(file) || folder.contains(file.toRealPath())) {
        throw new Invalid(
            "credential-in-data-folder",
            "A credential must not lie in the data folder that it opens. Let systemd hand it"
                + " over.");
      }
      if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        throw refused(
            "credential-open-to-others",
            "Everybody on this machine may read the credential " + file + ".");
      }
      requireSize("credential-wrong-size", "credential", file);
      return Files.readAllBytes(file);
    } catch (IOException failed) {
      throw new Broken(
          "credential-unreadable",
          "The credential " + file + " cannot be read. Run Hearth as the user of its service.",
          failed);
    }
  }

  private static void requireSize(String code, String what, Path file) throws IOException {
    long size = Files.size(file);
    if (size < LEAST || size > MOST) {
      throw refused(
          code, "The " + what + " " + file + " must have 32 to 8192 bytes; it has " + size + ".");
    }
  }

  private static byte[] read(Path file, DataFolder folder) {
    try {
      if (!Files.isRegularFile(file)) {
        throw refused("key-file-missing", "There is no key file " + file + ".");
      }
      requireOutside(file, folder);
      if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
        throw refused(
            "key-file-open-to-others",
            "Others on this machine may use the key file "
                + file
                + ". Make it yours alone: chmod 600.");
      }
      requireSize("key-file-wrong-size", "key file", file);
      return Files.readAllBytes(file);
    } catch (IOException failed) {
      throw new Broken(
          "key-file-unreadable",
          "The key file " + file + " cannot be read. Check that it is yours.",
          failed);
    }
  }

  /** A key beside what it opens protects nothing: whoever copies the folder has both. */
  private static void requireOutside(Path file, DataFolder folder) throws IOException {
    Path real = Files.exists(file) ? file.toRealPath() : file;
    if (folder.contains(file) || folder.contains(real)) {
      throw new Invalid(
          "key-file-in-data-folder",
          "The key file must not lie in the data folder that it opens. Put it elsewhere.");
    }
  }

  private static Refused refused(String code, String sentence) {
    return new Refused(Refused.Reason.NOT_ALLOWED, code, sentence);
  }
}
