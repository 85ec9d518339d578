package org.hearthhub.web.past;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.hearthhub.Hub;
import org.hearthhub.device.Device;
import org.hearthhub.history.History;
import org.hearthhub.history.Past;
import org.hearthhub.history.SeriesName;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.EventAffordance;
import org.hearthhub.thing.ThingJson;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.signin.Callers;
import org.hearthhub.web.wot.KnownThings;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** When an event of a device happened, and what came with it: the latest of a span. Thread-safe. */
public final class EventHistory {
  /** Steps are at least halved each time that one is looked into; a span is no longer than this. */
  private static final int MOST_LOOKS = 24;

  /** So many are looked at, so that few are not fewer than were asked for. */
  private static final int LOOKED_AT = 1_000;

  private final Hub hub;
  private final Callers callers;
  private final KnownThings things;
  private final InstantSource clock;

  public EventHistory(Hub hub, Callers callers, InstantSource clock) {
    this.hub = hub;
    this.callers = callers;
    this.things = new KnownThings(hub);
    this.clock = clock;
  }

  public void routes(RoutesConfig routes) {
    routes.get("/things/{id}/events/{name}/history", this::one);
  }

  private void one(Context context) {
    Device device = things.readable(callers.actor(context), context.pathParam("id"));
    AffordanceName name = KnownThings.name(context.pathParam("name"), "event");
    EventAffordance event = KnownThings.event(device, name);
    Question question = Question.of(context, clock);
    ObjectNode answer = Json.object();
    answer.put("device", device.id().toString());
    answer.put("event", name.text());
    answer.put("from", question.from().toString());
    answer.put("to", question.to().toString());
    put(answer, latest(SeriesName.ofEvent(device.id(), name), question), event);
    context.json(answer);
  }

  /**
   * The latest of a span.
   *
   * @param more whether there were earlier ones in it
   */
  private record Latest(List<Past.Point> points, boolean more) {}

  private Latest latest(SeriesName event, Question question) {
    History history = hub.history();
    Instant from = question.from();
    int most = Math.max(question.points(), LOOKED_AT);
    for (int look = 0; look < MOST_LOOKS; look++) {
      switch (history.query(event, from, question.to(), most)) {
        case Past.Readings readings -> {
          List<Past.Point> all = readings.points();
          int over = Math.max(0, all.size() - question.points());
          return new Latest(
              all.subList(over, all.size()), over > 0 || from.isAfter(question.from()));
        }
        case Past.Steps steps -> {
          Optional<Instant> later = beginning(steps.steps(), most);
          if (later.isEmpty() || !later.get().isAfter(from)) {
            // Of so long ago only how often is known.
            return new Latest(List.of(), true);
          }
          from = later.get();
        }
      }
    }
    return new Latest(List.of(), true);
  }

  /** Where the last steps begin that together hold no more than so many; of the last one if not. */
  private static Optional<Instant> beginning(List<Past.Step> steps, int most) {
    Optional<Instant> from = Optional.empty();
    int count = 0;
    for (Past.Step step : steps.reversed()) {
      count += step.count();
      if (count > most && from.isPresent()) {
        break;
      }
      from = Optional.of(step.time());
    }
    return from;
  }

  private static void put(ObjectNode answer, Latest latest, EventAffordance event) {
    ArrayNode all = answer.putArray("notifications");
    for (Past.Point point : latest.points()) {
      ObjectNode each = all.addObject().put("time", point.time().toString());
      if (event.data().isPresent()) {
        each.set("data", ThingJson.write(point.value()));
      }
      PastJson.quality(point.quality()).ifPresent(word -> each.put("quality", word));
    }
    answer.put("more", latest.more());
  }
}
