package org.hearthhub.web.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.Hub;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.device.CurrentValue;
import org.hearthhub.device.Device;
import org.hearthhub.device.DeviceStatus;
import org.hearthhub.home.Home;
import org.hearthhub.home.Room;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.Notification;
import org.hearthhub.thing.Sensitive;
import org.hearthhub.thing.ThingJson;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.past.NotificationJson;
import org.hearthhub.web.wot.Descriptions;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON forms of the hub's own API, alike in answers and in the event stream. */
public final class HomeJson {
  private HomeJson() {}

  public static ArrayNode rooms(List<Room> rooms) {
    ArrayNode all = Json.array();
    rooms.forEach(room -> all.add(room(room)));
    return all;
  }

  static ObjectNode room(Room room) {
    return Json.object().put("id", room.id().toString()).put("title", room.title());
  }

  /** A device without its values. */
  public static ObjectNode device(Device device, Home home) {
    ObjectNode node = Json.object();
    node.put("id", device.id().toString());
    node.put("title", device.title());
    device
        .room()
        .flatMap(home::room)
        .ifPresentOrElse(room -> node.set("room", room(room)), () -> node.putNull("room"));
    node.put("kind", device.kind().word());
    node.put("adapter", device.adapter());
    node.put("address", device.address());
    node.put("authenticated", device.authenticated());
    node.put("sensitive", Sensitive.isIn(device.description()));
    node.put("allowed", device.allowed());
    DeviceStatus status = device.status();
    ObjectNode statusNode =
        node.putObject("status")
            .put("state", status.state().word())
            .put("since", status.since().toString());
    if (!status.reason().isEmpty()) {
      statusNode.put("reason", status.reason());
    }
    node.set("description", Descriptions.of(device));
    Map<AffordanceName, String> units = device.described().units();
    if (!units.isEmpty()) {
      node.set("units", units(device, units));
    }
    return node;
  }

  /** What the device itself says, of each number that a person knows better. */
  private static ObjectNode units(Device device, Map<AffordanceName, String> units) {
    ObjectNode own = Json.object();
    units
        .keySet()
        .forEach(
            name ->
                device
                    .described()
                    .own()
                    .property(name)
                    .ifPresent(it -> own.put(name.text(), it.schema().unit().orElse(""))));
    return own;
  }

  static ObjectNode device(Hub hub, Device device) {
    Map<AffordanceName, CurrentValue> values = hub.devices().values(device.id());
    List<Notification> happened = hub.devices().recentEvents(device.id());
    ObjectNode node = device(device, hub.home());
    if (!happened.isEmpty()) {
      node.set("happened", happened(happened.getLast()));
    }
    ObjectNode valuesNode = node.putObject("values");
    values.forEach(
        (name, current) ->
            valuesNode
                .putObject(name.text())
                .put("time", current.time().toString())
                .set("value", ThingJson.write(current.value())));
    return node;
  }

  /** An event of a device that happened. */
  public static ObjectNode happened(Notification notification) {
    return NotificationJson.of(notification).put("event", notification.event().text());
  }

  public static ObjectNode activity(AuditEntry entry) {
    ObjectNode node = Json.object();
    node.put("id", entry.sequence());
    node.put("time", entry.time().toString());
    node.putObject("actor").put("kind", kindOf(entry.actor())).put("name", entry.actorName());
    node.put("action", entry.action().word());
    entry
        .thing()
        .ifPresent(
            thing ->
                node.putObject("thing")
                    .put("id", thing.toString())
                    .put("title", entry.thingTitle().orElse("")));
    entry.room().ifPresent(title -> node.putObject("room").put("title", title));
    entry.name().ifPresent(name -> node.put("property", name.text()));
    entry.oldValue().ifPresent(value -> node.set("old", ThingJson.write(value)));
    entry.newValue().ifPresent(value -> node.set("new", ThingJson.write(value)));
    node.put("outcome", entry.outcome().word());
    Optional<String> reason = entry.reason();
    reason.ifPresent(sentence -> node.put("reason", sentence));
    return node;
  }

  private static String kindOf(Actor actor) {
    return switch (actor) {
      case Actor.Person _ -> "person";
      case Actor.App _ -> "app";
      case Actor.Rule _ -> "rule";
      case Actor.Schedule _ -> "schedule";
      case Actor.Device _ -> "device";
      case Actor.TheHub _ -> "hub";
      case Actor.Operator _ -> "operator";
    };
  }
}
