package org.hearthhub.web.signin;

import java.util.Arrays;
import org.hearthhub.access.AutoUnlock;
import org.hearthhub.problem.Invalid;
import org.hearthhub.web.door.JsonObject;

/** Reads what somebody chose to open by itself. */
public final class AutoUnlocks {
  private AutoUnlocks() {}

  /**
   * @throws Invalid if that cannot be chosen
   */
  public static AutoUnlock read(JsonObject body) {
    String word = body.text("autoUnlock", 20);
    return Arrays.stream(AutoUnlock.values())
        .filter(choice -> choice.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new Invalid("bad-autoUnlock", "\"autoUnlock\" has to be all, operating or none."));
  }
}
