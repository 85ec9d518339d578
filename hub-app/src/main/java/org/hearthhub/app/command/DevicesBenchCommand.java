package org.hearthhub.app.command;

import java.time.Duration;
import java.util.function.Consumer;
import org.hearthhub.adapter.simulator.SimulationSettings;
import org.hearthhub.app.bench.DevicesBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.node.ObjectNode;

/** {@code hearth bench devices}. */
@Command(
    name = "devices",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "A home of very many devices: ten properties each, one reading of each a minute, and"
            + " commands that are confirmed; how many readings are missing from the store, how long"
            + " commands take, and what the hub needs.")
final class DevicesBenchCommand extends BenchRun<DevicesBench.Figures> {
  /** At the edges of less, hardly a reading would be looked for. */
  private static final int LEAST_SECONDS = 10;

  @Option(
      names = "--devices",
      paramLabel = "N",
      defaultValue = "2000",
      description = "How many devices, 1 to 2000. Usual: ${DEFAULT-VALUE}.")
  int devices;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "How long it is measured. Usual: ${DEFAULT-VALUE}.")
  int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "60",
      description = "How long before that. Usual: ${DEFAULT-VALUE}.")
  int warmUp;

  @Option(
      names = "--commands",
      paramLabel = "N",
      defaultValue = "100",
      description = "Commands per second, 0 to 1000. Usual: ${DEFAULT-VALUE}.")
  int commands;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same seed gives the same readings. Usual: ${DEFAULT-VALUE}.")
  long seed;

  @Override
  void check() {
    if (devices < 1
        || devices > SimulationSettings.MAX_DEVICES
        || commands < 0
        || commands > 1000
        || seconds < LEAST_SECONDS
        || warmUp < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "1 to 2000 devices, 0 to 1000 commands per second, 10 seconds or more");
    }
  }

  @Override
  DevicesBench.Figures measure(Consumer<String> progress) throws InterruptedException {
    return new DevicesBench(
            devices, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), commands, seed)
        .run(progress);
  }

  @Override
  ObjectNode json(DevicesBench.Figures figures) {
    return json("devices")
        .put("devices", devices)
        .put("readings_per_s", rounded(figures.readingsPerSecond(), 1))
        .put("due", figures.due())
        .put("lost", figures.lost())
        .put("commands", figures.commands())
        .put("unconfirmed", figures.unconfirmed())
        .put("command_p50_ms", rounded(figures.p50Ms(), 2))
        .put("command_p99_ms", rounded(figures.p99Ms(), 2))
        .put("rss_mb", rounded(figures.rssMb(), 1))
        .put("rss_begin_mb", rounded(figures.rssBeginMb(), 1))
        .put("cpu", rounded(figures.cpuShare(), 3))
        .put("cpu_ms_per_reading", rounded(figures.cpuMsPerReading(), 3))
        .put("observed_after_s", rounded(figures.observedAfter(), 1))
        .put("seed", seed);
  }

  @Override
  Table table(DevicesBench.Figures figures) {
    return new Table(
            "DEVICES",
            "READINGS/S",
            "DUE",
            "LOST",
            "COMMANDS",
            "UNCONFIRMED",
            "P99 MS",
            "RSS MB",
            "BEFORE",
            "CPU")
        .row(
            devices + " devices",
            "%,.0f".formatted(figures.readingsPerSecond()),
            "%,d".formatted(figures.due()),
            "%,d".formatted(figures.lost()),
            "%,d".formatted(figures.commands()),
            "%,d".formatted(figures.unconfirmed()),
            "%.1f".formatted(figures.p99Ms()),
            "%.0f".formatted(figures.rssMb()),
            "%.0f".formatted(figures.rssBeginMb()),
            "%.2f".formatted(figures.cpuShare()));
  }
}
