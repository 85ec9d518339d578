package org.hearthhub.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hearthhub.backup.BackedUpHome.OWNER;
import static org.hearthhub.backup.BackedUpHome.START;
import static org.hearthhub.backup.BackedUpHome.device;
import static org.hearthhub.backup.BackedUpHome.passphrase;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.hearthhub.SteppedClock;
import org.hearthhub.history.History;
import org.hearthhub.history.Past;
import org.hearthhub.history.SeriesName;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A large past is backed up while a device pushes without a pause. How fast that goes is printed;
 * with {@code -Dhearth.long=true} there are 50 million readings.
 */
class BackupUnderLoadIT {
  private static final int READINGS = Boolean.getBoolean("hearth.long") ? 50_000_000 : 300_000;
  private static final int DEVICES = 50;
  private static final int AT_ONCE = 2_000;
  private static final int PUSHED_AT_ONCE = 50;
  private static final Instant END = START.plusSeconds(READINGS / DEVICES);

  @TempDir Path temp;

  /** Pushes until it is told to stop, and notes how long each took. */
  private static final class Pusher implements Runnable {
    private final BackedUpHome home;
    private final AtomicBoolean stop = new AtomicBoolean();
    private final CountDownLatch underWay = new CountDownLatch(20);
    private final List<Long> nanos = new ArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();

    Pusher(BackedUpHome home) {
      this.home = home;
    }

    @Override
    public void run() {
      while (!stop.get()) {
        long begun = System.nanoTime();
        home.push(device(DEVICES), answered.get(), answered.get() + PUSHED_AT_ONCE);
        nanos.add(System.nanoTime() - begun);
        answered.addAndGet(PUSHED_AT_ONCE);
        underWay.countDown();
      }
    }
  }

  private static void fill(BackedUpHome home) {
    CompletionStage<Void> last = CompletableFuture.completedStage(null);
    for (int from = 0; from < READINGS / DEVICES; from += AT_ONCE) {
      for (int device = 0; device < DEVICES; device++) {
        List<Reading> readings = new ArrayList<>(AT_ONCE);
        for (int i = from; i < Math.min(from + AT_ONCE, READINGS / DEVICES); i++) {
          Value value = Value.of(Math.floorMod(i * 7919L + device, 1000) / 10.0);
          readings.add(new Reading(BackedUpHome.COUNT, value, START.plusSeconds(i)));
        }
        last = home.history.append(device(device), readings);
      }
    }
    last.toCompletableFuture().join(); // and so all before it
  }

  private static long count(History history, int device) {
    SeriesName series = new SeriesName(device(device), BackedUpHome.COUNT);
    return switch (history.query(series, START, END, 500)) {
      case Past.Readings few -> few.points().size();
      case Past.Steps steps -> steps.steps().stream().mapToLong(Past.Step::count).sum();
    };
  }

  @Test
  void a_large_past_is_backed_up_whole_and_proven_while_a_device_pushes() throws Exception {
    int before;
    Backup backup;
    try (BackedUpHome home = BackedUpHome.made(temp).planned()) {
      fill(home);
      Pusher pusher = new Pusher(home);
      Thread pushing = Thread.ofPlatform().name("pusher").start(pusher);
      pusher.underWay.await();
      before = pusher.answered.get();
      long begun = System.nanoTime();
      backup = home.backups.now(OWNER);
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      pusher.stop.set(true);
      pushing.join();
      report(took, Files.size(home.file(backup)), pusher);

      assertThat(backup.check()).isInstanceOf(Check.Proven.class);
      assertThat(BackedUpHome.counted(home.history, device(DEVICES)))
          .isEqualTo(pusher.answered.get());
    }
    Path target = temp.resolve("another machine");
    Path container = temp.resolve("shelf").resolve(backup.name());
    assertThat(Restore.run(container, passphrase(), target, false, new SteppedClock()).done())
        .isTrue();
    try (Vault vault = Vault.open(target, passphrase());
        History history = new History(vault, new SteppedClock())) {
      for (int device = 0; device < DEVICES; device++) {
        assertThat(count(history, device)).as("device %d", device).isEqualTo(READINGS / DEVICES);
      }
      assertThat(BackedUpHome.counted(history, device(DEVICES))).isGreaterThanOrEqualTo(before);
    }
  }

  private static void report(Duration took, long octets, Pusher pusher) {
    List<Long> sorted = pusher.nanos.stream().sorted().toList();
    System.out.printf(
        "%,d readings, %,d octets backed up and proven in %d ms (%.0f MB/s); pushes meanwhile: p50"
            + " %.1f ms, p99 %.1f ms%n",
        READINGS,
        octets,
        took.toMillis(),
        octets / 1e3 / Math.max(1, took.toMillis()),
        sorted.get(sorted.size() / 2) / 1e6,
        sorted.get(sorted.size() * 99 / 100) / 1e6);
  }
}
