package org.hearthhub.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hearthhub.backup.BackedUpHome.OWNER;
import static org.hearthhub.backup.BackedUpHome.device;
import static org.hearthhub.backup.BackedUpHome.passphrase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.hearthhub.history.History;
import org.hearthhub.problem.Conflict;
import org.hearthhub.vault.Erasure;
import org.hearthhub.vault.Tier;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was erased stays erased, although an older backup still holds it. */
class ErasedBackupsTest {
  @TempDir Path temp;
  private BackedUpHome home;
  private Backup older;
  private Path list;

  @BeforeEach
  void eraseAfterABackup() throws IOException {
    home = BackedUpHome.made(temp);
    home.push(device(1), 0, 600);
    home.push(device(2), 0, 600);
    older = home.planned().backups.now(OWNER);
    home.clock.goOn(Duration.ofDays(1));
    try (var all = Files.list(home.shelf)) {
      list = all.filter(file -> file.toString().contains("erasures")).findFirst().orElseThrow();
    }
    Files.delete(list);
    home.vault.erase(device(1));
  }

  @AfterEach
  void close() {
    home.close();
  }

  private Restoring restore(boolean dryRun) {
    return Restore.run(home.file(older), passphrase(), temp.resolve("target"), dryRun, home.clock);
  }

  private void assertErased() {
    assertThat(restore(true).erasures()).isEqualTo(1);
    assertThat(restore(false).erasures()).isEqualTo(1);
    try (Vault vault = Vault.open(temp.resolve("target"), passphrase());
        History history = new History(vault, home.clock)) {
      assertThat(BackedUpHome.counted(history, device(1))).isZero();
      assertThat(BackedUpHome.counted(history, device(2))).isEqualTo(600);
      assertThat(vault.erasures()).isEqualTo(home.vault.erasures());
    }
  }

  @Test
  void a_newer_backup_beside_it_tells_what_was_erased() throws Exception {
    home.backups.now(OWNER);
    Files.delete(list);

    assertErased();
  }

  @Test
  void the_list_beside_it_tells_what_was_erased() {
    Backup newer = home.backups.now(OWNER);
    assertThat(home.file(newer).toFile().delete()).isTrue();

    assertErased();
  }

  @Test
  void without_either_the_report_says_up_to_when_erasures_are_known() throws Exception {
    home.backups.close(); // it may be writing the list right now
    Files.deleteIfExists(list);

    Restoring restoring = restore(true);

    assertThat(restoring.erasures()).isZero();
    assertThat(restoring.erasuresKnownTo()).isEqualTo(older.made());
    assertThat(restoring.sentence())
        .contains("erasures after " + older.made().truncatedTo(ChronoUnit.SECONDS));
  }

  @Test
  void under_a_passphrase_of_later_it_is_asked_for_and_not_passed_over() {
    long before = home.vault.slots().list().getLast().id();
    home.vault.slots().add(passphrase("another horse"), EnumSet.allOf(Tier.class), "");
    home.vault.slots().remove(before);
    home.backups.now(OWNER);

    assertThatThrownBy(() -> restore(true))
        .isInstanceOfSatisfying(
            Conflict.class, needed -> assertThat(needed.code()).isEqualTo("erasures-need-secret"));
    assertThat(temp.resolve("target")).doesNotExist();

    Restoring without =
        Restore.run(order(Optional.empty(), true, temp.resolve("without")), home.clock);
    assertThat(without.erasures()).isZero();
    assertThat(without.sentence()).contains("could not be read and are back");

    Restoring with =
        Restore.run(
            order(Optional.of(passphrase("another horse")), false, temp.resolve("target")),
            home.clock);
    assertThat(with.erasures()).isEqualTo(1);
    try (Vault vault = Vault.open(temp.resolve("target"), passphrase());
        History history = new History(vault, home.clock)) {
      assertThat(BackedUpHome.counted(history, device(1))).isZero();
      assertThat(BackedUpHome.counted(history, device(2))).isEqualTo(600);
    }
  }

  private Restore.Order order(Optional<Unlock> later, boolean withoutErasures, Path target) {
    return new Restore.Order(home.file(older), passphrase(), later, withoutErasures, target, false);
  }

  @Test
  void what_is_erased_while_a_backup_is_written_is_not_taken_for_erased_in_it() {
    List<Erasure> before = home.vault.erasures();
    BackupNames names = BackupNames.of(home.vault.backupKeys().vaultId());
    AtomicInteger looks = new AtomicInteger();
    // The clock is looked at when the copy stands and nothing is written yet.
    InstantSource between =
        () -> {
          if (looks.getAndIncrement() == 0) {
            home.vault.erase(device(2));
          }
          return home.clock.instant();
        };

    Making.Made made =
        new Making(home.vault, names, between)
            .make(new BackupFolder(home.shelf, names), new Work());

    assertThat(home.vault.erasures()).hasSize(2);
    assertThat(made.manifest().erased()).hasSize(1).isEqualTo(before);
  }
}
