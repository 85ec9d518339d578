package org.hearthhub.vault;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.hearthhub.SteppedClock;
import org.hearthhub.history.History;
import org.hearthhub.history.Past;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.Sqlite.Durability;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the past when something other than Hearth changes its file. */
class PastDamageTest {
  private static final AffordanceName LEVEL = AffordanceName.of("level");
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final int CHUNK = 512;

  @TempDir Path temp;
  private final DeviceId tank = DeviceId.random();
  private final DeviceId other = DeviceId.random();

  @BeforeEach
  void threeChunksAndABit() {
    try (Vault vault = Vault.create(temp.resolve("data"), key());
        History history = new History(vault, new SteppedClock())) {
      write(history, tank, 3 * CHUNK + 10);
      write(history, other, 7);
    }
  }

  private Unlock key() {
    return new Unlock.KeyFile(temp.resolve("key"));
  }

  private static void write(History history, DeviceId device, int count) {
    history
        .appendNow(device, IntStream.range(0, count).mapToObj(PastDamageTest::reading).toList())
        .toCompletableFuture()
        .orTimeout(30, SECONDS)
        .join();
  }

  private static Reading reading(int i) {
    return new Reading(LEVEL, Value.of(i), START.plusSeconds(i));
  }

  private static List<Integer> values(History history, DeviceId device) {
    Past past = history.query(device, LEVEL, Instant.EPOCH, START.plusSeconds(1 << 20), 5_000);
    return ((Past.Readings) past)
        .points().stream().map(point -> (int) ((Value.Num) point.value()).value()).toList();
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  private void change(String file, Consumer<Sqlite> change) {
    try (Sqlite db = Sqlite.open(temp.resolve("data").resolve(file), 64)) {
      db.transaction(
          Durability.FULL,
          () -> {
            change.accept(db);
            return true;
          });
    }
  }

  private static void flipBit(Sqlite db, String select, String update) {
    byte[] sealed = db.statement(select).one(row -> row.octets(1)).orElseThrow();
    sealed[sealed.length / 2] ^= 1;
    db.statement(update).sealed(1, new SealedBytes(sealed)).run();
  }

  private static DataKeyId keyOf(Vault vault, DeviceId device) {
    return vault.dataKeys().ofDevices(List.of(device)).values().iterator().next();
  }

  private void whenOpened(Consumer<Vault> check) {
    try (Vault vault = Vault.open(temp.resolve("data"), key())) {
      check.accept(vault);
    }
  }

  @Test
  void a_flipped_bit_takes_its_chunk_and_nothing_else() {
    change(
        "history.db",
        db ->
            flipBit(
                db,
                "SELECT sealed_chunk FROM chunk WHERE id = 2",
                "UPDATE chunk SET sealed_chunk = ? WHERE id = 2"));
    whenOpened(
        vault -> {
          try (History history = new History(vault, new SteppedClock())) {
            List<Integer> rest = new ArrayList<>(range(0, CHUNK));
            rest.addAll(range(3 * CHUNK, 3 * CHUNK + 10));
            assertThat(values(history, tank)).isEqualTo(rest);
            assertThat(vault.chunks().damaged()).isEqualTo(1);
            assertThat(values(history, other)).isEqualTo(range(0, 7));
          }
        });
  }

  @Test
  void chunks_that_were_swapped_do_not_open() {
    change(
        "history.db",
        db ->
            db.run(
                "UPDATE chunk SET id = -1 WHERE id = 1;UPDATE chunk SET id = 1 WHERE id = 2; UPDATE"
                    + " chunk SET id = 2 WHERE id = -1"));
    whenOpened(
        vault -> {
          try (History history = new History(vault, new SteppedClock())) {
            assertThat(values(history, tank)).isEqualTo(range(3 * CHUNK, 3 * CHUNK + 10));
            assertThat(vault.chunks().damaged()).isEqualTo(2);
          }
        });
  }

  @Test
  void a_chunk_moved_to_another_day_or_series_does_not_open() {
    change("history.db", db -> db.run("UPDATE chunk SET last_day = last_day + 1 WHERE id = 1"));
    change("history.db", db -> db.run("UPDATE chunk SET readings = 1023 WHERE id = 2"));
    whenOpened(
        vault -> {
          try (History history = new History(vault, new SteppedClock())) {
            assertThat(values(history, tank)).isEqualTo(range(3 * CHUNK, 3 * CHUNK + 10));
          }
        });
  }

  @Test
  void a_damaged_open_chunk_is_kept_aside_and_the_series_goes_on() {
    change(
        "history.db",
        db ->
            flipBit(
                db,
                "SELECT sealed_chunk FROM open_chunk WHERE readings = 10",
                "UPDATE open_chunk SET sealed_chunk = ? WHERE readings = 10"));
    whenOpened(
        vault -> {
          try (History history = new History(vault, new SteppedClock())) {
            history
                .appendNow(tank, List.of(reading(5_000)))
                .toCompletableFuture()
                .orTimeout(30, SECONDS)
                .join();
          }
        });
    try (Sqlite db = Sqlite.open(temp.resolve("data/history.db"), 64)) {
      assertThat(db.number("SELECT count(*) FROM damaged WHERE origin = 11")).isEqualTo(1);
    }
    whenOpened(
        vault -> {
          try (History history = new History(vault, new SteppedClock())) {
            List<Integer> rest = new ArrayList<>(range(0, 3 * CHUNK));
            rest.add(5_000);
            assertThat(values(history, tank)).isEqualTo(rest);
          }
        });
  }

  @Test
  void a_damaged_journal_part_is_kept_aside_and_the_count_goes_on() {
    whenOpened(
        vault -> {
          DataKeyId key = keyOf(vault, tank);
          for (int i = 0; i < 3; i++) {
            vault
                .journal()
                .append(List.of(new JournalStore.Part(key, 2, new byte[] {(byte) i})), true);
          }
        });
    long before = 3 * CHUNK + 17;
    change(
        "history.db",
        db ->
            flipBit(
                db,
                "SELECT sealed_part FROM journal WHERE first = " + (before + 4),
                "UPDATE journal SET sealed_part = ? WHERE first = " + (before + 4)));
    whenOpened(
        vault -> {
          List<Byte> parts = new ArrayList<>();
          vault.journal().read((first, part) -> parts.add(part.plain()[0]));
          assertThat(parts).containsExactly((byte) 0, (byte) 1);
        });
    whenOpened(
        vault -> {
          assertThat(vault.journal().committed()).isEqualTo(before + 6);
          vault.journal().read((first, part) -> assertThat(part.readings()).isEqualTo(2));
          assertThat(vault.chunks().damaged()).isZero();
        });
    try (Sqlite db = Sqlite.open(temp.resolve("data/history.db"), 64)) {
      assertThat(db.number("SELECT row FROM damaged WHERE origin = 9")).isEqualTo(before + 4);
    }
  }

  @Test
  void destroying_a_devices_key_takes_its_past_and_no_others() {
    DataKeyId[] key = new DataKeyId[1];
    whenOpened(vault -> key[0] = keyOf(vault, tank));
    change(
        "home.db",
        db -> db.statement("DELETE FROM data_key WHERE id = ?").number(1, key[0].number()).run());
    whenOpened(
        vault -> {
          try (History history = new History(vault, new SteppedClock())) {
            assertThat(values(history, tank)).isEmpty();
            assertThat(history.last(tank)).isEmpty();
            assertThat(values(history, other)).isEqualTo(range(0, 7));
            write(history, tank, 3);
            assertThat(values(history, tank)).isEqualTo(range(0, 3));
          }
          assertThat(vault.chunks().damaged()).isZero();
        });
  }
}
