package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hearthhub.adapter.coap.format.Trees;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a device is reached: the adapter's own text in the hub's store. JSON, so that later versions
 * can add to it.
 *
 * @param profile name of the dialect
 * @param at where it was last seen
 * @param sleeps how long it sleeps at a time, listening for a moment between; zero if it always
 *     listens
 */
record DeviceLink(
    String profile, HomeAddress at, Duration sleeps, List<Feed> feeds, List<Control> controls) {
  DeviceLink {
    feeds = List.copyOf(feeds);
    controls = List.copyOf(controls);
  }

  static DeviceLink of(CoapProfile profile, HomeAddress at, Found found) {
    return new DeviceLink(profile.name(), at, Duration.ZERO, found.feeds(), found.controls());
  }

  DeviceLink movedTo(HomeAddress newAddress) {
    return new DeviceLink(profile, newAddress, sleeps, feeds, controls);
  }

  DeviceLink sleeping(Duration newSleep) {
    return new DeviceLink(profile, at, newSleep, feeds, controls);
  }

  /** The feed that tells a property. */
  Optional<Feed> feedOf(AffordanceName property) {
    return feeds.stream().filter(feed -> feed.tells(property)).findFirst();
  }

  Optional<Control> control(AffordanceName name, boolean action) {
    return controls.stream()
        .filter(control -> control.action() == action && control.name().equals(name))
        .findFirst();
  }

  String text() {
    ObjectNode link = Trees.mapper(false).createObjectNode();
    link.put("profile", profile).put("at", at.toString());
    at.peer().ifPresent(peer -> link.put("peer", peer));
    if (!sleeps.isZero()) {
      link.put("sleeps", sleeps.toSeconds());
    }
    ArrayNode allFeeds = link.putArray("feeds");
    for (Feed feed : feeds) {
      ObjectNode one = allFeeds.addObject();
      one.put("path", feed.path()).put("format", feed.format()).put("observe", feed.observable());
      ArrayNode slots = one.putArray("slots");
      for (Feed.Slot slot : feed.slots()) {
        slots
            .addObject()
            .put("property", slot.property().text())
            .put("key", slot.key())
            .put("type", word(slot.type()));
      }
      feed.event().ifPresent(event -> put(one.putObject("event"), event));
    }
    ArrayNode allControls = link.putArray("controls");
    for (Control control : controls) {
      allControls
          .addObject()
          .put("name", control.name().text())
          .put("action", control.action())
          .put("method", control.method().name())
          .put("path", control.path())
          .put("format", control.format())
          .put("key", control.key());
    }
    return link.toString();
  }

  private static void put(ObjectNode node, Feed.Event event) {
    node.put("name", event.name().text()).put("key", event.key());
    event.data().ifPresent(type -> node.put("type", word(type)));
  }

  private static Optional<Feed.Event> event(JsonNode node) {
    return node.isObject()
        ? Optional.of(
            new Feed.Event(
                AffordanceName.of(node.path("name").stringValue()),
                node.path("key").stringValue(),
                node.has("type") ? Optional.of(type(node)) : Optional.empty()))
        : Optional.empty();
  }

  private static String word(DataType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private static DataType type(JsonNode node) {
    return DataType.valueOf(node.path("type").stringValue().toUpperCase(Locale.ROOT));
  }

  /**
   * @throws Invalid if it is not a text of {@link #text}
   */
  static DeviceLink parse(String text) {
    try {
      JsonNode link = Trees.mapper(false).readTree(text);
      List<Feed> feeds = new ArrayList<>();
      for (JsonNode feed : link.path("feeds")) {
        List<Feed.Slot> slots = new ArrayList<>();
        for (JsonNode slot : feed.path("slots")) {
          slots.add(
              new Feed.Slot(
                  AffordanceName.of(slot.path("property").stringValue()),
                  slot.path("key").stringValue(),
                  type(slot)));
        }
        feeds.add(
            new Feed(
                feed.path("path").stringValue(),
                feed.path("format").intValue(),
                feed.path("observe").booleanValue(),
                slots,
                event(feed.path("event"))));
      }
      List<Control> controls = new ArrayList<>();
      for (JsonNode control : link.path("controls")) {
        controls.add(
            new Control(
                AffordanceName.of(control.path("name").stringValue()),
                control.path("action").booleanValue(),
                Control.Method.valueOf(control.path("method").stringValue()),
                control.path("path").stringValue(),
                control.path("format").intValue(),
                control.path("key").stringValue()));
      }
      HomeAddress at = HomeAddress.parse(link.path("at").stringValue());
      return new DeviceLink(
          link.path("profile").stringValue(),
          link.has("peer") ? at.provenAs(link.path("peer").stringValue()) : at,
          Duration.ofSeconds(link.path("sleeps").longValue(0)),
          feeds,
          controls);
    } catch (JacksonException | IllegalArgumentException | Invalid damaged) {
      throw new Invalid(
          "bad-link",
          "What was stored about reaching this device cannot be read. Remove it and add it again.");
    }
  }
}
