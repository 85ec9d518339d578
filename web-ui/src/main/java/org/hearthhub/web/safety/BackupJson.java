package org.hearthhub.web.safety;

import java.util.Locale;
import org.hearthhub.backup.Backup;
import org.hearthhub.backup.BackupPlan;
import org.hearthhub.backup.BackupStatus;
import org.hearthhub.backup.Check;
import org.hearthhub.backup.Contents;
import org.hearthhub.web.door.Json;
import tools.jackson.databind.node.ObjectNode;

/** The JSON forms of backups, alike in answers and in the event stream. */
public final class BackupJson {
  private BackupJson() {}

  /** How it stands with the backups. */
  public static ObjectNode status(BackupStatus status) {
    ObjectNode node =
        Json.object().put("health", word(status.health())).put("sentence", status.sentence());
    status
        .running()
        .ifPresent(
            progress ->
                node.putObject("running")
                    .put("doing", word(progress.doing()))
                    .put("done", progress.done())
                    .put("all", progress.all()));
    status.lastGood().ifPresent(backup -> node.set("lastGood", backup(backup)));
    status
        .lastFailure()
        .ifPresent(
            failure ->
                node.putObject("lastFailure")
                    .put("at", failure.at().toString())
                    .put("sentence", failure.sentence()));
    status.next().ifPresent(time -> node.put("next", time.toString()));
    return node;
  }

  static ObjectNode backup(Backup backup) {
    ObjectNode node =
        Json.object()
            .put("id", backup.name())
            .put("made", backup.made().toString())
            .put("bytes", backup.bytes());
    backup.contents().ifPresent(contents -> node.set("contents", contents(contents)));
    node.set("check", check(backup.check()));
    return node;
  }

  private static ObjectNode contents(Contents contents) {
    return Json.object()
        .put("devices", contents.devices())
        .put("blobs", contents.blobs())
        .put("readings", contents.readings())
        .put("auditEntries", contents.auditEntries())
        .put("storeBytes", contents.storeBytes());
  }

  private static ObjectNode check(Check check) {
    ObjectNode node = Json.object();
    return switch (check) {
      case Check.NotYet() -> node.put("state", "not-yet");
      case Check.Proven(var at) -> node.put("state", "proven").put("at", at.toString());
      case Check.ByDigest(var at, long waiting, String why) ->
          node.put("state", "by-digest")
              .put("at", at.toString())
              .put("waiting", waiting)
              .put("sentence", why);
      case Check.OfDamagedStore(var at, long damaged) ->
          node.put("state", "of-damaged-store").put("at", at.toString()).put("damaged", damaged);
      case Check.Failed(var at, String sentence) ->
          node.put("state", "failed").put("at", at.toString()).put("sentence", sentence);
    };
  }

  static ObjectNode plan(BackupPlan plan) {
    ObjectNode node = Json.object();
    plan.folder()
        .ifPresentOrElse(
            folder -> node.put("folder", folder.toString()), () -> node.putNull("folder"));
    plan.daily()
        .ifPresentOrElse(time -> node.put("daily", time.toString()), () -> node.putNull("daily"));
    node.putObject("keep")
        .put("daily", plan.keep().daily())
        .put("weekly", plan.keep().weekly())
        .put("monthly", plan.keep().monthly());
    return node;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
