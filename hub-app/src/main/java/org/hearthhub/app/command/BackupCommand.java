package org.hearthhub.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.hearthhub.problem.Conflict;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code hearth backup}: copies of the home that bring it back. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Makes and checks backups of the home while it runs. To bring it back: hearth restore.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BackupCommand.Now.class,
      BackupCommand.ListBackups.class,
      BackupCommand.Plan.class,
      BackupCommand.Verify.class
    },
    footer = {
      "",
      "Examples:",
      "  hearth backup plan --folder /media/backup --daily 03:00",
      "  hearth backup now",
      "  hearth backup list"
    })
final class BackupCommand implements Runnable {
  private static final String BACKUPS = "/api/v1/backups";

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: now, list, plan or verify");
  }

  /** {@code hearth backup now}. */
  @Command(
      name = "now",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Makes a backup and proves it; returns when that is done.")
  static final class Now implements Callable<Integer> {
    @Mixin HubOption hub = new HubOption();

    @Override
    public Integer call() {
      JsonNode backup = hub.client().post(BACKUPS + "?wait=true", HubOption.body());
      hub.say(backup, "%s: %s".formatted(backup.path("id").asString(""), check(backup)));
      return isGood(backup) ? 0 : 1;
    }
  }

  /** {@code hearth backup list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Lists the backups in the folder of the plan, the newest first.")
  static final class ListBackups implements Runnable {
    @Mixin HubOption hub = new HubOption();

    @Override
    public void run() {
      JsonNode answer = hub.client().get(BACKUPS);
      if (hub.format.json) {
        answer.path("backups").forEach(backup -> hub.out().println(backup));
        return;
      }
      hub.remark(answer.path("status").path("sentence").asString(""));
      if (answer.path("backups").isEmpty()) {
        return;
      }
      Table table = new Table("NAME", "MADE", "SIZE", "CHECK");
      for (JsonNode backup : answer.path("backups")) {
        table.row(
            backup.path("id").asString(""),
            backup.path("made").asString(""),
            megabytes(backup.path("bytes").asLong()),
            check(backup));
      }
      table.print(hub.out());
    }
  }

  /** {@code hearth backup plan}. */
  @Command(
      name = "plan",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Says, or changes, where backups go, when they are made and how many stay.")
  static final class Plan implements Runnable {
    @Mixin HubOption hub = new HubOption();

    @Option(
        names = "--folder",
        paramLabel = "DIR",
        description = "Where they go: another disk, or a mounted share.")
    @Nullable Path folder;

    @Option(
        names = "--daily",
        paramLabel = "HH:MM",
        description = "When one is made each day; 'never' for only by hand.")
    @Nullable String daily;

    @Option(
        names = "--keep",
        paramLabel = "D,W,M",
        split = ",",
        description = "How many daily, weekly and monthly ones stay. Usual: 7,4,12.")
    @Nullable List<Integer> keep;

    @Override
    public void run() {
      JsonNode plan = hub.client().get(BACKUPS + "/plan");
      if (folder != null || daily != null || keep != null) {
        plan = hub.client().put(BACKUPS + "/plan", changed((ObjectNode) plan));
      }
      hub.say(plan, sentence(plan));
    }

    private ObjectNode changed(ObjectNode plan) {
      if (folder != null) {
        plan.put("folder", folder.toAbsolutePath().normalize().toString());
      }
      if (daily != null && daily.equals("never")) {
        plan.putNull("daily");
      } else if (daily != null) {
        plan.put("daily", daily);
      }
      if (keep != null) {
        if (keep.size() != 3) {
          throw new ParameterException(
              hub.spec.commandLine(), "--keep needs three numbers, such as 7,4,12");
        }
        plan.putObject("keep")
            .put("daily", keep.get(0))
            .put("weekly", keep.get(1))
            .put("monthly", keep.get(2));
      }
      return plan;
    }

    private static String sentence(JsonNode plan) {
      if (plan.path("folder").isNull()) {
        return "No folder was chosen yet, so there are no backups. Choose one with --folder.";
      }
      JsonNode kept = plan.path("keep");
      return "Backups go to %s, %s; of each of the last %d days, %d weeks and %d months the newest stays."
          .formatted(
              plan.path("folder").asString(""),
              plan.path("daily").isNull()
                  ? "only when you ask for one"
                  : "each day at " + plan.path("daily").asString(""),
              kept.path("daily").asInt(),
              kept.path("weekly").asInt(),
              kept.path("monthly").asInt());
    }
  }

  /** {@code hearth backup verify}. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description =
          "Reads a backup again from its disk and proves it. For one that this hub did not make it"
              + " takes a passphrase or recovery code of that time.")
  static final class Verify implements Callable<Integer> {
    @Mixin HubOption hub = new HubOption();
    @Mixin SecretOption secret = new SecretOption();

    @Option(names = "--recovery-code", description = "What is typed is the recovery code.")
    boolean recoveryCode;

    @Parameters(paramLabel = "NAME", description = "As 'hearth backup list' shows it.")
    String name = "";

    @Override
    public Integer call() {
      JsonNode backup;
      try {
        backup = verified(HubOption.body());
      } catch (Conflict needed) {
        if (!needed.code().equals("backup-needs-secret")) {
          throw needed;
        }
        hub.remark(needed.sentence());
        String typed = new String(secret.read(recoveryCode ? "Recovery code" : "Passphrase"));
        backup =
            verified(HubOption.body().put(recoveryCode ? "recoveryCode" : "passphrase", typed));
      }
      hub.say(backup, "%s: %s".formatted(name, check(backup)));
      return isGood(backup) ? 0 : 1;
    }

    private JsonNode verified(ObjectNode body) {
      return hub.client().post(BACKUPS + "/" + HubPath.segment(name) + "/verify?wait=true", body);
    }
  }

  private static boolean isGood(JsonNode backup) {
    return switch (backup.path("check").path("state").asString("")) {
      case "proven", "by-digest" -> true;
      default -> false;
    };
  }

  private static String check(JsonNode backup) {
    JsonNode check = backup.path("check");
    return switch (check.path("state").asString("")) {
      case "proven" -> "read again and proven";
      case "by-digest" -> "compared; its past is opened at the next unlock";
      case "of-damaged-store" ->
          "a faithful copy, but the store itself is damaged; see 'hearth verify'";
      case "failed" -> "NOT GOOD: " + check.path("sentence").asString("");
      default -> "not made by this hub, which never removes it; not checked";
    };
  }

  private static String megabytes(long bytes) {
    return bytes < 1_000_000 ? bytes / 1_000 + " kB" : bytes / 1_000_000 + " MB";
  }
}
