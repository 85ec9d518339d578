package org.hearthhub.web.signin;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import org.hearthhub.Hub;
import org.hearthhub.access.Resident;
import org.hearthhub.access.Sessions;
import org.hearthhub.web.door.Body;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.door.JsonObject;
import tools.jackson.databind.node.ObjectNode;

/** First-run setup, signing in and out. Thread-safe. */
public final class SignIn {
  private static final int LONGEST_NAME = 50;
  private static final int LONGEST_PASSWORD = 200;
  private static final int LONGEST_CODE = 20;

  /** What people who are not signed in may call the home. */
  private static final String TITLE_FOR_STRANGERS = "Home";

  private final Hub hub;
  private final Callers callers;
  private final SessionEnds ends;
  private final boolean demo;
  private final String version;

  public SignIn(Hub hub, Callers callers, SessionEnds ends, boolean demo, String version) {
    this.hub = hub;
    this.callers = callers;
    this.ends = ends;
    this.demo = demo;
    this.version = version;
  }

  public void routes(RoutesConfig routes) {
    routes.post("/api/v1/setup", this::setUp);
    routes.get("/api/v1/session", this::session);
    routes.post("/api/v1/session", this::signIn);
    routes.delete("/api/v1/session", this::signOut);
  }

  private void setUp(Context context) {
    JsonObject body = Body.object(context, "\"code\", \"name\" and \"password\"");
    String code = body.text("code", LONGEST_CODE);
    String name = body.text("name", LONGEST_NAME);
    char[] password = body.text("password", LONGEST_PASSWORD).toCharArray();
    signedIn(context, hub.household().setUp(code, name, password));
  }

  private void signIn(Context context) {
    JsonObject body = Body.object(context, "\"name\" and \"password\"");
    String name = body.text("name", LONGEST_NAME);
    char[] password = body.text("password", LONGEST_PASSWORD).toCharArray();
    signedIn(context, hub.sessions().signIn(name, password, context.ip()));
  }

  private void signedIn(Context context, Sessions.SignedIn fresh) {
    SessionCookie.token(context).ifPresent(this::end);
    SessionCookie.set(context, fresh.token());
    context.status(201).json(json(Optional.of(fresh.resident())));
  }

  private void session(Context context) {
    context.json(json(callers.resident(context)));
  }

  private void signOut(Context context) {
    SessionCookie.token(context).ifPresent(this::end);
    SessionCookie.clear(context);
    context.status(204);
  }

  private void end(String token) {
    hub.sessions().end(token);
    ends.ended(token);
  }

  private ObjectNode json(Optional<Resident> resident) {
    ObjectNode session = Json.object();
    session.put("setup", hub.residents().ownerExists() ? "done" : "needed");
    ObjectNode home = Json.object();
    resident.ifPresentOrElse(
        person -> {
          session
              .putObject("resident")
              .put("id", person.id().toString())
              .put("name", person.name())
              .put("role", person.role().word());
          home.put("title", hub.home().title());
        },
        () -> {
          session.putNull("resident");
          home.put("title", TITLE_FOR_STRANGERS);
        });
    home.put("timeZone", hub.home().timeZone().getId());
    home.put("demo", demo);
    home.put("version", version);
    session.set("home", home);
    return session;
  }
}
