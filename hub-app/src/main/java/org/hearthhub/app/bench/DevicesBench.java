package org.hearthhub.app.bench;

import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.hearthhub.adapter.simulator.PlainSensor;
import org.hearthhub.app.compose.ChildProcess;
import org.hearthhub.app.compose.ThrowAwayFolders;
import org.hearthhub.thing.DeviceId;
import tools.jackson.databind.JsonNode;

/**
 * A home of very many devices: {@code hearth simulate} in its own process, each device with ten
 * properties that are observed one by one and told once a minute, and commands at a steady pace,
 * each confirmed by the device. Afterwards every reading that was due is looked for in the store.
 *
 * @param devices how many
 * @param warmUp from when all are observed until it is measured
 * @param time how long it is measured
 * @param commandsPerSecond of all devices together
 * @param seed of what the devices measure
 */
public record DevicesBench(
    int devices, Duration warmUp, Duration time, int commandsPerSecond, long seed) {
  /** Devices that arrive in a second. */
  private static final int ARRIVING = 50;

  /** A line for so many that are there. */
  private static final int PROGRESS = 500;

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  /** What is due at the edge of the time may be on either side of it. */
  private static final Duration EDGE = Duration.ofSeconds(3);

  private static final List<String> SMALL =
      List.of("-XX:+UseSerialGC", "-Xmx512m", "-Xss512k", "-XX:-UsePerfData");

  /**
   * What came of it.
   *
   * @param readingsPerSecond committed by the hub within the time
   * @param due readings that the devices took within the time
   * @param lost those of them that are not in the store
   * @param commands how many were confirmed
   * @param unconfirmed how many were not
   * @param p50Ms half of the confirmed commands took at most so long
   * @param p99Ms 99 of 100 did
   * @param rssBeginMb resident memory of the hub after warming up, in MiB
   * @param rssMb the same at the end
   * @param cpuShare of one processor, used by the hub within the time
   * @param cpuMsPerReading processor time of the hub for each reading committed, commands included
   * @param observedAfter seconds from the last device's acceptance until all were observed
   */
  public record Figures(
      double readingsPerSecond,
      long due,
      long lost,
      long commands,
      long unconfirmed,
      double p50Ms,
      double p99Ms,
      double rssBeginMb,
      double rssMb,
      double cpuShare,
      double cpuMsPerReading,
      double observedAfter) {}

  /**
   * @param progress told what happens, line by line
   */
  public Figures run(Consumer<String> progress) throws InterruptedException {
    try (ThrowAwayFolders folders = ThrowAwayFolders.make("bench")) {
      Run run;
      try (Worker hub =
          Worker.start("crowded-hub", folders.home().toString(), folders.keyFile().toString())) {
        try (ChildProcess _ = simulate(hub.ask("coap").asInt())) {
          run = measure(hub, progress);
        }
        hub.end();
      }
      progress.accept("Looking for each reading in the store");
      return run.figures(lookFor(folders, run));
    }
  }

  private ChildProcess simulate(int coapPort) {
    return ChildProcess.start(
        SMALL,
        List.of(
            "simulate",
            "--devices=" + devices,
            "--plain",
            "--seed=" + seed,
            "--no-multicast",
            "--hub=127.0.0.1:" + coapPort,
            "--arriving-over=" + (devices / ARRIVING),
            "--lifeline"),
        Redirect.DISCARD);
  }

  /** What was measured, and what remains to be looked for. */
  private record Run(
      Map<String, DeviceId> ids,
      Instant from,
      Instant to,
      JsonNode before,
      JsonNode after,
      JsonNode commands,
      double observedAfter) {
    Figures figures(Looked looked) {
      double seconds = Duration.between(from, to).toNanos() / 1e9;
      double cpu = after.path("cpu_s").asDouble() - before.path("cpu_s").asDouble();
      long committed = after.path("committed").asLong() - before.path("committed").asLong();
      return new Figures(
          committed / seconds,
          looked.due(),
          looked.lost(),
          commands.path("confirmed").asLong(),
          commands.path("refused").asLong() + commands.path("unreachable").asLong(),
          commands.path("p50Ms").asDouble(),
          commands.path("p99Ms").asDouble(),
          before.path("rss_mb").asDouble(),
          after.path("rss_mb").asDouble(),
          cpu / seconds,
          1000 * cpu / committed,
          observedAfter);
    }
  }

  private record Looked(long due, long lost) {}

  private Run measure(Worker hub, Consumer<String> progress) throws InterruptedException {
    progress.accept("%,d devices with seed %d register and are accepted".formatted(devices, seed));
    AtomicInteger come = new AtomicInteger();
    Waiting.until(
        PATIENCE,
        devices + " devices",
        BETWEEN_LOOKS,
        () -> {
          int now = hub.ask("accept").asInt();
          if (now / PROGRESS > come.getAndSet(now) / PROGRESS) {
            progress.accept("%,d are there".formatted(now));
          }
          return now >= devices;
        });
    Map<String, DeviceId> ids = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : hub.ask("ids").properties()) {
      ids.put(each.getKey(), DeviceId.parse(each.getValue().asString()));
    }
    long accepted = System.nanoTime();
    Waiting.until(
        PATIENCE,
        "all properties to be observed",
        BETWEEN_LOOKS,
        () -> hub.ask("live").asLong() >= devices);
    double observedAfter = (System.nanoTime() - accepted) / 1e9;
    progress.accept("All are observed; warming up for %d s".formatted(warmUp.toSeconds()));
    if (commandsPerSecond > 0) {
      hub.ask("begin-commands", "" + commandsPerSecond);
    }
    Thread.sleep(warmUp);
    hub.ask("forget-commands");
    progress.accept("Measuring for %d s".formatted(time.toSeconds()));
    JsonNode before = hub.ask("state");
    Instant from = Instant.now();
    watch(hub, progress);
    JsonNode after = hub.ask("state");
    Instant to = Instant.now();
    JsonNode commands = hub.ask("end-commands");
    return new Run(ids, from, to, before, after, commands, observedAfter);
  }

  /** A line each minute, so that memory can be seen to stay flat. */
  private void watch(Worker hub, Consumer<String> progress) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      Thread.sleep(Duration.ofNanos(Math.min(left, Duration.ofMinutes(1).toNanos())));
      JsonNode now = hub.ask("state");
      progress.accept(
          "%,d readings committed, %d dropped, %.0f MB"
              .formatted(
                  now.path("committed").asLong(),
                  now.path("dropped").asLong(),
                  now.path("rss_mb").asDouble()));
    }
  }

  private Looked lookFor(ThrowAwayFolders folders, Run run) {
    Instant from = run.from().plus(EDGE);
    Instant to = run.to().minus(EDGE);
    long due = 0;
    long lost = 0;
    try (StoredReadings stored = new StoredReadings(folders.home(), folders.keyFile())) {
      for (int number = 1; number <= devices; number++) {
        PlainSensor sensor = new PlainSensor(seed, number);
        DeviceId id = run.ids().get(PlainSensor.title(number));
        for (int property = 0; property < PlainSensor.measured().size(); property++) {
          long first = sensor.numberAt(property, from) + 1;
          long last = sensor.numberAt(property, to);
          due += last - first + 1;
          lost += id == null ? last - first + 1 : stored.missing(id, sensor, property, first, last);
        }
      }
    }
    return new Looked(due, lost);
  }
}
