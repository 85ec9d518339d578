package org.hearthhub.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hearthhub.Hub;
import org.hearthhub.access.Right;
import org.hearthhub.audit.AuditReport;
import org.hearthhub.audit.Checkpoint;
import org.hearthhub.audit.ConsistencyProof;
import org.hearthhub.audit.InclusionProof;
import org.hearthhub.audit.TreeHash;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import org.hearthhub.web.door.Body;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.door.Query;
import org.hearthhub.web.signin.Callers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Proofs that nobody rewrote who did what. Thread-safe. */
public final class AuditApi {
  private static final int MOST_CHECKPOINTS = 100;

  private final Hub hub;
  private final Callers callers;

  public AuditApi(Hub hub, Callers callers) {
    this.hub = hub;
    this.callers = callers;
  }

  public void routes(RoutesConfig routes) {
    routes.get("/api/v1/audit/checkpoint", this::checkpoint);
    routes.get("/api/v1/audit/entries/{n}/proof", this::inclusion);
    routes.get("/api/v1/audit/consistency", this::consistency);
    routes.post("/api/v1/audit/verify", this::verify);
  }

  private void require(Context context) {
    hub.policy().require(callers.actor(context), new Right.ReadActivity());
  }

  private void checkpoint(Context context) {
    require(context);
    Checkpoint checkpoint = hub.audit().checkpoint();
    context.json(
        Json.object()
            .put("origin", checkpoint.origin())
            .put("size", checkpoint.size())
            .put("root", checkpoint.root().base64())
            .put("note", checkpoint.note())
            .put("verifier", hub.audit().key().toString()));
  }

  private void inclusion(Context context) {
    require(context);
    InclusionProof proof = hub.audit().inclusion(sequence(context), size(context, "size"));
    ObjectNode node =
        Json.object()
            .put("entry", proof.sequence())
            .put("size", proof.size())
            .put("leaf", proof.leaf().base64());
    path(node, proof.path());
    context.json(node);
  }

  private static long sequence(Context context) {
    try {
      return Long.parseLong(context.pathParam("n"));
    } catch (NumberFormatException notANumber) {
      throw new NotFound("no-such-entry", "There is no entry of that number.");
    }
  }

  private void consistency(Context context) {
    require(context);
    if (context.queryParam("from") == null) {
      throw new Invalid("missing-from", "'from' is missing: the size of the earlier tree.");
    }
    ConsistencyProof proof = hub.audit().consistency(size(context, "from"), size(context, "to"));
    ObjectNode node = Json.object().put("from", proof.from()).put("to", proof.to());
    path(node, proof.path());
    context.json(node);
  }

  private long size(Context context, String name) {
    return Optional.ofNullable(context.queryParam(name))
        .map(_ -> Query.number(context, name, 1, Long.MAX_VALUE, 1))
        .orElseGet(() -> hub.audit().checkpoint().size());
  }

  private static void path(ObjectNode node, List<TreeHash> hashes) {
    ArrayNode path = node.putArray("path");
    hashes.forEach(hash -> path.add(hash.base64()));
  }

  private void verify(Context context) {
    require(context);
    AuditReport report = hub.audit().verify(held(context));
    ObjectNode node =
        Json.object()
            .put("sound", report.sound())
            .put("size", report.size())
            .put("root", report.root().base64())
            .put("read", report.read())
            .put("erased", report.erased())
            .put("locked", report.locked())
            .put("sentence", report.sentence());
    ArrayNode findings = node.putArray("findings");
    report.findings().forEach(findings::add);
    context.json(node);
  }

  /** Checkpoints that somebody kept elsewhere. */
  private static List<Checkpoint> held(Context context) {
    List<Checkpoint> held = new ArrayList<>();
    JsonNode notes =
        Body.optionalValue(context, "a JSON object with \"checkpoints\"")
            .map(body -> body.path("checkpoints"))
            .orElseGet(Json::nothing);
    if (notes.size() > MOST_CHECKPOINTS) {
      throw new Invalid(
          "too-many-checkpoints",
          "At most %d checkpoints are held against the journal at once."
              .formatted(MOST_CHECKPOINTS));
    }
    notes.forEach(note -> held.add(Checkpoint.parse(note.asString(""))));
    return held;
  }
}
