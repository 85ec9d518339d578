package org.hearthhub.web.safety;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.hearthhub.Hub;
import org.hearthhub.access.Right;
import org.hearthhub.backup.Verification;
import org.hearthhub.device.Device;
import org.hearthhub.problem.Problem;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.door.Problems;
import org.hearthhub.web.door.Query;
import org.hearthhub.web.signin.Callers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks the store while it is in use; one check at a time. Thread-safe. */
public final class VerifyApi {
  private final Hub hub;
  private final Callers callers;
  private final InstantSource clock;
  private final AtomicReference<State> state = new AtomicReference<>(new State.Never());

  private sealed interface State {
    record Never() implements State {}

    record Running(Instant began, Optional<Verification.Progress> progress) implements State {}

    record Done(Instant began, Verification found) implements State {}

    record Failed(Instant began, Instant at, String sentence) implements State {}
  }

  public VerifyApi(Hub hub, Callers callers, InstantSource clock) {
    this.hub = hub;
    this.callers = callers;
    this.clock = clock;
  }

  public void routes(RoutesConfig routes) {
    routes.get("/api/v1/verify", this::last);
    routes.post("/api/v1/verify", this::begin);
  }

  private void last(Context context) {
    hub.policy().require(callers.actor(context), new Right.ManageBackups());
    context.json(json(state.get()));
  }

  private void begin(Context context) {
    hub.policy().require(callers.actor(context), new Right.ManageBackups());
    State before = state.get();
    Instant began = clock.instant();
    State.Running running = new State.Running(began, Optional.empty());
    if (!(before instanceof State.Running) && state.compareAndSet(before, running)) {
      Thread check = Thread.ofVirtual().name("store-check").start(() -> check(began));
      if (Query.flag(context, "wait")) {
        await(check);
        context.json(json(state.get()));
        return;
      }
    }
    context.status(202).json(json(state.get()));
  }

  private static void await(Thread check) {
    try {
      check.join();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void check(Instant began) {
    try {
      Verification found =
          Verification.of(
              hub.vault(),
              began,
              progress -> state.set(new State.Running(began, Optional.of(progress))));
      state.set(new State.Done(began, found));
    } catch (Problem problem) {
      state.set(new State.Failed(began, clock.instant(), problem.sentence()));
    } catch (RuntimeException unforeseen) {
      String sentence = Problems.document(unforeseen).detail();
      state.set(new State.Failed(began, clock.instant(), sentence));
    }
  }

  private JsonNode json(State now) {
    return switch (now) {
      case State.Never() -> Json.nothing();
      case State.Running(Instant began, Optional<Verification.Progress> progress) -> {
        ObjectNode node = node("running", began);
        progress.ifPresent(
            far ->
                node.putObject("progress")
                    .put("table", far.table())
                    .put("done", far.done())
                    .put("all", far.all()));
        yield node;
      }
      case State.Failed(Instant began, Instant at, String sentence) ->
          node("failed", began).put("at", at.toString()).put("sentence", sentence);
      case State.Done(Instant began, Verification found) ->
          VerificationJson.found(found, this::titleOf).put("began", began.toString());
    };
  }

  private static ObjectNode node(String word, Instant began) {
    return Json.object().put("state", word).put("began", began.toString());
  }

  private Optional<String> titleOf(DeviceId device) {
    return hub.devices().find(device).map(Device::title);
  }
}
