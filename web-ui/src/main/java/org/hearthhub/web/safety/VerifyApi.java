package org.hearthhub.web.safety;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.hearthhub.Hub;
import org.hearthhub.access.Right;
import org.hearthhub.backup.Finding;
import org.hearthhub.backup.Verification;
import org.hearthhub.device.Device;
import org.hearthhub.problem.Problem;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.door.Problems;
import org.hearthhub.web.signin.Callers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
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
    hub.policy().require(callers.actor(context), new Right.ManageHome());
    context.json(json(state.get()));
  }

  private void begin(Context context) {
    hub.policy().require(callers.actor(context), new Right.ManageHome());
    State before = state.get();
    Instant began = clock.instant();
    State.Running running = new State.Running(began, Optional.empty());
    if (!(before instanceof State.Running) && state.compareAndSet(before, running)) {
      Thread.ofVirtual().name("store-check").start(() -> check(began));
    }
    context.status(202).json(json(state.get()));
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
          found(node(found.isWell() ? "well" : "damaged", began), found);
    };
  }

  private static ObjectNode node(String word, Instant began) {
    return Json.object().put("state", word).put("began", began.toString());
  }

  private ObjectNode found(ObjectNode node, Verification found) {
    node.put("at", found.at().toString())
        .put("rows", found.rows())
        .put("opened", found.opened())
        .put("locked", found.locked())
        .put("erased", found.erased())
        .put("auditEntries", found.auditEntries())
        .put("moreFindings", found.moreFindings())
        .put("sentence", sentence(found));
    ArrayNode findings = node.putArray("findings");
    found.findings().forEach(finding -> finding(findings.addObject(), finding));
    return node;
  }

  private void finding(ObjectNode node, Finding finding) {
    node.put("file", finding.file())
        .put("table", finding.table())
        .put("row", finding.row())
        .put("sentence", finding.sentence());
    finding
        .device()
        .ifPresent(
            device -> {
              node.put("device", device.toString());
              hub.devices().find(device).map(Device::title).ifPresent(t -> node.put("title", t));
            });
  }

  private static String sentence(Verification found) {
    String looked =
        "%,d sealed rows were looked at and %,d of them opened."
            .formatted(found.rows(), found.opened());
    String locked =
        found.locked() == 0
            ? ""
            : " %,d could not be looked into because the past is locked.".formatted(found.locked());
    String damage =
        found.isWell()
            ? " Nothing is damaged."
            : " %,d places are damaged; everything else can be read."
                .formatted(found.findings().size() + found.moreFindings());
    return looked + locked + damage;
  }
}
