package org.hearthhub.web.wot;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.Hub;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.device.CurrentValue;
import org.hearthhub.device.Device;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Refused;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataSchema;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.SchemaValidation;
import org.hearthhub.thing.ThingJson;
import org.hearthhub.thing.Value;
import org.hearthhub.web.door.Body;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.signin.Callers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reading and writing properties, invoking actions (W3C WoT HTTP Basic Profile). Thread-safe. */
public final class ThingInteractions {
  private static final int MOST_WRITES = 32;

  private final Hub hub;
  private final Callers callers;
  private final KnownThings things;
  private final CommandStatus waiting;

  public ThingInteractions(Hub hub, Callers callers) {
    this.hub = hub;
    this.callers = callers;
    this.things = new KnownThings(hub);
    this.waiting = new CommandStatus(hub, callers, things);
  }

  public void routes(RoutesConfig routes) {
    routes.get("/things/{id}/properties", this::readAll);
    routes.put("/things/{id}/properties", this::writeSeveral);
    routes.get("/things/{id}/properties/{name}", this::read);
    routes.put("/things/{id}/properties/{name}", this::write);
    routes.post("/things/{id}/actions/{name}", this::invoke);
    waiting.routes(routes);
  }

  private void readAll(Context context) {
    Device device = things.readable(callers.actor(context), context.pathParam("id"));
    Map<AffordanceName, CurrentValue> current = hub.devices().values(device.id());
    ObjectNode values = Json.object();
    // In the order of the description, whichever was heard first.
    for (AffordanceName name : device.description().properties().keySet()) {
      Optional.ofNullable(current.get(name))
          .ifPresent(present -> values.set(name.text(), ThingJson.write(present.value())));
    }
    context.json(values);
  }

  private void read(Context context) {
    Device device = things.readable(callers.actor(context), context.pathParam("id"));
    AffordanceName name = KnownThings.name(context.pathParam("name"), "property");
    if (KnownThings.property(device, name).schema().writeOnly()) {
      throw new Refused(
          Refused.Reason.NOT_OFFERED,
          "write-only",
          "%s of %s can be set, but not read.".formatted(name, device.title()));
    }
    CurrentValue current =
        hub.devices()
            .value(device.id(), name)
            .orElseThrow(
                () ->
                    new Unavailable(
                        Unavailable.Who.DEVICE,
                        "not-heard-yet",
                        "%s has not told its %s yet. Try again in a moment."
                            .formatted(device.title(), name)));
    context.json(ThingJson.write(current.value()));
  }

  private void write(Context context) {
    Actor actor = callers.actor(context);
    Device device = things.readable(actor, context.pathParam("id"));
    AffordanceName name = KnownThings.name(context.pathParam("name"), "property");
    KnownThings.property(device, name);
    Value value = ThingJson.readValue(Body.value(context, "the new value as JSON"));
    context.status(204);
    done(hub.commands().write(actor, device.id(), name, value), device, name)
        .ifPresent(ticket -> waiting.pending(context, ticket, 202));
  }

  private void writeSeveral(Context context) {
    Actor actor = callers.actor(context);
    Device device = things.readable(actor, context.pathParam("id"));
    ObjectNode body = Body.object(context, "new values by property name").tree();
    if (body.size() > MOST_WRITES) {
      throw new Invalid(
          "too-many-properties",
          "At most %d properties can be written at once.".formatted(MOST_WRITES));
    }
    Map<AffordanceName, Value> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      AffordanceName name = KnownThings.name(field.getKey(), "property");
      Value value = ThingJson.readValue(field.getValue());
      // All are checked before the first is written.
      DataSchema schema = KnownThings.property(device, name).schema();
      if (schema.readOnly()) {
        throw new Refused(
            Refused.Reason.NOT_OFFERED,
            "read-only",
            "%s of %s can be read, but not set. Nothing was changed."
                .formatted(name, device.title()));
      }
      SchemaValidation.check(schema, value, name.text());
      values.put(name, value);
    }
    DeviceId id = device.id();
    values.keySet().forEach(name -> hub.commands().requireMayWrite(actor, id, name));
    context.status(204);
    // Where several wait they go out together: the last one is the one to ask after.
    values.forEach(
        (name, value) ->
            done(hub.commands().write(actor, id, name, value), device, name)
                .ifPresent(ticket -> waiting.pending(context, ticket, 202)));
  }

  private void invoke(Context context) {
    Actor actor = callers.actor(context);
    Device device = things.readable(actor, context.pathParam("id"));
    AffordanceName name = KnownThings.name(context.pathParam("name"), "action");
    Optional<Value> input =
        Body.optionalValue(context, "the action's input as JSON, or nothing")
            .map(ThingJson::readValue);
    context.status(204);
    done(hub.commands().invoke(actor, device.id(), name, input), device, name)
        .ifPresent(ticket -> waiting.pending(context, ticket, 201));
  }

  /** Nothing if it is done; otherwise by what to ask after what is not done yet. */
  private static Optional<String> done(CommandOutcome outcome, Device device, AffordanceName name) {
    return switch (outcome) {
      case CommandOutcome.Confirmed _ -> Optional.empty();
      case CommandOutcome.Waits waits -> Optional.of(waits.ticket());
      case CommandOutcome.Refused refused ->
          throw new Conflict("did-not-take-effect", refused.reason());
      case CommandOutcome.Unreachable unreachable ->
          throw new Unavailable(
              Unavailable.Who.DEVICE,
              "no-answer",
              "%s did not answer within %d seconds, so %s is as it was, as far as we know."
                  .formatted(device.title(), Math.max(1, unreachable.waited().toSeconds()), name));
    };
  }
}
