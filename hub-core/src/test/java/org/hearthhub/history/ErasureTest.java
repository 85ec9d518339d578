package org.hearthhub.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hearthhub.history.CountedPast.counts;
import static org.hearthhub.history.CountedPast.device;
import static org.hearthhub.history.CountedPast.history;
import static org.hearthhub.history.CountedPast.numbers;
import static org.hearthhub.history.CountedPast.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.hearthhub.problem.Locked;
import org.hearthhub.vault.Collection;
import org.hearthhub.vault.Erasure;
import org.hearthhub.vault.ErasureReport;
import org.hearthhub.vault.RecoveryCode;
import org.hearthhub.vault.Snapshot;
import org.hearthhub.vault.Tier;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a device said is gone for good when it is erased, and the rest of the home goes on. */
class ErasureTest {
  private static final int ALL = 5_000;

  @TempDir Path temp;

  private Path folder() {
    return temp.resolve("data");
  }

  private Unlock keyFile() {
    return new Unlock.KeyFile(temp.resolve("key"));
  }

  private Vault open() {
    return Vault.exists(folder())
        ? Vault.open(folder(), keyFile())
        : Vault.create(folder(), keyFile());
  }

  @Test
  void an_erased_past_is_gone_from_memory_and_files_and_others_keep_theirs() {
    try (Vault vault = open();
        History history = history(vault)) {
      report(history, device(1), 0, 1_200);
      report(history, device(2), 0, 1_200);
      ErasureReport report = vault.erase(device(1));
      assertThat(report.failures()).isEmpty();
      assertThat(report.done()).anyMatch(sentence -> sentence.contains("searched"));
      assertThat(report.remains()).isNotEmpty();
      assertThat(counts(history, device(1))).isEmpty();
      assertThat(history.last(device(1))).isEmpty();
      assertThat(counts(history, device(2))).isEqualTo(numbers(0, 1_200));
      assertThat(vault.records().all(Collection.SERIES)).hasSize(1);
      report(history, device(1), 1_200, 1_300);
      assertThat(counts(history, device(1))).isEqualTo(numbers(1_200, 1_300));
    }
    try (Vault vault = open();
        History history = history(vault)) {
      assertThat(counts(history, device(1))).isEqualTo(numbers(1_200, 1_300));
      assertThat(counts(history, device(2))).isEqualTo(numbers(0, 1_200));
      assertThat(history.committed()).isEqualTo(2_500);
      assertThat(vault.erasures()).hasSize(1);
    }
  }

  @Test
  void a_device_without_a_past_is_no_mistake() {
    try (Vault vault = open();
        History history = history(vault)) {
      assertThat(vault.erase(device(1)).isProven()).isTrue();
      assertThat(vault.erasures()).isEmpty();
      assertThat(history.committed()).isZero();
    }
  }

  @Test
  void an_erasure_beside_a_backup_is_ended_when_that_is_done() {
    try (Vault vault = open();
        History history = history(vault)) {
      report(history, device(1), 0, 800);
      try (Snapshot backup = vault.snapshot()) {
        ErasureReport report = vault.erase(device(1));
        assertThat(report.isProven()).isFalse();
        assertThat(report.failures())
            .anyMatch(failure -> failure.contains("It is tried again each minute"));
        assertThat(vault.owesWiping()).isTrue();
        assertThat(backup.images()).hasSize(2);
      }
      assertThat(vault.owesWiping()).isFalse();
      assertThat(counts(history, device(1))).isEmpty();
    }
  }

  @Test
  void readings_that_pour_in_meanwhile_are_all_there_and_none_from_before() {
    try (Vault vault = open();
        History history = history(vault)) {
      report(history, device(1), 0, 800);
      AtomicBoolean stop = new AtomicBoolean();
      AtomicInteger reported = new AtomicInteger(800);
      CountDownLatch pouring = new CountDownLatch(5);
      CompletableFuture<Void> poured =
          CompletableFuture.runAsync(
              () -> {
                while (!stop.get() && reported.get() < ALL - 100) {
                  report(history, device(1), reported.get(), reported.get() + 20);
                  reported.addAndGet(20);
                  pouring.countDown();
                }
              });
      awaitZero(pouring);
      for (int i = 0; i < 5; i++) {
        int before = reported.get();
        assertThat(vault.erase(device(1)).failures()).isEmpty();
        List<Integer> left = counts(history, device(1));
        assertThat(left).allMatch(count -> count >= before);
      }
      stop.set(true);
      poured.join();
      int all = reported.get();
      report(history, device(1), all, all + 600);
      List<Integer> left = counts(history, device(1));
      assertThat(left).isEqualTo(numbers(left.getFirst(), all + 600));
      assertThat(history.dropped()).isZero();
    }
  }

