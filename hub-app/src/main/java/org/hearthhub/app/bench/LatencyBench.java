package org.hearthhub.app.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.hearthhub.app.compose.ThrowAwayFolders;
import org.hearthhub.problem.Unavailable;

/**
 * How soon a reading is on a page: from the device's notification to the line of the event stream
 * that a browser reads. Devices and page use the one monotonic clock of this machine.
 *
 * @param devices how many senders
 * @param perSecond readings per second, of all senders together
 * @param time how long it is measured
 */
public record LatencyBench(int devices, int perSecond, Duration time) {
  private static final Duration WARM_UP = Duration.ofSeconds(5);

  /**
   * What came of it.
   *
   * @param p50Ms half of the readings arrived within
   * @param p99Ms 99 of 100 readings arrived within
   * @param mostMs all readings arrived within
   * @param perSecond readings that arrived per second
   */
  public record Figures(double p50Ms, double p99Ms, double mostMs, double perSecond) {}

  /**
   * @param progress told what happens, line by line
   */
  public Figures run(Consumer<String> progress) throws InterruptedException {
    try (ThrowAwayFolders folders = ThrowAwayFolders.make("bench");
        Worker senders = Worker.start("senders", "" + devices);
        Worker hub = Worker.start("hub", folders.home().toString(), folders.keyFile().toString());
        Page page = new Page(hub.ask("http").asInt())) {
      new Crowd(senders, devices).joins(hub);
      String cookie = page.setUp(hub.ask("code").asString());
      try (ArrivalLog log = new ArrivalLog(page.events(cookie))) {
        progress.accept("%d devices tell %,d readings/s".formatted(devices, perSecond));
        senders.ask("steady", senders.ask("observers").get(0).asString(), "" + perSecond);
        Thread.sleep(WARM_UP);
        log.begin();
        Thread.sleep(time);
        List<Double> delays = log.delays();
        senders.ask("silence");
        hub.end();
        return figures(delays);
      }
    }
  }

  private Figures figures(List<Double> delays) {
    if (delays.isEmpty()) {
      throw new Unavailable(
          Unavailable.Who.HUB, "bench-no-readings", "No reading arrived on the event stream.");
    }
    return new Figures(
        percentile(delays, 0.50),
        percentile(delays, 0.99),
        delays.getLast(),
        delays.size() / (time.toMillis() / 1000.0));
  }

  private static double percentile(List<Double> ascending, double share) {
    int rank = (int) Math.ceil(share * ascending.size());
    return ascending.get(Math.max(0, rank - 1));
  }
}
