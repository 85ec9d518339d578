package org.hearthhub.vault;

import java.nio.file.Path;
import java.util.Arrays;

/** What a vault can be opened with. */
public sealed interface Unlock {
  /** A secret that a person knows; the array is cleared after use. */
  record Passphrase(char[] secret) implements Unlock {
    @Override
    public String toString() {
      return "Passphrase[…]";
    }
  }

  /** A file of random bytes outside the data folder (mode 0600). */
  record KeyFile(Path path) implements Unlock {}

  /**
   * A {@link org.hearthhub.vault.RecoveryCode} as somebody typed it: case, spaces, dashes and the
   * look-alikes O, I and L do not matter. The array is cleared after use.
   */
  record RecoveryCode(char[] typed) implements Unlock {
    @Override
    public String toString() {
      return "RecoveryCode[…]";
    }
  }

  /**
   * A file that systemd put under {@code $CREDENTIALS_DIRECTORY}: at least 32 random bytes, outside
   * the data folder. Hearth never makes one.
   */
  record Credential(Path path) implements Unlock {}

  /** Clears what a person typed. */
  static void wipe(Unlock unlock) {
    switch (unlock) {
      case Passphrase(char[] secret) -> Arrays.fill(secret, '\0');
      case RecoveryCode(char[] typed) -> Arrays.fill(typed, '\0');
      case KeyFile _, Credential _ -> {}
    }
  }
}
