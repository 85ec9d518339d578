package org.hearthhub.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One flipped bit in a key slot costs what it hit, and nothing beside it. */
class SlotDamageTest {
  @TempDir Path temp;
  private Path folder;
  private Unlock keyFile;
  private String first;
  private String second;

  @BeforeEach
  void a_store_with_a_key_file_and_two_codes() {
    folder = temp.resolve("data");
    keyFile = new Unlock.KeyFile(temp.resolve("key"));
    try (Vault vault = Vault.create(folder, keyFile)) {
      first = code(vault);
      second = code(vault);
    }
  }

  private static String code(Vault vault) {
    try (RecoveryCode code = vault.slots().addRecoveryCode("on paper")) {
      return new String(code.text());
    }
  }

  private static Unlock typed(String code) {
    return new Unlock.RecoveryCode(code.toCharArray());
  }

  /** Changes one octet of a blob. */
  private void flip(String table, String column, String where) {
    sql(
        ("UPDATE %1$s SET %2$s = CAST(substr(%2$s, 1, 24) || CASE substr(%2$s, 25, 1) WHEN x'00'"
                + " THEN x'01' ELSE x'00' END || substr(%2$s, 26) AS BLOB) WHERE %3$s")
            .formatted(table, column, where));
  }

  private void sql(String sql) {
    try (Sqlite db = Sqlite.open(folder.resolve("home.db"), 64)) {
      db.run(sql);
    }
  }

  private static List<String> codes(Vault vault) {
    return vault.notices().stream().map(StoreNotice::code).toList();
  }

  @Test
  void a_flipped_bit_in_a_label_costs_the_label_alone() {
    flip("slot", "sealed_about", "id IN (1, 2)");
    try (Vault vault = Vault.open(folder, keyFile)) {
      assertThat(codes(vault)).containsExactly("key-label-damaged", "key-label-damaged");
      assertThat(vault.slots().list())
          .extracting(KeySlot::label)
          .containsExactly("", "", "on paper");
      vault.slots().label(2, "in the drawer");
      vault.rotate();
      vault.slots().remove(3);
      vault.lockHistory();
      vault.unlock(typed(first));
    }
    try (Vault vault = Vault.open(folder, typed(first))) {
      assertThat(vault.notices()).isEmpty();
      assertThat(vault.slots().list()).extracting(KeySlot::label).contains("in the drawer");
    }
  }

  @Test
  void a_flipped_bit_in_a_public_key_leaves_that_slot_out_of_backups_until_it_is_typed() {
    flip("slot", "sealed_public_key", "id = 2");
    try (Vault vault = Vault.open(folder, keyFile)) {
      assertThat(codes(vault)).containsExactly("key-slot-damaged");
      assertThat(vault.backupKeys().secrets()).isEqualTo(1);
      assertThat(vault.backupKeys().seal(new byte[32], new byte[16])).hasSize(1);
      assertThatThrownBy(vault::rotate)
          .isInstanceOf(Conflict.class)
          .hasMessageContaining("'hearth keys test 2'");
      vault.slots().prove(2, typed(first));
      assertThat(vault.notices()).isEmpty();
      assertThat(vault.backupKeys().seal(new byte[32], new byte[16])).hasSize(2);
      vault.rotate();
    }
    Vault.open(folder, typed(first)).close();
    flip("slot", "sealed_public_key", "id = 2");
    try (Vault vault = Vault.open(folder, typed(first))) {
      assertThat(vault.notices()).as("typing it to open the store mends it too").isEmpty();
      flip("slot", "sealed_public_key", "id = 3");
    }
    try (Vault vault = Vault.open(folder, keyFile)) {
      vault.slots().remove(3);
      assertThat(vault.notices()).isEmpty();
      vault.rotate();
    }
  }

  @Test
  void a_right_secret_whose_slot_is_damaged_is_called_right_and_mends_the_slot() {
    flip("slot_key", "sealed_key", "slot = 2");
    assertThatThrownBy(() -> Vault.open(folder, typed(first)))
        .isInstanceOf(Refused.class)
        .hasMessageStartingWith("This is right, but what home.db has of key 2 is damaged")
        .extracting("code")
        .isEqualTo("key-slot-damaged");
    try (Vault vault = Vault.open(folder, keyFile)) {
      assertThatThrownBy(() -> vault.slots().prove(2, typed(second))).isInstanceOf(Refused.class);
      vault.slots().prove(2, typed(first));
    }
    try (Vault vault = Vault.open(folder, typed(first))) {
      assertThat(vault.isOpen(Tier.HISTORY)).isTrue();
    }
  }

  @Test
  void a_key_file_whose_way_to_the_past_is_damaged_opens_the_home_and_says_so() {
    flip("slot_key", "sealed_key", "slot = 1 AND tier_key = 2");
    try (Vault vault = Vault.open(folder, keyFile)) {
      assertThat(codes(vault)).containsExactly("key-slot-damaged");
      assertThat(vault.isOpen(Tier.HISTORY)).isFalse();
      vault.unlock(typed(first));
      vault.slots().prove(1, new Unlock.KeyFile(temp.resolve("key")));
      assertThat(vault.notices()).isEmpty();
    }
    try (Vault vault = Vault.open(folder, keyFile)) {
      assertThat(vault.isOpen(Tier.HISTORY)).isTrue();
    }
  }

  @Test
  void a_slot_of_no_kind_that_there_is_opens_nothing_and_the_others_go_on() {
    sql("UPDATE slot SET kind = 67 WHERE id = 2");
    try (Vault vault = Vault.open(folder, typed(second))) {
      assertThat(vault.slots().list()).extracting(KeySlot::id).containsExactly(1L, 3L);
      Set<Tier> both = EnumSet.allOf(Tier.class);
      vault.slots().add(new Unlock.KeyFile(temp.resolve("other")), both, "");
      vault.rotate();
    }
    Vault.open(folder, keyFile).close();
  }
}
