package org.hearthhub.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.hearthhub.SteppedClock;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a home of many sensors takes on the disk. */
class StoreCostTest {
  private static final Instant START = Instant.parse("2026-02-20T00:00:00Z");
  private static final int DEVICES = 40;
  private static final int PROPERTIES = 5;
  private static final int MINUTES = 2_000;

  @TempDir Path temp;
  private final long[] walks = new long[DEVICES * PROPERTIES];
  private final Random random = new Random(3);

  private Unlock key() {
    return new Unlock.KeyFile(temp.resolve("key"));
  }

  private History open(Vault vault) {
    return new History(
        vault, new SteppedClock(), () -> ZoneOffset.UTC, new RollUpTest.Permissive());
  }

  private long size() throws IOException {
    return Files.size(temp.resolve("data/history.db"));
  }

  /** Each device tells its properties once a minute, a few devices in a commit. */
  private void fill(History history) {
    for (int minute = 0; minute < MINUTES; minute++) {
      for (int device = 0; device < DEVICES; device++) {
        history.append(new DeviceId(new UUID(1, device)), readings(device, minute));
      }
    }
  }

  private List<Reading> readings(int device, int minute) {
    List<Reading> readings = new ArrayList<>();
    Instant time = START.plusMillis(60_000L * minute + 10L * device + random.nextInt(100));
    for (int property = 0; property < PROPERTIES; property++) {
      int series = device * PROPERTIES + property;
      walks[series] += random.nextInt(9) - 4;
      AffordanceName name = AffordanceName.of("value" + property);
      readings.add(new Reading(name, Value.of(walks[series] / 10.0), time));
    }
    return readings;
  }

  @Test
  void a_reading_takes_three_octets_and_what_goes_is_given_back_to_the_disk() throws IOException {
    try (Vault vault = Vault.create(temp.resolve("data"), key());
        History history = open(vault)) {
      fill(history);
    }
    try (Vault vault = Vault.open(temp.resolve("data"), key());
        History history = open(vault)) {
      history.awaitRollUps();
      assertThat(history.committed()).isEqualTo((long) DEVICES * PROPERTIES * MINUTES);
    }
    long full = size();
    assertThat((double) full / DEVICES / PROPERTIES / MINUTES).isBetween(2.0, 3.3);
    try (Vault vault = Vault.open(temp.resolve("data"), key());
        History history = open(vault)) {
      Keeping none = new Keeping(new Term.Nothing(), new Term.Forever());
      history.retention().keepUsually(new Actor.Operator(), none, OptionalLong.empty());
      history.awaitRollUps();
    }
    assertThat(size()).as("of %,d", full).isLessThan(full / 2 + (1 << 20));
    try (Vault vault = Vault.open(temp.resolve("data"), key());
        History history = open(vault)) {
      SeriesName first = new SeriesName(new DeviceId(new UUID(1, 0)), AffordanceName.of("value0"));
      Instant end = START.plus(Duration.ofMinutes(MINUTES));
      Past.Steps hours = (Past.Steps) history.query(first, START, end, 5_000);
      assertThat(hours.steps().stream().mapToInt(Past.Step::count).sum()).isEqualTo(MINUTES);
    }
  }
}
