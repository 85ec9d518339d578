package org.hearthhub.app.command;

import java.time.InstantSource;
import java.util.List;
import org.hearthhub.Hub;
import org.hearthhub.access.Household;
import org.hearthhub.app.compose.Keys;
import org.hearthhub.app.operator.OperatorClient;
import org.hearthhub.thing.Actor;
import org.hearthhub.vault.Vault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code hearth reset-password}: for somebody who forgot it. */
@Command(
    name = "reset-password",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Gives somebody of this home a new password to sign in with; asks for it. It is written down"
          + " that it was done on this machine.",
      ""
    },
    footer = {"", "Examples:", "  hearth reset-password Anna"})
final class ResetPasswordCommand implements Runnable {
  @Mixin HubOption hub = new HubOption();
  @Mixin SecretOption secret = new SecretOption();
  @Mixin KeyOption key = new KeyOption();

  @Parameters(paramLabel = "NAME", description = "Whose password it is.")
  String name = "";

  @Override
  public void run() {
    OperatorClient client = hub.client();
    JsonNode answer;
    if (client.isRunning()) {
      answer =
          client.post(
              "/api/v1/password/reset",
              HubOption.body()
                  .put("name", name)
                  .put("new", new String(secret.readNew("New password"))));
    } else {
      Household.Reset reset = offline();
      answer =
          HubOption.body()
              .put("name", reset.resident().name())
              .put("opensStore", reset.keyChanged())
              .put("sentence", reset.sentence());
    }
    hub.say(
        answer,
        "%s has a new password. %s"
            .formatted(answer.path("name").asString(""), answer.path("sentence").asString("")));
  }

  private Household.Reset offline() {
    var settings = key.settings(hub.data);
    try (Vault vault =
            Vault.open(settings.dataFolder(), Keys.atHand(settings, settings.dataFolder()));
        Hub home = new Hub(vault, InstantSource.system(), List.of(), code -> {})) {
      return home.household()
          .resetPassword(new Actor.Operator(), name, secret.readNew("New password"));
    }
  }
}
