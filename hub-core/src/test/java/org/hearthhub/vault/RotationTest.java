package org.hearthhub.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.hearthhub.problem.Locked;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.DeviceId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tiers get new keys while the home goes on; whatever opened it before opens it still. */
class RotationTest {
  private static final Set<Tier> BOTH = EnumSet.allOf(Tier.class);
  private static final DeviceId DEVICE = new DeviceId(new UUID(1, 1));

  @TempDir Path temp;
  private Path folder;
  private Unlock keyFile;

  @BeforeEach
  void place() {
    folder = temp.resolve("data");
    keyFile = new Unlock.KeyFile(temp.resolve("key"));
  }

  private static JournalStore.Part part(Vault vault) {
    DataKeyId key = vault.dataKeys().ofDevices(List.of(DEVICE)).values().iterator().next();
    return new JournalStore.Part(key, 1, new byte[] {1, 2, 3});
  }

  private static int parts(Vault vault) {
    List<Long> firsts = new ArrayList<>();
    vault.journal().read((first, part) -> firsts.add(first));
    return firsts.size();
  }

  @Test
  void every_slot_opens_everything_after_a_rotation_without_its_secret_at_hand() {
    String code;
    try (Vault vault = Vault.create(folder, keyFile)) {
      try (RecoveryCode drawn = vault.slots().addRecoveryCode("in the drawer")) {
        code = new String(drawn.text());
      }
      vault.slots().add(new Unlock.KeyFile(temp.resolve("home")), Set.of(Tier.OPERATING), "");
      for (int i = 0; i < 250; i++) {
        vault.records().add(Collection.ROOM, Fields.write().number(1, i));
      }
      vault.journal().append(List.of(part(vault)), true);
      DataKeyId before = part(vault).key();
      vault.rotate();
      assertThat(part(vault).key()).as("new readings get a fresh key").isNotEqualTo(before);
      vault.journal().append(List.of(part(vault)), true);
      assertThat(parts(vault)).isEqualTo(2);
      vault.rotate();
      assertThat(vault.slots().list().get(1).label()).isEqualTo("in the drawer");
      assertThat(vault.records().all(Collection.ROOM)).hasSize(250);
    }
    for (Unlock unlock : List.of(keyFile, new Unlock.RecoveryCode(code.toCharArray()))) {
      try (Vault vault = Vault.open(folder, unlock)) {
        assertThat(vault.records().all(Collection.ROOM)).hasSize(250);
        assertThat(parts(vault)).isEqualTo(2);
        assertThat(vault.slots().list()).hasSize(3);
      }
    }
    try (Vault vault = Vault.open(folder, new Unlock.KeyFile(temp.resolve("home")))) {
      assertThat(vault.records().all(Collection.ROOM)).hasSize(250);
      assertThatThrownBy(() -> parts(vault)).isInstanceOf(Locked.class);
      assertThatThrownBy(vault::rotate).isInstanceOf(Locked.class);
      vault.journal().append(List.of(part(vault)), true);
      vault.unlock(keyFile);
      assertThat(parts(vault)).isEqualTo(3);
      vault.rotate();
      assertThat(parts(vault)).isEqualTo(3);
    }
  }

  @Test
  void records_that_change_meanwhile_are_all_there_afterwards() {
    try (Vault vault = Vault.create(folder, keyFile)) {
      AtomicBoolean stop = new AtomicBoolean();
      AtomicInteger added = new AtomicInteger();
      RecordId counter = vault.records().add(Collection.SETTING, Fields.write().number(1, 0));
      List<CompletableFuture<Void>> writers = new ArrayList<>();
      for (int writer = 0; writer < 3; writer++) {
        writers.add(
            CompletableFuture.runAsync(
                () -> {
                  while (!stop.get()) {
                    vault.records().add(Collection.ROOM, Fields.write().number(1, 1));
                    int now = added.incrementAndGet();
                    vault
                        .records()
                        .replace(Collection.SETTING, counter, Fields.write().number(1, now));
                    vault.audit();
                  }
                }));
      }
      for (int i = 0; i < 8; i++) {
        vault.rotate();
      }
      stop.set(true);
      writers.forEach(CompletableFuture::join);
      assertThat(vault.records().all(Collection.ROOM)).hasSize(added.get());
    }
    try (Vault vault = Vault.open(folder, keyFile)) {
      assertThat(vault.records().all(Collection.ROOM)).isNotEmpty();
      assertThat(vault.records().all(Collection.SETTING)).hasSize(1);
    }
  }

  @Test
  void a_file_from_after_does_not_open_with_a_slot_removed_before() throws IOException {
    try (Vault vault = Vault.create(folder, keyFile)) {
      vault.slots().add(new Unlock.KeyFile(temp.resolve("other")), BOTH, "");
      vault.slots().remove(2);
      vault.rotate();
    }
    assertThatThrownBy(() -> Vault.open(folder, new Unlock.KeyFile(temp.resolve("other"))))
        .isInstanceOf(Refused.class);
    Vault.open(folder, keyFile).close();
  }

  @Test
  void a_rotation_that_was_cut_short_is_ended_at_the_next_opening() throws IOException {
    Path copies = Files.createDirectory(temp.resolve("copies"));
    try (Vault vault = Vault.create(folder, keyFile, () -> Instant.EPOCH)) {
      for (int i = 0; i < 450; i++) {
        vault.records().add(Collection.ROOM, Fields.write().number(1, i));
      }
      vault.journal().append(List.of(part(vault)), true);
      // Copies of the files at moments in between are what a power cut leaves.
      AtomicBoolean stop = new AtomicBoolean();
      CompletableFuture<Integer> copying =
          CompletableFuture.supplyAsync(() -> copyUntil(stop, vault, copies));
      vault.rotate();
      stop.set(true);
      assertThat(copying.join()).isPositive();
    }
    try (var made = Files.list(copies)) {
      for (Path copy : made.toList()) {
        try (Vault vault = Vault.open(copy, keyFile)) {
          assertThat(vault.records().all(Collection.ROOM)).hasSize(450);
          assertThat(parts(vault)).isEqualTo(1);
          vault.rotate();
        }
        try (Vault vault = Vault.open(copy, keyFile)) {
          assertThat(vault.records().all(Collection.ROOM)).hasSize(450);
        }
      }
    }
  }

  private static int copyUntil(AtomicBoolean stop, Vault vault, Path copies) {
    int count = 0;
    do {
      Path to = copies.resolve("copy-" + count);
      try (Snapshot snapshot = vault.snapshot()) {
        Files.createDirectory(to);
        for (Snapshot.Image image : snapshot.images()) {
          try (var out = Files.newOutputStream(to.resolve(image.name()))) {
            image.copyTo(out);
          }
        }
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
      count++;
    } while (!stop.get() && count < 20);
    return count;
  }
}
