package org.hearthhub.web.stream;

import java.util.Optional;
import java.util.function.Supplier;
import org.hearthhub.Hub;
import org.hearthhub.access.Right;
import org.hearthhub.device.Device;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Notification;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.ThingJson;
import org.hearthhub.vault.Tier;
import org.hearthhub.web.api.HomeJson;
import org.hearthhub.web.api.InboxJson;
import org.hearthhub.web.api.PairingApi;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.safety.BackupJson;
import org.hearthhub.web.vault.VaultJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What each event of the home is on the stream, and who may have it. Thread-safe. */
final class HomeFrames {
  private final Hub hub;

  HomeFrames(Hub hub) {
    this.hub = hub;
  }

  Frame frame(long number, HomeEvent event) {
    String id = Long.toString(number);
    return switch (event) {
      case HomeEvent.ReadingsReported reported ->
          frame(id, "readings", new Right.Read(reported.device()), () -> readings(reported));
      case HomeEvent.EventNotified(DeviceId device, Notification happened) ->
          frame(
              id,
              "event",
              new Right.Read(device),
              () -> Optional.of(HomeJson.happened(happened).put("device", device.toString())));
      case HomeEvent.PastErased(DeviceId device) ->
          frame(id, "past-erased", new Right.Read(device), () -> named(device.toString()));
      case HomeEvent.DeviceChanged changed ->
          frame(
              id,
              "device",
              new Right.Read(changed.device()),
              () -> hub.devices().find(changed.device()).map(this::device));
      case HomeEvent.DeviceRemoved removed ->
          frame(
              id,
              "device-removed",
              new Right.Read(removed.device()),
              () -> named(removed.device().toString()));
      case HomeEvent.SightingChanged changed ->
          frame(
              id,
              "inbox",
              new Right.ManageDevices(),
              () -> hub.inbox().find(changed.sighting()).map(InboxJson::entry));
      case HomeEvent.SightingRemoved removed ->
          frame(
              id,
              "inbox-removed",
              new Right.ManageDevices(),
              () -> named(removed.sighting().text()));
      case HomeEvent.PairingChanged _ ->
          frame(
              id,
              "pairing",
              new Right.ManageDevices(),
              () -> Optional.of(PairingApi.json(hub.pairing().window())));
      case HomeEvent.RoomsChanged _ ->
          new Frame(
              id, "rooms", Optional.empty(), () -> Optional.of(HomeJson.rooms(hub.home().rooms())));
      case HomeEvent.AuditWritten written ->
          frame(id, "activity", new Right.ReadActivity(), () -> activity(written.sequence()));
      case HomeEvent.BackupsChanged _ ->
          frame(
              id,
              "backups",
              new Right.ManageBackups(),
              () -> Optional.of(BackupJson.status(hub.backups().status())));
      case HomeEvent.VaultChanged _ ->
          new Frame(id, "vault", Optional.empty(), () -> Optional.of(VaultJson.state(hub)));
    };
  }

  private static Frame frame(
      String id, String name, Right needed, Supplier<Optional<? extends JsonNode>> content) {
    return new Frame(id, name, Optional.of(needed), () -> content.get().map(JsonNode.class::cast));
  }

  /** Nothing while the past is locked: what is written then is not read before it is opened. */
  private Optional<ObjectNode> activity(long sequence) {
    return hub.vault().isOpen(Tier.HISTORY)
        ? hub.audit().entry(sequence).map(HomeJson::activity)
        : Optional.empty();
  }

  private ObjectNode device(Device device) {
    return HomeJson.device(device, hub.home());
  }

  private static Optional<JsonNode> named(String id) {
    return Optional.of(Json.object().put("id", id));
  }

  private static Optional<JsonNode> readings(HomeEvent.ReadingsReported reported) {
    ObjectNode node = Json.object();
    node.put("device", reported.device().toString());
    ArrayNode readings = node.putArray("readings");
    for (Reading reading : reported.readings()) {
      ObjectNode each = readings.addObject();
      each.put("property", reading.property().text());
      each.set("value", ThingJson.write(reading.value()));
      each.put("time", reading.time().toString());
    }
    return Optional.of(node);
  }
}
