package org.hearthhub.web.wot;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.hearthhub.Hub;
import org.hearthhub.device.Device;
import org.hearthhub.history.Past;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.PropertyAffordance;
import org.hearthhub.thing.ThingJson;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.door.Query;
import org.hearthhub.web.signin.Callers;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A property's past, as readings or as steps. Thread-safe. */
public final class PropertyHistory {
  private static final Duration USUAL_SPAN = Duration.ofHours(24);
  private static final int USUAL_POINTS = 1_000;
  private static final int MOST_POINTS = 5_000;

  private final Hub hub;
  private final Callers callers;
  private final KnownThings things;
  private final InstantSource clock;

  public PropertyHistory(Hub hub, Callers callers, InstantSource clock) {
    this.hub = hub;
    this.callers = callers;
    this.things = new KnownThings(hub);
    this.clock = clock;
  }

  public void routes(RoutesConfig routes) {
    routes.get("/things/{id}/properties/{name}/history", this::history);
  }

  private void history(Context context) {
    Device device = things.readable(callers.actor(context), context.pathParam("id"));
    AffordanceName name = KnownThings.name(context.pathParam("name"), "property");
    PropertyAffordance property = KnownThings.property(device, name);
    Instant to = Query.time(context, "to").orElseGet(clock::instant);
    Instant from = Query.time(context, "from").orElseGet(() -> to.minus(USUAL_SPAN));
    if (!from.isBefore(to)) {
      throw new Invalid("bad-span", "'from' has to be earlier than 'to'.");
    }
    int points = (int) Query.number(context, "points", 1, MOST_POINTS, USUAL_POINTS);

    ObjectNode answer = Json.object();
    answer.put("device", device.id().toString());
    answer.put("property", name.text());
    property.schema().unit().ifPresent(unit -> answer.put("unit", unit));
    answer.put("from", from.toString());
    answer.put("to", to.toString());
    switch (hub.history().query(device.id(), name, from, to, points)) {
      case Past.Readings readings -> readings(answer, readings);
      case Past.Steps steps -> steps(answer, steps);
    }
    context.json(answer);
  }

  private static void readings(ObjectNode answer, Past.Readings past) {
    answer.put("kind", "readings");
    ArrayNode readings = answer.putArray("readings");
    for (Past.Point point : past.points()) {
      readings
          .addObject()
          .put("time", point.time().toString())
          .set("value", ThingJson.write(point.value()));
    }
  }

  private static void steps(ObjectNode answer, Past.Steps past) {
    answer.put("kind", "steps");
    answer.put("step", past.step().toMillis() / 1_000.0);
    ArrayNode steps = answer.putArray("steps");
    for (Past.Step step : past.steps()) {
      ObjectNode node = steps.addObject();
      node.put("time", step.time().toString());
      node.put("count", step.count());
      // NaN where the values are neither numbers nor truths.
      if (!Double.isNaN(step.mean())) {
        node.put("min", step.min());
        node.put("mean", step.mean());
        node.put("max", step.max());
      }
      node.set("last", ThingJson.write(step.last()));
    }
  }
}
