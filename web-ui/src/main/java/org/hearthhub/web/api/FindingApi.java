package org.hearthhub.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.hearthhub.Hub;
import org.hearthhub.access.Right;
import org.hearthhub.thing.Actor;
import org.hearthhub.web.door.Body;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.signin.Callers;

/** How devices are looked for: what was met, and looking through a whole subnet. Thread-safe. */
public final class FindingApi {
  private static final int LONGEST_SUBNET = 50;

  private final Hub hub;
  private final Callers callers;

  public FindingApi(Hub hub, Callers callers) {
    this.hub = hub;
    this.callers = callers;
  }

  public void routes(RoutesConfig routes) {
    routes.get("/api/v1/diagnostics/discovery", this::diagnostics);
    routes.get("/api/v1/scan", this::scanning);
    routes.post("/api/v1/scan", this::scan);
    routes.delete("/api/v1/scan", this::stop);
  }

  private void diagnostics(Context context) {
    hub.policy().require(callers.actor(context), new Right.ManageDevices());
    context.json(DiagnosticsJson.diagnostics(hub.diagnostics()));
  }

  private void scanning(Context context) {
    hub.policy().require(callers.actor(context), new Right.ManageDevices());
    answer(context);
  }

  private void scan(Context context) {
    Actor actor = callers.actor(context);
    String subnet = Body.object(context, "\"subnet\"").text("subnet", LONGEST_SUBNET);
    hub.inbox().scan(actor, subnet);
    answer(context.status(202));
  }

  private void answer(Context context) {
    context.json(
        hub.inbox().scanning().map(InboxJson::scan).map(Object.class::cast).orElse(Json.nothing()));
  }

  private void stop(Context context) {
    hub.inbox().stopScan(callers.actor(context));
    context.status(204);
  }
}
