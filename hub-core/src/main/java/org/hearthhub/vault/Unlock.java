package org.hearthhub.vault;

import java.nio.file.Path;

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
}
