package org.hearthhub.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import org.hearthhub.Hub;
import org.hearthhub.access.Right;
import org.hearthhub.device.Device;
import org.hearthhub.device.Ignored;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.SightingId;
import org.hearthhub.web.door.Body;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.door.JsonObject;
import org.hearthhub.web.signin.Callers;
import org.hearthhub.web.wot.Descriptions;
import tools.jackson.databind.node.ArrayNode;

/** Devices that were seen and wait for a person. Thread-safe. */
public final class InboxApi {
  private static final int LONGEST_ADDRESS = 300;

  private final Hub hub;
  private final Callers callers;

  public InboxApi(Hub hub, Callers callers) {
    this.hub = hub;
    this.callers = callers;
  }

  public void routes(RoutesConfig routes) {
    routes.get("/api/v1/inbox", this::list);
    routes.post("/api/v1/inbox", this::look);
    routes.delete("/api/v1/inbox/{id}", this::ignore);
    routes.post("/api/v1/inbox/{id}/accept", this::accept);
    routes.get("/api/v1/ignored", this::ignored);
    routes.delete("/api/v1/ignored/{id}", this::unignore);
  }

  private void list(Context context) {
    hub.policy().require(callers.actor(context), new Right.ManageDevices());
    ArrayNode entries = Json.array();
    hub.inbox().entries().forEach(entry -> entries.add(InboxJson.entry(entry)));
    context.json(entries);
  }

  private void look(Context context) {
    Actor actor = callers.actor(context);
    JsonObject body = Body.object(context, "\"address\"");
    hub.inbox().look(actor, body.text("address", LONGEST_ADDRESS).strip());
    context.status(202);
  }

  private void ignore(Context context) {
    hub.inbox().ignore(callers.actor(context), new SightingId(context.pathParam("id")));
    context.status(204);
  }

  private void accept(Context context) {
    Actor actor = callers.actor(context);
    JsonObject body = Body.object(context, "\"title\" and \"room\", both optional");
    Optional<String> title = body.optionalText("title", Titles.LONGEST).filter(Titles::isGiven);
    Optional<String> room = body.optionalText("room", Titles.LONGEST).filter(Titles::isGiven);
    Device device = accept(actor, new SightingId(context.pathParam("id")), title, room);
    context.header("Location", Descriptions.path(device));
    context.status(201).json(HomeJson.device(hub, device));
  }

  private Device accept(Actor actor, SightingId id, Optional<String> title, Optional<String> room) {
    try {
      return hub.inbox().accept(actor, id, title, room);
    } catch (Refused refused) {
      // The address takes the method; it is this one entry that cannot be accepted.
      throw refused.reason() == Refused.Reason.NOT_OFFERED
          ? new Conflict(refused.code(), refused.sentence())
          : refused;
    }
  }

  private void ignored(Context context) {
    hub.policy().require(callers.actor(context), new Right.ManageDevices());
    ArrayNode all = Json.array();
    for (Ignored one : hub.inbox().ignored()) {
      all.addObject()
          .put("id", one.id().text())
          .put("title", one.title())
          .put("since", one.since().toString());
    }
    context.json(all);
  }

  private void unignore(Context context) {
    hub.inbox().unignore(callers.actor(context), new SightingId(context.pathParam("id")));
    context.status(204);
  }
}
