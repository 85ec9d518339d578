package org.hearthhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hearthhub.DiskRecording.Unsynced;
import org.hearthhub.audit.Audit;
import org.hearthhub.event.EventBus;
import org.hearthhub.history.History;
import org.hearthhub.history.Past;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.Collection;
import org.hearthhub.vault.StoreNotice;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes at any moment, and of what was not synced the disk keeps nothing, all, or any
 * part: what was answered as stored is there, and the store opens.
 */
class PowerCutIT {
  private static final boolean LONG = Boolean.getBoolean("hearth.long");
  private static final int ROUNDS = LONG ? 1_000 : 120;
  private static final int CUTS = LONG ? 1_000 : 45;
  private static final String BOOT = "00000000-0000-0000-0000-000000000000";

  private final long seed = Long.getLong("hearth.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @TempDir Path temp;

  @BeforeEach
  void needs_strace() {
    assumeThat(
            List.of("/usr/bin/strace", "/bin/strace").stream()
                .anyMatch(program -> Files.isExecutable(Path.of(program))))
        .as("strace is installed")
        .isTrue();
    System.out.println("PowerCutIT: -Dhearth.seed=" + seed);
  }

  @Test
  void what_was_answered_as_stored_survives_a_power_cut_at_any_moment() throws Exception {
    Path folder = temp.resolve("data");
    Vault.create(folder, new Unlock.KeyFile(key())).close();
    DiskRecording disk = new DiskRecording(folder.toRealPath());
    Path log = record(folder);

    DiskRecording counted = new DiskRecording(folder.toRealPath());
    int[] all = new int[1];
    counted.play(log, each -> all[0]++);
    assertThat(all[0]).as("calls recorded").isGreaterThan(10 * ROUNDS);

    double chance = (double) CUTS / all[0];
    int[] cuts = new int[1];
    Promises promises = new Promises();
    disk.play(
        log,
        now -> {
          promises.take(now);
          if (random.nextDouble() < chance) {
            cut(now, way(cuts[0]++), promises, cuts[0]);
          }
        });
    cut(disk, Unsynced.LOST, promises, ++cuts[0]);
    assertThat(promises.entries).isEqualTo(ROUNDS);
    assertThat(cuts[0]).isGreaterThan(CUTS / 3);
    System.out.println("PowerCutIT: " + cuts[0] + " cuts in " + all[0] + " calls");
  }

  private Path record(Path folder) throws IOException, InterruptedException {
    Path log = temp.resolve("strace.log");
    List<String> command = new ArrayList<>(DiskRecording.recorder(log));
    command.addAll(
        OwnProcess.command(
            RecordedHub.class,
            folder.toRealPath().toString(),
            key().toString(),
            String.valueOf(ROUNDS)));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.to(temp.resolve("said.txt").toFile()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(8, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    return log;
  }

  /** One after the other. */
  private static Unsynced way(int cut) {
    return switch (cut % 3) {
      case 0 -> Unsynced.LOST;
      case 1 -> Unsynced.KEPT;
      default -> Unsynced.ANY;
    };
  }

  private Path key() {
    return temp.resolve("key");
  }

  private void cut(DiskRecording disk, Unsynced unsynced, Promises promises, int number)
      throws IOException {
    String name = "cut %d, unsynced %s, seed %d".formatted(number, unsynced, seed);
    Path copy = temp.resolve("cut-" + number);
    disk.cutInto(copy, unsynced, random);
    Path lock = copy.resolve("hearth.lock");
    String last = Files.exists(lock) ? Files.readString(lock) : "";
    boolean ran = last.contains(" ");
    if (ran) {
      // The machine was started anew.
      Files.writeString(lock, last.substring(0, last.indexOf(' ') + 1) + BOOT);
    }
    try (Vault vault = Vault.open(copy, new Unlock.KeyFile(key()));
        History history = new History(vault, InstantSource.system())) {
      assertThat(stored(history, RecordedHub.PUSHING, name))
          .as("pushes, %s", name)
          .isGreaterThanOrEqualTo(promises.pushed);
      assertThat(stored(history, RecordedHub.OBSERVED, name))
          .as("observations before a push that was answered, %s", name)
          .isGreaterThanOrEqualTo(promises.observedBeforeAPush);
      Audit audit = new Audit(vault, new EventBus(), InstantSource.system());
      assertThat(audit.verify().findings()).as(name).isEmpty();
      assertThat(audit.checkpoint().size()).as(name).isGreaterThanOrEqualTo(promises.entries);
      List<Long> records =
          vault.records().all(Collection.ROOM).stream()
              .map(each -> each.fields().number(1).orElseThrow())
              .toList();
      assertThat(records.size()).as(name).isGreaterThanOrEqualTo(promises.records);
      for (int i = 0; i < records.size(); i++) {
        assertThat(records.get(i)).as(name).isEqualTo(i + 1);
      }
      assertThat(vault.notices().stream().map(StoreNotice::code).toList())
          .as(name)
          .isEqualTo(ran ? List.of("power-cut") : List.of());
    }
    try (Stream<Path> files = Files.list(copy)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  /** How many there are; each once, in order, none left out. */
  private static int stored(History history, DeviceId device, String name) {
    int expected = 0;
    while (true) {
      Past past =
          history.query(
              device,
              RecordedHub.COUNT,
              RecordedHub.reading(expected).time(),
              RecordedHub.reading(expected + 5_000).time(),
              5_000);
      List<Past.Point> points = ((Past.Readings) past).points();
      for (Past.Point point : points) {
        assertThat(point.value()).as(name).isEqualTo(Value.of(expected));
        expected++;
      }
      if (points.isEmpty()) {
        return expected;
      }
    }
  }

  /** What had been promised by then. */
  private static final class Promises {
    private int pushed;
    private int observed;
    private int observedBeforeAPush;
    private int entries;
    private int records;

    void take(DiskRecording now) {
      for (String line : now.newlySaid()) {
        if (!line.matches("[opad] [0-9]+")) {
          continue; // of a program that SQLite's driver asks about the system
        }
        int number = Integer.parseInt(line.substring(2));
        switch (line.charAt(0)) {
          case 'o' -> observed = number;
          case 'p' -> {
            pushed = number;
            observedBeforeAPush = observed;
          }
          case 'a' -> entries = number;
          default -> records = number;
        }
      }
    }
  }
}
