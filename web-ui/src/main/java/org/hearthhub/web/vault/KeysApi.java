package org.hearthhub.web.vault;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.hearthhub.Hub;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.Actor;
import org.hearthhub.vault.KeySlot;
import org.hearthhub.vault.RecoveryCode;
import org.hearthhub.vault.SlotKind;
import org.hearthhub.vault.Tier;
import org.hearthhub.vault.Unlock;
import org.hearthhub.web.door.Body;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.door.JsonObject;
import org.hearthhub.web.signin.Callers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The ways to open the store. No answer with a secret in it may be kept. Thread-safe. */
public final class KeysApi {
  private static final int LONGEST_LABEL = 50;

  private final Hub hub;
  private final Callers callers;

  public KeysApi(Hub hub, Callers callers) {
    this.hub = hub;
    this.callers = callers;
  }

  public void routes(RoutesConfig routes) {
    routes.get("/api/v1/keys", this::list);
    routes.post("/api/v1/keys", this::add);
    routes.post("/api/v1/keys/rotate", this::rotateMasterKey);
    routes.delete("/api/v1/keys/{id}", this::remove);
    routes.post("/api/v1/keys/{id}/prove", this::prove);
    routes.post("/api/v1/keys/{id}/rotate", this::replace);
  }

  private void list(Context context) {
    context.json(keys(callers.actor(context)));
  }

  private ArrayNode keys(Actor actor) {
    ArrayNode all = Json.array();
    hub.keys().keys(actor).forEach(slot -> all.add(VaultJson.key(slot)));
    return all;
  }

  private KeySlot key(Actor actor, long id) {
    return hub.keys().keys(actor).stream()
        .filter(slot -> slot.id() == id)
        .findFirst()
        .orElseThrow(KeysApi::noSuchKey);
  }

  private void add(Context context) {
    Actor actor = callers.actor(context);
    JsonObject body = Body.object(context, "\"kind\"");
    String label = body.optionalText("label", LONGEST_LABEL).orElse("");
    ObjectNode made = Json.object();
    switch (body.text("kind", 20)) {
      case "recovery-code" -> {
        try (RecoveryCode code = hub.keys().addRecoveryCode(actor, label)) {
          shown(made, actor, code);
        }
      }
      case "passphrase" ->
          made.set(
              "key",
              VaultJson.key(
                  hub.keys()
                      .add(
                          actor,
                          new Unlock.Passphrase(Secrets.text(body, "passphrase")),
                          opens(body),
                          label)));
      case "key-file" ->
          made.set("key", VaultJson.key(ofMachine(actor, body, SlotKind.KEY_FILE, label)));
      case "credential" ->
          made.set("key", VaultJson.key(ofMachine(actor, body, SlotKind.CREDENTIAL, label)));
      default ->
          throw new Invalid(
              "bad-kind", "\"kind\" has to be passphrase, recovery-code, key-file or credential.");
    }
    context.status(201).header("Cache-Control", "no-store").json(made);
  }

  private KeySlot ofMachine(Actor actor, JsonObject body, SlotKind kind, String label) {
    return hub.keys().add(actor, file(actor, body, kind), opens(body), label);
  }

  /** Only who holds the machine may say what is read or written on it. */
  private static Unlock file(Actor actor, JsonObject body, SlotKind kind) {
    if (!(actor instanceof Actor.Operator)) {
      throw new Refused(
          Refused.Reason.NOT_ALLOWED,
          "not-allowed",
          "A key file or credential is named on the hub's own machine, with 'hearth keys'.");
    }
    return kind == SlotKind.KEY_FILE
        ? new Unlock.KeyFile(Secrets.path(body))
        : new Unlock.Credential(Secrets.path(body));
  }

  private static Set<Tier> opens(JsonObject body) {
    JsonNode words = body.tree().path("opens");
    if (words.isMissingNode()) {
      return EnumSet.allOf(Tier.class);
    }
    Set<Tier> tiers = EnumSet.noneOf(Tier.class);
    for (JsonNode word : words) {
      tiers.add(
          switch (word.asString("")) {
            case "operating" -> Tier.OPERATING;
            case "history" -> Tier.HISTORY;
            default -> throw badOpens();
          });
    }
    if (tiers.isEmpty()) {
      throw badOpens();
    }
    return tiers;
  }

  private static Invalid badOpens() {
    return new Invalid("bad-opens", "\"opens\" has to list operating, or operating and history.");
  }

  private void shown(ObjectNode made, Actor actor, RecoveryCode code) {
    made.set("key", VaultJson.key(key(actor, code.slot())));
    made.set("recoveryCode", VaultJson.recoveryCode(code));
  }

  private void remove(Context context) {
    Actor actor = callers.actor(context);
    hub.keys().remove(actor, id(context));
    if (hub.vault().owesWiping()) {
      context.json(
          Json.object()
              .put(
                  "owed",
                  "It opens nothing any more. Its old form stands in the log of home.db until the"
                      + " backup or check that reads it is done; Hearth wipes it then."));
    } else {
      context.status(204);
    }
  }

  private void prove(Context context) {
    Actor actor = callers.actor(context);
    long id = id(context);
    KeySlot slot = key(actor, id);
    JsonObject body = Body.object(context, Secrets.EXPECTED);
    Unlock unlock = slot.kind().isHuman() ? Secrets.typed(body) : file(actor, body, slot.kind());
    KeySlot proven = hub.keys().prove(actor, id, unlock, Callers.address(context));
    context.header("Cache-Control", "no-store").json(VaultJson.key(proven));
  }

  private void replace(Context context) {
    Actor actor = callers.actor(context);
    long id = id(context);
    ObjectNode made = Json.object();
    SlotKind kind = key(actor, id).kind();
    switch (kind) {
      case RECOVERY_CODE -> {
        try (RecoveryCode code = hub.keys().rotateRecoveryCode(actor, id)) {
          shown(made, actor, code);
        }
      }
      case PASSPHRASE -> {
        JsonObject body = Body.object(context, "\"passphrase\"");
        Unlock replacement = new Unlock.Passphrase(Secrets.text(body, "passphrase"));
        made.set("key", VaultJson.key(hub.keys().rotate(actor, id, replacement)));
      }
      case KEY_FILE, CREDENTIAL -> {
        Unlock replacement = file(actor, Body.object(context, "\"path\""), kind);
        made.set("key", VaultJson.key(hub.keys().rotate(actor, id, replacement)));
      }
    }
    context.header("Cache-Control", "no-store").json(made);
  }

  private void rotateMasterKey(Context context) {
    Actor actor = callers.actor(context);
    hub.keys().rotateTierKeys(actor);
    ObjectNode answer = Json.object();
    answer.set("keys", keys(actor));
    ArrayNode remarks = answer.putArray("remarks");
    List.of(
            "Everything that is written from now on is sealed by new keys; each way to open the"
                + " store opens these.",
            "Backups that were made before still open as they did.")
        .forEach(remarks::add);
    context.json(answer);
  }

  private static long id(Context context) {
    try {
      return Long.parseLong(context.pathParam("id"));
    } catch (NumberFormatException notANumber) {
      throw noSuchKey();
    }
  }

  private static NotFound noSuchKey() {
    return new NotFound("no-such-key", "There is no such key. It may have been removed.");
  }
}
