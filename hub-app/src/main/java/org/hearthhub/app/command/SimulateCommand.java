package org.hearthhub.app.command;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.hearthhub.adapter.simulator.Simulation;
import org.hearthhub.adapter.simulator.SimulationSettings;
import org.hearthhub.adapter.simulator.TradfriGateway;
import org.hearthhub.problem.Invalid;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hearth simulate}: a house full of devices that are not there. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Simulates a home of real CoAP devices on this machine, for a hub to find, until it is"
          + " stopped.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hearth simulate --devices 22",
      "  hearth simulate --devices 200 --hub 127.0.0.1:5683 --seed 7",
      "  hearth simulate --devices 2000 --plain --hub 127.0.0.1:5683",
      "  hearth simulate --gateway 5690    to be added by coaps://127.0.0.1:5690"
    })
final class SimulateCommand implements Runnable {
  private static final int COAP = 5683;
  private static final String GATEWAY = "51a1e7ab0001";

  /** More than so many register for long, or the hub would hear of little else. */
  private static final int MOST_OFTEN = 100;

  private static final Duration LONG = Duration.ofHours(2);

  @Option(
      names = "--devices",
      paramLabel = "N",
      defaultValue = "" + SimulationSettings.NAMED_DEVICES,
      description =
          "How many, 1 to 2000; after ${DEFAULT-VALUE} with rooms and lives of their own come plain"
              + " sensors of ten properties, each told once a minute. Usual: ${DEFAULT-VALUE}.")
  int devices;

  @Option(
      names = "--hub",
      paramLabel = "ADDRESS",
      description =
          "A hub on this machine that they register with, HOST or HOST:PORT. Without it they wait"
              + " to be found by multicast.")
  @Nullable String hub;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same seed gives the same days. Usual: ${DEFAULT-VALUE}.")
  long seed;

  @Option(names = "--plain", description = "Plain sensors only, as a load for a hub.")
  boolean plain;

  @Option(
      names = "--no-multicast",
      description = "They answer no multicast; only a hub that they register with knows them.")
  boolean noMulticast;

  @Option(
      names = "--gateway",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description =
          "Also an IKEA TRADFRI gateway on that UDP port, with a lamp, a plug and a blind, to be"
              + " paired with the code on its label, which is printed.")
  @Nullable Integer gateway;

  @Option(names = "--arriving-over", paramLabel = "SECONDS", defaultValue = "0", hidden = true)
  int arrivingOver;

  @Option(names = "--lifeline", hidden = true, description = "End when standard input ends.")
  boolean lifeline;

  @Override
  public void run() {
    SimulationSettings settings =
        SimulationSettings.of(devices)
            .seeded(seed)
            .arrivingOver(Duration.ofSeconds(Math.clamp(arrivingOver, 0, 3600)));
    if (devices > MOST_OFTEN) {
      settings = settings.registeringFor(LONG);
    }
    if (plain) {
      settings = settings.plainOnly();
    }
    if (noMulticast) {
      settings = settings.withoutMulticast();
    }
    if (hub != null) {
      settings = settings.registeringWith(address(hub));
    }
    if (gateway == null) {
      simulate(settings);
      return;
    }
    InetSocketAddress at = new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway);
    String label = TradfriGateway.label(seed);
    try (TradfriGateway _ = TradfriGateway.start(at, GATEWAY, label)) {
      System.out.println("Label of the gateway at coaps://127.0.0.1:" + gateway + ": " + label);
      simulate(settings);
    }
  }

  private void simulate(SimulationSettings settings) {
    if (lifeline) {
      Simulation.run(settings, System.out, System.in);
    } else {
      Simulation.run(settings, System.out);
    }
  }

  private static InetSocketAddress address(String text) {
    Invalid wrong =
        new Invalid("bad-hub-address", "'%s' is no HOST or HOST:PORT of a hub.".formatted(text));
    try {
      URI address = new URI("coap://" + text);
      if (address.getHost() == null) {
        throw wrong;
      }
      InetAddress host = InetAddress.getByName(address.getHost());
      if (!host.isLoopbackAddress()) {
        throw new Invalid(
            "hub-elsewhere", "The hub must be on this machine: simulated devices stay here.");
      }
      return new InetSocketAddress(host, address.getPort() < 0 ? COAP : address.getPort());
    } catch (URISyntaxException | UnknownHostException | IllegalArgumentException notAnAddress) {
      throw wrong;
    }
  }
}
