package org.hearthhub.app.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.hearthhub.history.History;
import org.hearthhub.history.Pace;
import org.hearthhub.history.Past;
import org.hearthhub.history.SeriesName;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The process that fills the product's own store, sealed or not, and asks it. */
final class StoreWorker {
  private static final AffordanceName LEVEL = AffordanceName.of("level");
  private static final DeviceId YEARLY = SensorHome.device(1_000_000);
  private static final int DAYS = 365;
  private static final int MINUTES = DAYS * 24 * 60;
  private static final int REPEATS = 15;

  /** Enough for all of the code that stores to be compiled. */
  static final long WARM_UP = 1_000_000;

  private final Path folder;
  private final Path key;
  private final int devices;
  private final int commit;
  private final SensorHome home;
  private Vault vault;
  private History history;

  private StoreWorker(Path folder, Path key, int devices, int commit, long seed) {
    this.folder = folder;
    this.key = key;
    this.devices = devices;
    this.commit = commit;
    this.home = new SensorHome(devices, seed);
    vault = Vault.create(folder, new Unlock.KeyFile(key));
    history = open();
  }

  /** Arguments: data folder, key file, devices, readings in a commit, seed, sealed or not. */
  static void run(List<String> arguments) throws IOException {
    if (arguments.get(5).equals("unsealed")) {
      UnsealedCipher.putBeforeAllOthers();
    }
    StoreWorker worker = of(arguments, "");
    new Orders(
            Map.of(
                "warm", words -> warmUp(arguments),
                "fill", words -> worker.fill(Long.parseLong(words.getFirst())),
                "year", words -> worker.year(),
                "ask", words -> worker.ask()))
        .serve(System.in, System.out);
    worker.close();
  }

  private static StoreWorker of(List<String> arguments, String suffix) {
    return new StoreWorker(
        Path.of(arguments.get(0) + suffix),
        Path.of(arguments.get(1) + suffix),
        Integer.parseInt(arguments.get(2)),
        Integer.parseInt(arguments.get(3)),
        Long.parseLong(arguments.get(4)));
  }

  /** A store beside the one that is measured, which has seen nothing of it. */
  private static JsonNode warmUp(List<String> arguments) {
    StoreWorker beside = of(arguments, "-warm");
    JsonNode filled = beside.fill(WARM_UP);
    beside.close();
    return filled;
  }

  private History open() {
    return new History(vault, InstantSource.system(), new Pace(commit, commit));
  }

  private void close() {
    history.close();
    vault.close();
  }

  /** Stores so many readings more, packed and rolled up. */
  private JsonNode fill(long readings) {
    Usage before = Usage.now();
    long diskBefore = Usage.onDisk(folder);
    long begun = System.nanoTime();
    long[] times = new long[SensorHome.PROPERTIES];
    double[] values = new double[SensorHome.PROPERTIES];
    CompletionStage<Void> last = null;
    for (long stored = 0; stored < readings; stored += SensorHome.PROPERTIES) {
      home.next(times, values);
      last = history.append(SensorHome.device(home.lastDevice()), home.readings(times, values));
    }
    // What the writer does on leaving is part of it; the next does not begin with what was left.
    reopen();
    Usage used = Usage.now().since(before);
    if (last != null) {
      last.toCompletableFuture().join();
    }
    // Closed, so that nothing waits to be folded into the files.
    close();
    long disk = Usage.onDisk(folder);
    vault = Vault.open(folder, new Unlock.KeyFile(key));
    history = open();
    return JsonNodeFactory.instance
        .objectNode()
        .put("readings", readings)
        .put("cpu_s", used.cpuSeconds())
        .put("wall_s", (System.nanoTime() - begun) / 1e9)
        .put("written", used.written())
        .put("disk", disk - diskBefore);
  }

  private void reopen() {
    close();
    vault = Vault.open(folder, new Unlock.KeyFile(key));
    history = open();
    history.awaitRollUps();
  }

