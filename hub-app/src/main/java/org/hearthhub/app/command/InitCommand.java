package org.hearthhub.app.command;

import java.nio.file.Path;
import org.hearthhub.app.compose.Keys;
import org.hearthhub.app.settings.Settings;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code hearth init}: makes an empty home without starting it. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Makes the data folder and the sealed store of a new home, without starting it. 'hearth run'"
          + " does so by itself; this is for who wants to choose what opens it.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hearth init",
      "  hearth init --data /srv/hearth --key-file /media/stick/hearth.key",
      "  hearth init --passphrase"
    })
final class InitCommand implements Runnable {
  @Mixin HubOption hub = new HubOption();
  @Mixin KeyOption key = new KeyOption();
  @Mixin SecretOption secret = new SecretOption();

  @Option(
      names = "--passphrase",
      description =
          "A passphrase opens it, which is asked for, and no key file: after a restart nothing"
              + " works until somebody unlocks it.")
  boolean passphrase;

  @Override
  public void run() {
    Settings settings = key.settings(hub.data);
    Path folder = settings.dataFolder();
    ObjectNode answer = HubOption.body().put("data", folder.toString());
    if (passphrase) {
      Vault.create(folder, new Unlock.Passphrase(secret.readNew("New passphrase"))).close();
      hub.say(
          answer,
          "A home was made in %s. Only its passphrase opens it. Start it with: hearth run"
              .formatted(folder));
      return;
    }
    Path file = settings.keyFile().orElseGet(() -> new Keys(settings).newKeyFile(folder));
    Vault.create(folder, new Unlock.KeyFile(file)).close();
    hub.say(
        answer.put("keyFile", file.toString()),
        "A home was made in %s. It opens by itself with the key file %s; keep a copy of it elsewhere. Start it with: hearth run"
            .formatted(folder, file));
  }
}
