package org.hearthhub.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hearthhub.app.operator.OperatorClient;
import org.hearthhub.audit.Audit;
import org.hearthhub.audit.AuditReport;
import org.hearthhub.audit.Checkpoint;
import org.hearthhub.audit.LogKey;
import org.hearthhub.problem.NotFound;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code hearth audit}: that nobody rewrote who did what. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {"Shows that nobody rewrote the journal of who did what.", ""},
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {AuditCommand.Verify.class, AuditCommand.Take.class},
    footer = {
      "",
      "Examples:",
      "  hearth audit checkpoint > /media/stick/checkpoint.txt",
      "  hearth audit verify",
      "  hearth audit verify --checkpoint /media/stick/checkpoint.txt"
    })
final class AuditCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: verify or checkpoint");
  }

  /** {@code hearth audit checkpoint}. */
  @Command(
      name = "checkpoint",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description =
          "Prints a signed statement of everything written down so far, to be kept elsewhere. It"
              + " says nothing about the home.")
  static final class Take implements Runnable {
    @Mixin HubOption hub = new HubOption();

    @Override
    public void run() {
      JsonNode checkpoint = hub.client().get("/api/v1/audit/checkpoint");
      hub.say(checkpoint, checkpoint.path("note").asString("").stripTrailing());
    }
  }

  /** {@code hearth audit verify}. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Holds the journal against what was signed, and against checkpoints that were kept"
            + " elsewhere. Without a running hub only what needs no secret is checked. Exit code 1"
            + " if it was changed."
      })
  static final class Verify implements Callable<Integer> {
    @Mixin HubOption hub = new HubOption();

    @Option(
        names = "--checkpoint",
        paramLabel = "FILE",
        description = "A checkpoint that was kept elsewhere; any number of times.")
    List<Path> checkpoints = new ArrayList<>();

    @Option(
        names = "--verifier",
        paramLabel = "KEY",
        description = "What the checkpoints have to be signed with, where no hub runs.")
    @Nullable String verifier;

    @Override
    public Integer call() {
      List<String> notes = checkpoints.stream().map(Verify::note).toList();
      OperatorClient client = hub.client();
      JsonNode report = client.isRunning() ? ask(client, notes) : json(offline(notes));
      if (hub.format.json) {
        hub.out().println(report);
      } else {
        hub.remark(report.path("sentence").asString(""));
        for (JsonNode finding : report.path("findings")) {
          hub.remark("- " + finding.asString(""));
        }
      }
      return report.path("sound").asBoolean() ? 0 : 1;
    }

    private static String note(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException unreadable) {
        throw new NotFound("no-checkpoint", "The checkpoint " + file + " cannot be read.");
      }
    }

    private static JsonNode ask(OperatorClient client, List<String> notes) {
      ObjectNode body = HubOption.body();
      ArrayNode all = body.putArray("checkpoints");
      notes.forEach(all::add);
      return client.post("/api/v1/audit/verify", body);
    }

    private AuditReport offline(List<String> notes) {
      return Audit.compare(
          hub.folder().resolve("home.db"),
          notes.stream().map(Checkpoint::parse).toList(),
          Optional.ofNullable(verifier).map(LogKey::parse));
    }

    private static ObjectNode json(AuditReport report) {
      ObjectNode node =
          HubOption.body()
              .put("sound", report.sound())
              .put("size", report.size())
              .put("root", report.root().base64())
              .put("read", report.read())
              .put("erased", report.erased())
              .put("locked", report.locked())
              .put("sentence", report.sentence());
      ArrayNode findings = node.putArray("findings");
      report.findings().forEach(findings::add);
      return node;
    }
  }
}
