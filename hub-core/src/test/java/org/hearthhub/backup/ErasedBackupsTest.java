package org.hearthhub.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hearthhub.backup.BackedUpHome.OWNER;
import static org.hearthhub.backup.BackedUpHome.device;
import static org.hearthhub.backup.BackedUpHome.passphrase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.hearthhub.history.History;
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
  }
}
