package org.hearthhub.web.past;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.OptionalLong;
import org.hearthhub.Hub;
import org.hearthhub.device.Device;
import org.hearthhub.history.Keeping;
import org.hearthhub.history.Retention;
import org.hearthhub.history.SeriesName;
import org.hearthhub.history.Storage;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.web.door.Body;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.door.JsonObject;
import org.hearthhub.web.signin.Callers;
import org.hearthhub.web.wot.KnownThings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How long the past is kept, and how large it is. Thread-safe. */
public final class RetentionApi {
  private final Hub hub;
  private final Callers callers;
  private final KnownThings things;

  public RetentionApi(Hub hub, Callers callers) {
    this.hub = hub;
    this.callers = callers;
    this.things = new KnownThings(hub);
  }

  public void routes(RoutesConfig routes) {
    routes.get("/api/v1/retention", this::get);
    routes.put("/api/v1/retention", this::setHome);
    routes.put("/api/v1/retention/{id}", this::setDevice);
    routes.delete("/api/v1/retention/{id}", this::clearDevice);
    routes.put("/api/v1/retention/{id}/{name}", this::setProperty);
    routes.delete("/api/v1/retention/{id}/{name}", this::clearProperty);
    routes.get("/api/v1/storage", this::storage);
  }

  private void get(Context context) {
    callers.actor(context);
    answer(context);
  }

  private void setHome(Context context) {
    Actor actor = callers.actor(context);
    JsonObject body = body(context, "\"raw\", \"rollUps\" and \"cap\"");
    hub.history().retention().keepUsually(actor, Terms.keeping(body), cap(body));
    answer(context);
  }

  private void setDevice(Context context) {
    Actor actor = callers.actor(context);
    Keeping keeping = Terms.keeping(body(context, "\"raw\" and \"rollUps\""));
    hub.history().retention().keep(actor, device(actor, context), Optional.of(keeping));
    answer(context);
  }

  private void clearDevice(Context context) {
    Actor actor = callers.actor(context);
    hub.history().retention().keep(actor, device(actor, context), Optional.empty());
    context.status(204);
  }

  private void setProperty(Context context) {
    Actor actor = callers.actor(context);
    Keeping keeping = Terms.keeping(body(context, "\"raw\" and \"rollUps\""));
    hub.history().retention().keep(actor, series(actor, context), Optional.of(keeping));
    answer(context);
  }

  private void clearProperty(Context context) {
    Actor actor = callers.actor(context);
    hub.history().retention().keep(actor, series(actor, context), Optional.empty());
    context.status(204);
  }

  private static JsonObject body(Context context, String expected) {
    return Body.object(context, expected);
  }

  private DeviceId device(Actor actor, Context context) {
    return things.readable(actor, context.pathParam("id")).id();
  }

  private SeriesName series(Actor actor, Context context) {
    Device device = things.readable(actor, context.pathParam("id"));
    var name = KnownThings.name(context.pathParam("name"), "property");
    var _ = KnownThings.property(device, name);
    return new SeriesName(device.id(), name);
  }

  private static OptionalLong cap(JsonObject body) {
    JsonNode cap = body.tree().path("cap");
    if (cap.isNull()) {
      return OptionalLong.empty();
    }
    if (cap.isIntegralNumber() && cap.canConvertToLong()) {
      return OptionalLong.of(cap.longValue());
    }
    throw new Invalid(
        "bad-cap", "\"cap\" has to be a number of bytes, or null for as large as the disk.");
  }

  private void answer(Context context) {
    Retention retention = hub.history().retention();
    ObjectNode node = Json.object();
    ObjectNode home = node.putObject("home");
    Terms.put(home, retention.usual());
    put(home, "cap", retention.cap());
    ArrayNode exceptions = node.putArray("exceptions");
    retention
        .devices()
        .forEach(
            (device, keeping) ->
                Terms.put(exceptions.addObject().put("device", device.toString()), keeping));
    retention
        .properties()
        .forEach(
            (series, keeping) ->
                Terms.put(
                    exceptions
                        .addObject()
                        .put("device", series.device().toString())
                        .put("property", series.name().text()),
                    keeping));
    context.json(node);
  }

  private void storage(Context context) {
    callers.actor(context);
    Storage storage = hub.history().storage();
    ObjectNode node =
        Json.object()
            .put("bytes", storage.bytes())
            .put("free", storage.free())
            .put("readings", storage.readings());
    put(node, "cap", storage.cap());
    put(node, "perDay", storage.perDay());
    put(node, "inAYear", storage.inAYear());
    storage
        .fullOn()
        .ifPresentOrElse(day -> node.put("fullOn", day.toString()), () -> node.putNull("fullOn"));
    context.json(node);
  }

  private static void put(ObjectNode node, String name, OptionalLong number) {
    number.ifPresentOrElse(known -> node.put(name, known), () -> node.putNull(name));
  }
}
