package org.hearthhub.app.command;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.hearthhub.app.compose.HubPlan;
import org.hearthhub.app.compose.Keys;
import org.hearthhub.app.compose.LockedHub;
import org.hearthhub.app.compose.Network;
import org.hearthhub.app.compose.ReadyLines;
import org.hearthhub.app.compose.RunningHub;
import org.hearthhub.app.compose.StopSignal;
import org.hearthhub.app.settings.Setting;
import org.hearthhub.app.settings.Settings;
import org.hearthhub.problem.Refused;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearth run}: the hub of a home. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Runs the hub of this home on the home's own network, until it is stopped. The first time it"
          + " makes the data folder and a key file, and prints the code that makes you the owner.",
      ""
    },
    footer = {
      "",
      "Each option can also be set in the environment, as HEARTH_HTTP_PORT for --http-port, or in"
          + " the file that --config names. An option wins over the environment, that over the"
          + " file.",
      "HEARTH_PASSPHRASE unlocks the store with a passphrase; at a console Hearth asks for it.",
      "",
      "Examples:",
      "  hearth run",
      "  hearth run --data /srv/hearth --interface eth0",
      "  hearth run --config /etc/hearth/hearth.toml"
    })
final class RunCommand implements Callable<Integer> {
  @Mixin HubOptions options = new HubOptions();

  @Option(
      names = "--https-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "Where to serve HTTPS; 0 takes any free port. Usual: 8443.")
  @Nullable Integer httpsPort;

  @Option(
      names = "--interface",
      paramLabel = "NAME",
      description =
          "The only network interface to use, for example eth0; lo keeps to this machine. Usual:"
              + " all that have an address of the home's network.")
  @Nullable String networkInterface;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    HubOptions.put(flags, Setting.HTTPS_PORT, httpsPort);
    HubOptions.put(flags, Setting.INTERFACE, networkInterface);
    Settings settings = options.settings(flags);
    Path folder = settings.dataFolder();
    // Before the signals are taken over: at the passphrase prompt Ctrl-C just ends.
    Keys keys = new Keys(settings);
    Optional<Unlock> unlock = keys.forFolder(folder);

    StopSignal stop = StopSignal.takeOver();
    ReadyLines lines = new ReadyLines(spec.commandLine().getOut());
    HubPlan plan = plan(settings, folder);
    if (unlock.isEmpty()) {
      waitForKey(plan, lines, stop, Optional.empty());
      return 0;
    }
    Vault vault;
    try {
      vault = RunningHub.open(folder, unlock.get());
    } catch (Refused shut) {
      if (!shut.code().equals(Vault.NO_KEY_FILE_OPENS)
          && (keys.isNamed() || !(unlock.get() instanceof Unlock.KeyFile))) {
        throw shut;
      }
      waitForKey(plan, lines, stop, Optional.of(shut.sentence()));
      return 0;
    }
    try (RunningHub hub = RunningHub.start(plan, vault, lines::setupCode)) {
      lines.ready(hub);
      stop.await();
    }
    return 0;
  }

  /** Nothing at hand opens the store: somebody has to, on the hub's page or its socket. */
  private static void waitForKey(
      HubPlan plan, ReadyLines lines, StopSignal stop, Optional<String> reason)
      throws InterruptedException {
    Optional<RuntimeException> failure;
    try (LockedHub hub = LockedHub.start(plan, lines, stop, reason)) {
      lines.locked(hub);
      stop.await();
      failure = hub.failure();
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private static HubPlan plan(Settings settings, Path folder) {
    return new HubPlan(
        folder,
        settings.networkInterface().map(RunCommand::network).orElse(new Network.Home()),
        settings.httpPort().number(),
        OptionalInt.of(settings.httpsPort().number()),
        settings.coapPort().number(),
        settings.securePort(),
        false,
        Version.number());
  }

  private static Network network(String name) {
    return isLoopback(name) ? new Network.ThisMachine() : new Network.OneInterface(name);
  }

  private static boolean isLoopback(String name) {
    try {
      NetworkInterface found = NetworkInterface.getByName(name);
      return found != null && found.isLoopback();
    } catch (SocketException unknown) {
      return false;
    }
  }
}
