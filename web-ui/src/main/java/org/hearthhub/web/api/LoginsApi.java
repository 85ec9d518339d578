package org.hearthhub.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.hearthhub.Hub;
import org.hearthhub.access.Right;
import org.hearthhub.device.LoginOutcome;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Refused;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.web.door.Body;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.door.JsonObject;
import org.hearthhub.web.signin.Callers;
import tools.jackson.databind.node.ObjectNode;

/** Users and passwords of devices that ask for them before they obey. Thread-safe. */
public final class LoginsApi {
  private static final int LONGEST = 64;

  private final Hub hub;
  private final Callers callers;

  public LoginsApi(Hub hub, Callers callers) {
    this.hub = hub;
    this.callers = callers;
  }

  public void routes(RoutesConfig routes) {
    routes.get("/api/v1/devices/{id}/login", this::standing);
    routes.put("/api/v1/devices/{id}/login", this::keep);
    routes.delete("/api/v1/devices/{id}/login", this::forget);
  }

  private void standing(Context context) {
    hub.policy().require(callers.actor(context), new Right.ManageDevices());
    ObjectNode node = Json.object().put("possible", false).put("kept", false);
    hub.logins()
        .of(id(context))
        .ifPresent(it -> node.put("possible", true).put("user", it.user()).put("kept", it.kept()));
    context.json(node);
  }

  private void keep(Context context) {
    Actor actor = callers.actor(context);
    JsonObject body = Body.object(context, "\"password\", and \"user\" where it is another one");
    LoginOutcome outcome =
        hub.logins()
            .keep(
                actor,
                id(context),
                body.optionalText("user", LONGEST),
                body.text("password", LONGEST));
    switch (outcome) {
      case LoginOutcome.Accepted(String sentence) ->
          context.json(Json.object().put("sentence", sentence));
      case LoginOutcome.Wrong(String sentence) ->
          throw new Refused(Refused.Reason.NOT_ALLOWED, "wrong-password", sentence);
      case LoginOutcome.NotAsked(String sentence) ->
          throw new Conflict("no-password-asked", sentence);
      case LoginOutcome.Unreachable _ ->
          throw new Unavailable(
              Unavailable.Who.DEVICE,
              "no-answer",
              "The device did not answer, so its password was not tried. Is it switched on?");
    }
  }

  private void forget(Context context) {
    hub.logins().forget(callers.actor(context), id(context));
    context.status(204);
  }

  private static DeviceId id(Context context) {
    return DeviceId.parse(context.pathParam("id"));
  }
}
