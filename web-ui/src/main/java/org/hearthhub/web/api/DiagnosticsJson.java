package org.hearthhub.web.api;

import java.util.List;
import org.hearthhub.device.Diagnostics;
import org.hearthhub.web.door.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON form of what finding devices met. */
final class DiagnosticsJson {
  private DiagnosticsJson() {}

  static ObjectNode diagnostics(Diagnostics diagnostics) {
    ObjectNode node = Json.object().put("at", diagnostics.at().toString());
    ArrayNode parts = node.putArray("parts");
    diagnostics.parts().forEach(part -> part(parts.addObject(), part));
    return node;
  }

  private static void part(ObjectNode node, Diagnostics.Part part) {
    node.put("adapter", part.adapter());
    ArrayNode places = node.putArray("places");
    part.places().forEach(place -> place(places.addObject(), place));
    ArrayNode ports = node.putArray("ports");
    for (Diagnostics.Port port : part.ports()) {
      ObjectNode each =
          ports
              .addObject()
              .put("number", port.number())
              .put("address", port.address())
              .put("ours", port.ours());
      port.holder().ifPresent(program -> each.put("holder", program));
    }
    ArrayNode names = node.putArray("names");
    for (Diagnostics.NameConflict name : part.names()) {
      names.addObject().put("wanted", name.wanted()).put("used", name.used());
    }
    ArrayNode strange = node.putArray("strange");
    for (Diagnostics.Strange one : part.strange()) {
      strange
          .addObject()
          .put("from", one.from())
          .put("last", one.last().toString())
          .put("times", one.times())
          .put("why", one.why())
          .put("hex", one.hex())
          .put("length", one.length());
    }
    node.put("strangeInAll", part.strangeInAll());
    ArrayNode advice = node.putArray("advice");
    for (Diagnostics.Advice one : part.advice()) {
      advice.addObject().put("code", one.code()).put("sentence", one.sentence());
    }
  }

  private static void place(ObjectNode node, Diagnostics.Place place) {
    node.put("interface", place.networkInterface()).put("address", place.address());
    place.group().ifPresent(group -> node.put("group", group));
    counts(node.putArray("sent"), place.sent());
    counts(node.putArray("heard"), place.heard());
  }

  private static void counts(ArrayNode into, List<Diagnostics.Tally> tallies) {
    for (Diagnostics.Tally tally : tallies) {
      ObjectNode each = into.addObject().put("what", tally.what()).put("count", tally.count());
      tally.last().ifPresent(time -> each.put("last", time.toString()));
    }
  }
}
