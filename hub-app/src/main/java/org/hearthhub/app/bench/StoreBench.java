package org.hearthhub.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hearthhub.app.compose.ThrowAwayFolders;
import tools.jackson.databind.JsonNode;

/**
 * What the store costs: the product's own, the same with a cipher that only copies, and one row for
 * each reading in plain SQLite; each in a process of its own, at the same commit size, WAL and
 * {@code synchronous=NORMAL}. Then how long it takes to answer.
 *
 * @param readings stored in each
 * @param rowReadings stored as rows, which takes long
 * @param commit readings in a commit
 * @param seed of the home that is made up
 */
public record StoreBench(long readings, long rowReadings, int commit, long seed) {
  private static final int DEVICES = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(60);

  /** One way to store. */
  public record Filled(double perCpuSecond, double diskPerReading, double writtenPerReading) {
    private static Filled of(JsonNode answer) {
      double readings = answer.get("readings").asDouble();
      return new Filled(
          readings / answer.get("cpu_s").asDouble(),
          answer.get("disk").asDouble() / readings,
          answer.get("written").asDouble() / readings);
    }
  }

  /**
   * What came of it.
   *
   * @param queryMillis by what was asked
   */
  public record Figures(
      Filled sealed, Filled unsealed, Filled rows, Map<String, Double> queryMillis) {}

  /**
   * How it was when the store had grown so far.
   *
   * @param perCpuSecond of the last part that was stored
   */
  public record Grown(long readings, double perCpuSecond, Map<String, Double> queryMillis) {}

  /**
   * @param progress told what happens, line by line
   */
  public Figures run(Consumer<String> progress) throws InterruptedException {
    progress.accept("The made-up home has seed " + seed);
    Filled rows = rows(progress);
    Filled unsealed;
    try (ThrowAwayFolders folders = ThrowAwayFolders.make("bench");
        Worker store = store(folders, "unsealed")) {
      progress.accept("%,d readings into the store, unsealed".formatted(readings));
      store.ask(PATIENCE, "warm");
      unsealed = Filled.of(store.ask(PATIENCE, "fill", "" + readings));
      store.end();
    }
    try (ThrowAwayFolders folders = ThrowAwayFolders.make("bench");
        Worker store = store(folders, "sealed")) {
      progress.accept("%,d readings into the store, sealed".formatted(readings));
      store.ask(PATIENCE, "warm");
      Filled sealed = Filled.of(store.ask(PATIENCE, "fill", "" + readings));
      progress.accept("A year of one more series, then questions");
      store.ask(PATIENCE, "year");
      Map<String, Double> millis = millis(store.ask(PATIENCE, "ask"));
      store.end();
      return new Figures(sealed, unsealed, rows, millis);
    }
  }

  private Filled rows(Consumer<String> progress) throws InterruptedException {
    try (ThrowAwayFolders folders = ThrowAwayFolders.make("bench");
        Worker rows =
            Worker.start("rows", folders.home().toString(), "" + DEVICES, "" + commit, "" + seed)) {
      progress.accept("%,d readings as rows".formatted(rowReadings));
      rows.ask(PATIENCE, "warm");
      Filled filled = Filled.of(rows.ask(PATIENCE, "fill", "" + rowReadings));
      rows.end();
      return filled;
    }
  }

  /** Lets the sealed store grow, and measures each time it has grown tenfold. */
  public List<Grown> grow(long to, Consumer<String> progress) throws InterruptedException {
    progress.accept("The made-up home has seed " + seed);
    List<Grown> grown = new ArrayList<>();
    try (ThrowAwayFolders folders = ThrowAwayFolders.make("bench");
        Worker store = store(folders, "sealed")) {
      store.ask(PATIENCE, "warm");
      store.ask(PATIENCE, "year");
      long stored = 0;
      for (long next = Math.min(to, 1_000_000); next <= to; next *= 10) {
        progress.accept("Up to %,d readings".formatted(next));
        long last = Math.min(next - stored, 1_000_000);
        if (next - stored > last) {
          store.ask(PATIENCE, "fill", "" + (next - stored - last));
        }
        Filled filled = Filled.of(store.ask(PATIENCE, "fill", "" + last));
        stored = next;
        grown.add(new Grown(stored, filled.perCpuSecond(), millis(store.ask(PATIENCE, "ask"))));
      }
      store.end();
    }
    return grown;
  }

  private Worker store(ThrowAwayFolders folders, String how) {
    return Worker.start(
        "store",
        folders.home().toString(),
        folders.keyFile().toString(),
        "" + DEVICES,
        "" + commit,
        "" + seed,
        how);
  }

  private static Map<String, Double> millis(JsonNode answer) {
    Map<String, Double> millis = new LinkedHashMap<>();
    answer.forEachEntry((name, value) -> millis.put(name, value.asDouble()));
    return millis;
  }
}
