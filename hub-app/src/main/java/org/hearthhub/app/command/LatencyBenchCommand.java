package org.hearthhub.app.command;

import java.time.Duration;
import java.util.function.Consumer;
import org.hearthhub.app.bench.LatencyBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code hearth bench latency}. */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "How long a reading takes from the device to a page's event stream.")
final class LatencyBenchCommand extends BenchRun<LatencyBench.Figures> {
  @Option(
      names = "--devices",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many devices tell readings. Usual: ${DEFAULT-VALUE}.")
  int devices;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Readings per second, of all devices together. Usual: ${DEFAULT-VALUE}.")
  int rate;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "30",
      description = "How long it is measured. Usual: ${DEFAULT-VALUE}.")
  int seconds;

  @Override
  LatencyBench.Figures measure(Consumer<String> progress) throws InterruptedException {
    return new LatencyBench(devices, rate, Duration.ofSeconds(seconds)).run(progress);
  }

  @Override
  ObjectNode json(LatencyBench.Figures figures) {
    return json("latency")
        .put("p50_ms", rounded(figures.p50Ms(), 2))
        .put("p99_ms", rounded(figures.p99Ms(), 2))
        .put("max_ms", rounded(figures.mostMs(), 2))
        .put("readings_per_s", Math.round(figures.perSecond()))
        .put("devices", devices);
  }

  @Override
  Table table(LatencyBench.Figures figures) {
    return new Table("LATENCY", "P50 MS", "P99 MS", "MAX MS", "READINGS/S")
        .row(
            devices + " devices",
            "%.2f".formatted(figures.p50Ms()),
            "%.2f".formatted(figures.p99Ms()),
            "%.2f".formatted(figures.mostMs()),
            "%,.0f".formatted(figures.perSecond()));
  }
}
