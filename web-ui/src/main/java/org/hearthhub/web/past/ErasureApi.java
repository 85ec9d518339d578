package org.hearthhub.web.past;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import org.hearthhub.Hub;
import org.hearthhub.device.Device;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.ErasureReport;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.door.Query;
import org.hearthhub.web.signin.Callers;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Deletes what a device ever said, for good. Thread-safe. */
public final class ErasureApi {
  private final Hub hub;
  private final Callers callers;

  public ErasureApi(Hub hub, Callers callers) {
    this.hub = hub;
    this.callers = callers;
  }

  public void routes(RoutesConfig routes) {
    routes.delete("/api/v1/devices/{id}/past", this::erase);
  }

  private void erase(Context context) {
    Actor actor = callers.actor(context);
    DeviceId device = DeviceId.parse(context.pathParam("id"));
    String title =
        hub.devices().find(device).map(Device::title).orElse("A device that was removed");
    boolean activityToo = Query.flag(context, "activity");
    ErasureReport report = hub.keys().erase(actor, device, title, activityToo);
    ObjectNode node = Json.object().put("device", device.toString());
    put(node.putArray("done"), report.done());
    put(node.putArray("failures"), report.failures());
    put(node.putArray("remains"), report.remains());
    context.json(node);
  }

  private static void put(ArrayNode into, List<String> sentences) {
    sentences.forEach(into::add);
  }
}
