package org.hearthhub.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.hearthhub.Hub;
import org.hearthhub.access.Right;
import org.hearthhub.problem.Locked;
import org.hearthhub.vault.Tier;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.door.Query;
import org.hearthhub.web.signin.Callers;
import tools.jackson.databind.node.ArrayNode;

/** Who or what changed something. Thread-safe. */
public final class ActivityApi {
  private static final int USUAL = 100;
  private static final int MOST = 500;

  private final Hub hub;
  private final Callers callers;

  public ActivityApi(Hub hub, Callers callers) {
    this.hub = hub;
    this.callers = callers;
  }

  public void routes(RoutesConfig routes) {
    routes.get("/api/v1/activity", this::list);
  }

  private void list(Context context) {
    hub.policy().require(callers.actor(context), new Right.ReadActivity());
    if (!hub.vault().isOpen(Tier.HISTORY)) {
      throw new Locked(
          "past-locked",
          "Who did what is part of the past, and that is locked. Unlock it with the passphrase or"
              + " the recovery code.");
    }
    int limit = (int) Query.number(context, "limit", 1, MOST, USUAL);
    long before = Query.number(context, "before", 1, Long.MAX_VALUE, Long.MAX_VALUE);
    ArrayNode entries = Json.array();
    hub.audit().latest(limit, before).forEach(entry -> entries.add(HomeJson.activity(entry)));
    context.json(entries);
  }
}