  private static void awaitZero(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException ended) {
      throw new IllegalStateException(ended);
    }
  }

  @Test
  void a_locked_past_can_be_erased_and_stays_so_when_it_is_opened() {
    String code;
    try (Vault vault = open();
        History history = history(vault)) {
      try (RecoveryCode drawn = vault.slots().addRecoveryCode("")) {
        code = new String(drawn.text());
      }
      vault.slots().setTiers(1, Set.of(Tier.OPERATING));
      report(history, device(1), 0, 700);
      report(history, device(2), 0, 700);
    }
    try (Vault vault = open();
        History history = history(vault)) {
      report(history, device(1), 700, 800);
      assertThat(vault.erase(device(1)).failures()).isEmpty();
      report(history, device(1), 800, 900);
      assertThat(vault.isOpen(Tier.HISTORY)).isFalse();
      assertThatThrownBy(() -> counts(history, device(1))).isInstanceOf(Locked.class);
      vault.unlock(new Unlock.RecoveryCode(code.toCharArray()));
      assertThat(counts(history, device(1))).isEqualTo(numbers(800, 900));
      assertThat(counts(history, device(2))).isEqualTo(numbers(0, 700));
    }
  }

  @Test
  void what_damage_kept_from_being_cleared_is_tried_again_when_somebody_erases_again()
      throws Exception {
    try (Vault vault = open();
        History history = history(vault)) {
      report(history, device(1), 0, 700);
    }
    try (Vault vault = open();
        History history = history(vault)) {
      assertThat(history.last(device(1))).hasSize(1);
      forbidDeletingChunks(true);
      ErasureReport report = vault.erase(device(1));
      assertThat(report.failures()).hasSize(1);
      assertThat(vault.notices().toString()).contains("erasure-unfinished");
      assertThat(vault.erase(device(1)).failures()).isEqualTo(report.failures());
      forbidDeletingChunks(false);
      ErasureReport again = vault.erase(device(1));
      assertThat(again.failures()).isEmpty();
      assertThat(again.done()).anyMatch(sentence -> sentence.contains(" stored parts"));
      assertThat(vault.notices()).isEmpty();
      assertThat(vault.erase(device(1)).done())
          .containsExactly("This device has no past: nothing of it was stored.");
      assertThat(vault.erasures()).hasSize(1);
    }
  }

  /** As a disk does that fails where the chunks are. */
  private void forbidDeletingChunks(boolean forbidden) throws SQLException {
    try (Connection db =
            DriverManager.getConnection("jdbc:sqlite:" + folder().resolve("history.db"));
        Statement statement = db.createStatement()) {
      statement.executeUpdate(
          forbidden
              ? "CREATE TRIGGER failing BEFORE DELETE ON chunk BEGIN SELECT raise(ABORT, 'no'); END"
              : "DROP TRIGGER failing");
    }
  }

  @Test
  void a_copy_from_before_is_erased_too_when_it_is_told() throws IOException {
    Path copy = temp.resolve("copy");
    try (Vault vault = open();
        History history = history(vault)) {
      report(history, device(1), 0, 700);
      report(history, device(2), 0, 700);
    }
    copyFolder(copy);
    List<Erasure> erasures;
    try (Vault vault = open();
        History history = history(vault)) {
      vault.erase(device(1));
      assertThat(history.last(device(1))).isEmpty();
      erasures = vault.erasures();
    }
    try (Vault vault = Vault.open(copy, keyFile())) {
      for (Erasure erasure : erasures) {
        assertThat(vault.apply(erasure).orElseThrow().isProven()).isTrue();
        assertThat(vault.apply(erasure)).isEmpty();
      }
      assertThat(vault.erasures()).isEqualTo(erasures);
      try (History history = history(vault)) {
        assertThat(counts(history, device(1))).isEmpty();
        assertThat(counts(history, device(2))).isEqualTo(numbers(0, 700));
      }
    }
  }

  private void copyFolder(Path to) throws IOException {
    Files.createDirectory(to);
    try (var files = Files.list(folder())) {
      files.forEach(
          file -> {
            try {
              Files.copy(file, to.resolve(file.getFileName()));
            } catch (IOException failed) {
              throw new UncheckedIOException(failed);
            }
          });
    }
  }
}
