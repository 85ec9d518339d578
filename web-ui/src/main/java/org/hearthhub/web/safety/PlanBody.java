package org.hearthhub.web.safety;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import org.hearthhub.backup.BackupPlan;
import org.hearthhub.backup.KeepRule;
import org.hearthhub.problem.Invalid;
import org.hearthhub.web.door.JsonObject;
import tools.jackson.databind.node.ObjectNode;

/** Reads a backup plan that somebody sent. */
final class PlanBody {
  private static final int LONGEST_FOLDER = 1_000;

  private PlanBody() {}

  static BackupPlan read(JsonObject body) {
    return new BackupPlan(
        body.optionalText("folder", LONGEST_FOLDER)
            .filter(text -> !text.isBlank())
            .map(PlanBody::folder),
        body.optionalText("daily", 5).map(PlanBody::time),
        keep(body));
  }

  private static Path folder(String text) {
    try {
      return Path.of(text.strip());
    } catch (InvalidPathException impossible) {
      throw new Invalid("bad-folder", "\"folder\" is not the path of a folder.");
    }
  }

  private static LocalTime time(String text) {
    try {
      if (text.length() == 5) {
        return LocalTime.parse(text);
      }
    } catch (DateTimeParseException noTime) {
      // Said below, as for a time with seconds.
    }
    throw new Invalid("bad-daily", "\"daily\" has to be a time of day such as 03:00, or null.");
  }

  private static KeepRule keep(JsonObject body) {
    if (body.tree().path("keep") instanceof ObjectNode tree) {
      JsonObject keep = new JsonObject(tree, "\"daily\", \"weekly\" and \"monthly\"");
      return new KeepRule(keep.number("daily"), keep.number("weekly"), keep.number("monthly"));
    }
    throw new Invalid(
        "missing-keep",
        "\"keep\" is missing; expected an object with \"daily\", \"weekly\" and \"monthly\".");
  }
}
