package org.hearthhub.app.command;

import java.util.Map;
import java.util.concurrent.Callable;
import org.hearthhub.app.bench.StoreBench;
import org.hearthhub.app.compose.StopSignal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code hearth bench store}. */
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "What it costs to store readings: sealed, the same unsealed, and as rows of plain SQLite;"
            + " and how long questions about the past take.")
final class StoreBenchCommand implements Callable<Integer> {
  @Mixin JsonOption format = new JsonOption();
  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--readings",
      paramLabel = "N",
      defaultValue = "5000000",
      description = "How many readings, of 1,000 series. Usual: ${DEFAULT-VALUE}.")
  long readings;

  @Option(
      names = "--row-readings",
      paramLabel = "N",
      description = "How many of them as rows, which takes long. Usual: all.")
  long rowReadings;

  @Option(
      names = "--commit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many readings make a commit. Usual: ${DEFAULT-VALUE}.")
  int commit;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Of the home that is made up. Usual: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--long",
      description =
          "Let the sealed store grow from 1 million to 100 million readings (or --readings) and"
              + " measure on the way.")
  boolean growing;

  @Override
  public Integer call() throws InterruptedException {
    StopSignal.takeOver().interruptsThisThread();
    StoreBench bench =
        new StoreBench(readings, rowReadings > 0 ? rowReadings : readings, commit, seed);
    return growing ? grow(bench) : compare(bench);
  }

  private int compare(StoreBench bench) throws InterruptedException {
    CommandLine line = spec.commandLine();
    StoreBench.Figures figures = bench.run(sentence -> line.getErr().println(sentence));
    if (format.json) {
      ObjectNode json =
          BenchRun.json("store")
              .put("sealed_per_cpu_s", Math.round(figures.sealed().perCpuSecond()))
              .put("unsealed_per_cpu_s", Math.round(figures.unsealed().perCpuSecond()))
              .put("rows_per_cpu_s", Math.round(figures.rows().perCpuSecond()))
              .put("disk_bytes_per_reading", BenchRun.rounded(figures.sealed().diskPerReading(), 2))
              .put(
                  "written_bytes_per_reading",
                  BenchRun.rounded(figures.sealed().writtenPerReading(), 1));
      millis(json, figures.queryMillis());
      line.getOut().println(json.put("readings", readings).put("commit", commit).put("seed", seed));
      return 0;
    }
    Table table =
        new Table("STORE", "READINGS/CPU S", "BYTES ON DISK/READING", "BYTES WRITTEN/READING");
    row(table, "sealed", figures.sealed());
    row(table, "unsealed", figures.unsealed());
    row(table, "rows", figures.rows());
    table.print(line.getOut());
    Table questions = new Table("QUESTION", "MS");
    figures
        .queryMillis()
        .forEach((name, millis) -> questions.row(question(name), "%.2f".formatted(millis)));
    questions.print(line.getOut());
    return 0;
  }

  private static void row(Table table, String name, StoreBench.Filled filled) {
    table.row(
        name,
        "%,.0f".formatted(filled.perCpuSecond()),
        "%.2f".formatted(filled.diskPerReading()),
        "%,.1f".formatted(filled.writtenPerReading()));
  }

  private static String question(String name) {
    return name.replace("_cpu_ms", " (CPU)").replace("_ms", "").replace('_', ' ');
  }

  private int grow(StoreBench bench) throws InterruptedException {
    CommandLine line = spec.commandLine();
    long to =
        spec.commandLine().getParseResult().hasMatchedOption("--readings") ? readings : 100_000_000;
    var all = bench.grow(to, sentence -> line.getErr().println(sentence));
    if (format.json) {
      for (StoreBench.Grown grown : all) {
        ObjectNode json =
            BenchRun.json("store-growth")
                .put("readings", grown.readings())
                .put("sealed_per_cpu_s", Math.round(grown.perCpuSecond()));
        millis(json, grown.queryMillis());
        line.getOut().println(json);
      }
      return 0;
    }
    Table table =
        new Table(
            "READINGS", "MORE/CPU S", "YEAR COLD MS", "YEAR WARM MS", "MONTH MS", "DASHBOARD MS");
    for (StoreBench.Grown grown : all) {
      table.row(
          "%,d".formatted(grown.readings()),
          "%,.0f".formatted(grown.perCpuSecond()),
          millis(grown, "year_hourly_cold_ms"),
          millis(grown, "year_hourly_warm_ms"),
          millis(grown, "month_raw_warm_ms"),
          millis(grown, "dashboard_100x24h_ms"));
    }
    table.print(line.getOut());
    return 0;
  }

  private static String millis(StoreBench.Grown grown, String question) {
    return "%.2f".formatted(grown.queryMillis().getOrDefault(question, Double.NaN));
  }

  private static void millis(ObjectNode json, Map<String, Double> millis) {
    millis.forEach((name, value) -> json.put(name, BenchRun.rounded(value, 2)));
  }
}
