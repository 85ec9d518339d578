package org.hearthhub.web.past;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.hearthhub.Hub;
import org.hearthhub.access.Right;
import org.hearthhub.device.Device;
import org.hearthhub.history.SeriesName;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.door.Streaming;
import org.hearthhub.web.signin.Callers;
import org.hearthhub.web.wot.KnownThings;
import tools.jackson.databind.node.ObjectNode;

/** The past of one property, and of many at once. Thread-safe. */
public final class PropertyHistory {
  private static final int MOST_SERIES = 100;
  private static final int MOST_POINTS = 100_000;

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
    routes.get("/things/{id}/properties/{name}/history", this::one);
    routes.get("/api/v1/history", this::many);
  }

  private void one(Context context) {
    Device device = things.readable(callers.actor(context), context.pathParam("id"));
    AffordanceName name = KnownThings.name(context.pathParam("name"), "property");
    var _ = KnownThings.property(device, name);
    context.json(answer(device, name, Question.of(context, clock)));
  }

  private void many(Context context) {
    Actor actor = callers.actor(context);
    Question question = Question.of(context, clock);
    List<SeriesText> asked =
        context.queryParams("series").stream().map(SeriesText::ofProperty).toList();
    if (asked.isEmpty() || asked.size() > MOST_SERIES) {
      throw new Invalid(
          "bad-series", "Name 1 to %d series, each as DEVICE/PROPERTY.".formatted(MOST_SERIES));
    }
    if ((long) asked.size() * question.points() > MOST_POINTS) {
      throw TooMuch.large(
          "too-many-points",
          "%d series of %d points each are too many at once; ask for at most %d points in all."
              .formatted(asked.size(), question.points(), MOST_POINTS));
    }
    context.contentType("application/json");
    Streaming.send(context, out -> write(out, asked, actor, question));
  }

  /** One series after the other, so that never all of them are in memory. */
  private void write(OutputStream out, List<SeriesText> asked, Actor actor, Question question)
      throws IOException {
    out.write("{\"series\":[".getBytes(StandardCharsets.US_ASCII));
    boolean first = true;
    for (SeriesText series : asked) {
      var device =
          hub.devices()
              .find(series.device())
              .filter(each -> hub.policy().allows(actor, new Right.Read(each.id())))
              .filter(each -> each.description().property(series.name()).isPresent());
      if (device.isPresent()) {
        byte[] answer = Json.bytes(answer(device.get(), series.name(), question));
        if (!first) {
          out.write(',');
        }
        first = false;
        out.write(answer);
      }
    }
    out.write("]}".getBytes(StandardCharsets.US_ASCII));
  }

  private ObjectNode answer(Device device, AffordanceName name, Question question) {
    ObjectNode answer = Json.object();
    answer.put("device", device.id().toString());
    answer.put("property", name.text());
    KnownThings.property(device, name).schema().unit().ifPresent(unit -> answer.put("unit", unit));
    question.ask(hub.history(), new SeriesName(device.id(), name), answer);
    return answer;
  }
}
