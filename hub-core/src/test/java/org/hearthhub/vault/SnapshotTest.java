package org.hearthhub.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.hearthhub.thing.DeviceId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
  private static final DeviceId LAMP = DeviceId.random();

  @TempDir Path temp;
  private Unlock.KeyFile key;
  private Vault vault;

  @BeforeEach
  void open() {
    key = new Unlock.KeyFile(temp.resolve("key"));
    vault = Vault.create(temp.resolve("data"), key);
  }

  @AfterEach
  void close() {
    vault.close();
  }

  private void journal(int octets, boolean lasting) {
    DataKeyId of = vault.dataKeys().ofDevices(List.of(LAMP)).values().iterator().next();
    vault.journal().append(List.of(new JournalStore.Part(of, 1, new byte[octets])), lasting);
  }

  /** What a restore makes of the images. */
  private Path copy(Snapshot snapshot, String name) throws IOException {
    Path folder = Files.createDirectories(temp.resolve(name));
    for (Snapshot.Image image : snapshot.images()) {
      try (OutputStream out = Files.newOutputStream(folder.resolve(image.name()))) {
        image.copyTo(out);
      }
      assertThat(Files.size(folder.resolve(image.name()))).isEqualTo(image.length());
    }
    return folder;
  }

  private static void assertSound(Path file) {
    try (Sqlite db = Sqlite.open(file, 256)) {
      String answer =
          db.statement("PRAGMA integrity_check").one(row -> row.name(1)).orElse("nothing");
      assertThat(answer).isEqualTo("ok");
    }
  }

  @Test
  void a_copy_holds_what_was_answered_before_and_nothing_of_after() throws Exception {
    RecordId before = vault.records().add(Collection.DEVICE, Fields.write().text(1, "before"));
    journal(100, false);

    Path copied;
    Tally counted;
    try (Snapshot snapshot = vault.snapshot()) {
      vault.records().add(Collection.DEVICE, Fields.write().text(1, "after"));
      vault.records().replace(Collection.DEVICE, before, Fields.write().text(1, "changed"));
      for (int i = 0; i < 3_000; i++) {
        journal(4_000, false); // far more than one checkpoint
      }
      counted = snapshot.tally();
      copied = copy(snapshot, "copy");
    }

    assertSound(copied.resolve("home.db"));
    assertSound(copied.resolve("history.db"));
    try (Vault copy = Vault.open(copied, key)) {
      assertThat(copy.records().all(Collection.DEVICE))
          .extracting(stored -> stored.fields().text(1).orElse(""))
          .containsExactly("before");
      assertThat(copy.journal().committed()).isEqualTo(1);
      try (Snapshot again = copy.snapshot()) {
        assertThat(again.tally()).isEqualTo(counted);
      }
    }
    assertThat(counted.devices()).isEqualTo(1);
    assertThat(counted.readings()).isEqualTo(1);
    assertThat(counted.rows()).containsEntry("history.db/journal", 1L);
  }

  @Test
  void a_copy_is_whole_although_a_reader_kept_the_wal_from_being_folded_in() throws Exception {
    for (int i = 0; i < 50; i++) {
      journal(3_000, false);
    }
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch enough = new CountDownLatch(1);
    Thread slow =
        Thread.ofPlatform()
            .start(
                () ->
                    vault
                        .journal()
                        .read(
                            (first, part) -> {
                              reading.countDown();
                              await(enough);
                            }));
    try {
      await(reading);
      for (int i = 0; i < 200; i++) {
        journal(3_000, false);
      }
      try (Snapshot snapshot = vault.snapshot()) {
        for (int i = 0; i < 200; i++) {
          journal(3_000, false);
        }
        Path copied = copy(snapshot, "copy");
        assertSound(copied.resolve("history.db"));
        try (Vault copy = Vault.open(copied, key)) {
          assertThat(copy.journal().committed()).isEqualTo(250);
          List<Long> firsts = new ArrayList<>();
          copy.journal().read((first, part) -> firsts.add(first));
          assertThat(firsts).hasSize(250);
        }
      }
    } finally {
      enough.countDown();
      slow.join();
    }
  }

  @Test
  void copies_taken_while_four_threads_write_are_consistent_points() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong answered = new AtomicLong();
    List<Thread> writers = new ArrayList<>();
    writers.add(
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!stop.get()) {
                    journal(900, answered.get() % 50 == 0);
                    answered.incrementAndGet();
                  }
                }));
    AtomicLong records = new AtomicLong();
    for (int i = 0; i < 3; i++) {
      writers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!stop.get()) {
                      vault.records().add(Collection.SETTING, Fields.write().text(1, "x"));
                      records.incrementAndGet();
                    }
                  }));
    }
    try {
      for (int round = 0; round < 6; round++) {
        long least = answered.get();
        long leastRecords = records.get();
        try (Snapshot snapshot = vault.snapshot()) {
          Path copied = copy(snapshot, "round-" + round);
          Map<String, Long> rows = snapshot.tally().rows();
          assertSound(copied.resolve("home.db"));
          assertSound(copied.resolve("history.db"));
          try (Vault copy = Vault.open(copied, key)) {
            assertThat(copy.journal().committed()).isGreaterThanOrEqualTo(least);
            assertThat(copy.journal().committed()).isEqualTo(rows.get("history.db/journal"));
            assertThat(copy.records().all(Collection.SETTING))
                .hasSizeGreaterThanOrEqualTo((int) leastRecords);
          }
        }
      }
    } finally {
      stop.set(true);
      for (Thread writer : writers) {
        writer.join();
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
