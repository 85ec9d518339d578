package org.hearthhub.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Locked;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.PersonId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeySlotsTest {
  private static final Set<Tier> BOTH = EnumSet.allOf(Tier.class);
  private static final Set<Tier> HOME_ONLY = Set.of(Tier.OPERATING);
  private static final Instant NOW = Instant.parse("2026-07-01T06:00:00Z");

  @TempDir Path temp;
  private Path folder;
  private Unlock keyFile;

  @BeforeEach
  void place() {
    folder = temp.resolve("data");
    keyFile = new Unlock.KeyFile(temp.resolve("key"));
  }

  private static Unlock passphrase(String text) {
    return new Unlock.Passphrase(text.toCharArray());
  }

  private static Unlock code(RecoveryCode code) {
    return new Unlock.RecoveryCode(code.text());
  }

  private Vault made() {
    return Vault.create(folder, keyFile, () -> NOW);
  }

  private Vault opened(Unlock unlock) {
    return Vault.open(folder, unlock, () -> NOW);
  }

  private Unlock credential(String content) throws IOException {
    Path file = temp.resolve("credential-" + content.hashCode());
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
    return new Unlock.Credential(file);
  }

  @Test
  void every_kind_of_slot_opens_everything_and_says_what_it_is() throws IOException {
    Unlock credential = credential("c".repeat(32));
    RecoveryCode code;
    try (Vault vault = made()) {
      vault.slots().add(passphrase("correct horse"), BOTH, " Bea’s ");
      vault.slots().add(credential, BOTH, "systemd");
      code = vault.slots().addRecoveryCode("in the drawer");
      vault.records().add(Collection.ROOM, Fields.write().text(1, "Kitchen"));
      assertThat(vault.slots().list())
          .extracting(KeySlot::kind)
          .containsExactly(
              SlotKind.KEY_FILE, SlotKind.PASSPHRASE, SlotKind.CREDENTIAL, SlotKind.RECOVERY_CODE);
      assertThat(vault.slots().list().get(1).label()).isEqualTo("Bea’s");
      assertThat(vault.slots().list())
          .allSatisfy(
              slot -> {
                assertThat(slot.tiers()).isEqualTo(BOTH);
                assertThat(slot.made()).contains(NOW);
                assertThat(slot.proven()).isFalse();
              });
    }
    for (Unlock unlock : List.of(keyFile, passphrase("correct horse"), credential, code(code))) {
      try (Vault vault = opened(unlock)) {
        assertThat(vault.isOpen(Tier.HISTORY)).isTrue();
        assertThat(vault.records().all(Collection.ROOM)).hasSize(1);
      }
    }
    try (Vault vault = opened(keyFile)) {
      assertThat(vault.slots().list()).allMatch(KeySlot::proven);
    }
  }

  @Test
  void a_wrong_secret_of_each_kind_is_told_apart() throws IOException {
    try (Vault vault = made()) {
      vault.slots().add(passphrase("correct horse"), BOTH, "");
      vault.slots().add(credential("c".repeat(32)), BOTH, "");
      vault.slots().addRecoveryCode("");
    }
    RecoveryCode other = RecoveryCode.random(1, new java.security.SecureRandom());
    assertThatThrownBy(() -> opened(passphrase("correct house")))
        .isInstanceOf(Refused.class)
        .extracting("code")
        .isEqualTo("wrong-passphrase");
    assertThatThrownBy(() -> opened(credential("d".repeat(32))))
        .isInstanceOf(Refused.class)
        .extracting("code")
        .isEqualTo("wrong-credential");
    assertThatThrownBy(() -> opened(code(other)))
        .isInstanceOf(Refused.class)
        .extracting("code")
        .isEqualTo("wrong-recovery-code");
    Files.write(temp.resolve("other"), new byte[32]);
    Files.setPosixFilePermissions(
        temp.resolve("other"), PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> opened(new Unlock.KeyFile(temp.resolve("other"))))
        .isInstanceOf(Refused.class)
        .extracting("code")
        .isEqualTo("wrong-key-file");
    char[] typo = other.text();
    typo[0] = typo[0] == '7' ? '8' : '7';
    assertThatThrownBy(() -> opened(new Unlock.RecoveryCode(typo)))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("first group");
    assertThat(typo).containsOnly('\0');
  }

  @Test
  void a_credential_that_is_short_or_everybodys_or_in_the_folder_is_refused() throws IOException {
    try (Vault vault = made()) {
      assertThatThrownBy(() -> vault.slots().add(credential("short"), BOTH, ""))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("32");
      Path file = temp.resolve("open");
      Files.writeString(file, "c".repeat(40));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      assertThatThrownBy(() -> vault.slots().add(new Unlock.Credential(file), BOTH, ""))
          .isInstanceOf(Refused.class);
      Path inside = folder.resolve("credential");
      Files.writeString(inside, "c".repeat(40));
      assertThatThrownBy(() -> vault.slots().add(new Unlock.Credential(inside), BOTH, ""))
          .isInstanceOf(Invalid.class);
      assertThatThrownBy(
              () -> vault.slots().add(new Unlock.Credential(temp.resolve("no")), BOTH, ""))
          .isInstanceOf(Refused.class);
      assertThat(vault.slots().list()).hasSize(1);
    }
  }

  @Test
  void a_removed_slot_opens_nothing_and_is_nowhere_in_the_files() throws IOException {
    try (Vault vault = made()) {
      KeySlot first = vault.slots().add(passphrase("first one"), BOTH, "");
      vault.slots().add(passphrase("second one"), BOTH, "");
      vault.slots().remove(first.id());
      assertThat(vault.slots().list()).extracting(KeySlot::id).doesNotContain(first.id());
      assertThatThrownBy(() -> vault.slots().remove(first.id())).isInstanceOf(NotFound.class);
      assertThat(Files.size(folder.resolve("home.db-wal"))).isZero();
    }
    assertThatThrownBy(() -> opened(passphrase("first one"))).isInstanceOf(Refused.class);
    opened(passphrase("second one")).close();
  }

  @Test
  void a_slot_removed_while_a_backup_reads_is_wiped_from_the_log_when_that_is_done()
      throws IOException {
    try (Vault vault = made()) {
      vault.slots().add(passphrase("one that stays"), BOTH, "");
      KeySlot going = vault.slots().add(passphrase("first one"), BOTH, "");
      String wrap = wrap(going.id());
      try (Snapshot backup = vault.snapshot()) {
        vault.slots().remove(going.id());
        assertThat(vault.owesWiping()).isTrue();
        assertThat(vault.notices()).extracting(StoreNotice::code).containsExactly("wiping-owed");
        assertThat(isInFiles(wrap)).as("that is why").isTrue();
        vault.wipeWhatIsOwed();
        assertThat(vault.owesWiping()).as("still").isTrue();
        assertThat(backup.images()).hasSize(2);
      }
      assertThat(vault.owesWiping()).isFalse();
      assertThat(vault.notices()).isEmpty();
      assertThat(isInFiles(wrap)).isFalse();
    }
  }

  /** The beginning of a slot's sealed private key. */
  private String wrap(long slot) {
    try (Sqlite db = Sqlite.open(folder.resolve("home.db"), 64)) {
      byte[] sealed =
          db.statement("SELECT sealed_private_key FROM slot WHERE id = ?")
              .number(1, slot)
              .one(row -> row.octets(1))
              .orElseThrow();
      return new String(sealed, 1, 12, StandardCharsets.ISO_8859_1);
    }
  }

  private boolean isInFiles(String octets) throws IOException {
    for (String name : List.of("home.db", "home.db-wal")) {
      if (Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1).contains(octets)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void a_key_file_that_a_kill_left_unfinished_or_empty_is_made_anew() throws IOException {
    Files.write(temp.resolve("key.unfinished"), new byte[7]);
    Files.createFile(temp.resolve("key"));
    made().close();
    assertThat(Files.size(temp.resolve("key"))).isEqualTo(32);
    assertThat(temp.resolve("key.unfinished")).doesNotExist();
    opened(keyFile).close();
    try (Vault vault = opened(keyFile)) {
      vault.slots().add(keyFile, BOTH, "twice");
    }
    opened(keyFile).close();
  }

  @Test
  void the_last_slot_that_a_person_can_type_stays() {
    try (Vault vault = made()) {
      long file = vault.slots().list().getFirst().id();
      assertThatThrownBy(() -> vault.slots().remove(file)).isInstanceOf(Conflict.class);
      KeySlot human = vault.slots().add(passphrase("the only one"), BOTH, "");
      KeySlot lesser = vault.slots().add(passphrase("opens the home"), HOME_ONLY, "");
      assertThat(vault.slots().list())
          .extracting(KeySlot::removable)
          .containsExactly(true, false, true);
      assertThatThrownBy(() -> vault.slots().remove(human.id()))
          .isInstanceOf(Conflict.class)
          .extracting("code")
          .isEqualTo("last-human-key");
      assertThatThrownBy(() -> vault.slots().setTiers(human.id(), HOME_ONLY))
          .isInstanceOf(Conflict.class);
      vault.slots().remove(file);
      vault.slots().remove(lesser.id());
      RecoveryCode code = vault.slots().addRecoveryCode("");
      vault.slots().remove(human.id());
      assertThat(vault.slots().list()).extracting(KeySlot::id).containsExactly(code.slot());
    }
  }

  @Test
  void a_slot_that_opens_the_home_alone_does_so_and_cannot_open_the_past() {
    try (Vault vault = made()) {
      vault.slots().add(passphrase("opens the home"), HOME_ONLY, "");
      vault.slots().add(passphrase("opens everything"), BOTH, "");
    }
    try (Vault vault = opened(passphrase("opens the home"))) {
      assertThat(vault.isOpen(Tier.OPERATING)).isTrue();
      assertThat(vault.isOpen(Tier.HISTORY)).isFalse();
      assertThatThrownBy(() -> vault.requireOpen(Tier.HISTORY)).isInstanceOf(Locked.class);
      assertThatThrownBy(() -> vault.unlock(passphrase("opens the home")))
          .isInstanceOf(Refused.class)
          .extracting("code")
          .isEqualTo("key-without-past");
      assertThatThrownBy(() -> vault.unlock(passphrase("opens nothing")))
          .isInstanceOf(Refused.class);
      assertThat(vault.isOpen(Tier.HISTORY)).isFalse();
      assertThatThrownBy(() -> vault.slots().add(passphrase("one more"), BOTH, ""))
          .isInstanceOf(Locked.class);
      assertThatThrownBy(() -> vault.slots().addRecoveryCode("")).isInstanceOf(Locked.class);
      vault.unlock(passphrase("opens everything"));
      assertThat(vault.isOpen(Tier.HISTORY)).isTrue();
    }
  }

  @Test
  void the_past_alone_cannot_be_opened_and_a_code_cannot_be_chosen() {
    try (Vault vault = made()) {
      assertThatThrownBy(() -> vault.slots().add(passphrase("the past"), Set.of(Tier.HISTORY), ""))
          .isInstanceOf(Invalid.class);
      RecoveryCode code = RecoveryCode.random(9, new java.security.SecureRandom());
      assertThatThrownBy(() -> vault.slots().add(code(code), BOTH, "")).isInstanceOf(Invalid.class);
    }
  }

  @Test
  void a_slot_opens_more_and_less_without_its_secret() {
    long slot;
    try (Vault vault = made()) {
      vault.slots().add(passphrase("opens everything"), BOTH, "");
      slot = vault.slots().list().getFirst().id();
      vault.slots().setTiers(slot, HOME_ONLY);
      assertThat(vault.slots().openByThemselves()).isEqualTo(HOME_ONLY);
    }
    try (Vault vault = opened(keyFile)) {
      assertThat(vault.isOpen(Tier.HISTORY)).isFalse();
      assertThatThrownBy(() -> vault.slots().setTiers(slot, BOTH)).isInstanceOf(Locked.class);
      vault.unlock(passphrase("opens everything"));
      vault.slots().setTiers(slot, BOTH);
    }
    try (Vault vault = opened(keyFile)) {
      assertThat(vault.isOpen(Tier.HISTORY)).isTrue();
    }
  }

  @Test
  void a_secret_is_proven_by_typing_it_back() {
    try (Vault vault = made()) {
      RecoveryCode code = vault.slots().addRecoveryCode("");
      KeySlot other = vault.slots().add(passphrase("correct horse"), BOTH, "");
      assertThatThrownBy(() -> vault.slots().prove(code.slot(), passphrase("correct horse")))
          .isInstanceOf(Refused.class);
      assertThatThrownBy(() -> vault.slots().prove(other.id(), passphrase("wrong horse")))
          .isInstanceOf(Refused.class);
      assertThat(vault.slots().list().get(1).proven()).isFalse();
      assertThat(vault.slots().prove(code.slot(), code(code)).proven()).isTrue();
      assertThat(vault.slots().list().get(1).proven()).isTrue();
      assertThat(vault.slots().list().get(2).proven()).isFalse();
    }
  }

  @Test
  void another_secret_takes_the_place_of_the_old_one() {
    RecoveryCode second;
    try (Vault vault = made()) {
      KeySlot slot = vault.slots().add(passphrase("the old one"), BOTH, "Bea");
      KeySlot replaced = vault.slots().rotate(slot.id(), passphrase("the new one"));
      assertThat(replaced.label()).isEqualTo("Bea");
      assertThat(replaced.id()).isEqualTo(slot.id());
      assertThatThrownBy(() -> vault.slots().rotate(slot.id(), keyFile))
          .isInstanceOf(Invalid.class);
      RecoveryCode first = vault.slots().addRecoveryCode("");
      second = vault.slots().rotateRecoveryCode(first.slot());
      assertThatThrownBy(() -> vault.slots().prove(first.slot(), code(first)))
          .isInstanceOf(Refused.class);
    }
    assertThatThrownBy(() -> opened(passphrase("the old one"))).isInstanceOf(Refused.class);
    opened(passphrase("the new one")).close();
    opened(code(second)).close();
  }

  @Test
  void a_password_is_changed_with_the_old_one_even_while_the_past_is_locked() {
    PersonId bea = new PersonId(new UUID(1, 2));
    try (Vault vault = made()) {
      vault.slots().addFor(bea, "the old one".toCharArray(), BOTH, "Bea");
      assertThat(vault.slots().list().getLast().proven()).as("she just typed it").isTrue();
      vault.slots().setTiers(1, HOME_ONLY);
    }
    try (Vault vault = opened(keyFile)) {
      assertThatThrownBy(() -> vault.slots().rotateFor(bea, "the new one".toCharArray()))
          .isInstanceOf(Locked.class);
      assertThat(
              vault
                  .slots()
                  .rotateFor(bea, "the old one".toCharArray(), "the new one".toCharArray()))
          .isEqualTo(1);
      assertThat(vault.slots().list().get(1).person()).contains(bea);
      vault.unlock(passphrase("the new one"));
    }
    assertThatThrownBy(() -> opened(passphrase("the old one"))).isInstanceOf(Refused.class);
  }

  @Test
  void secrets_are_cleared_and_never_shown() throws IOException {
    char[] secret = "correct horse".toCharArray();
    try (Vault vault = made()) {
      vault.slots().add(new Unlock.Passphrase(secret), BOTH, "");
      assertThat(secret).containsOnly('\0');
      RecoveryCode code = vault.slots().addRecoveryCode("");
      String text = new String(code.text());
      char[] typed = text.toCharArray();
      vault.slots().prove(code.slot(), new Unlock.RecoveryCode(typed));
      assertThat(typed).containsOnly('\0');
      assertThat(new Unlock.RecoveryCode(text.toCharArray()).toString()).doesNotContain(text);
      assertThat(code.toString()).doesNotContain(text);
      code.close();
      assertThat(new String(code.text())).isNotEqualTo(text);
      for (String file : List.of("home.db", "home.db-wal", "history.db")) {
        assertThat(Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1))
            .doesNotContain(text, "correct horse");
      }
    }
  }
}
