package org.hearthhub.web.past;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.history.Gap;
import org.hearthhub.history.Past;
import org.hearthhub.history.PastIncreases;
import org.hearthhub.history.PastStates;
import org.hearthhub.history.TimeQuality;
import org.hearthhub.thing.ThingJson;
import org.hearthhub.thing.Value;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON forms of answers about the past. */
final class PastJson {
  private PastJson() {}

  static void put(ObjectNode node, Past past) {
    switch (past) {
      case Past.Readings readings -> readings(node, readings);
      case Past.Steps steps -> steps(node, steps);
    }
    gaps(node, past.gaps());
  }

  private static void readings(ObjectNode node, Past.Readings past) {
    node.put("kind", "readings");
    ArrayNode readings = node.putArray("readings");
    for (Past.Point point : past.points()) {
      ObjectNode each = readings.addObject().put("time", point.time().toString());
      each.set("value", ThingJson.write(point.value()));
      quality(point.quality()).ifPresent(word -> each.put("quality", word));
    }
  }

  /** Said only where there is something to say. */
  static Optional<String> quality(TimeQuality quality) {
    return switch (quality) {
      case SURE -> Optional.empty();
      case ASSUMED -> Optional.of("assumed");
      case CORRECTED -> Optional.of("corrected");
    };
  }

  private static void steps(ObjectNode node, Past.Steps past) {
    node.put("kind", "steps");
    node.put("step", seconds(past.step()));
    ArrayNode steps = node.putArray("steps");
    for (Past.Step step : past.steps()) {
      ObjectNode each = steps.addObject();
      each.put("time", step.time().toString());
      each.put("count", step.count());
      // NaN where the values are neither numbers nor truths.
      if (!Double.isNaN(step.mean())) {
        each.put("min", step.min());
        each.put("mean", step.mean());
        each.put("max", step.max());
      }
      each.set("last", ThingJson.write(step.last()));
    }
  }

  static void put(ObjectNode node, PastStates past) {
    switch (past) {
      case PastStates.Segments segments -> {
        node.put("kind", "states");
        ArrayNode states = node.putArray("states");
        for (PastStates.Segment segment : segments.segments()) {
          states
              .addObject()
              .put("from", segment.from().toString())
              .put("to", segment.to().toString())
              .set("value", ThingJson.write(segment.value()));
        }
      }
      case PastStates.Shares shares -> {
        node.put("kind", "shares");
        node.put("step", seconds(shares.step()));
        ArrayNode steps = node.putArray("shares");
        for (PastStates.Share share : shares.shares()) {
          ObjectNode each = steps.addObject().put("time", share.time().toString());
          times(each.putArray("times"), share.times());
        }
      }
    }
    times(node.putArray("totals"), past.totals());
    gaps(node, past.gaps());
  }

  static void put(ObjectNode node, PastIncreases past) {
    node.put("kind", "increases");
    node.put("step", seconds(past.step()));
    ArrayNode increases = node.putArray("increases");
    for (PastIncreases.Increase increase : past.increases()) {
      increases
          .addObject()
          .put("time", increase.time().toString())
          .put("count", increase.count())
          .put("increase", increase.increase());
    }
    node.put("total", past.total());
    gaps(node, past.gaps());
  }

  /** The longest first. */
  private static void times(ArrayNode into, Map<Value, Duration> times) {
    times.entrySet().stream()
        .sorted(Map.Entry.<Value, Duration>comparingByValue(Comparator.reverseOrder()))
        .forEach(
            entry ->
                into.addObject()
                    .put("seconds", seconds(entry.getValue()))
                    .set("value", ThingJson.write(entry.getKey())));
  }

  private static void gaps(ObjectNode node, List<Gap> gaps) {
    if (gaps.isEmpty()) {
      return;
    }
    ArrayNode all = node.putArray("gaps");
    for (Gap gap : gaps) {
      all.addObject()
          .put("from", gap.from().toString())
          .put("to", gap.to().toString())
          .put("readings", gap.readings());
    }
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }
}
