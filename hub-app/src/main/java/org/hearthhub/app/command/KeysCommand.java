package org.hearthhub.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hearthhub.problem.NotFound;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code hearth keys}: the ways to open the store. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {"The ways to open the store of the home; a hub has to run.", ""},
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      KeysCommand.ListKeys.class,
      KeysCommand.Add.class,
      KeysCommand.Remove.class,
      KeysCommand.Test.class,
      KeysCommand.Rotate.class
    },
    footer = {
      "",
      "Examples:",
      "  hearth keys list",
      "  hearth keys add --recovery-code",
      "  hearth keys add --key-file /media/stick/hearth.key --home-only",
      "  hearth keys test 2",
      "  hearth keys remove 1"
    })
final class KeysCommand implements Runnable {
  private static final String KEYS = "/api/v1/keys";

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: list, add, remove, test or rotate");
  }

  /** {@code hearth keys list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Lists what opens the store.")
  static final class ListKeys implements Runnable {
    @Mixin HubOption hub = new HubOption();

    @Override
    public void run() {
      JsonNode keys = hub.client().get(KEYS);
      if (hub.format.json) {
        keys.forEach(key -> hub.out().println(key));
        return;
      }
      Table table = new Table("ID", "KIND", "LABEL", "OPENS", "KNOWN TO WORK", "MADE");
      for (JsonNode key : keys) {
        table.row(
            key.path("id").asString(""),
            key.path("kind").asString("").replace('-', ' '),
            key.path("label").asString(""),
            key.path("opens").size() == 2 ? "everything" : "the home, not its past",
            key.path("proven").asBoolean() ? "yes" : "not yet",
            key.path("made").asString(""));
      }
      table.print(hub.out());
    }
  }

  /** What kind of key. */
  static final class Kind {
    @Option(names = "--passphrase", required = true, description = "A passphrase; asked for.")
    boolean passphrase;

    @Option(
        names = "--recovery-code",
        required = true,
        description = "A code that Hearth draws and shows once, to be kept on paper.")
    boolean recoveryCode;

    @Option(
        names = "--key-file",
        required = true,
        paramLabel = "FILE",
        description = "A file that opens it without a person; made if it is not there.")
    @Nullable Path keyFile;

    @Option(
        names = "--credential",
        required = true,
        paramLabel = "FILE",
        description = "A systemd credential, such as $$CREDENTIALS_DIRECTORY/hearth.key.")
    @Nullable Path credential;
  }

  /** {@code hearth keys add}. */
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Adds a way to open the store.")
  static final class Add implements Runnable {
    @Mixin HubOption hub = new HubOption();
    @Mixin SecretOption secret = new SecretOption();

    @ArgGroup(multiplicity = "1")
    Kind kind = new Kind();

    @Option(names = "--label", paramLabel = "TEXT", description = "What you call it.")
    @Nullable String label;

    @Option(
        names = "--home-only",
        description = "It opens what the home needs to work, and not its past.")
    boolean homeOnly;

    @Override
    public void run() {
      ObjectNode body = HubOption.body();
      if (label != null) {
        body.put("label", label);
      }
      if (homeOnly) {
        body.putArray("opens").add("operating");
      }
      Path file = kind.keyFile == null ? kind.credential : kind.keyFile;
      if (file != null) {
        body.put("kind", kind.keyFile == null ? "credential" : "key-file")
            .put("path", file.toAbsolutePath().normalize().toString());
      } else if (kind.passphrase) {
        body.put("kind", "passphrase")
            .put("passphrase", new String(secret.readNew("New passphrase")));
      } else {
        body.put("kind", "recovery-code");
      }
      JsonNode made = hub.client().post(KEYS, body);
      String id = made.path("key").path("id").asString("");
      if (made.has("recoveryCode")) {
        new RecoveryCodeOnPaper(hub, secret).show(made);
      } else {
        hub.say(made, "Key %s opens the store from now on.".formatted(id));
      }
    }
  }

  /** {@code hearth keys remove}. */
  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Takes a key away: it does not open the store any more.")
  static final class Remove implements Runnable {
    @Mixin HubOption hub = new HubOption();
    @Mixin YesOption sure = new YesOption();

    @Parameters(paramLabel = "ID", description = "As 'hearth keys list' shows it.")
    String id = "";

    @Override
    public void run() {
      sure.ask("Key %s will never open this store again.".formatted(id));
      JsonNode removed = hub.client().delete(KEYS + "/" + HubPath.segment(id));
      hub.remark(
          "Key %s does not open the store any more. Backups from before still know it."
              .formatted(id));
      String owed = removed.path("owed").asString("");
      if (!owed.isEmpty()) {
        hub.remark(owed);
      }
    }
  }

  /** {@code hearth keys test}. */
  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description =
          "Tries whether a key opens the store; backups can be opened with it from then on.")
  static final class Test implements Runnable {
    @Mixin HubOption hub = new HubOption();
    @Mixin SecretOption secret = new SecretOption();

    @Parameters(paramLabel = "ID", description = "As 'hearth keys list' shows it.")
    String id = "";

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "Where the key file or the credential lies, for one of these.")
    @Nullable Path file;

    @Override
    public void run() {
      JsonNode key = key(hub, id);
      ObjectNode body = HubOption.body();
      switch (key.path("kind").asString("")) {
        case "passphrase" -> body.put("passphrase", new String(secret.read("Passphrase")));
        case "recovery-code" -> body.put("recoveryCode", new String(secret.read("Recovery code")));
        default -> {
          if (file == null) {
            throw new ParameterException(hub.spec.commandLine(), "Say where it lies, with --file");
          }
          body.put("path", file.toAbsolutePath().normalize().toString());
        }
      }
      JsonNode proven = hub.client().post(KEYS + "/" + HubPath.segment(id) + "/prove", body);
      hub.say(proven, "Key %s opens the store.".formatted(id));
    }
  }

  /** {@code hearth keys rotate}. */
  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description =
          "Replaces a key by a fresh one of its kind; without an ID, the master key of the store.")
  static final class Rotate implements Runnable {
    @Mixin HubOption hub = new HubOption();
    @Mixin SecretOption secret = new SecretOption();

    @Parameters(paramLabel = "ID", arity = "0..1", description = "As 'hearth keys list' shows it.")
    @Nullable String id;

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "The new key file or credential, for one of these.")
    @Nullable Path file;

    @Override
    public void run() {
      if (id == null) {
        JsonNode answer = hub.client().post(KEYS + "/rotate", HubOption.body());
        List<String> remarks = new ArrayList<>();
        answer.path("remarks").forEach(remark -> remarks.add(remark.asString("")));
        hub.say(answer, String.join("\n", remarks));
        return;
      }
      ObjectNode body = HubOption.body();
      if (file != null) {
        body.put("path", file.toAbsolutePath().normalize().toString());
      } else if (key(hub, id).path("kind").asString("").equals("passphrase")) {
        body.put("passphrase", new String(secret.readNew("New passphrase")));
      }
      JsonNode made = hub.client().post(KEYS + "/" + HubPath.segment(id) + "/rotate", body);
      if (made.has("recoveryCode")) {
        new RecoveryCodeOnPaper(hub, secret).show(made);
      } else {
        hub.say(made, "Key %s was replaced; the old one opens nothing any more.".formatted(id));
      }
    }
  }

  private static JsonNode key(HubOption hub, String id) {
    for (JsonNode key : hub.client().get(KEYS)) {
      if (key.path("id").asString("").equals(id)) {
        return key;
      }
    }
    throw new NotFound("no-such-key", "There is no key %s. See 'hearth keys list'.".formatted(id));
  }
}
