package org.hearthhub.web.vault;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.hearthhub.problem.Invalid;
import org.hearthhub.vault.Unlock;
import org.hearthhub.web.door.JsonObject;

/** Reads what a person typed to open the store, and where keys of the machine lie. */
public final class Secrets {
  public static final String EXPECTED = "\"passphrase\" or \"recoveryCode\"";

  private static final int LONGEST = 200;
  private static final int LONGEST_PATH = 1_000;

  private Secrets() {}

  /**
   * @throws Invalid if neither or both were sent
   */
  public static Unlock typed(JsonObject body) {
    if (body.has("passphrase") == body.has("recoveryCode")) {
      throw new Invalid(
          "no-secret",
          "Send either the passphrase or the recovery code, as %s.".formatted(EXPECTED));
    }
    return body.has("passphrase")
        ? new Unlock.Passphrase(text(body, "passphrase"))
        : new Unlock.RecoveryCode(text(body, "recoveryCode"));
  }

  static char[] text(JsonObject body, String field) {
    String text = body.text(field, LONGEST);
    if (text.isEmpty()) {
      throw new Invalid("no-secret", "Nothing was typed.");
    }
    return text.toCharArray();
  }

  /** Where a key file or a credential lies on the hub's machine. */
  static Path path(JsonObject body) {
    try {
      Path path = Path.of(body.text("path", LONGEST_PATH));
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException impossible) {
      // Said below, as for a relative one.
    }
    throw new Invalid("bad-path", "\"path\" has to be the whole path of a file, from / on.");
  }
}
