package org.hearthhub.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import org.hearthhub.Hub;
import org.hearthhub.access.Right;
import org.hearthhub.device.Device;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.web.door.Body;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.door.JsonObject;
import org.hearthhub.web.signin.Callers;
import org.hearthhub.web.wot.KnownThings;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The devices of the home, with what people call them, where they are and how they are. */
public final class DevicesApi {
  private static final int LONGEST_UNIT = 20;

  private final Hub hub;
  private final Callers callers;
  private final KnownThings things;

  public DevicesApi(Hub hub, Callers callers) {
    this.hub = hub;
    this.callers = callers;
    this.things = new KnownThings(hub);
  }

  public void routes(RoutesConfig routes) {
    routes.get("/api/v1/devices", this::list);
    routes.get("/api/v1/devices/{id}", this::one);
    routes.patch("/api/v1/devices/{id}", this::change);
    routes.patch("/api/v1/devices/{id}/properties/{name}", this::measure);
    routes.delete("/api/v1/devices/{id}", this::remove);
  }

  private void list(Context context) {
    Actor actor = callers.actor(context);
    ArrayNode all = Json.array();
    for (Device device : hub.devices().all()) {
      if (hub.policy().allows(actor, new Right.Read(device.id()))) {
        addIfStillThere(all, device);
      }
    }
    context.json(all);
  }

  private void addIfStillThere(ArrayNode all, Device device) {
    try {
      all.add(json(device));
    } catch (NotFound removedMeanwhile) {
      // Then it is no longer one of all.
    }
  }

  private void one(Context context) {
    context.json(json(things.readable(callers.actor(context), context.pathParam("id"))));
  }

  private void change(Context context) {
    Actor actor = callers.actor(context);
    DeviceId id = DeviceId.parse(context.pathParam("id"));
    JsonObject body = Body.object(context, "\"title\", \"room\" or \"allowed\"");
    Optional<String> title = body.optionalText("title", Titles.LONGEST);
    Optional<String> room = body.optionalText("room", Titles.LONGEST).filter(Titles::isGiven);
    Optional<Boolean> allowed = body.optionalTruth("allowed");
    if (title.isEmpty() && allowed.isEmpty() && !body.has("room")) {
      throw new Invalid("nothing-to-change", "Send \"title\", \"room\" or \"allowed\".");
    }
    title.ifPresent(text -> hub.devices().rename(actor, id, text));
    if (body.has("room")) {
      hub.devices().move(actor, id, room);
    }
    allowed.ifPresent(word -> hub.devices().allow(actor, id, word));
    context.json(json(things.readable(actor, id.toString())));
  }

  private void measure(Context context) {
    Actor actor = callers.actor(context);
    DeviceId id = DeviceId.parse(context.pathParam("id"));
    JsonObject body = Body.object(context, "\"unit\"");
    if (!body.has("unit")) {
      throw new Invalid("nothing-to-change", "Send \"unit\": what its numbers are in, or null.");
    }
    Optional<String> unit = body.optionalText("unit", LONGEST_UNIT);
    Device changed =
        hub.devices().measure(actor, id, AffordanceName.of(context.pathParam("name")), unit);
    context.json(json(changed));
  }

  private void remove(Context context) {
    hub.devices().remove(callers.actor(context), DeviceId.parse(context.pathParam("id")));
    context.status(204);
  }

  private ObjectNode json(Device device) {
    return HomeJson.device(hub, device);
  }
}
