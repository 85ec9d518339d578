package org.hearthhub.app.command;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.hearthhub.adapter.simulator.SimulationSettings;
import org.hearthhub.app.bench.DevicesBench;
import org.hearthhub.app.compose.StopSignal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hearth bench devices}. */
@Command(
    name = "devices",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "A home of very many devices: ten properties each, one reading of each a minute, and"
            + " commands that are confirmed; how many readings are missing from the store, how long"
            + " commands take, and what the hub needs.")
final class DevicesBenchCommand implements Callable<Integer> {
  /** At the edges of less, hardly a reading would be looked for. */
  private static final int LEAST_SECONDS = 10;

  @Mixin JsonOption format = new JsonOption();
  @Spec CommandSpec spec = CommandSpec.create();

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
  public Integer call() throws InterruptedException {
    CommandLine line = spec.commandLine();
    if (devices < 1
        || devices > SimulationSettings.MAX_DEVICES
        || commands < 0
        || commands > 1000
        || seconds < LEAST_SECONDS
        || warmUp < 0) {
      throw new ParameterException(
          line, "1 to 2000 devices, 0 to 1000 commands per second, 10 seconds or more");
    }
    StopSignal.takeOver().interruptsThisThread();
    DevicesBench.Figures figures =
        new DevicesBench(
                devices, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), commands, seed)
            .run(sentence -> BenchCommand.progress(line, sentence));
    if (format.json) {
      line.getOut()
          .println(
              BenchCommand.json("devices")
                  .put("devices", devices)
                  .put("readings_per_s", BenchCommand.rounded(figures.readingsPerSecond(), 1))
                  .put("due", figures.due())
                  .put("lost", figures.lost())
                  .put("commands", figures.commands())
                  .put("unconfirmed", figures.unconfirmed())
                  .put("command_p50_ms", BenchCommand.rounded(figures.p50Ms(), 2))
                  .put("command_p99_ms", BenchCommand.rounded(figures.p99Ms(), 2))
                  .put("rss_mb", BenchCommand.rounded(figures.rssMb(), 1))
                  .put("rss_begin_mb", BenchCommand.rounded(figures.rssBeginMb(), 1))
                  .put("cpu", BenchCommand.rounded(figures.cpuShare(), 3))
                  .put("cpu_ms_per_reading", BenchCommand.rounded(figures.cpuMsPerReading(), 3))
                  .put("observed_after_s", BenchCommand.rounded(figures.observedAfter(), 1))
                  .put("seed", seed));
      return 0;
    }
    new Table(
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
            "%.2f".formatted(figures.cpuShare()))
        .print(line.getOut());
    return 0;
  }
}
