package org.hearthhub.app.command;

import java.time.Duration;
import java.util.function.Consumer;
import org.hearthhub.app.bench.IngestBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code hearth bench ingest}. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Readings per second that a hub commits, against a bare CoAP observer that throws them"
            + " away, in turns; and how many acknowledged ones are missing from the store.")
final class IngestBenchCommand extends BenchRun<IngestBench.Figures> {
  @Option(
      names = "--devices",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many devices tell readings. Usual: ${DEFAULT-VALUE}.")
  int devices;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description = "How long each turn is measured. Usual: ${DEFAULT-VALUE}.")
  int seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many turns each has. Usual: ${DEFAULT-VALUE}.")
  int rounds;

  @Override
  IngestBench.Figures measure(Consumer<String> progress) throws InterruptedException {
    return new IngestBench(devices, Duration.ofSeconds(seconds), rounds).run(progress);
  }

  @Override
  ObjectNode json(IngestBench.Figures figures) {
    return json("ingest")
        .put("readings_per_s", Math.round(figures.readingsPerSecond()))
        .put("bare_per_s", Math.round(figures.barePerSecond()))
        .put("ratio", rounded(figures.ratio(), 3))
        .put("lost", figures.lost())
        .put("acknowledged", figures.told())
        .put("devices", devices);
  }

  @Override
  Table table(IngestBench.Figures figures) {
    return new Table("INGEST", "HUB READINGS/S", "BARE READINGS/S", "RATIO", "ACKNOWLEDGED", "LOST")
        .row(
            devices + " devices",
            "%,.0f".formatted(figures.readingsPerSecond()),
            "%,.0f".formatted(figures.barePerSecond()),
            "%.2f".formatted(figures.ratio()),
            "%,d".formatted(figures.told()),
            "%,d".formatted(figures.lost()));
  }
}
