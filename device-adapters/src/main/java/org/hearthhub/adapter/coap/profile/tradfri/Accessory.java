package org.hearthhub.adapter.coap.profile.tradfri;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.adapter.coap.Control;
import org.hearthhub.adapter.coap.Feed;
import org.hearthhub.adapter.coap.Found;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.thing.ActionAffordance;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.PropertyAffordance;
import org.hearthhub.thing.ThingDescription;
import tools.jackson.databind.JsonNode;

/**
 * One document of the gateway: a lamp, a plug, a blind, a remote, a sensor or a group, and what it
 * offers.
 *
 * @param path where the document is
 * @param identity by what the gateway tells it apart
 */
record Accessory(JsonNode document, String path, String identity) {
  private static final String SCHEME = "tradfri";
  private static final String NAME = "9001";
  private static final String ABOUT = "3";

  /** The lists in which the gateway keeps what a device has, and what such a device is. */
  private static final Map<String, String> KINDS =
      Map.of("3311", "Light", "3312", "SmartPlug", "15015", "hearth:Blind");

  private static final Map<String, List<Facet>> FACETS =
      Map.of(
          "3311",
          List.of(
              Facet.ON, Facet.BRIGHTNESS, Facet.COLOUR_TEMPERATURE, Facet.HUE, Facet.SATURATION),
          "3312",
          List.of(Facet.ON),
          "15015",
          List.of(Facet.POSITION));

  private static final AffordanceName STOP = AffordanceName.of("stop");
  private static final String BLIND_POSITION = "15015/5536";

  /** Where a blind is told to stay where it is, whatever is written there. */
  private static final String BLIND_STOP = "15015/5523";

  /** What it offers; empty if that is nothing Hearth knows. */
  Optional<Found> found() {
    List<Part> parts = parts();
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    Map<AffordanceName, PropertyAffordance> properties = new LinkedHashMap<>();
    List<Feed.Slot> slots = new ArrayList<>();
    List<Control> controls = new ArrayList<>();
    for (Part part : parts) {
      Facet facet = part.facet();
      properties.put(facet.property(), new PropertyAffordance(facet.schema(), true));
      slots.add(new Feed.Slot(facet.property(), part.key(), facet.schema().type()));
      if (!facet.schema().readOnly()) {
        controls.add(
            new Control(
                facet.property(), false, Control.Method.PUT, path, ContentFormat.NONE, part.key()));
      }
    }
    Map<AffordanceName, ActionAffordance> actions = new LinkedHashMap<>();
    if (at(document, BLIND_POSITION).isNumber()) {
      actions.put(
          STOP,
          new ActionAffordance(
              Optional.of("Stop"), Optional.empty(), Optional.empty(), Optional.empty()));
      controls.add(
          new Control(STOP, true, Control.Method.PUT, path, ContentFormat.NONE, BLIND_STOP));
    }
    String title = document.path(NAME).stringValue("").strip();
    return Optional.of(
        new Found(
            Optional.of(new DeviceIdentity(SCHEME, identity)),
            new ThingDescription(
                title.isEmpty() ? "TRADFRI " + identity : title,
                model(),
                types(),
                properties,
                actions,
                Map.of()),
            !title.isEmpty(),
            true,
            List.of(new Feed(path, ContentFormat.NONE, true, slots)),
            controls));
  }

  private Optional<String> model() {
    String model = document.path(ABOUT).path("1").stringValue("").strip();
    return model.isEmpty() ? Optional.empty() : Optional.of(model);
  }

  private List<String> types() {
    return KINDS.entrySet().stream()
        .filter(kind -> document.path(kind.getKey()).isArray())
        .map(Map.Entry::getValue)
        .findFirst()
        .or(() -> isGroup() ? Optional.of("Light") : Optional.empty())
        .map(List::of)
        .orElse(List.of());
  }

  private boolean isGroup() {
    return document.path("9018").isObject();
  }

  /** A facet and the key of where it stands in the document. */
  record Part(Facet facet, String key) {}

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    FACETS.forEach(
        (list, facets) -> {
          for (Facet facet : facets) {
            add(parts, facet, list + "/" + facet.field());
          }
        });
    if (isGroup()) {
      add(parts, Facet.ON, Facet.ON.field());
      add(parts, Facet.BRIGHTNESS, Facet.BRIGHTNESS.field());
    }
    add(parts, Facet.BATTERY, ABOUT + "/" + Facet.BATTERY.field());
    return parts;
  }

  private void add(List<Part> parts, Facet facet, String key) {
    if (at(document, key).isNumber()) {
      parts.add(new Part(facet, key));
    }
  }

  /** What stands at a key such as {@code 3311/5850}: of a list, in its first entry. */
  static JsonNode at(JsonNode document, String key) {
    JsonNode node = document;
    for (String field : key.split("/", 3)) {
      node = node.isArray() ? node.path(0).path(field) : node.path(field);
    }
    return node;
  }
}
