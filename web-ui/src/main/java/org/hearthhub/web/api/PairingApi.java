package org.hearthhub.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import org.hearthhub.Hub;
import org.hearthhub.access.Right;
import org.hearthhub.device.Pairing;
import org.hearthhub.device.PairingOutcome;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Refused;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.SightingId;
import org.hearthhub.web.door.Body;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.door.JsonObject;
import org.hearthhub.web.signin.Callers;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Agreeing on keys with devices, by the secrets on their labels. Thread-safe. */
public final class PairingApi {
  private static final int LONGEST_SECRET = 200;
  private static final int LONGEST_NAME = 128;

  private final Hub hub;
  private final Callers callers;

  public PairingApi(Hub hub, Callers callers) {
    this.hub = hub;
    this.callers = callers;
  }

  public void routes(RoutesConfig routes) {
    routes.get("/api/v1/pairing", this::window);
    routes.post("/api/v1/pairing", this::open);
    routes.delete("/api/v1/pairing", this::close);
    routes.post("/api/v1/pairing/expected", this::expect);
    routes.post("/api/v1/inbox/{id}/pair", this::pair);
    routes.post("/api/v1/devices/{id}/pair", this::pairDevice);
    routes.get("/api/v1/paired", this::paired);
    routes.delete("/api/v1/paired/{adapter}/{peer}", this::forget);
  }

  private void window(Context context) {
    hub.policy().require(callers.actor(context), new Right.ManageDevices());
    context.json(json(hub.pairing().window()));
  }

  private void open(Context context) {
    context.json(json(Optional.of(hub.pairing().open(callers.actor(context)))));
  }

  private void close(Context context) {
    hub.pairing().close(callers.actor(context));
    context.status(204);
  }

  private void pair(Context context) {
    Actor actor = callers.actor(context);
    JsonObject label = label(context);
    PairingOutcome outcome =
        hub.pairing()
            .pair(
                actor,
                new SightingId(context.pathParam("id")),
                label.optionalText("name", LONGEST_NAME),
                label.text("secret", LONGEST_SECRET),
                isAnother(label));
    context.json(agreed(outcome));
  }

  private void pairDevice(Context context) {
    Actor actor = callers.actor(context);
    JsonObject label = label(context);
    PairingOutcome outcome =
        hub.pairing()
            .pair(
                actor,
                DeviceId.parse(context.pathParam("id")),
                label.optionalText("name", LONGEST_NAME),
                label.text("secret", LONGEST_SECRET));
    context.json(agreed(outcome));
  }

  private void expect(Context context) {
    Actor actor = callers.actor(context);
    JsonObject label = label(context);
    PairingOutcome outcome =
        hub.pairing()
            .expect(
                actor,
                label.text("name", LONGEST_NAME),
                label.text("secret", LONGEST_SECRET),
                label.optionalText("device", LONGEST_NAME).map(DeviceId::parse),
                isAnother(label));
    context.status(202).json(agreed(outcome));
  }

  private static boolean isAnother(JsonObject label) {
    return label.optionalTruth("another").orElse(false);
  }

  private static JsonObject label(Context context) {
    return Body.object(context, "\"secret\", and \"name\" where the label has one");
  }

  /** What was agreed; anything else is a problem. */
  private static ObjectNode agreed(PairingOutcome outcome) {
    return switch (outcome) {
      case PairingOutcome.Paired _, PairingOutcome.Awaited _ ->
          Json.object().put("sentence", sentence(outcome));
      case PairingOutcome.WrongSecret _ ->
          throw new Refused(Refused.Reason.NOT_ALLOWED, "wrong-secret", sentence(outcome));
      case PairingOutcome.Refused _ -> throw new Conflict("did-not-pair", sentence(outcome));
      case PairingOutcome.Taken _ -> throw new Conflict("already-paired", sentence(outcome));
      case PairingOutcome.NotOffered _ -> throw new Conflict("not-pairable", sentence(outcome));
      case PairingOutcome.Unreachable _ ->
          throw new Unavailable(Unavailable.Who.DEVICE, "no-answer", sentence(outcome));
    };
  }

  private static String sentence(PairingOutcome outcome) {
    return switch (outcome) {
      case PairingOutcome.Paired(String _, String sentence) -> sentence;
      case PairingOutcome.Awaited(String sentence) -> sentence;
      case PairingOutcome.WrongSecret(String sentence) -> sentence;
      case PairingOutcome.Refused(String sentence) -> sentence;
      case PairingOutcome.Taken(String _, String sentence) -> sentence;
      case PairingOutcome.NotOffered(String sentence) -> sentence;
      case PairingOutcome.Unreachable(var waited) ->
          "The device did not answer within %d seconds. Is it switched on and near?"
              .formatted(Math.max(1, waited.toSeconds()));
    };
  }

  /** The window, alike in answers and in the event stream. */
  public static ObjectNode json(Optional<Pairing.Window> window) {
    ObjectNode node = Json.object().put("open", window.isPresent());
    window.ifPresent(
        open ->
            node.put("opened", open.opened().toString()).put("closes", open.closes().toString()));
    ArrayNode tries = node.putArray("tries");
    window
        .map(Pairing.Window::tries)
        .ifPresent(
            all ->
                all.forEach(
                    one ->
                        tries
                            .addObject()
                            .put("who", one.who())
                            .put("time", one.time().toString())
                            .put("outcome", word(one.outcome()))
                            .put("sentence", sentence(one.outcome()))));
    return node;
  }

  private static String word(PairingOutcome outcome) {
    return switch (outcome) {
      case PairingOutcome.Paired _ -> "paired";
      case PairingOutcome.Awaited _ -> "awaited";
      case PairingOutcome.WrongSecret _ -> "wrong-secret";
      case PairingOutcome.Refused _ -> "refused";
      case PairingOutcome.Taken _ -> "already-paired";
      case PairingOutcome.NotOffered _ -> "not-offered";
      case PairingOutcome.Unreachable _ -> "unreachable";
    };
  }

  private void paired(Context context) {
    hub.policy().require(callers.actor(context), new Right.ManageDevices());
    ArrayNode all = Json.array();
    for (Pairing.Paired one : hub.pairing().paired()) {
      ObjectNode node =
          all.addObject()
              .put("adapter", one.adapter())
              .put("peer", one.peer())
              .put("since", one.since().toString())
              .put("proven", one.proven());
      ArrayNode devices = node.putArray("devices");
      one.devices().forEach(devices::add);
    }
    context.json(all);
  }

  private void forget(Context context) {
    hub.pairing()
        .forget(callers.actor(context), context.pathParam("adapter"), context.pathParam("peer"));
    context.status(204);
  }
}
