package org.hearthhub.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The process that stores one row for each reading in plain SQLite, with an index. */
final class RowsWorker {
  private static final long WARM_UP = 100_000;

  private final Path folder;
  private final int commit;
  private final SensorHome home;

  private RowsWorker(Path folder, int devices, int commit, long seed) {
    this.folder = folder;
    this.commit = commit;
    this.home = new SensorHome(devices, seed);
  }

  /** Arguments: data folder, devices, readings in a commit, seed. */
  static void run(List<String> arguments) throws IOException {
    RowsWorker worker = of(arguments, "");
    new Orders(
            Map.of(
                "warm", words -> of(arguments, "-warm").fill(WARM_UP),
                "fill", words -> worker.fill(Long.parseLong(words.getFirst()))))
        .serve(System.in, System.out);
  }

  private static RowsWorker of(List<String> arguments, String suffix) {
    return new RowsWorker(
        Path.of(arguments.get(0) + suffix),
        Integer.parseInt(arguments.get(1)),
        Integer.parseInt(arguments.get(2)),
        Long.parseLong(arguments.get(3)));
  }

  private JsonNode fill(long readings) throws IOException, SQLException {
    Files.createDirectories(folder);
    Usage before = Usage.now();
    long begun = System.nanoTime();
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("rows.db"));
        Statement statement = db.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=NORMAL");
      statement.execute(
          "CREATE TABLE reading (series INTEGER NOT NULL, time INTEGER NOT NULL, value REAL)");
      statement.execute("CREATE INDEX reading_by_series ON reading (series, time)");
      db.setAutoCommit(false);
      store(db, readings);
    }
    Usage used = Usage.now().since(before);
    return JsonNodeFactory.instance
        .objectNode()
        .put("readings", readings)
        .put("cpu_s", used.cpuSeconds())
        .put("wall_s", (System.nanoTime() - begun) / 1e9)
        .put("written", used.written())
        .put("disk", Usage.onDisk(folder));
  }

  private void store(Connection db, long readings) throws SQLException {
    long[] times = new long[SensorHome.PROPERTIES];
    double[] values = new double[SensorHome.PROPERTIES];
    try (PreparedStatement insert =
        db.prepareStatement("INSERT INTO reading (series, time, value) VALUES (?, ?, ?)")) {
      int inCommit = 0;
      for (long stored = 0; stored < readings; stored += SensorHome.PROPERTIES) {
        home.next(times, values);
        for (int i = 0; i < SensorHome.PROPERTIES; i++) {
          insert.setLong(1, home.lastDevice() * (long) SensorHome.PROPERTIES + i);
          insert.setLong(2, times[i]);
          insert.setDouble(3, values[i]);
          insert.executeUpdate();
        }
        inCommit += SensorHome.PROPERTIES;
        if (inCommit >= commit) {
          db.commit();
          inCommit = 0;
        }
      }
      db.commit();
    }
  }
}
