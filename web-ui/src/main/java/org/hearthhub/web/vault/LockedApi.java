package org.hearthhub.web.vault;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.time.InstantSource;
import org.hearthhub.problem.Locked;
import org.hearthhub.vault.Unlock;
import org.hearthhub.web.door.Body;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.door.Problems;
import org.hearthhub.web.signin.Callers;
import tools.jackson.databind.node.ObjectNode;

/** The little that a locked hub serves: how it is, and the way to unlock it. Thread-safe. */
public final class LockedApi {
  private final LockedHome home;
  private final UnlockTries tries;

  public LockedApi(LockedHome home, InstantSource clock) {
    this.home = home;
    this.tries = new UnlockTries(clock);
  }

  public void routes(RoutesConfig routes) {
    routes.get("/health", context -> context.json(Json.object().put("status", "locked")));
    routes.get("/api/v1/vault", context -> context.json(state()));
    routes.post("/api/v1/unlock", this::unlock);
    routes.exception(HttpResponseException.class, LockedApi::refuse);
  }

  private void unlock(Context context) {
    Unlock secret = Secrets.typed(Body.object(context, Secrets.EXPECTED));
    tries.attempt(
        Callers.address(context),
        secret,
        () -> {
          if (home.isOpening()) {
            Unlock.wipe(secret);
          } else {
            home.unlock(secret);
          }
        });
    context.header("Cache-Control", "no-store").json(state());
  }

  private ObjectNode state() {
    ObjectNode state =
        VaultJson.forStrangers(home.isOpening() ? "opening" : "locked")
            .put("since", home.since().toString());
    if (home.hasUselessKeyFile()) {
      state.put(
          "reason",
          "There is a key file in its usual place, but it does not open this home. What the hub"
              + " said at its start names it.");
    }
    return state;
  }

  /** Whatever else is asked for, there or not: nothing is told of the home. */
  private static void refuse(HttpResponseException failure, Context context) {
    boolean missing = failure.getStatus() == 404 || failure.getStatus() == 405;
    Problems.write(
        Problems.document(
            missing
                ? new Locked(
                    "hub-locked",
                    "This home is locked. Open it on its page or with 'hearth unlock', by the"
                        + " passphrase or the recovery code.")
                : failure),
        context);
  }
}
