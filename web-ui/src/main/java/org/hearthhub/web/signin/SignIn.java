package org.hearthhub.web.signin;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import org.hearthhub.Hub;
import org.hearthhub.access.AutoUnlock;
import org.hearthhub.access.Household;
import org.hearthhub.access.Resident;
import org.hearthhub.access.Role;
import org.hearthhub.access.Sessions;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.Actor;
import org.hearthhub.vault.KeySlot;
import org.hearthhub.vault.SlotKind;
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
  private final boolean demo;
  private final String version;

  public SignIn(Hub hub, Callers callers, boolean demo, String version) {
    this.hub = hub;
    this.callers = callers;
    this.demo = demo;
    this.version = version;
  }

  public void routes(RoutesConfig routes) {
    routes.post("/api/v1/setup", this::setUp);
    routes.get("/api/v1/session", this::session);
    routes.post("/api/v1/session", this::signIn);
    routes.delete("/api/v1/session", this::signOut);
    routes.post("/api/v1/password", this::changePassword);
    routes.post("/api/v1/password/reset", this::resetPassword);
  }

  private void setUp(Context context) {
    JsonObject body = Body.object(context, "\"code\", \"name\" and \"password\"");
    String code = body.text("code", LONGEST_CODE);
    String name = body.text("name", LONGEST_NAME);
    Optional<AutoUnlock> choice =
        body.has("autoUnlock") ? Optional.of(possible(AutoUnlocks.read(body))) : Optional.empty();
    char[] password = password(body, "password");
    Sessions.SignedIn fresh = hub.household().setUp(code, name, password, Callers.address(context));
    choice.ifPresent(chosen -> hub.keys().choose(actor(fresh), chosen));
    signedIn(context, fresh);
  }

  private static Actor actor(Sessions.SignedIn fresh) {
    return new Actor.Person(fresh.resident().id());
  }

  /** Asked before the code is used up. */
  private AutoUnlock possible(AutoUnlock choice) {
    if (choice != AutoUnlock.NONE && hub.keys().autoUnlock() == AutoUnlock.NONE) {
      throw new Conflict(
          "no-automatic-key",
          "Nothing on this machine could open the store by itself: no key file was made. Choose"
              + " none, or start Hearth with a key file first.");
    }
    return choice;
  }

  private static char[] password(JsonObject body, String field) {
    return body.text(field, LONGEST_PASSWORD).toCharArray();
  }

  private void changePassword(Context context) {
    Resident person =
        callers
            .resident(context)
            .orElseThrow(
                () ->
                    new Refused(
                        Refused.Reason.SIGN_IN,
                        "not-signed-in",
                        "Sign in first: a password is changed by the person whose it is."));
    JsonObject body = Body.object(context, "\"old\" and \"new\"");
    hub.household()
        .changePassword(
            person.id(),
            SessionCookie.token(context).orElse(""),
            password(body, "old"),
            password(body, "new"),
            Callers.address(context));
    context.status(204);
  }

  private void resetPassword(Context context) {
    Actor actor = callers.actor(context);
    JsonObject body = Body.object(context, "\"name\" and \"new\"");
    Household.Reset reset =
        hub.household()
            .resetPassword(actor, body.text("name", LONGEST_NAME), password(body, "new"));
    context.json(
        Json.object()
            .put("name", reset.resident().name())
            .put("opensStore", reset.keyChanged())
            .put("sentence", reset.sentence()));
  }

  private void signIn(Context context) {
    JsonObject body = Body.object(context, "\"name\" and \"password\"");
    String name = body.text("name", LONGEST_NAME);
    char[] password = password(body, "password");
    signedIn(context, hub.sessions().signIn(name, password, context.ip()));
  }

  private void signedIn(Context context, Sessions.SignedIn fresh) {
    SessionCookie.token(context).ifPresent(hub.sessions()::end);
    SessionCookie.set(context, fresh.token());
    context.status(201).json(json(Optional.of(fresh.resident())));
  }

  private void session(Context context) {
    context.json(json(callers.resident(context)));
  }

  private void signOut(Context context) {
    SessionCookie.token(context).ifPresent(hub.sessions()::end);
    SessionCookie.clear(context);
    context.status(204);
  }

  /** An owner is led on until a recovery code was typed back; nobody needs one of a demo. */
  private String setup(Optional<Resident> resident) {
    if (!hub.residents().ownerExists()) {
      return "needed";
    }
    boolean isOwner = resident.filter(person -> person.role() == Role.OWNER).isPresent();
    return demo || !isOwner || hub.vault().slots().list().stream().anyMatch(SignIn::isProvenCode)
        ? "done"
        : "recovery-code";
  }

  private static boolean isProvenCode(KeySlot slot) {
    return slot.kind() == SlotKind.RECOVERY_CODE && slot.proven();
  }

  private ObjectNode json(Optional<Resident> resident) {
    ObjectNode session = Json.object();
    session.put("setup", setup(resident));
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
