package org.hearthhub.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.hearthhub.app.compose.Keys;
import org.hearthhub.app.settings.Settings;
import org.hearthhub.backup.Restore;
import org.hearthhub.backup.Restoring;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Problem;
import org.hearthhub.vault.Tier;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code hearth restore}: brings a home back from a backup. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Brings a home back from a backup, on this or another machine, into a data folder that is"
          + " empty. Asks for the passphrase of the home. Try it with --dry-run first.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hearth restore --dry-run /media/backup/hearth-2026-11-22T030000Z.hearth",
      "  hearth restore /media/backup/hearth-2026-11-22T030000Z.hearth --data /srv/hearth",
      "  hearth restore --recovery-code /media/backup/hearth-2026-11-22T030000Z.hearth"
    })
final class RestoreCommand implements Runnable {
  @Mixin HubOption hub = new HubOption();
  @Mixin SecretOption secret = new SecretOption();

  @Parameters(paramLabel = "FILE", description = "The backup.")
  Path file = Path.of("");

  @Option(names = "--dry-run", description = "Prove that it would work; change nothing.")
  boolean dryRun;

  @Option(names = "--recovery-code", description = "What is typed is the recovery code.")
  boolean recoveryCode;

  @Option(
      names = "--no-key-file",
      description =
          "Make no key file on this machine: the home does not open by itself after a restart.")
  boolean noKeyFile;

  @Option(
      names = "--later-passphrase-file",
      paramLabel = "FILE",
      description =
          "A passphrase that the home got after this backup was made, to read what was erased"
              + " since.")
  @Nullable Path later;

  @Option(
      names = "--without-erasures",
      description = "Go on although what was erased since cannot be read; it comes back.")
  boolean withoutErasures;

  @Override
  public void run() {
    Settings settings = hub.settings();
    if (!Files.isReadable(file)) { // before a secret is asked for
      throw new NotFound(
          "no-backup",
          "There is no backup "
              + file
              + " that can be read. Is its disk there, and yours to read?");
    }
    char[] typed = secret.read(recoveryCode ? "Recovery code" : "Passphrase");
    Restoring restoring =
        Restore.run(
            new Restore.Order(
                file.toAbsolutePath().normalize(),
                unlock(typed),
                Optional.ofNullable(later).map(SecretOption::fromFile).map(Unlock.Passphrase::new),
                withoutErasures,
                settings.dataFolder(),
                dryRun),
            InstantSource.system());
    ObjectNode answer =
        HubOption.body()
            .put("done", restoring.done())
            .put("made", restoring.made().toString())
            .put("storeBytes", restoring.storeBytes())
            .put("erasures", restoring.erasures())
            .put("erasuresKnownTo", restoring.erasuresKnownTo().toString())
            .put("sentence", restoring.sentence());
    String opens = "";
    if (restoring.done() && !noKeyFile) {
      try {
        Optional<Path> key = giveKeyFile(settings, unlock(typed));
        key.ifPresent(given -> answer.put("keyFile", given.toString()));
        opens =
            key.map(
                    given ->
                        "\nIt opens by itself on this machine, with %s. Start it with: hearth run"
                            .formatted(given))
                .orElse("");
      } catch (Problem noKey) { // the home is back nevertheless
        answer.put("noKeyFile", noKey.sentence());
        opens = "\nIt does not open by itself on this machine yet: " + noKey.sentence();
      }
    }
    hub.say(answer, restoring.sentence() + opens);
  }

  private Unlock unlock(char[] typed) {
    return recoveryCode
        ? new Unlock.RecoveryCode(typed.clone())
        : new Unlock.Passphrase(typed.clone());
  }

  /** A key of this machine for what opened by itself before, and no more; empty for nothing. */
  private static Optional<Path> giveKeyFile(Settings settings, Unlock unlock) {
    Path folder = settings.dataFolder();
    try (Vault vault = Vault.open(folder, unlock)) {
      Set<Tier> tiers = vault.slots().openByThemselves();
      if (tiers.isEmpty() || !tiers.stream().allMatch(vault::isOpen)) {
        return Optional.empty();
      }
      Path key = settings.keyFile().orElseGet(() -> new Keys(settings).newKeyFile(folder));
      vault.slots().add(new Unlock.KeyFile(key), tiers, "This machine");
      return Optional.of(key);
    }
  }
}
