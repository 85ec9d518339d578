package org.hearthhub.web.vault;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.hearthhub.Hub;
import org.hearthhub.thing.Actor;
import org.hearthhub.vault.Unlock;
import org.hearthhub.web.door.Body;
import org.hearthhub.web.door.Door;
import org.hearthhub.web.signin.AutoUnlocks;
import org.hearthhub.web.signin.Callers;

/** What of the store is open, and locking and unlocking its past. Thread-safe. */
public final class VaultApi {
  private final Hub hub;
  private final Callers callers;

  public VaultApi(Hub hub, Callers callers) {
    this.hub = hub;
    this.callers = callers;
  }

  public void routes(RoutesConfig routes) {
    routes.get("/api/v1/vault", this::state);
    routes.patch("/api/v1/vault", this::choose);
    routes.post("/api/v1/unlock", this::unlock);
    routes.post("/api/v1/lock", this::lock);
  }

  private void state(Context context) {
    boolean known = Door.isOperator(context.req()) || callers.resident(context).isPresent();
    context.json(known ? VaultJson.state(hub) : VaultJson.forStrangers(VaultJson.word(hub)));
  }

  private void choose(Context context) {
    Actor actor = callers.actor(context);
    hub.keys().choose(actor, AutoUnlocks.read(Body.object(context, "\"autoUnlock\"")));
    context.json(VaultJson.state(hub));
  }

  private void unlock(Context context) {
    Actor actor = callers.actor(context);
    Unlock secret = Secrets.typed(Body.object(context, Secrets.EXPECTED));
    hub.keys().unlock(actor, secret, Callers.address(context));
    context.header("Cache-Control", "no-store").json(VaultJson.state(hub));
  }

  private void lock(Context context) {
    hub.keys().lockPast(callers.actor(context));
    context.json(VaultJson.state(hub));
  }
}
