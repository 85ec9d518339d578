package org.hearthhub.app.compose;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import org.hearthhub.app.settings.Settings;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Problem;
import org.hearthhub.problem.Refused;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;

/**
 * Finds what opens a home's store: the passphrase or the key file that was named, the key file in
 * its usual place, or whoever sits at the console.
 */
public final class Keys {
  /** In the data folder: a random name for it, by which its key file is found wherever it moves. */
  private static final String FOLDER_ID = "hearth.id";

  private final Settings settings;

  public Keys(Settings settings) {
    this.settings = settings;
  }

  /**
   * What opens the store, or what a new one is made with; empty if a person has to bring it.
   *
   * @throws Problem if what was named cannot be used, or the folder cannot be made
   */
  public Optional<Unlock> forFolder(Path folder) {
    if (settings.passphrase().isPresent()) {
      return Optional.of(new Unlock.Passphrase(settings.passphrase().get().secret().toCharArray()));
    }
    if (settings.passphraseFile().isPresent()) {
      return Optional.of(passphrase(settings.passphraseFile().get()));
    }
    if (settings.keyFile().isPresent()) {
      return Optional.of(new Unlock.KeyFile(settings.keyFile().get()));
    }
    if (settings.credential().isPresent()) {
      return Optional.of(new Unlock.Credential(settings.credential().get()));
    }
    Path usual = usualKeyFile(folder);
    if (!Vault.exists(folder)) {
      return Optional.of(new Unlock.KeyFile(newKeyFile(folder)));
    }
    return Files.exists(usual) ? Optional.of(new Unlock.KeyFile(usual)) : asked(folder);
  }

  /**
   * Whether somebody named what {@link #forFolder} finds. Then that it does not open the store is
   * their mistake; of a key that merely lies in the usual place it only means that somebody has to
   * come by.
   */
  public boolean isNamed() {
    return settings.passphrase().isPresent()
        || settings.passphraseFile().isPresent()
        || settings.keyFile().isPresent()
        || settings.credential().isPresent();
  }

  /** Where the key file of a home lies unless another was named. */
  public Path usualKeyFile(Path folder) {
    return settings.folders().keys().resolve(folderId(folder) + ".key");
  }

  /** The usual key file of a home, in a folder that is there to take it. */
  public Path newKeyFile(Path folder) {
    Path usual = usualKeyFile(folder);
    makeFolder(settings.folders().keys());
    return usual;
  }

  /**
   * What opens the store that these settings name, for commands that cannot wait for somebody.
   *
   * @throws Problem if there is nothing
   */
  public static Unlock atHand(Settings settings, Path folder) {
    return new Keys(settings).forFolder(folder).orElseThrow(() -> nothingThere(settings, folder));
  }

  /** For commands that cannot wait for somebody to come by. */
  private static Refused nothingThere(Settings settings, Path folder) {
    return new Refused(
        Refused.Reason.NOT_ALLOWED,
        "no-key",
        "Nothing is here to open the home in %s with: its usual key file %s is missing. Name one with --key-file, or the passphrase with --passphrase-file."
            .formatted(folder, new Keys(settings).usualKeyFile(folder)));
  }

  private static Unlock passphrase(Path file) {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      String first = lines.readLine();
      if (first == null || first.isBlank()) {
        throw new Invalid("no-passphrase", "The passphrase file " + file + " is empty.");
      }
      return new Unlock.Passphrase(first.toCharArray());
    } catch (IOException unreadable) {
      throw new Broken(
          "passphrase-file-unreadable",
          "The passphrase file " + file + " cannot be read.",
          unreadable);
    }
  }

  /** Nothing typed is no mistake: the hub then waits for somebody to come by its page. */
  private static Optional<Unlock> asked(Path folder) {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(console -> console.readPassword("Passphrase of the home in %s: ", folder))
        .filter(typed -> typed.length > 0)
        .map(Unlock.Passphrase::new);
  }

  private static String folderId(Path folder) {
    Path file = folder.resolve(FOLDER_ID);
    try {
      if (Files.exists(file)) {
        return UUID.fromString(Files.readString(file).strip()).toString();
      }
      makeFolder(folder);
      String id = UUID.randomUUID().toString();
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, id + "\n");
      return id;
    } catch (IllegalArgumentException notOurs) {
      throw new Invalid(
          "bad-folder-id",
          "%s should be one line that names the key file, and is not. Name the key with --key-file."
              .formatted(file));
    } catch (IOException failed) {
      throw notWritable(folder, failed);
    }
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException failed) {
      throw notWritable(folder, failed);
    }
  }

  private static Broken notWritable(Path folder, IOException failed) {
    return new Broken(
        "folder-not-writable",
        "The folder %s cannot be made or written. Check its owner and the disk.".formatted(folder),
        failed);
  }
}
