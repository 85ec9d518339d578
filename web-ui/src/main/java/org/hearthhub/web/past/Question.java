package org.hearthhub.web.past;

import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.hearthhub.history.History;
import org.hearthhub.history.SeriesName;
import org.hearthhub.problem.Invalid;
import org.hearthhub.web.door.Query;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody wants to know of a past.
 *
 * @param from inclusive
 * @param to exclusive
 * @param points at most so many of each series
 */
record Question(Instant from, Instant to, int points, Form form) {
  private static final Duration USUAL_SPAN = Duration.ofHours(24);
  private static final int USUAL_POINTS = 1_000;
  private static final int MOST_POINTS = 10_000;

  /** In which form the answer comes. */
  enum Form {
    AUTO,
    PEAKS,
    STATES,
    INCREASES
  }

  /** The question of a request's query parameters. */
  static Question of(Context context, InstantSource clock) {
    Instant to = Query.time(context, "to").orElseGet(clock::instant);
    Instant from = Query.time(context, "from").orElseGet(() -> to.minus(USUAL_SPAN));
    if (!from.isBefore(to)) {
      throw new Invalid("bad-span", "'from' has to be earlier than 'to'.");
    }
    int points = (int) Query.number(context, "points", 1, MOST_POINTS, USUAL_POINTS);
    return new Question(from, to, points, form(context));
  }

  private static Form form(Context context) {
    @Nullable String text = context.queryParam("form");
    return switch (text) {
      case null -> Form.AUTO;
      case "auto" -> Form.AUTO;
      case "peaks" -> Form.PEAKS;
      case "states" -> Form.STATES;
      case "increases" -> Form.INCREASES;
      default ->
          throw new Invalid("bad-form", "'form' has to be auto, peaks, states or increases.");
    };
  }

  /** Asks, and puts the answer into a node. */
  void ask(History history, SeriesName series, ObjectNode into) {
    into.put("from", from.toString());
    into.put("to", to.toString());
    switch (form) {
      case AUTO -> PastJson.put(into, history.query(series, from, to, points));
      case PEAKS -> PastJson.put(into, history.peaks(series, from, to, points));
      case STATES -> PastJson.put(into, history.states(series, from, to, points));
      case INCREASES -> PastJson.put(into, history.increases(series, from, to, points));
    }
  }
}
