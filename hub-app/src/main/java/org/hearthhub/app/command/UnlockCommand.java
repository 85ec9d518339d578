package org.hearthhub.app.command;

import java.io.PrintWriter;
import org.hearthhub.app.operator.OperatorClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code hearth unlock}: opens what is locked in a running hub. */
@Command(
    name = "unlock",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Opens what is locked in the running hub: its whole store, or its past. Asks for the"
          + " passphrase.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hearth unlock",
      "  hearth unlock --recovery-code",
      "  hearth unlock --passphrase-file /run/secrets/hearth"
    })
final class UnlockCommand implements Runnable {
  @Mixin DataOption data = new DataOption();
  @Mixin JsonOption format = new JsonOption();
  @Mixin SecretOption secret = new SecretOption();

  @Option(names = "--recovery-code", description = "What is typed is the recovery code.")
  boolean recoveryCode;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    OperatorClient hub = new OperatorClient(data.settings().dataFolder());
    PrintWriter out = spec.commandLine().getOut();
    JsonNode state = hub.get("/api/v1/vault");
    if (!state.path("state").asString("").equals("open")) {
      String typed = new String(secret.read(recoveryCode ? "Recovery code" : "Passphrase"));
      state =
          hub.post(
              "/api/v1/unlock",
              JsonNodeFactory.instance
                  .objectNode()
                  .put(recoveryCode ? "recoveryCode" : "passphrase", typed));
    }
    if (format.json) {
      out.println(state);
    } else {
      out.println(
          switch (state.path("state").asString("")) {
            case "open" -> "Everything is open.";
            case "opening" -> "The store is open; the home is starting.";
            default -> "The past is still locked: this opens only what the home needs to work.";
          });
    }
    out.flush();
  }
}