  /** A year of one more series, once a minute. */
  private JsonNode year() {
    List<Reading> readings = new ArrayList<>();
    java.util.Random random = new java.util.Random(1);
    long walk = 2_000;
    Instant start = yearStart();
    for (int minute = 0; minute < MINUTES; minute++) {
      walk += random.nextInt(9) - 4;
      Instant time = start.plusMillis(minute * 60_000L + random.nextInt(100));
      readings.add(new Reading(LEVEL, Value.of(walk / 100.0), time));
      if (readings.size() == 1_000) {
        history.append(YEARLY, readings);
        readings = new ArrayList<>();
      }
    }
    history.append(YEARLY, readings);
    reopen();
    return JsonNodeFactory.instance.objectNode().put("readings", MINUTES);
  }

  private static Instant yearStart() {
    return SensorHome.START.minus(Duration.ofDays(DAYS));
  }

  private JsonNode ask() {
    Instant end = SensorHome.START;
    SeriesName yearly = new SeriesName(YEARLY, LEVEL);
    Runnable year = () -> steps(yearly, yearStart(), end, 10_000, 24 * DAYS - 1);
    Runnable month = () -> ask(yearly, end.minus(Duration.ofDays(30)), end, 5_000);
    Runnable threeDays =
        () -> ask(yearly, end.minus(Duration.ofDays(3)), end.minusMillis(1), 5_000);
    List<SeriesName> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(new SeriesName(SensorHome.device(i % devices), home.name(i / devices % 10)));
    }
    Instant now = home.now();
    Runnable dashboard = () -> history.query(all, now.minus(Duration.ofHours(24)), now, 300);
    // The code is warm in every case; cold is a store that was opened this moment.
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    warm(answer, "year_hourly_warm", year);
    List<Took> cold = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      reopen();
      cold.add(Took.by(year));
    }
    Took.middle(cold).put(answer, "year_hourly_cold");
    warm(answer, "month_raw_warm", month);
    warm(answer, "three_days_readings_warm", threeDays);
    warm(answer, "dashboard_100x24h", dashboard);
    return answer;
  }

  private void ask(SeriesName series, Instant from, Instant to, int most) {
    if (history.query(series, from, to, most) instanceof Past.Readings few
        && few.points().isEmpty()) {
      throw new IllegalStateException("nothing is there to be asked for");
    }
  }

  private void steps(SeriesName series, Instant from, Instant to, int most, int least) {
    if (!(history.query(series, from, to, most) instanceof Past.Steps steps)
        || steps.steps().size() < least) {
      throw new IllegalStateException("the year is not there by the hour");
    }
  }

  private static void warm(ObjectNode answer, String name, Runnable query) {
    for (int i = 0; i < 20; i++) {
      query.run();
    }
    List<Took> all = new ArrayList<>();
    for (int i = 0; i < REPEATS; i++) {
      all.add(Took.by(query));
    }
    Took.middle(all).put(answer, name);
  }

  /**
   * How long one question took.
   *
   * @param millis by the clock
   * @param cpuMillis of the thread that asked, which does all the work
   */
  private record Took(double millis, double cpuMillis) {
    static Took by(Runnable query) {
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long cpu = threads.getCurrentThreadCpuTime();
      long begun = System.nanoTime();
      query.run();
      return new Took(
          (System.nanoTime() - begun) / 1e6, (threads.getCurrentThreadCpuTime() - cpu) / 1e6);
    }

    static Took middle(List<Took> all) {
      return new Took(
          middleOf(all.stream().map(Took::millis).sorted().toList()),
          middleOf(all.stream().map(Took::cpuMillis).sorted().toList()));
    }

    private static double middleOf(List<Double> sorted) {
      return sorted.get(sorted.size() / 2);
    }

    void put(ObjectNode answer, String name) {
      answer.put(name + "_ms", millis).put(name + "_cpu_ms", cpuMillis);
    }
  }
}
