package org.hearthhub.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
      IngestBenchCommand.class,
      LatencyBenchCommand.class,
      StartBenchCommand.class,
      StoreBenchCommand.class,
      DiscoveryBenchCommand.class,
      DevicesBenchCommand.class,
      BenchWorkerCommand.class
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
}
