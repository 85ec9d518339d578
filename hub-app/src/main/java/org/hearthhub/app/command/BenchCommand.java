package org.hearthhub.app.command;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.hearthhub.app.bench.BenchWorkers;
import org.hearthhub.app.bench.DiscoveryBench;
import org.hearthhub.app.bench.IngestBench;
import org.hearthhub.app.bench.LatencyBench;
import org.hearthhub.app.bench.StartBench;
import org.hearthhub.app.compose.StopSignal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code hearth bench}: how good it is on this machine. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Measures Hearth on this machine, with throw-away homes and on loopback only.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BenchCommand.Ingest.class,
      BenchCommand.Latency.class,
      BenchCommand.Start.class,
      StoreBenchCommand.class,
      BenchCommand.Discovery.class,
      DevicesBenchCommand.class,
      BenchCommand.Worker.class
    },
    footer = {
      "",
      "Examples:",
      "  hearth bench ingest",
      "  hearth bench latency --json",
      "  hearth bench start",
      "  hearth bench store --readings 500000",
      "  hearth bench discovery",
      "  hearth bench devices --devices 200"
    })
final class BenchCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Say what to measure: ingest, latency, start, store, discovery or devices");
  }

  static void progress(CommandLine line, String sentence) {
    line.getErr().println(sentence);
  }

  static ObjectNode json(String bench) {
    return JsonNodeFactory.instance.objectNode().put("bench", bench);
  }

  static double rounded(double figure, int decimals) {
    double scale = Math.pow(10, decimals);
    return Math.round(figure * scale) / scale;
  }

  /** {@code hearth bench ingest}. */
  @Command(
      name = "ingest",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description =
          "Readings per second that a hub commits, against a bare CoAP observer that throws them"
              + " away, in turns; and how many acknowledged ones are missing from the store.")
  static final class Ingest implements Callable<Integer> {
    @Mixin JsonOption format = new JsonOption();
    @Spec CommandSpec spec = CommandSpec.create();

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
    public Integer call() throws InterruptedException {
      StopSignal.takeOver().interruptsThisThread();
      CommandLine line = spec.commandLine();
      IngestBench.Figures figures =
          new IngestBench(devices, Duration.ofSeconds(seconds), rounds)
              .run(sentence -> progress(line, sentence));
      if (format.json) {
        line.getOut()
            .println(
                json("ingest")
                    .put("readings_per_s", Math.round(figures.readingsPerSecond()))
                    .put("bare_per_s", Math.round(figures.barePerSecond()))
                    .put("ratio", rounded(figures.ratio(), 3))
                    .put("lost", figures.lost())
                    .put("acknowledged", figures.told())
                    .put("devices", devices));
        return 0;
      }
      new Table("INGEST", "HUB READINGS/S", "BARE READINGS/S", "RATIO", "ACKNOWLEDGED", "LOST")
          .row(
              devices + " devices",
              "%,.0f".formatted(figures.readingsPerSecond()),
              "%,.0f".formatted(figures.barePerSecond()),
              "%.2f".formatted(figures.ratio()),
              "%,d".formatted(figures.told()),
              "%,d".formatted(figures.lost()))
          .print(line.getOut());
      return 0;
    }
  }

  /** {@code hearth bench latency}. */
  @Command(
      name = "latency",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "How long a reading takes from the device to a page's event stream.")
  static final class Latency implements Callable<Integer> {
    @Mixin JsonOption format = new JsonOption();
    @Spec CommandSpec spec = CommandSpec.create();

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
    public Integer call() throws InterruptedException {
      StopSignal.takeOver().interruptsThisThread();
      CommandLine line = spec.commandLine();
      LatencyBench.Figures figures =
          new LatencyBench(devices, rate, Duration.ofSeconds(seconds))
              .run(sentence -> progress(line, sentence));
      if (format.json) {
        line.getOut()
            .println(
                json("latency")
                    .put("p50_ms", rounded(figures.p50Ms(), 2))
                    .put("p99_ms", rounded(figures.p99Ms(), 2))
                    .put("max_ms", rounded(figures.mostMs(), 2))
                    .put("readings_per_s", Math.round(figures.perSecond()))
                    .put("devices", devices));
        return 0;
      }
      new Table("LATENCY", "P50 MS", "P99 MS", "MAX MS", "READINGS/S")
          .row(
              devices + " devices",
              "%.2f".formatted(figures.p50Ms()),
              "%.2f".formatted(figures.p99Ms()),
              "%.2f".formatted(figures.mostMs()),
              "%,.0f".formatted(figures.perSecond()))
          .print(line.getOut());
      return 0;
    }
  }

  /** {@code hearth bench start}. */
  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description =
          "Time from the start of the process to the first answer, and resident memory while"
              + " devices tell one reading a second each.")
  static final class Start implements Callable<Integer> {
    @Mixin JsonOption format = new JsonOption();
    @Spec CommandSpec spec = CommandSpec.create();

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
    public Integer call() throws InterruptedException {
      StopSignal.takeOver().interruptsThisThread();
      CommandLine line = spec.commandLine();
      StartBench.Figures figures =
          new StartBench(devices, starts, Duration.ofSeconds(seconds))
              .run(sentence -> progress(line, sentence));
      if (format.json) {
        line.getOut()
            .println(
                json("start")
                    .put("first_200_ms", Math.round(figures.first200Ms()))
                    .put("rss_mb", rounded(figures.rssMb(), 1))
                    .put("devices", devices));
        return 0;
      }
      new Table("START", "FIRST 200 MS", "RSS MB")
          .row(
              devices + " devices",
              "%,.0f".formatted(figures.first200Ms()),
              "%.1f".formatted(figures.rssMb()))
          .print(line.getOut());
      return 0;
    }
  }

  /** {@code hearth bench discovery}. */
  @Command(
      name = "discovery",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description =
          "How soon a hub that starts finds all devices on its link, and how many datagrams it"
              + " sends in any second. Makes two networks of its own, which needs root.")
  static final class Discovery implements Callable<Integer> {
    @Mixin JsonOption format = new JsonOption();
    @Spec CommandSpec spec = CommandSpec.create();

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
    public Integer call() throws InterruptedException {
      StopSignal.takeOver().interruptsThisThread();
      CommandLine line = spec.commandLine();
      DiscoveryBench.Figures figures =
          new DiscoveryBench(devices, Duration.ofSeconds(seconds))
              .run(sentence -> progress(line, sentence));
      if (format.json) {
        line.getOut()
            .println(
                json("discovery")
                    .put("devices", devices)
                    .put("found", figures.found())
                    .put("seconds", rounded(figures.seconds(), 1))
                    .put("packets_per_s_max", figures.packetsPerSecondMax())
                    .put("described", figures.described())
                    .put("packets", figures.packets()));
        return 0;
      }
      new Table("DISCOVERY", "FOUND", "SECONDS", "PACKETS/S MAX", "DESCRIBED", "PACKETS")
          .row(
              devices + " devices",
              "%,d".formatted(figures.found()),
              "%.1f".formatted(figures.seconds()),
              "%,d".formatted(figures.packetsPerSecondMax()),
              "%,d".formatted(figures.described()),
              "%,d".formatted(figures.packets()))
          .print(line.getOut());
      return 0;
    }
  }

  /** A process that a benchmark starts. */
  @Command(name = "worker", hidden = true)
  static final class Worker implements Callable<Integer> {
    @Parameters(index = "0")
    String name = "";

    @Parameters(index = "1..*", arity = "0..*")
    List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
      BenchWorkers.run(name, arguments);
      return 0;
    }
  }
}
