package org.hearthhub.history;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Making roll-ups and cutting readings are killed at random moments and end up the same. */
class RollUpKillIT {
  private static final AffordanceName NAME = AffordanceName.of("value");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int READINGS = 30_000;
  private static final int DEVICES = 4;
  private static final int KILLS = Boolean.getBoolean("hearth.long") ? 100 : 5;
  private static final Instant END = START.plusSeconds(60L * READINGS);

  @TempDir Path temp;

  private static DeviceId device(int number) {
    return new DeviceId(new UUID(7, number));
  }

  private static SeriesName series(int number) {
    return new SeriesName(device(number), NAME);
  }

  private static History open(Vault vault) {
    return new History(
        vault,
        InstantSource.fixed(END),
        () -> ZoneId.of("Europe/Berlin"),
        new RollUpTest.Permissive());
  }

  /** Another time zone each time, so that there is always much to be made. */
  public static void main(String[] args) throws IOException {
    Vault vault = Vault.open(Path.of(args[0]), new Unlock.KeyFile(Path.of(args[1])));
    ZoneId zone = ZoneId.of(args[2]);
    try (History history =
        new History(vault, InstantSource.fixed(END), () -> zone, new RollUpTest.Permissive())) {
      System.out.println("ready");
      history.awaitRollUps();
      int end = System.in.read();
      System.out.println("ended by " + end);
    }
  }

  @Test
  void what_is_told_is_the_same_after_every_kill() throws Exception {
    Path folder = temp.resolve("data");
    Path key = temp.resolve("key");
    List<List<Past.Step>> expected = new ArrayList<>();
    try (Vault vault = Vault.create(folder, new Unlock.KeyFile(key));
        History history = open(vault)) {
      for (int number = 0; number < DEVICES; number++) {
        commit(history, number);
      }
    }
    try (Vault vault = Vault.open(folder, new Unlock.KeyFile(key));
        History history = open(vault)) {
      history.awaitRollUps();
      for (int number = 0; number < DEVICES; number++) {
        expected.add(days(history, number));
      }
      Keeping month = new Keeping(new Term.Days(10), new Term.Forever());
      history.retention().keep(new Actor.Operator(), device(1), Optional.of(month));
      assertThat(history.retention().cap()).isEqualTo(OptionalLong.empty());
    }
    Random random = new Random();
    for (int kill = 0; kill < KILLS; kill++) {
      String zone = kill % 2 == 0 ? "Asia/Tokyo" : "Europe/Berlin";
      runAndKill(folder, key, zone, random.nextInt(400));
      try (Vault vault = Vault.open(folder, new Unlock.KeyFile(key));
          History history = open(vault)) {
        for (int number = 0; number < DEVICES; number++) {
          if (number != 1) {
            assertThat(days(history, number)).as("kill %d", kill).isEqualTo(expected.get(number));
          }
        }
        history.awaitRollUps();
        for (int number = 0; number < DEVICES; number++) {
          assertThat(days(history, number)).as("kill %d", kill).isEqualTo(expected.get(number));
        }
      }
    }
  }

  private static List<Past.Step> days(History history, int number) {
    return ((Past.Steps) history.query(series(number), START, END, 40)).steps();
  }

  private static void commit(History history, int number) {
    Random random = new Random(number);
    for (int i = 0; i < READINGS; i += 5_000) {
      List<Reading> readings = new ArrayList<>();
      for (int j = i; j < i + 5_000; j++) {
        readings.add(
            new Reading(NAME, Value.of(random.nextInt(1_000) / 10.0), START.plusSeconds(60L * j)));
      }
      history
          .appendNow(device(number), readings)
          .toCompletableFuture()
          .orTimeout(30, SECONDS)
          .join();
    }
  }

  private static void runAndKill(Path folder, Path key, String zone, int afterMillis)
      throws IOException, InterruptedException {
    Process hub =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                RollUpKillIT.class.getName(),
                folder.toString(),
                key.toString(),
                zone)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out = hub.inputReader()) {
      assertThat(out.readLine()).isEqualTo("ready");
      if (!hub.waitFor(afterMillis, TimeUnit.MILLISECONDS)) {
        hub.destroyForcibly();
      }
    } finally {
      hub.destroyForcibly().waitFor();
    }
  }
}
