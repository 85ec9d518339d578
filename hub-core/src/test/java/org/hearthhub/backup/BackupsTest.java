package org.hearthhub.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hearthhub.backup.BackedUpHome.OWNER;
import static org.hearthhub.backup.BackedUpHome.device;
import static org.hearthhub.backup.BackedUpHome.passphrase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.hearthhub.audit.Audit;
import org.hearthhub.event.EventBus;
import org.hearthhub.history.History;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Refused;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupsTest {
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

  private Restoring restore(Path container, Path target) {
    return restore(container, passphrase(), target);
  }

  private Restoring restore(Path container, Unlock secret, Path target) {
    return Restore.run(container, secret, target, false, home.clock);
  }

  private void givenPast() throws IOException {
    home.givenDevices(3);
    home.push(device(1), 0, 2_000);
    home.push(device(2), 0, 700);
    home.did(5);
    Files.createDirectories(home.folder.resolve("tls"));
    Files.writeString(home.folder.resolve("tls/authority.pem"), "a certificate");
    Files.writeString(home.folder.resolve("hearth.id"), "an id\n");
  }

  @Test
  void a_backup_is_proven_and_the_house_comes_back_from_it_on_another_machine() throws Exception {
    givenPast();
    home.planned();

    Backup backup = home.backups.now(OWNER);

    assertThat(backup.check()).isInstanceOf(Check.Proven.class);
    assertThat(backup.contents()).map(Contents::devices).contains(3L);
    assertThat(backup.contents()).map(Contents::readings).contains(2_700L);
    assertThat(home.backups.list()).containsExactly(backup);
    assertThat(home.backups.status().health()).isEqualTo(BackupStatus.Health.GOOD);
    assertThat(home.deeds).last().asString().startsWith("MAKE done").contains("everything");
    assertThat(home.shelfNames()).filteredOn(name -> name.endsWith(".part")).isEmpty();

    Path target = temp.resolve("another machine");
    Restoring restoring = restore(home.file(backup), target);

    assertThat(restoring.done()).isTrue();
    assertThat(restoring.made()).isEqualTo(backup.made());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rwx------");
    assertThat(target.resolve("tls/authority.pem")).content().isEqualTo("a certificate");
    assertThat(target.resolve("hearth.id")).content().isEqualTo("an id\n");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(target.resolve("tls/authority.pem"))))
        .isEqualTo("rw-------");
    try (Vault vault = Vault.open(target, passphrase());
        History history = new History(vault, home.clock)) {
      assertThat(BackedUpHome.counted(history, device(1))).isEqualTo(2_000);
      assertThat(BackedUpHome.counted(history, device(2))).isEqualTo(700);
      var entries = new Audit(vault, new EventBus(), home.clock).latest(10, Long.MAX_VALUE);
      assertThat(entries).hasSize(6);
      assertThat(entries.getFirst().reason())
          .hasValueSatisfying(reason -> assertThat(reason).startsWith("Restored the backup of"));
      assertThat(Verification.of(vault, Instant.EPOCH, progress -> {}).isWell()).isTrue();
    }
  }

  @Test
  void a_dry_run_tells_what_would_be_and_changes_nothing() throws Exception {
    givenPast();
    Backup backup = home.planned().backups.now(OWNER);
    Path target = temp.resolve("target");

    Restoring restoring = Restore.run(home.file(backup), passphrase(), target, true, home.clock);

    assertThat(restoring.done()).isFalse();
    assertThat(restoring.contents().devices()).isEqualTo(3);
    assertThat(restoring.sentence()).contains("3 devices").contains("Nothing was changed");
    assertThat(target).doesNotExist();
    try (var beside = Files.list(temp)) {
      assertThat(beside).noneMatch(path -> path.toString().contains("restoring"));
    }
  }

  @Test
  void a_restore_overwrites_nothing() throws Exception {
    Backup backup = home.planned().backups.now(OWNER);
    Path target = Files.createDirectory(temp.resolve("target"));
    Files.writeString(target.resolve("mine"), "x");

    assertThatThrownBy(() -> restore(home.file(backup), target))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("something in");
    assertThat(target.resolve("mine")).content().isEqualTo("x");

    Files.delete(target.resolve("mine"));
    assertThat(restore(home.file(backup), target).done()).isTrue();
  }

  @Test
  void a_wrong_secret_and_a_key_file_open_nothing() {
    Backup backup = home.planned().backups.now(OWNER);
    Path target = temp.resolve("target");

    assertThatThrownBy(
            () -> Restore.run(home.file(backup), passphrase("wrong"), target, true, home.clock))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(
            () ->
                Restore.run(
                    home.file(backup), BackedUpHome.keyFile(temp), target, true, home.clock))
        .isInstanceOf(Refused.class);
    assertThat(target).doesNotExist();
  }

  @Test
  void a_recovery_code_brings_the_house_back() {
    try (var code = home.vault.slots().addRecoveryCode("paper")) {
      Backup backup = home.planned().backups.now(OWNER);
      Path target = temp.resolve("target");

      Restoring restoring =
          Restore.run(
              home.file(backup), new Unlock.RecoveryCode(code.text()), target, false, home.clock);

      assertThat(restoring.done()).isTrue();
      Vault.open(target, new Unlock.RecoveryCode(code.text())).close();
    }
  }

  @Test
  void flipped_bits_and_truncations_anywhere_are_found_by_a_restore() throws Exception {
    givenPast();
    char[] code = home.vault.slots().addRecoveryCode("paper").text();
    Backup backup = home.planned().backups.now(OWNER);
    byte[] whole = Files.readAllBytes(home.file(backup));
    Random random = new Random(11);
    Path changed = temp.resolve("changed.hearth");
    Path target = temp.resolve("target");
    for (int i = 0; i < 300; i++) {
      byte[] octets = whole.clone();
      // Half of them in the header, where there is most to get wrong.
      int at = random.nextInt(i % 2 == 0 ? 600 : octets.length);
      octets[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(changed, octets);

      assertThatThrownBy(() -> restore(changed, new Unlock.RecoveryCode(code.clone()), target))
          .as("bit in octet %d", at)
          .isInstanceOfAny(Broken.class, Refused.class, Conflict.class, Invalid.class);
    }
    for (int i = 0; i < 100; i++) {
      Files.write(changed, Arrays.copyOf(whole, random.nextInt(whole.length)));
      assertThatThrownBy(() -> restore(changed, new Unlock.RecoveryCode(code.clone()), target))
          .isInstanceOf(Broken.class);
    }
    Files.write(changed, whole);
    assertThat(
            Restore.run(changed, new Unlock.RecoveryCode(code), target, true, home.clock)
                .contents())
        .isEqualTo(backup.contents().orElseThrow());
    try (var beside = Files.list(temp)) {
      assertThat(beside).noneMatch(path -> path.toString().contains("target"));
    }
  }

  @Test
  void a_backup_that_its_disk_changed_is_found_out_and_counts_no_more() throws Exception {
    Backup backup = home.planned().backups.now(OWNER);
    home.clock.goOn(Duration.ofMinutes(1));
    assertThat(home.backups.verify(OWNER, backup.name()).check())
        .isEqualTo(new Check.Proven(home.clock.instant()));

    byte[] octets = Files.readAllBytes(home.file(backup));
    octets[octets.length / 2] ^= 1;
    Files.write(home.file(backup), octets);

    assertThat(home.backups.verify(OWNER, backup.name()).check())
        .isInstanceOfSatisfying(
            Check.Failed.class,
            failed -> assertThat(failed.sentence()).contains("not what was written"));
    assertThat(home.deeds).last().asString().startsWith("CHECK failed");
    assertThat(home.backups.status().lastGood()).isEmpty();
  }

  @Test
  void a_backup_of_another_hub_is_proven_with_its_secret() throws Exception {
    Backup backup = home.planned().backups.now(OWNER);
    String older = backup.name().replace("2026", "2025");
    Files.copy(home.file(backup), home.shelf.resolve(older));

    assertThatThrownBy(() -> home.backups.verify(OWNER, older))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("Type a passphrase");
    assertThat(home.backups.verify(OWNER, older, passphrase()).check())
        .isInstanceOf(Check.Proven.class);
    assertThat(home.deeds).last().asString().startsWith("CHECK done");
    assertThatThrownBy(() -> home.backups.verify(OWNER, older, passphrase("wrong")))
        .isInstanceOf(Refused.class);
    assertThat(home.deeds)
        .last()
        .asString()
        .startsWith("CHECK failed: The backup " + older + " was not checked: This does not open");
    assertThatThrownBy(() -> home.backups.verify(OWNER, "../../etc/passwd"))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void an_older_backup_in_the_place_of_a_newer_one_is_not_taken_for_it_with_a_secret_either()
      throws Exception {
    String older = home.planned().backups.now(OWNER).name();
    home.clock.goOn(Duration.ofDays(1));
    home.push(device(9), 0, 10);
    String newer = home.backups.now(OWNER).name();
    Files.copy(
        home.shelf.resolve(older), home.shelf.resolve(newer), StandardCopyOption.REPLACE_EXISTING);

    assertThat(home.backups.verify(OWNER, newer, passphrase()).check())
        .isInstanceOf(Check.Failed.class);
  }

  @Test
  void nothing_is_written_into_the_empty_mount_point_of_a_share_that_is_gone() throws Exception {
    home.planned();
    Files.move(home.shelf, temp.resolve("unplugged"));
    Files.createDirectory(home.shelf);

    assertThatThrownBy(() -> home.backups.now(OWNER))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("not connected");
    assertThat(home.shelfNames()).isEmpty();
  }

  @Test
  void a_folder_that_would_be_lost_with_the_home_is_refused() {
    for (Path bad : List.of(home.folder.resolve("backups"), home.folder, temp, Path.of("x"))) {
      assertThatThrownBy(
              () ->
                  home.backups.change(
                      OWNER, new BackupPlan(Optional.of(bad), Optional.empty(), KeepRule.USUAL)))
          .as(bad.toString())
          .isInstanceOf(Invalid.class);
    }
    assertThat(home.backups.status().health()).isEqualTo(BackupStatus.Health.NOT_SET_UP);
  }

  @Test
  void without_a_secret_that_a_person_can_type_no_backup_is_made() throws Exception {
    home.close();
    Path other = Files.createDirectory(temp.resolve("other"));
    Files.createDirectory(other.resolve("shelf"));
    Vault.create(other.resolve("data"), BackedUpHome.keyFile(other)).close();
    home = BackedUpHome.opened(other, BackedUpHome.keyFile(other), home.clock).planned();

    assertThatThrownBy(() -> home.backups.now(OWNER))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("No passphrase");
    assertThat(home.backups.status().health()).isEqualTo(BackupStatus.Health.NO_SECRET);
  }

  @Test
  void while_the_past_is_locked_it_is_compared_and_opened_after_the_unlock() throws Exception {
    givenPast();
    home.planned();
    home.vault.lockHistory();

    Backup locked = home.backups.now(OWNER);

    assertThat(locked.check())
        .isInstanceOfSatisfying(
            Check.ByDigest.class, check -> assertThat(check.waiting()).isPositive());

    home.vault.unlock(passphrase());

    assertThat(home.awaitDeed("after the past was unlocked")).startsWith("CHECK done");
    assertThat(home.backups.list().getFirst().check()).isInstanceOf(Check.Proven.class);
  }
}
