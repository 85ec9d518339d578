package org.hearthhub.app.command;

import java.time.Duration;
import java.util.function.Consumer;
import org.hearthhub.app.bench.DiscoveryBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code hearth bench discovery}. */
@Command(
    name = "discovery",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "How soon a hub that starts finds all devices on its link, and how many datagrams it"
            + " sends in any second. Makes two networks of its own, which needs root.")
final class DiscoveryBenchCommand extends BenchRun<DiscoveryBench.Figures> {
  @Option(
      names = "--devices",
      paramLabel = "N",
      defaultValue = "250",
      description = "How many devices there are, at most 500. Usual: ${DEFAULT-VALUE}.")
  int devices;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "90",
      description = "How long the hub is watched. Usual: ${DEFAULT-VALUE}.")
  int seconds;

  @Override
  DiscoveryBench.Figures measure(Consumer<String> progress) throws InterruptedException {
    return new DiscoveryBench(devices, Duration.ofSeconds(seconds)).run(progress);
  }

  @Override
  ObjectNode json(DiscoveryBench.Figures figures) {
    return json("discovery")
        .put("devices", devices)
        .put("found", figures.found())
        .put("seconds", rounded(figures.seconds(), 1))
        .put("packets_per_s_max", figures.packetsPerSecondMax())
        .put("described", figures.described())
        .put("packets", figures.packets());
  }

  @Override
  Table table(DiscoveryBench.Figures figures) {
    return new Table("DISCOVERY", "FOUND", "SECONDS", "PACKETS/S MAX", "DESCRIBED", "PACKETS")
        .row(
            devices + " devices",
            "%,d".formatted(figures.found()),
            "%.1f".formatted(figures.seconds()),
            "%,d".formatted(figures.packetsPerSecondMax()),
            "%,d".formatted(figures.described()),
            "%,d".formatted(figures.packets()));
  }
}
