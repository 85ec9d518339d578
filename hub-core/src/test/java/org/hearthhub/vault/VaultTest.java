package org.hearthhub.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.Sqlite.Durability;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
  @TempDir Path temp;
  private Path folder;
  private Unlock keyFile;

  @BeforeEach
  void folders() {
    folder = temp.resolve("data");
    keyFile = new Unlock.KeyFile(temp.resolve("key"));
  }

  private static Unlock passphrase(String text) {
    return new Unlock.Passphrase(text.toCharArray());
  }

  private static List<String> titles(Vault vault) {
    return vault.records().all(Collection.DEVICE).stream()
        .flatMap(stored -> stored.fields().text(1).stream())
        .toList();
  }

  private RecordId givenDevice(String title) {
    try (Vault vault =
        Vault.exists(folder) ? Vault.open(folder, keyFile) : Vault.create(folder, keyFile)) {
      return vault.records().add(Collection.DEVICE, Fields.write().text(1, title));
    }
  }

  /** Changes a closed file behind Hearth's back. */
  private void change(String file, String sql) {
    try (Sqlite db = Sqlite.open(folder.resolve(file), 64)) {
      db.transaction(
          Durability.FULL,
          () -> {
            db.run(sql);
            return true;
          });
    }
  }

  @Test
  void records_are_there_again_in_the_order_they_were_written() {
    try (Vault vault = Vault.create(folder, keyFile)) {
      RecordStore records = vault.records();
      records.add(Collection.DEVICE, Fields.write().text(1, "lamp"));
      RecordId plug = records.add(Collection.DEVICE, Fields.write().text(1, "plug"));
      RecordId gone = records.add(Collection.DEVICE, Fields.write().text(1, "gone"));
      records.add(Collection.ROOM, Fields.write().text(1, "kitchen"));
      records.replace(Collection.DEVICE, plug, Fields.write().text(1, "heater").number(2, -7));
      records.remove(Collection.DEVICE, gone);
      records.remove(Collection.DEVICE, gone);
      assertThat(titles(vault)).containsExactly("lamp", "heater");
    }
    try (Vault vault = Vault.open(folder, keyFile)) {
      assertThat(titles(vault)).containsExactly("lamp", "heater");
      assertThat(vault.records().all(Collection.DEVICE).get(1).fields().number(2)).contains(-7L);
      assertThat(vault.records().all(Collection.ROOM)).hasSize(1);
    }
  }

  @Test
  void replacing_a_record_that_is_gone_says_so() {
    try (Vault vault = Vault.create(folder, keyFile)) {
      assertThatThrownBy(
              () -> vault.records().replace(Collection.ROOM, new RecordId(1), Fields.write()))
          .isInstanceOf(NotFound.class);
    }
  }

  @Test
  void writes_of_many_threads_are_all_there() throws InterruptedException {
    Set<RecordId> ids = ConcurrentHashMap.newKeySet();
    try (Vault vault = Vault.create(folder, keyFile)) {
      List<Thread> threads =
          IntStream.range(0, 40)
              .mapToObj(
                  i ->
                      Thread.ofVirtual()
                          .start(
                              () -> {
                                for (int n = 0; n < 10; n++) {
                                  ids.add(
                                      vault
                                          .records()
                                          .add(Collection.ROOM, Fields.write().number(1, n)));
                                }
                              }))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(ids).hasSize(400);
    try (Vault vault = Vault.open(folder, keyFile)) {
      assertThat(vault.records().all(Collection.ROOM).stream().map(RecordStore.Stored::id))
          .containsExactlyInAnyOrderElementsOf(ids);
    }
  }

  @Test
  void a_write_that_fails_leaves_those_it_shared_a_commit_with() throws InterruptedException {
    Set<String> outcomes = ConcurrentHashMap.newKeySet();
    try (Vault vault = Vault.create(folder, keyFile)) {
      List<Thread> threads =
          IntStream.range(0, 30)
              .mapToObj(
                  i ->
                      Thread.ofVirtual()
                          .start(
                              () -> {
                                if (i % 3 == 0) {
                                  try {
                                    vault
                                        .audit()
                                        .append(
                                            sequence -> {
                                              throw new Invalid("no", "No.");
                                            });
                                  } catch (Invalid refused) {
                                    outcomes.add("refused " + i);
                                  }
                                } else {
                                  vault.records().add(Collection.ROOM, Fields.write().number(1, i));
                                  outcomes.add("written " + i);
                                }
                              }))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(outcomes).hasSize(30);
      assertThat(vault.records().all(Collection.ROOM)).hasSize(20);
      assertThat(vault.audit().latest(10, Long.MAX_VALUE)).isEmpty();
    }
  }

  @Test
  void a_passphrase_opens_and_a_wrong_one_does_not() {
    Vault.create(folder, passphrase("correct horse")).close();
    assertThatThrownBy(() -> Vault.open(folder, passphrase("Correct horse")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("passphrase");
    Vault.open(folder, passphrase("correct horse")).close();
  }

  @Test
  void a_passphrase_is_the_same_however_the_keyboard_composes_it() {
    Vault.create(folder, passphrase("caf\u00e9 \ud83c\udfe0")).close();
    Vault.open(folder, passphrase("cafe\u0301 \ud83c\udfe0")).close();
  }

  @Test
  void the_passphrase_is_cleared_after_use() {
    char[] secret = "correct horse".toCharArray();
    Vault.create(folder, new Unlock.Passphrase(secret)).close();
    assertThat(secret).containsOnly('\0');
    char[] wrong = "wrong".toCharArray();
    assertThatThrownBy(() -> Vault.open(folder, new Unlock.Passphrase(wrong)))
        .isInstanceOf(Refused.class);
    assertThat(wrong).containsOnly('\0');
  }

  @Test
  void an_added_slot_opens_and_so_does_the_first() {
    try (Vault vault = Vault.create(folder, keyFile)) {
      vault.slots().add(passphrase("second"), EnumSet.allOf(Tier.class), "");
      vault.records().add(Collection.DEVICE, Fields.write().text(1, "lamp"));
    }
    try (Vault vault = Vault.open(folder, passphrase("second"))) {
      assertThat(titles(vault)).containsExactly("lamp");
    }
    Vault.open(folder, keyFile).close();
  }

  @Test
  void the_key_file_of_another_home_does_not_open() throws IOException {
    Vault.create(folder, keyFile).close();
    Unlock other = new Unlock.KeyFile(temp.resolve("other-key"));
    Vault.create(temp.resolve("other"), other).close();
    assertThatThrownBy(() -> Vault.open(folder, other))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("does not open");
    Files.delete(temp.resolve("key"));
    assertThatThrownBy(() -> Vault.open(folder, keyFile)).isInstanceOf(Refused.class);
  }

  @Test
  void a_key_file_that_others_may_read_is_refused() throws IOException {
    Vault.create(folder, keyFile).close();
    assertThat(Files.getPosixFilePermissions(temp.resolve("key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(
        temp.resolve("key"), PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> Vault.open(folder, keyFile))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void a_key_file_in_the_data_folder_is_refused_by_any_way_to_it() throws IOException {
    assertThatThrownBy(
            () -> Vault.create(folder, new Unlock.KeyFile(folder.resolve("../data/key"))))
        .isInstanceOf(Invalid.class);
    Files.createSymbolicLink(temp.resolve("link"), folder.resolve("key"));
    Files.write(folder.resolve("key"), new byte[32]);
    Files.setPosixFilePermissions(
        folder.resolve("key"), PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> Vault.create(folder, new Unlock.KeyFile(temp.resolve("link"))))
        .isInstanceOf(Invalid.class);
  }

  @Test
  void folder_and_files_are_the_owners_alone() throws IOException {
    try (Vault vault = Vault.create(folder, keyFile)) {
      vault.records().add(Collection.ROOM, Fields.write().text(1, "kitchen"));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files)
            .hasSizeGreaterThan(3)
            .allSatisfy(
                file ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void a_second_hub_is_kept_out_until_the_first_ends() {
    try (Vault vault = Vault.create(folder, keyFile)) {
      assertThatThrownBy(() -> Vault.open(folder, keyFile))
          .isInstanceOf(Conflict.class)
          .hasMessageContaining("Another Hearth");
      assertThatThrownBy(() -> Vault.create(folder, keyFile)).isInstanceOf(Conflict.class);
      assertThat(vault.records().all(Collection.ROOM)).isEmpty();
    }
    Vault.open(folder, keyFile).close();
  }

  @Test
  void nothing_is_made_over_a_vault_that_is_there() {
    givenDevice("lamp");
    assertThatThrownBy(() -> Vault.create(folder, keyFile)).isInstanceOf(Conflict.class);
    try (Vault vault = Vault.open(folder, keyFile)) {
      assertThat(titles(vault)).containsExactly("lamp");
    }
  }

  @Test
  void a_folder_without_a_vault_says_so() {
    assertThat(Vault.exists(folder)).isFalse();
    assertThatThrownBy(() -> Vault.open(folder, keyFile)).isInstanceOf(NotFound.class);
  }

  @Test
  void half_a_store_is_not_taken_for_an_empty_one() throws IOException {
    givenDevice("lamp");
    Files.delete(folder.resolve("history.db"));
    assertThatThrownBy(() -> Vault.open(folder, keyFile))
        .isInstanceOf(Broken.class)
        .hasMessageContaining("history.db is missing");
    assertThatThrownBy(() -> Vault.create(folder, keyFile)).isInstanceOf(Conflict.class);
  }

  @Test
  void files_of_two_homes_are_not_mixed() throws IOException {
    givenDevice("lamp");
    Path other = temp.resolve("other");
    Vault.create(other, keyFile).close();
    Files.delete(folder.resolve("history.db"));
    Files.copy(other.resolve("history.db"), folder.resolve("history.db"));
    assertThatThrownBy(() -> Vault.open(folder, keyFile))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("two different homes");
  }

  @Test
  void making_that_was_cut_short_starts_again_or_is_finished() throws IOException {
    Files.createDirectory(folder);
    Files.writeString(folder.resolve("home.db.new"), "half");
    givenDevice("lamp");
    Files.move(folder.resolve("history.db"), folder.resolve("history.db.new"));
    try (Vault vault = Vault.open(folder, keyFile)) {
      assertThat(titles(vault)).containsExactly("lamp");
    }
  }

  @Test
  void a_store_of_a_newer_version_is_refused_and_not_changed() throws IOException {
    givenDevice("lamp");
    change("history.db", "PRAGMA user_version=99");
    byte[] before = Files.readAllBytes(folder.resolve("history.db"));
    assertThatThrownBy(() -> Vault.open(folder, keyFile))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("newer Hearth");
    assertThat(Files.readAllBytes(folder.resolve("history.db"))).isEqualTo(before);
  }

  @Test
  void a_store_made_by_other_sql_is_refused() {
    givenDevice("lamp");
    change("home.db", "UPDATE migration SET checksum = zeroblob(32)");
    assertThatThrownBy(() -> Vault.open(folder, keyFile))
        .isInstanceOf(Broken.class)
        .hasMessageContaining("layout");
  }

  @Test
  void somebody_elses_database_is_not_touched() throws IOException {
    givenDevice("lamp");
    change("home.db", "PRAGMA application_id=7");
    assertThatThrownBy(() -> Vault.open(folder, keyFile))
        .isInstanceOf(Broken.class)
        .hasMessageContaining("not one of Hearth's");
  }

  @Test
  void a_damaged_header_is_named() throws IOException {
    givenDevice("lamp");
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("home.db").toFile(), "rw")) {
      file.write(new byte[100]);
    }
    assertThatThrownBy(() -> Vault.open(folder, keyFile))
        .isInstanceOf(Broken.class)
        .hasMessageContaining("home.db");
  }

  @Test
  void a_flipped_bit_is_found_and_its_record_named_and_put_aside() {
    RecordId lamp = givenDevice("lamp");
    try (Sqlite db = Sqlite.open(folder.resolve("home.db"), 64)) {
      byte[] sealed =
          db.statement("SELECT sealed_fields FROM record")
              .one(row -> row.sealed(1).octets())
              .orElseThrow();
      sealed[20] ^= 4;
      db.statement("UPDATE record SET sealed_fields = ?").sealed(1, new SealedBytes(sealed)).run();
    }
    try (Vault vault = Vault.open(folder, keyFile)) {
      assertThat(vault.records().all(Collection.DEVICE)).isEmpty();
      assertThat(vault.notices())
          .containsExactly(
              new StoreNotice(
                  "record-damaged",
                  "home.db is damaged: record "
                      + lamp.number()
                      + ", a device, which is gone from the list until it is accepted anew, does"
                      + " not open. It was put aside, and all else goes on. A backup from before"
                      + " has it."));
      assertThat(vault.records().putAside(Collection.DEVICE)).isEqualTo(1);
    }
    try (Vault vault = Vault.open(folder, keyFile)) {
      assertThat(vault.records().all(Collection.DEVICE)).isEmpty();
      assertThat(vault.notices()).as("it was told once").isEmpty();
    }
  }

  @Test
  void blobs_that_were_swapped_do_not_open() {
    givenDevice("lamp");
    givenDevice("plug");
    change(
        "home.db",
        "CREATE TEMP TABLE swap AS SELECT ordinal, sealed_fields FROM record;"
            + "UPDATE record SET sealed_fields = (SELECT sealed_fields FROM swap"
            + " WHERE swap.ordinal = 3 - record.ordinal)");
    try (Vault vault = Vault.open(folder, keyFile)) {
      assertThat(vault.records().all(Collection.DEVICE)).isEmpty();
      assertThat(vault.records().putAside(Collection.DEVICE)).isEqualTo(2);
    }
  }

  @Test
  void a_record_moved_to_another_collection_does_not_open() {
    givenDevice("lamp");
    change("home.db", "UPDATE record SET collection = " + Collection.RESIDENT.number());
    try (Vault vault = Vault.open(folder, keyFile)) {
      assertThat(vault.records().all(Collection.RESIDENT)).isEmpty();
      assertThat(vault.records().putAside(Collection.RESIDENT)).isEqualTo(1);
    }
  }

  @Test
  void each_device_has_its_own_key_and_keeps_it() {
    DeviceId lamp = DeviceId.random();
    DeviceId plug = DeviceId.random();
    DataKeyId ofLamp;
    try (Vault vault = Vault.create(folder, keyFile)) {
      var made = vault.dataKeys().ofDevices(List.of(lamp, plug));
      ofLamp = made.get(lamp);
      assertThat(made.get(plug)).isNotEqualTo(ofLamp);
    }
    try (Vault vault = Vault.open(folder, keyFile)) {
      assertThat(vault.dataKeys().ofDevices(List.of(lamp))).containsEntry(lamp, ofLamp);
    }
  }

  @Test
  void a_folder_of_another_user_is_refused() throws IOException {
    assumeThat(System.getProperty("user.name"))
        .as("only root can give files away")
        .isEqualTo("root");
    givenDevice("lamp");
    Files.setAttribute(folder, "unix:uid", 12345);
    assertThatThrownBy(() -> Vault.open(folder, keyFile))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("belongs to");
    Files.setAttribute(folder, "unix:uid", 0);
    Vault.open(folder, keyFile).close();
  }

  @Test
  void a_folder_that_cannot_be_made_says_why() throws IOException {
    Files.writeString(temp.resolve("data"), "a file");
    assertThatThrownBy(() -> Vault.create(folder, keyFile))
        .isInstanceOf(Broken.class)
        .hasMessageContaining("cannot be read and written");
  }
}
