package org.hearthhub.history;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.hearthhub.problem.Broken;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.Collection;
import org.hearthhub.vault.Fields;
import org.hearthhub.vault.RecordStore;
import org.hearthhub.vault.SmallDisk;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
  private static final AffordanceName LEVEL = AffordanceName.of("level");
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  @TempDir Path temp;
  private final DeviceId tank = DeviceId.random();
  private SmallDisk disk;
  private Vault vault;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    disk = SmallDisk.mountedOn(temp.resolve("disk"), 4);
    vault = Vault.create(disk.folder().resolve("data"), new Unlock.KeyFile(temp.resolve("key")));
  }

  @AfterEach
  void close() throws IOException, InterruptedException {
    if (disk != null) {
      try {
        vault.close();
      } finally {
        disk.close();
      }
    }
  }

  private CompletableFuture<Void> push(History history, int from, int to) {
    List<Reading> readings = new ArrayList<>();
    for (int i = from; i < to; i++) {
      readings.add(new Reading(LEVEL, Value.of("level " + i), START.plusSeconds(i)));
    }
    return history.appendNow(tank, readings).toCompletableFuture();
  }

  private List<Value> values(History history) {
    Past past = history.query(tank, LEVEL, Instant.EPOCH, START.plusSeconds(1 << 20), 5_000);
    return ((Past.Readings) past).points().stream().map(Past.Point::value).toList();
  }

  private static List<Value> range(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> Value.of("level " + i)).toList();
  }

  @Test
  void readings_wait_for_room_and_are_committed_once() throws Exception {
    try (History history = new History(vault, Duration.ofMinutes(5))) {
      push(history, 0, 10).orTimeout(30, SECONDS).join();
      disk.fill();
      CompletableFuture<Void> waiting = push(history, 10, 1_000);
      assertThatThrownBy(() -> waiting.get(500, MILLISECONDS)).isInstanceOf(TimeoutException.class);
      assertThat(history.committed()).isEqualTo(10);
      disk.free();
      waiting.orTimeout(60, SECONDS).join();
      assertThat(values(history)).isEqualTo(range(0, 1_000));
      assertThat(history.dropped()).isZero();
    }
  }

  @Test
  void readings_that_found_no_room_are_counted_and_told() throws Exception {
    try (History history = new History(vault, Duration.ofMillis(200))) {
      push(history, 0, 10).orTimeout(30, SECONDS).join();
      disk.fill();
      CompletableFuture<Void> refused = push(history, 10, 1_000).orTimeout(60, SECONDS);
      assertThatThrownBy(refused::join)
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOf(Broken.class)
          .hasMessageContaining("The disk is full");
      assertThat(history.dropped()).isEqualTo(990);
      assertThat(values(history)).isEqualTo(range(0, 10));
      disk.free();
      push(history, 1_000, 1_010).orTimeout(60, SECONDS).join();
      List<Value> both = new ArrayList<>(range(0, 10));
      both.addAll(range(1_000, 1_010));
      assertThat(values(history)).isEqualTo(both);
      assertThat(history.committed()).isEqualTo(20);
    }
  }

  @Test
  void records_say_that_the_disk_is_full_and_are_as_before() throws Exception {
    RecordStore records = vault.records();
    records.add(Collection.ROOM, Fields.write().text(1, "kitchen"));
    disk.fill();
    assertThatThrownBy(
            () -> records.add(Collection.ROOM, Fields.write().bytes(1, new byte[100_000])))
        .isInstanceOf(Broken.class)
        .hasMessageContaining("The disk is full");
    assertThat(records.all(Collection.ROOM)).hasSize(1);
    disk.free();
    records.add(Collection.ROOM, Fields.write().text(1, "bath"));
    assertThat(records.all(Collection.ROOM)).hasSize(2);
  }
}
