package org.hearthhub.web.wot;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.hearthhub.Hub;
import org.hearthhub.access.Right;
import org.hearthhub.device.Device;
import org.hearthhub.thing.Actor;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.door.Query;
import org.hearthhub.web.signin.Callers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The directory of Thing Descriptions (W3C WoT Discovery section 7.3). Thread-safe. */
public final class ThingDirectory {
  static final String CONTENT_TYPE = "application/ld+json";
  static final int PAGE = 200;
  static final int LARGEST_PAGE = 500;

  private final Hub hub;
  private final Callers callers;
  private final KnownThings things;

  public ThingDirectory(Hub hub, Callers callers) {
    this.hub = hub;
    this.callers = callers;
    this.things = new KnownThings(hub);
  }

  public void routes(RoutesConfig routes) {
    routes.get("/.well-known/wot", this::hub);
    routes.get("/things", this::list);
    routes.get("/things/{id}", this::one);
  }

  private void hub(Context context) {
    answer(context, Descriptions.CONTENT_TYPE, HubDescription.at(Descriptions.base(context)));
  }

  private void list(Context context) {
    Actor actor = callers.actor(context);
    int offset = (int) Query.number(context, "offset", 0, Integer.MAX_VALUE, 0);
    int limit = (int) Query.number(context, "limit", 1, LARGEST_PAGE, PAGE);
    List<Device> visible =
        hub.devices().all().stream()
            .filter(device -> hub.policy().allows(actor, new Right.Read(device.id())))
            .toList();
    int from = Math.min(offset, visible.size());
    int to = (int) Math.min((long) from + limit, visible.size());
    String base = Descriptions.base(context);
    ArrayNode page = Json.array();
    visible.subList(from, to).forEach(device -> page.add(Descriptions.of(device, base)));
    if (to < visible.size()) {
      context.header("Link", "</things?offset=%d&limit=%d>; rel=\"next\"".formatted(to, limit));
    }
    answer(context, CONTENT_TYPE, page);
  }

  private void one(Context context) {
    Device device = things.readable(callers.actor(context), context.pathParam("id"));
    answer(context, Descriptions.CONTENT_TYPE, Descriptions.of(device, Descriptions.base(context)));
  }

  /** Answers with a validator, so that who has it already need not load it again. */
  private static void answer(Context context, String contentType, JsonNode tree) {
    byte[] bytes = Json.bytes(tree);
    String tag = "\"" + hash(bytes) + "\"";
    context.header("ETag", tag);
    context.header("Cache-Control", "private, no-cache");
    if (String.valueOf(context.header("If-None-Match")).contains(tag)) {
      context.status(304);
      return;
    }
    context.contentType(contentType).result(bytes);
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 22);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
