package org.hearthhub.web.past;

import org.hearthhub.thing.Notification;
import org.hearthhub.thing.ThingJson;
import org.hearthhub.web.door.Json;
import tools.jackson.databind.node.ObjectNode;

/** An event that happened, alike in answers and in the event stream. */
public final class NotificationJson {
  private NotificationJson() {}

  /** When it happened, and what came with it. */
  public static ObjectNode of(Notification notification) {
    ObjectNode node = Json.object().put("time", notification.time().toString());
    notification.data().ifPresent(data -> node.set("data", ThingJson.write(data)));
    return node;
  }
}
