package org.hearthhub.app.command;

import java.time.Duration;
import java.util.function.Consumer;
import org.hearthhub.app.bench.StartBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code hearth bench start}. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Time from the start of the process to the first answer, and resident memory while"
            + " devices tell one reading a second each.")
final class StartBenchCommand extends BenchRun<StartBench.Figures> {
  @Option(
      names = "--devices",
      paramLabel = "N",
      defaultValue = "200",
      description = "How many devices the home knows. Usual: ${DEFAULT-VALUE}.")
  int devices;

  @Option(
      names = "--starts",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many starts; the middle one counts. Usual: ${DEFAULT-VALUE}.")
  int starts;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "How long before the memory is looked at. Usual: ${DEFAULT-VALUE}.")
  int seconds;

  @Override
  StartBench.Figures measure(Consumer<String> progress) throws InterruptedException {
    return new StartBench(devices, starts, Duration.ofSeconds(seconds)).run(progress);
  }

  @Override
  ObjectNode json(StartBench.Figures figures) {
    return json("start")
        .put("first_200_ms", Math.round(figures.first200Ms()))
        .put("rss_mb", rounded(figures.rssMb(), 1))
        .put("devices", devices);
  }

  @Override
  Table table(StartBench.Figures figures) {
    return new Table("START", "FIRST 200 MS", "RSS MB")
        .row(
            devices + " devices",
            "%,.0f".formatted(figures.first200Ms()),
            "%.1f".formatted(figures.rssMb()));
  }
}
