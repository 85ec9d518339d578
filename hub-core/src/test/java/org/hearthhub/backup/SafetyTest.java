package org.hearthhub.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.hearthhub.backup.BackedUpHome.BERLIN;
import static org.hearthhub.backup.BackedUpHome.OWNER;
import static org.hearthhub.backup.BackedUpHome.device;
import static org.hearthhub.backup.BackedUpHome.passphrase;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.hearthhub.history.History;
import org.hearthhub.problem.Broken;
import org.hearthhub.vault.ChunkStore;
import org.hearthhub.vault.DataKeyId;
import org.hearthhub.vault.SmallDisk;
import org.hearthhub.vault.Snapshot;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetyTest {
  @TempDir Path temp;
  private BackedUpHome home;

  @BeforeEach
  void open() throws IOException {
    home = BackedUpHome.made(temp);
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void every_reading_that_was_answered_before_is_in_the_backup_and_the_rest_is_a_clean_cut()
      throws Exception {
    home.planned();
    AtomicBoolean stop = new AtomicBoolean();
    List<AtomicInteger> answered = List.of(new AtomicInteger(), new AtomicInteger());
    List<Thread> pushing = new ArrayList<>();
    for (int i = 0; i < answered.size(); i++) {
      int number = i;
      pushing.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    AtomicInteger own = answered.get(number);
                    while (!stop.get()) {
                      home.push(device(number), own.get(), own.get() + 30);
                      own.addAndGet(30);
                    }
                  }));
    }
    try {
      for (int round = 0; round < 3; round++) {
        int first = answered.get(0).get();
        int second = answered.get(1).get();
        Backup backup = home.backups.now(OWNER);

        assertThat(backup.check()).isInstanceOf(Check.Proven.class);
        Path target = temp.resolve("target-" + round);
        Restore.run(home.file(backup), passphrase(), target, false, home.clock);
        try (Vault vault = Vault.open(target, passphrase());
            History history = new History(vault, home.clock)) {
          int restoredFirst = BackedUpHome.counted(history, device(0));
          int restoredSecond = BackedUpHome.counted(history, device(1));
          assertThat(restoredFirst).isGreaterThanOrEqualTo(first);
          assertThat(restoredSecond).isGreaterThanOrEqualTo(second);
          assertThat(history.committed()).isEqualTo(restoredFirst + restoredSecond);
          assertThat(backup.contents())
              .map(Contents::readings)
              .contains((long) restoredFirst + restoredSecond);
        }
      }
    } finally {
      stop.set(true);
      for (Thread thread : pushing) {
        thread.join();
      }
    }
  }

  @Test
  void a_full_backup_disk_is_said_loudly_and_what_is_there_stays() throws Exception {
    try (SmallDisk disk = SmallDisk.mountedOn(temp.resolve("stick"), 12)) {
      home.backups.change(
          OWNER, new BackupPlan(Optional.of(disk.folder()), Optional.empty(), KeepRule.USUAL));
      Backup good = home.backups.now(OWNER);
      disk.fill();

      assertThatThrownBy(() -> home.backups.now(OWNER))
          .isInstanceOf(Broken.class)
          .hasMessageContaining("not enough room");

      assertThat(home.backups.list()).containsExactly(good);
      assertThat(home.backups.status().health()).isEqualTo(BackupStatus.Health.FAILED);
      assertThat(home.deeds).last().asString().startsWith("MAKE failed");
      disk.free();
      home.clock.goOn(Duration.ofHours(2));
      assertThat(home.backups.now(OWNER).check()).isInstanceOf(Check.Proven.class);
      assertThat(home.backups.status().health()).isEqualTo(BackupStatus.Health.GOOD);
    }
  }

  @Test
  void what_a_kill_left_half_written_is_removed_by_the_next_backup() throws Exception {
    Backup first = home.planned().backups.now(OWNER);
    Path left = home.shelf.resolve(BackupNames.unfinished(first.name().replace("-03-", "-04-")));
    Files.writeString(left, "half");
    home.clock.goOn(Duration.ofDays(1));

    home.backups.now(OWNER);

    assertThat(left).doesNotExist();
    assertThat(home.backups.list()).hasSize(2);
    try (var all = Files.list(home.folder)) {
      assertThat(all).noneMatch(file -> file.toString().contains("checking"));
    }
  }

  @Test
  void the_rule_is_applied_to_what_is_on_the_shelf() {
    home.backups.change(
        OWNER, new BackupPlan(Optional.of(home.shelf), Optional.empty(), new KeepRule(2, 0, 0)));
    List<String> made = new ArrayList<>();
    for (int day = 0; day < 4; day++) {
      made.add(home.backups.now(OWNER).name());
      home.clock.goOn(Duration.ofDays(1));
    }

    assertThat(home.backups.list())
        .extracting(Backup::name)
        .containsExactly(made.get(3), made.get(2));
  }

  @Test
  void what_came_after_the_backup_that_a_home_was_restored_from_is_never_removed()
      throws Exception {
    KeepRule one = new KeepRule(1, 0, 0);
    BackupPlan plan = new BackupPlan(Optional.of(home.shelf), Optional.empty(), one);
    home.backups.change(OWNER, plan);
    home.backups.now(OWNER);
    home.clock.goOn(Duration.ofDays(1));
    Path machine = Files.createDirectories(temp.resolve("another"));
    try (Snapshot old = home.vault.snapshot()) {
      Files.createDirectories(machine.resolve("data"));
      for (Snapshot.Image image : old.images()) {
        try (OutputStream out =
            Files.newOutputStream(machine.resolve("data").resolve(image.name()))) {
          image.copyTo(out);
        }
      }
    }
    Files.copy(temp.resolve("key"), machine.resolve("key"));
    Backup later = home.backups.now(OWNER);
    home.close();
    home.clock.goOn(Duration.ofDays(1));

    home = BackedUpHome.opened(machine, BackedUpHome.keyFile(machine), home.clock);
    home.backups.change(
        OWNER, new BackupPlan(Optional.of(temp.resolve("shelf")), Optional.empty(), one));
    assertThat(home.backups.list())
        .extracting(Backup::name, Backup::check)
        .containsExactly(tuple(later.name(), new Check.NotYet()));
    Backup first = home.backups.now(OWNER);
    // Looked into, it is still not for this home to remove.
    assertThat(home.backups.verify(OWNER, later.name(), BackedUpHome.passphrase()).check())
        .isInstanceOf(Check.Proven.class);
    home.clock.goOn(Duration.ofDays(1));
    Backup second = home.backups.now(OWNER);

    assertThat(home.backups.list())
        .extracting(Backup::name)
        .containsExactly(second.name(), later.name())
        .doesNotContain(first.name());
  }

  @Test
  void a_check_looks_into_what_it_opens() throws Exception {
    home.push(device(1), 0, 10);
    home.did(3);
    DataKeyId key = home.vault.dataKeys().ofDevices(List.of(device(9))).values().iterator().next();
    byte[] noChunk = {9, 9, 9};
    home.vault
        .chunks()
        .pack(
            List.of(
                new ChunkStore.Packing(
                    77,
                    List.of(),
                    List.of(),
                    new ChunkStore.OpenChunk(new ChunkStore.Chunk(key, 1, 1, 3, noChunk), 0),
                    Optional.empty())));

    Verification found = Verification.of(home.vault, Instant.EPOCH, progress -> {});

    assertThat(found.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.table()).isEqualTo("open_chunk");
              assertThat(finding.device()).contains(device(9));
              assertThat(finding.sentence())
                  .endsWith("It opens, but what is in it cannot be read.");
            });
  }

  @Test
  void a_check_proves_the_tree_of_who_did_what() throws Exception {
    home.did(5);
    try (Connection db =
            DriverManager.getConnection("jdbc:sqlite:" + home.folder.resolve("home.db"));
        var statement = db.createStatement()) {
      statement.executeUpdate("DELETE FROM audit WHERE sequence = 3");
    }

    Verification found = Verification.of(home.vault, Instant.EPOCH, progress -> {});

    assertThat(found.isWell()).isFalse();
    assertThat(found.findings())
        .extracting(Finding::table, Finding::sentence)
        .containsExactly(tuple("audit", "Entry 3 is missing."));
  }

  @Test
  void a_clock_that_is_wrong_deletes_no_backup_that_was_just_made() {
    home.backups.change(
        OWNER, new BackupPlan(Optional.of(home.shelf), Optional.empty(), new KeepRule(2, 0, 0)));
    Instant right = home.clock.instant();
    home.clock.goOn(Duration.ofDays(4_000));
    home.backups.now(OWNER);
    home.clock.goOn(Duration.ofDays(1));
    home.backups.now(OWNER);
    home.clock.set(right);

    Backup now = home.backups.now(OWNER);

    assertThat(home.backups.list()).extracting(Backup::name).contains(now.name());
    assertThat(home.backups.status().lastGood()).contains(now);
    home.plannedDaily(LocalTime.of(3, 0));
    home.clock.goOn(Duration.ofDays(100));
    assertThat(home.backups.status().health()).isEqualTo(BackupStatus.Health.OVERDUE);
  }

  @Test
  void the_newest_proven_one_outlives_newer_ones_of_a_damaged_store() throws Exception {
    home.backups.change(
        OWNER, new BackupPlan(Optional.of(home.shelf), Optional.empty(), new KeepRule(1, 0, 0)));
    home.push(device(1), 0, 600);
    Backup proven = home.backups.now(OWNER);
    try (Connection db =
            DriverManager.getConnection("jdbc:sqlite:" + home.folder.resolve("home.db"));
        Statement statement = db.createStatement()) {
      statement.executeUpdate("UPDATE record SET sealed_fields = x'00' || sealed_fields");
    }
    home.clock.goOn(Duration.ofDays(1));

    Backup damaged = home.backups.now(OWNER);

    assertThat(damaged.check()).isInstanceOf(Check.OfDamagedStore.class);
    assertThat(home.backups.list())
        .extracting(Backup::name)
        .containsExactly(damaged.name(), proven.name());
  }

  @Test
  void a_key_that_is_missing_and_that_nobody_erased_is_damage() throws Exception {
    home.planned();
    home.did(3);
    home.push(device(2), 0, 600);
    home.vault.erase(device(2));
    assertThat(Verification.of(home.vault, Instant.EPOCH, progress -> {}).isWell()).isTrue();
    home.close();
    try (Connection db =
            DriverManager.getConnection("jdbc:sqlite:" + home.folder.resolve("home.db"));
        Statement statement = db.createStatement()) {
      statement.executeUpdate("DELETE FROM data_key");
    }
    home = BackedUpHome.opened(temp, BackedUpHome.keyFile(temp), home.clock);

    Verification found = Verification.of(home.vault, Instant.EPOCH, progress -> {});

    assertThat(found.isWell()).isFalse();
    assertThat(found.findings().toString()).contains("missing, and nobody erased it");
    assertThat(home.backups.now(OWNER).check()).isInstanceOf(Check.OfDamagedStore.class);
  }

  @Test
  void what_is_known_of_backups_and_the_plan_outlive_a_restart() {
    Backup backup = home.plannedDaily(LocalTime.of(3, 0)).backups.now(OWNER);
    home.close();
    home = BackedUpHome.opened(temp, BackedUpHome.keyFile(temp), home.clock);

    assertThat(home.backups.list()).containsExactly(backup);
    assertThat(home.backups.plan().daily()).contains(LocalTime.of(3, 0));
    assertThat(home.backups.status().lastGood()).contains(backup);
    home.clock.goOn(Duration.ofDays(3));
    assertThat(home.backups.status().health()).isEqualTo(BackupStatus.Health.OVERDUE);
  }

  @Test
  void a_backup_is_due_at_its_time_of_day_in_the_home_s_zone() {
    LocalTime three = LocalTime.of(3, 0);
    Instant summer = Instant.parse("2026-07-01T12:00:00Z");
    assertThat(Backups.next(summer, three, BERLIN))
        .isEqualTo(Instant.parse("2026-07-02T01:00:00Z"));
    assertThat(Backups.next(Instant.parse("2026-12-01T12:00:00Z"), three, BERLIN))
        .isEqualTo(Instant.parse("2026-12-02T02:00:00Z"));
    // Clocks leap from two to three on 2026-03-29: half past two is not there that night.
    assertThat(Backups.next(Instant.parse("2026-03-28T12:00:00Z"), LocalTime.of(2, 30), BERLIN))
        .isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
    // And between two and three twice on 2026-10-25: the first is taken, and one is enough.
    Instant once = Backups.next(Instant.parse("2026-10-24T12:00:00Z"), LocalTime.of(2, 30), BERLIN);
    assertThat(once).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
    assertThat(Backups.next(once, LocalTime.of(2, 30), BERLIN))
        .isEqualTo(Instant.parse("2026-10-26T01:30:00Z"));
  }

  @Test
  void the_first_backup_is_due_at_once_and_the_next_the_day_after() {
    home.plannedDaily(LocalTime.of(3, 0));
    assertThat(home.backups.status().next()).contains(home.clock.instant());

    home.backups.now(OWNER);

    assertThat(home.backups.status().next()).contains(Instant.parse("2026-03-02T02:00:00Z"));
  }

  @Test
  void a_healthy_store_is_found_well_while_it_is_written_to() {
    home.givenDevices(4);
    home.push(device(1), 0, 3_000);
    home.did(10);

    Verification found = Verification.of(home.vault, Instant.EPOCH, progress -> {});

    assertThat(found.findings()).isEmpty();
    assertThat(found.isWell()).isTrue();
    assertThat(found.opened()).isEqualTo(found.rows()).isGreaterThan(20);
    assertThat(found.auditEntries()).isEqualTo(10);
  }
}
