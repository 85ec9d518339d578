package org.hearthhub.web.api;

import java.util.Map;
import org.hearthhub.device.InboxEntry;
import org.hearthhub.device.Scan;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.PropertyAffordance;
import org.hearthhub.thing.ThingDescription;
import org.hearthhub.web.door.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON forms of what waits for a person, alike in answers and in the event stream. */
public final class InboxJson {
  private InboxJson() {}

  public static ObjectNode entry(InboxEntry entry) {
    Sighting sighting = entry.sighting();
    ObjectNode node = Json.object();
    node.put("id", entry.id().text());
    node.put("kind", sighting.kind().word());
    node.put("title", sighting.title());
    node.put("address", sighting.address());
    node.put("why", entry.why());
    node.put("seen", entry.seen().toString());
    node.put("acceptable", sighting.offer().isPresent());
    node.put("authenticated", sighting.authenticated());
    ArrayNode properties = node.putArray("properties");
    sighting
        .offer()
        .map(Sighting.Offer::description)
        .map(ThingDescription::properties)
        .orElse(Map.of())
        .forEach((name, property) -> properties.add(titleOf(name, property)));
    entry.page().ifPresent(page -> node.put("page", page.toString()));
    sighting
        .pairing()
        .ifPresent(
            hint ->
                node.putObject("pairing")
                    .put("required", hint.required())
                    .put("named", hint.named())
                    .put("hint", hint.secret()));
    if (!entry.because().isEmpty()) {
      node.put("because", entry.because());
    }
    ArrayNode ways = node.putArray("ways");
    for (InboxEntry.Way way : entry.ways()) {
      ways.addObject()
          .put("adapter", way.adapter())
          .put("address", way.address())
          .put("why", way.why())
          .put("seen", way.seen().toString());
    }
    return node;
  }

  private static String titleOf(AffordanceName name, PropertyAffordance property) {
    return property.schema().title().orElse(name.text());
  }

  static ObjectNode scan(Scan scan) {
    return Json.object()
        .put("subnet", scan.subnet())
        .put("asked", scan.asked())
        .put("of", scan.of())
        .put("answered", scan.answered())
        .put("since", scan.since().toString())
        .put("running", scan.running());
  }
}
