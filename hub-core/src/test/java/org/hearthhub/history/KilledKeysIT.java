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
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.RecoveryCode;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub that is killed while it rotates its keys and erases a device has lost no reading of another
 * device, brings back none that it said was erased, and opens with every key it had.
 */
class KilledKeysIT {
  private static final int KILLS = Boolean.getBoolean("hearth.long") ? 100 : 8;
  private static final int SLICE = 5_000;

  @TempDir Path temp;
  private int kept;
  private int stored;
  private int erased;
  private int rotations;

  @Test
  void killed_in_the_middle_of_rotating_and_erasing_it_keeps_what_it_promised() throws Exception {
    Path folder = temp.resolve("data");
    Path key = temp.resolve("key");
    String code;
    try (Vault vault = Vault.create(folder, new Unlock.KeyFile(key));
        RecoveryCode drawn = vault.slots().addRecoveryCode("")) {
      code = new String(drawn.text());
    }
    Random random = new Random();
    for (int kill = 1; kill <= KILLS; kill++) {
      runAndKill(folder, key, random.nextInt(900));
      Unlock unlock =
          kill % 2 == 0 ? new Unlock.KeyFile(key) : new Unlock.RecoveryCode(code.toCharArray());
      try (Vault vault = Vault.open(folder, unlock);
          History history = new History(vault, InstantSource.system())) {
        List<Integer> ofKept = numbers(history, KilledKeyKeeper.KEPT);
        assertThat(ofKept).as("kept, after kill %d", kill).isEqualTo(upTo(ofKept.size(), 0));
        assertThat(ofKept.size()).isGreaterThanOrEqualTo(kept);
        kept = ofKept.size();
        List<Integer> left = numbers(history, KilledKeyKeeper.ERASED);
        int from = left.isEmpty() ? stored : left.getFirst();
        assertThat(left).as("erased, after kill %d", kill).isEqualTo(upTo(left.size(), from));
        assertThat(from).as("nothing erased is back").isGreaterThanOrEqualTo(erased);
        stored = Math.max(stored, from + left.size());
      }
    }
    assertThat(rotations).isPositive();
    assertThat(erased).isPositive();
  }

  private static List<Integer> upTo(int count, int from) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(from + i);
    }
    return numbers;
  }

  private List<Integer> numbers(History history, int number) {
    DeviceId device = KilledHub.device(number);
    List<Integer> numbers = new ArrayList<>();
    int slice = 0;
    int last = Math.max(kept, stored) + 200_000;
    for (; slice < last; slice += SLICE) {
      Instant from = KilledHub.time(slice);
      Instant to = KilledHub.time(slice + SLICE);
      Past past = history.query(device, KilledHub.COUNT, from, to, SLICE);
      ((Past.Readings) past)
          .points()
          .forEach(point -> numbers.add(KilledHub.number(point.value())));
    }
    return numbers;
  }

  private void runAndKill(Path folder, Path key, int afterMillis)
      throws IOException, InterruptedException {
    Process hub =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KilledKeyKeeper.class.getName(),
                folder.toString(),
                key.toString(),
                String.valueOf(kept),
                String.valueOf(stored))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    boolean begun = false;
    try (BufferedReader out = hub.inputReader(StandardCharsets.US_ASCII)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (!begun && (line.equals("k") || line.startsWith("e "))) {
          begun = true;
          Thread.ofVirtual().start(() -> killAfter(hub, afterMillis));
        }
        note(line);
      }
    } finally {
      hub.destroyForcibly().waitFor();
    }
    assertThat(hub.exitValue()).as("ended by SIGKILL").isEqualTo(128 + 9);
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

  /** The last line may be cut off by the kill: numbers that are no whole batch are no promise. */
  private void note(String line) {
    String[] words = line.split(" ", -1);
    try {
      switch (words[0]) {
        case "r" -> {
          int to = Integer.parseInt(words[2]);
          if (to % 20 == 0 && words[1].equals("0") && to <= kept + 20) {
            kept = Math.max(kept, to);
          } else if (to % 20 == 0 && words[1].equals("1") && to <= stored + 20) {
            stored = Math.max(stored, to);
          }
        }
        case "e" -> erased = Math.max(erased, Math.min(stored, Integer.parseInt(words[1])));
        case "k" -> rotations++;
        default -> {}
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException cutOff) {
      // no promise
    }
  }
}
