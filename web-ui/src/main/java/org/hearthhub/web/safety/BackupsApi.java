package org.hearthhub.web.safety;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hearthhub.Hub;
import org.hearthhub.access.Right;
import org.hearthhub.backup.Backup;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Problem;
import org.hearthhub.thing.Actor;
import org.hearthhub.vault.Unlock;
import org.hearthhub.web.door.Body;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.door.Query;
import org.hearthhub.web.door.Streaming;
import org.hearthhub.web.signin.Callers;
import org.hearthhub.web.vault.Secrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The backups of the home. Thread-safe. */
public final class BackupsApi {
  private static final Logger log = LoggerFactory.getLogger(BackupsApi.class);

  private final Hub hub;
  private final Callers callers;
  private final AtomicBoolean checking = new AtomicBoolean();

  public BackupsApi(Hub hub, Callers callers) {
    this.hub = hub;
    this.callers = callers;
  }

  public void routes(RoutesConfig routes) {
    routes.get("/api/v1/backups", this::list);
    routes.post("/api/v1/backups", this::begin);
    routes.get("/api/v1/backups/plan", this::plan);
    routes.put("/api/v1/backups/plan", this::change);
    routes.post("/api/v1/backups/{id}/verify", this::verify);
    routes.get("/api/v1/backups/{id}/file", this::download);
  }

  private Actor manager(Context context) {
    Actor actor = callers.actor(context);
    hub.policy().require(actor, new Right.ManageBackups());
    return actor;
  }

  private void list(Context context) {
    manager(context);
    ObjectNode answer = Json.object();
    answer.set("status", BackupJson.status(hub.backups().status()));
    ArrayNode backups = answer.putArray("backups");
    if (hub.backups().plan().folder().isPresent()) {
      hub.backups().list().forEach(backup -> backups.add(BackupJson.backup(backup)));
    }
    context.json(answer);
  }

  private void begin(Context context) {
    Actor actor = manager(context);
    if (Query.flag(context, "wait")) {
      context.json(BackupJson.backup(hub.backups().now(actor)));
      return;
    }
    // How it ends is written down and told by the room itself.
    var _ = hub.backups().begin(actor);
    context.status(202).json(BackupJson.status(hub.backups().status()));
  }

  private void plan(Context context) {
    manager(context);
    context.json(BackupJson.plan(hub.backups().plan()));
  }

  private void change(Context context) {
    Actor actor = manager(context);
    hub.backups()
        .change(actor, PlanBody.read(Body.object(context, "\"folder\", \"daily\" and \"keep\"")));
    context.json(BackupJson.plan(hub.backups().plan()));
  }

  private void verify(Context context) {
    Actor actor = manager(context);
    String name = known(context);
    boolean wait = Query.flag(context, "wait");
    Optional<Unlock> secret = secret(context);
    if (secret.isEmpty()) {
      hub.backups().requireKnown(name);
    }
    if (!checking.compareAndSet(false, true)) {
      throw new Conflict("check-running", "A backup is being checked; wait for its end.");
    }
    if (wait) {
      context.json(BackupJson.backup(checked(actor, name, secret)));
      return;
    }
    Thread.ofVirtual().name("backup-check").start(() -> check(actor, name, secret));
    context.status(202).json(BackupJson.status(hub.backups().status()));
  }

  /** Of a backup that this hub did not make, or whose key it does not keep. */
  private static Optional<Unlock> secret(Context context) {
    return Body.optionalValue(context, Secrets.EXPECTED)
        .filter(body -> !body.isEmpty())
        .map(body -> Secrets.typed(Body.object(body, Secrets.EXPECTED)));
  }

  private void check(Actor actor, String name, Optional<Unlock> secret) {
    try {
      var _ = checked(actor, name, secret);
    } catch (Problem told) {
      log.debug("A backup was not checked ({})", told.code());
    }
  }

  private Backup checked(Actor actor, String name, Optional<Unlock> secret) {
    try {
      return secret
          .map(one -> hub.backups().verify(actor, name, one))
          .orElseGet(() -> hub.backups().verify(actor, name));
    } finally {
      checking.set(false);
    }
  }

  private String known(Context context) {
    String name = context.pathParam("id");
    return hub.backups().list().stream()
        .map(Backup::name)
        .filter(name::equals)
        .findFirst()
        .orElseThrow(
            () ->
                new NotFound(
                    "no-such-backup", "There is no backup of that name in the backup folder."));
  }

  private void download(Context context) {
    Actor actor = manager(context);
    String name = known(context);
    Path file = hub.backups().file(actor, name);
    context.header("Content-Disposition", "attachment; filename=\"" + name + "\"");
    context.header("Cache-Control", "no-store");
    context.contentType("application/octet-stream");
    Streaming.send(
        context,
        out -> {
          context.res().setContentLengthLong(Files.size(file));
          Files.copy(file, out);
        });
  }
}
