package org.hearthhub.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hearthhub.backup.BackedUpHome.OWNER;
import static org.hearthhub.backup.BackedUpHome.device;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.hearthhub.SteppedClock;
import org.hearthhub.vault.RecoveryCode;
import org.hearthhub.vault.Unlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub that is killed while it makes backups keeps what it answered, and whatever has a backup's
 * name is whole.
 */
class BackupKillIT {
  private static final int KILLS = Boolean.getBoolean("hearth.long") ? 100 : 6;

  @TempDir Path temp;
  private final Random random = new Random();
  private int promised;

  @Test
  void what_was_answered_stays_and_every_named_backup_restores() throws Exception {
    char[] code;
    try (BackedUpHome home = BackedUpHome.made(temp);
        RecoveryCode drawn = home.vault.slots().addRecoveryCode("paper")) {
      code = drawn.text();
      home.planned();
    }
    for (int kill = 1; kill <= KILLS; kill++) {
      runAndKill(random.nextInt(900));
      try (BackedUpHome home = reopened()) {
        assertThat(BackedUpHome.counted(home.history, device(1)))
            .as("readings after kill %d", kill)
            .isGreaterThanOrEqualTo(promised);
      }
      for (Path backup : named()) {
        Restoring tried =
            Restore.run(
                backup,
                new Unlock.RecoveryCode(code.clone()),
                temp.resolve("target"),
                true,
                new SteppedClock());
        assertThat(tried.sentence()).as("after kill %d", kill).contains("is whole");
      }
    }

    try (BackedUpHome home = reopened()) {
      assertThat(home.backups.now(OWNER).check()).isInstanceOf(Check.Proven.class);
      assertThat(home.shelfNames()).noneMatch(name -> name.endsWith(".part"));
      try (var all = Files.list(home.folder)) {
        assertThat(all).noneMatch(file -> file.toString().contains("checking"));
      }
    }
  }

  private BackedUpHome reopened() {
    SteppedClock later = new SteppedClock();
    later.goOn(Duration.ofDays(1_000));
    return BackedUpHome.opened(temp, BackedUpHome.keyFile(temp), later);
  }

  private List<Path> named() throws IOException {
    try (var all = Files.list(temp.resolve("shelf"))) {
      return all.filter(file -> String.valueOf(file.getFileName()).matches("hearth-.*Z\\.hearth"))
          .toList();
    }
  }

  private void runAndKill(int afterMillis) throws IOException, InterruptedException {
    Process hub =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KilledBackups.class.getName(),
                temp.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines = new ArrayList<>();
    boolean begun = false;
    try (BufferedReader out = hub.inputReader(StandardCharsets.US_ASCII)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
        if (!begun && line.startsWith("r ")) {
          begun = true;
          Thread.ofVirtual().start(() -> killAfter(hub, afterMillis));
        }
      }
    } finally {
      hub.destroyForcibly().waitFor();
    }
    assertThat(hub.exitValue()).as("ended by SIGKILL").isEqualTo(128 + 9);
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      if (words.length == 3 && words[2].equals(".")) { // whole, not cut off by the kill
        promised = Math.max(promised, Integer.parseInt(words[1]));
      }
    }
  }

  private static void killAfter(Process hub, int millis) {
    try {
      if (!hub.waitFor(millis, TimeUnit.MILLISECONDS)) {
        hub.toHandle().destroyForcibly();
      }
    } catch (InterruptedException ended) {
      hub.toHandle().destroyForcibly();
    }
  }
}
