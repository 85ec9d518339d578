package org.hearthhub.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.UUID;
import org.hearthhub.Hub;
import org.hearthhub.home.RoomId;
import org.hearthhub.problem.NotFound;
import org.hearthhub.thing.Actor;
import org.hearthhub.web.door.Body;
import org.hearthhub.web.signin.Callers;

/** The rooms of the home. Thread-safe. */
public final class RoomsApi {
  private final Hub hub;
  private final Callers callers;

  public RoomsApi(Hub hub, Callers callers) {
    this.hub = hub;
    this.callers = callers;
  }

  public void routes(RoutesConfig routes) {
    routes.get("/api/v1/rooms", this::list);
    routes.post("/api/v1/rooms", this::add);
    routes.patch("/api/v1/rooms/{id}", this::rename);
    routes.delete("/api/v1/rooms/{id}", this::remove);
  }

  private void list(Context context) {
    callers.actor(context);
    context.json(HomeJson.rooms(hub.home().rooms()));
  }

  private void add(Context context) {
    Actor actor = callers.actor(context);
    context.status(201).json(HomeJson.room(hub.home().addRoom(actor, title(context))));
  }

  private void rename(Context context) {
    Actor actor = callers.actor(context);
    context.json(HomeJson.room(hub.home().renameRoom(actor, room(context), title(context))));
  }

  private void remove(Context context) {
    hub.home().removeRoom(callers.actor(context), room(context));
    context.status(204);
  }

  private static String title(Context context) {
    return Body.object(context, "\"title\"").text("title", Titles.LONGEST);
  }

  private static RoomId room(Context context) {
    try {
      return new RoomId(UUID.fromString(context.pathParam("id")));
    } catch (IllegalArgumentException noUuid) {
      throw new NotFound("no-such-room", "There is no such room. It may have been removed.");
    }
  }
}
