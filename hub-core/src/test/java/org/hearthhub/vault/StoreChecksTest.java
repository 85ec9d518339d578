package org.hearthhub.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.RowOpeners.SealedTable;
import org.hearthhub.vault.Sqlite.Durability;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreChecksTest {
  private static final DeviceId LAMP = DeviceId.random();

  private static final StoreWatch NOBODY =
      new StoreWatch() {
        @Override
        public void reached(String table, long done, long all) {}

        @Override
        public void commitment(byte[] leaf) {}

        @Override
        public boolean goesOn() {
          return true;
        }
      };

  @TempDir Path temp;
  private Unlock key;
  private Path folder;

  @BeforeEach
  void makeAStore() {
    key = new Unlock.KeyFile(temp.resolve("key"));
    folder = temp.resolve("data");
    try (Vault vault = Vault.create(folder, key)) {
      for (int i = 0; i < 30; i++) {
        vault.records().add(Collection.ROOM, Fields.write().text(1, "room " + i));
      }
      DataKeyId of = vault.dataKeys().ofDevices(List.of(LAMP)).values().iterator().next();
      for (int i = 0; i < 700; i++) {
        vault.journal().append(List.of(new JournalStore.Part(of, 2, new byte[40])), false);
      }
    }
  }

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

  private StoreReport look() {
    try (Vault vault = Vault.open(folder, key)) {
      return vault.checks().ofLive(NOBODY, InnerLook.NONE);
    }
  }

  @Test
  void rows_with_a_flipped_bit_or_in_another_s_place_are_named_and_the_rest_opens() {
    change(
        "history.db",
        "UPDATE journal SET sealed_part = substr(sealed_part, 1, 20) || x'00' ||"
            + " substr(sealed_part, 22) WHERE first = 100;"
            + "UPDATE journal SET sealed_part = (SELECT sealed_part FROM journal WHERE first = 8)"
            + " WHERE first = 600");

    StoreReport found = look();

    assertThat(found.damages())
        .extracting(StoreReport.Damage::table, StoreReport.Damage::row)
        .containsExactly(tuple("journal", 100L), tuple("journal", 600L));
    assertThat(found.damages()).allSatisfy(damage -> assertThat(damage.device()).contains(LAMP));
    assertThat(found.opened()).isEqualTo(found.rows() - 2);
    assertThat(found.tally().rows()).containsEntry("history.db/journal", 700L);
  }

  @Test
  void a_lost_page_is_named_and_the_rows_beyond_it_are_looked_at() throws IOException {
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("history.db").toFile(), "rw")) {
      file.seek(file.length() / 4096 / 2 * 4096);
      file.write(new byte[4096]);
    }

    StoreReport found = look();

    assertThat(found.damages()).extracting(StoreReport.Damage::file).containsOnly("history.db");
    assertThat(found.damages()).anyMatch(damage -> damage.table().isEmpty());
    assertThat(found.damages()).anyMatch(damage -> damage.table().equals("journal"));
    assertThat(found.opened()).isGreaterThan(500);
  }

  /** A table that somebody adds must not be passed over by checks and backups. */
  @Test
  void every_table_is_looked_at_or_known_to_hold_nothing_sealed_of_its_own() {
    Set<String> nothingToOpen =
        Set.of("migration", "vault", "slot_key", "progress", "audit_head", "rolled", "rollup_due");
    try (Vault vault = Vault.open(folder, key)) {
      List<String> looked = new ArrayList<>(nothingToOpen);
      vault.checks().openers().ofHome().stream().map(SealedTable::name).forEach(looked::add);
      vault.checks().openers().ofHistory().stream().map(SealedTable::name).forEach(looked::add);
      try (Snapshot snapshot = vault.snapshot()) {
        assertThat(snapshot.tally().rows().keySet())
            .allSatisfy(
                table -> assertThat(looked).contains(table.substring(table.indexOf('/') + 1)));
      }
    }
  }
}
