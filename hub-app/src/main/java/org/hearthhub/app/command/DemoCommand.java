package org.hearthhub.app.command;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.hearthhub.adapter.simulator.SimulationSettings;
import org.hearthhub.adapter.simulator.TradfriGateway;
import org.hearthhub.app.compose.ChildProcess;
import org.hearthhub.app.compose.FreePort;
import org.hearthhub.app.compose.HubPlan;
import org.hearthhub.app.compose.Keys;
import org.hearthhub.app.compose.Network;
import org.hearthhub.app.compose.ReadyLines;
import org.hearthhub.app.compose.RunningHub;
import org.hearthhub.app.compose.SimulatedNeighbours;
import org.hearthhub.app.compose.StopSignal;
import org.hearthhub.app.compose.ThrowAwayFolders;
import org.hearthhub.app.settings.Port;
import org.hearthhub.app.settings.Settings;
import org.hearthhub.thing.Actor;
import org.hearthhub.vault.Unlock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearth demo}: a hub and a simulated home, on this machine only. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Starts a throw-away hub with a simulated home, on this machine only, until it is stopped. It"
          + " never touches the network of your home.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hearth demo",
      "  hearth demo --data ~/hearth-demo    keep it, and go on from there next time",
      "  hearth demo --http-port 0           on any free port",
      "  hearth demo --gateway               with devices that prove who they are"
    })
final class DemoCommand implements Callable<Integer> {
  private static final int GATEWAY_PORT = 5690;

  @Mixin HubOptions options = new HubOptions();

  @Option(
      names = "--devices",
      paramLabel = "N",
      defaultValue = "" + SimulationSettings.NAMED_DEVICES,
      description = "How many devices to simulate. Usual: ${DEFAULT-VALUE}.")
  int devices;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same seed gives the same days. Usual: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--gateway",
      description =
          "Also simulate a gateway that proves who it is: it is found, and paired with the code on"
              + " its label, which is printed.")
  boolean gateway;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    StopSignal stop = StopSignal.takeOver();
    Settings settings = options.demoSettings();
    if (options.data.data != null) {
      Path folder = options.data.data.toAbsolutePath().normalize();
      serve(plan(settings, folder), Keys.atHand(settings, folder), stop, false);
    } else {
      try (ThrowAwayFolders folders = ThrowAwayFolders.make("demo")) {
        serve(plan(settings, folders.home()), new Unlock.KeyFile(folders.keyFile()), stop, true);
      }
    }
    return 0;
  }

  private void serve(HubPlan plan, Unlock unlock, StopSignal stop, boolean isThrownAway)
      throws InterruptedException {
    CommandLine line = spec.commandLine();
    ReadyLines lines = new ReadyLines(line.getOut());
    OptionalInt port =
        gateway ? OptionalInt.of(FreePort.udp(new Port(GATEWAY_PORT, false))) : OptionalInt.empty();
    try (RunningHub hub = RunningHub.start(plan, unlock, lines::setupCode);
        ChildProcess neighbours = SimulatedNeighbours.start(devices, seed, hub.coapPort(), port)) {
      neighbours.whenItEnds(
          code -> line.getErr().println("hearth: The simulated home ended (" + code + ")."));
      lines.ready(hub);
      if (isThrownAway) {
        lines.folder(plan.dataFolder());
      }
      port.ifPresent(
          at -> {
            lines.label(TradfriGateway.label(seed));
            hub.hub().inbox().look(new Actor.Operator(), "coaps://127.0.0.1:" + at);
          });
      stop.await();
    }
  }

  private HubPlan plan(Settings settings, Path folder) {
    int http = FreePort.tcp(settings.httpPort());
    if (http != settings.httpPort().number()) {
      spec.commandLine()
          .getErr()
          .println(
              "hearth: Port %d is in use, so this demo takes %d."
                  .formatted(settings.httpPort().number(), http));
    }
    int coap = FreePort.udp(settings.coapPort());
    int coaps = settings.coapsPort().chosen() ? settings.coapsPort().number() : 0;
    return new HubPlan(
        folder,
        new Network.ThisMachine(),
        http,
        OptionalInt.empty(),
        coap,
        coaps,
        true,
        Version.number());
  }
}
