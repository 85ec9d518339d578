package org.hearthhub.app.command;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hearthhub.app.compose.Keys;
import org.hearthhub.app.operator.OperatorClient;
import org.hearthhub.backup.Verification;
import org.hearthhub.vault.Vault;
import org.hearthhub.web.safety.VerificationJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code hearth verify}: looks at every part of the store. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Checks the whole store, while a hub uses it or while none does. Exit code 1 if something is"
          + " damaged.",
      ""
    },
    footer = {"", "Examples:", "  hearth verify", "  hearth verify --json"})
final class VerifyCommand implements Callable<Integer> {
  @Mixin HubOption hub = new HubOption();
  @Mixin KeyOption key = new KeyOption();

  @Override
  public Integer call() {
    OperatorClient client = hub.client();
    JsonNode report =
        client.isRunning()
            ? client.post("/api/v1/verify?wait=true", HubOption.body())
            : VerificationJson.found(offline(), device -> Optional.empty());
    if (hub.format.json) {
      hub.out().println(report);
    } else {
      hub.remark(report.path("sentence").asString(""));
      for (JsonNode finding : report.path("findings")) {
        hub.remark("- " + finding.path("sentence").asString(""));
      }
    }
    return report.path("state").asString("").equals("well") ? 0 : 1;
  }

  private Verification offline() {
    var settings = key.settings(hub.data);
    try (Vault vault =
        Vault.open(settings.dataFolder(), Keys.atHand(settings, settings.dataFolder()))) {
      return Verification.of(vault, InstantSource.system().instant(), progress -> {});
    }
  }
}
