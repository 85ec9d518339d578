package org.hearthhub.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.hearthhub.OwnProcess;
import org.hearthhub.audit.Audit;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.event.EventBus;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A hub that is killed at random moments has kept every promise it gave, whatever it was doing. */
class KillIT {
  private static final boolean LONG = Boolean.getBoolean("hearth.long");
  private static final int SLICE = 5_000;

  @TempDir Path temp;
  private final int[] promised = new int[KilledHub.DEVICES];
  private long promisedEntries;

  @ParameterizedTest
  @EnumSource
  void every_answered_reading_and_entry_survives_kill_once_and_in_order(KilledHub.Mode mode)
      throws Exception {
    Path folder = temp.resolve("data");
    Path key = temp.resolve("key");
    Vault.create(folder, new Unlock.KeyFile(key)).close();
    Random random = new Random();
    int kills = LONG ? 100 : mode == KilledHub.Mode.INGEST ? 8 : 5;
    for (int kill = 1; kill <= kills; kill++) {
      int before = IntStream.of(promised).sum();
      runAndKill(mode, folder, key, random.nextInt(700));
      assertThat(IntStream.of(promised).sum())
          .as("promises before kill %d", kill)
          .isGreaterThan(before);
      try (Vault vault = Vault.open(folder, new Unlock.KeyFile(key));
          History history = new History(vault, InstantSource.system())) {
        long all = 0;
        for (int device = 0; device < KilledHub.DEVICES; device++) {
          all += requireWhole(history, device, kill);
        }
        assertThat(history.committed()).as("count after kill %d", kill).isEqualTo(all);
        requireEntries(new Audit(vault, new EventBus(), InstantSource.system()), kill);
        assertThat(vault.notices()).as("after kill %d", kill).isEmpty();
      }
    }
  }

  private void runAndKill(KilledHub.Mode mode, Path folder, Path key, int afterMillis)
      throws IOException, InterruptedException {
    Process hub =
        OwnProcess.of(KilledHub.class, folder.toString(), key.toString(), mode.name()).start();
    List<String> lines = new ArrayList<>();
    boolean promisedAny = false;
    try (BufferedReader out = hub.inputReader(StandardCharsets.US_ASCII)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("r ") && !promisedAny) {
          promisedAny = true;
          // From the first promise on, so that there is one to keep, at a moment nobody chose.
          Thread.ofVirtual().start(() -> killAfter(hub, afterMillis));
        }
        lines.add(line);
      }
    } finally {
      hub.destroyForcibly().waitFor();
    }
    assertThat(hub.exitValue()).as("ended by SIGKILL").isEqualTo(128 + 9);
    lines.forEach(this::note);
  }

  private static void killAfter(Process hub, int millis) {
    try {
      if (!hub.waitFor(millis, TimeUnit.MILLISECONDS)) {
        hub.toHandle().destroyForcibly(); // unlike that of Process, it leaves what was printed
      }
    } catch (InterruptedException ended) {
      hub.toHandle().destroyForcibly();
    }
  }

  /** The last line may be cut off by the kill: then it was no promise. */
  private void note(String line) {
    String[] words = line.split(" ", -1);
    if (words.length == 4 && words[0].equals("r")) {
      int device = Integer.parseInt(words[1]);
      int to = Integer.parseInt(words[3]);
      if (to == Integer.parseInt(words[2]) + 20) {
        promised[device] = Math.max(promised[device], to);
      }
    } else if (words.length == 2 && words[0].equals("a")) {
      promisedEntries = Math.max(promisedEntries, Long.parseLong(words[1]));
    }
  }

  private int requireWhole(History history, int device, int kill) {
    int expected = 0;
    while (true) {
      Instant from = KilledHub.time(expected);
      Instant to = KilledHub.time(expected + SLICE);
      Past past = history.query(KilledHub.device(device), KilledHub.COUNT, from, to, SLICE);
      List<Past.Point> points = ((Past.Readings) past).points();
      for (Past.Point point : points) {
        assertThat(KilledHub.number(point.value())).as("after kill %d", kill).isEqualTo(expected);
        expected++;
      }
      if (points.isEmpty()) {
        assertThat(expected)
            .as("device %d after kill %d", device, kill)
            .isGreaterThanOrEqualTo(promised[device]);
        return expected;
      }
    }
  }

  private void requireEntries(Audit audit, int kill) {
    List<AuditEntry> entries = audit.latest(Integer.MAX_VALUE, Long.MAX_VALUE);
    assertThat(entries.size()).isGreaterThanOrEqualTo((int) promisedEntries);
    assertThat(entries.reversed())
        .extracting(AuditEntry::sequence)
        .as("after kill %d", kill)
        .isEqualTo(LongStream.rangeClosed(1, entries.size()).boxed().toList());
    assertThat(audit.verify().findings()).as("after kill %d", kill).isEmpty();
  }
}
