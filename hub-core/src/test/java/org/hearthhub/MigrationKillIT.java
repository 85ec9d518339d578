package org.hearthhub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.hearthhub.device.GivenHub;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A store of an earlier format whose migration is killed at any moment is whole the next time. */
class MigrationKillIT {
  private static final int KILLS = Boolean.getBoolean("hearth.long") ? 100 : 10;

  private final long seed = Long.getLong("hearth.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @TempDir Path temp;

  /** Opens the home in a folder, says so, and closes it. */
  static final class OpeningHub {
    private OpeningHub() {}

    public static void main(String[] arguments) {
      System.out.println("opening");
      try (GivenHub given = new GivenHub(Path.of(arguments[0]), new SteppedClock())) {
        System.out.println("open " + given.hub.devices().all().size());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.hearthhub.StoreFixture#earlierFormats")
  void a_migration_that_was_killed_is_done_by_the_next_start(int format) throws Exception {
    System.out.println("MigrationKillIT: -Dhearth.seed=" + seed);
    List<Boolean> migrated = new ArrayList<>();
    int millis = howLongItTakes(format);
    for (int kill = 1; kill <= KILLS; kill++) {
      Path folder = Files.createDirectory(temp.resolve("home-" + kill));
      StoreFixture.unpack(format, folder);
      migrated.add(openAndKill(folder, millis / 2 + random.nextInt(millis)));
      try (GivenHub given = new GivenHub(folder, new SteppedClock())) {
        assertThat(StoreFixture.describe(given.hub, format))
            .as("after kill %d, seed %d", kill, seed)
            .isEqualTo(StoreFixture.content(format));
        assertThat(given.hub.audit().verify().findings()).isEmpty();
        assertThat(given.vault.notices()).isEmpty();
      }
    }
    System.out.println("MigrationKillIT: was open when killed: " + migrated);
  }

  private int howLongItTakes(int format) throws Exception {
    Path folder = Files.createDirectory(temp.resolve("home-0"));
    StoreFixture.unpack(format, folder);
    Process hub = OwnProcess.of(OpeningHub.class, folder.toString()).start();
    try (BufferedReader out = hub.inputReader(StandardCharsets.US_ASCII)) {
      assertThat(out.readLine()).isEqualTo("opening");
      long begun = System.nanoTime();
      assertThat(out.readLine()).isEqualTo("open 2");
      assertThat(hub.waitFor()).isZero();
      return 1 + (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    } finally {
      hub.destroyForcibly();
    }
  }

  private boolean openAndKill(Path folder, int afterMillis) throws Exception {
    Process hub = OwnProcess.of(OpeningHub.class, folder.toString()).start();
    boolean open = false;
    try (BufferedReader out = hub.inputReader(StandardCharsets.US_ASCII)) {
      assertThat(out.readLine()).isEqualTo("opening");
      if (!hub.waitFor(afterMillis, TimeUnit.MILLISECONDS)) {
        hub.toHandle().destroyForcibly();
      }
      String line = out.readLine();
      open = line != null && line.startsWith("open");
    } finally {
      hub.destroyForcibly().waitFor();
    }
    return open;
  }
}
