package org.hearthhub.web.vault;

import io.javalin.http.Context;
import org.hearthhub.problem.Invalid;
import org.hearthhub.vault.Unlock;
import org.hearthhub.web.door.Body;
import org.hearthhub.web.door.JsonObject;

/** Reads what a person typed to open the store. */
final class Secrets {
  private static final int LONGEST_PASSPHRASE = 200;

  private Secrets() {}

  /**
   * @throws Invalid if neither or both were sent
   */
  static Unlock read(Context context) {
    return read(Body.object(context, "\"passphrase\""));
  }

  static Unlock read(JsonObject body) {
    String passphrase = body.text("passphrase", LONGEST_PASSPHRASE);
    if (passphrase.isEmpty()) {
      throw new Invalid("missing-passphrase", "Type the passphrase.");
    }
    return new Unlock.Passphrase(passphrase.toCharArray());
  }
}
