package org.hearthhub.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hearthhub.history.CountedPast.COUNT;
import static org.hearthhub.history.CountedPast.START;
import static org.hearthhub.history.CountedPast.counts;
import static org.hearthhub.history.CountedPast.device;
import static org.hearthhub.history.CountedPast.history;
import static org.hearthhub.history.CountedPast.numbers;
import static org.hearthhub.history.CountedPast.report;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.hearthhub.audit.Audit;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.event.EventBus;
import org.hearthhub.problem.Locked;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.RecoveryCode;
import org.hearthhub.vault.Tier;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home whose past needs a person after a restart: nothing is lost, and nothing is read. */
class LockedPastTest {
  private static final int ALL = 5_000;

  @TempDir Path temp;
  private String code = "";

  @BeforeEach
  void makeHomeWhosePastNeedsPerson() {
    try (Vault vault = Vault.create(temp.resolve("data"), keyFile())) {
      try (RecoveryCode drawn = vault.slots().addRecoveryCode("")) {
        code = new String(drawn.text());
      }
      vault.slots().setTiers(1, Set.of(Tier.OPERATING));
    }
  }

  private Unlock keyFile() {
    return new Unlock.KeyFile(temp.resolve("key"));
  }

  private Unlock code() {
    return new Unlock.RecoveryCode(code.toCharArray());
  }

  private Vault open() {
    return Vault.open(temp.resolve("data"), keyFile());
  }

  private static void assertLocked(History history, DeviceId device) {
    assertThatThrownBy(() -> counts(history, device))
        .isInstanceOf(Locked.class)
        .extracting("code")
        .isEqualTo("past-locked");
  }

  @Test
  void what_was_recorded_while_locked_is_readable_in_order_once_after_unlocking() {
    try (Vault vault = open();
        History history = history(vault)) {
      vault.unlock(code());
      report(history, device(1), 0, 700);
    }
    try (Vault vault = open();
        History history = history(vault)) {
      assertLocked(history, device(1));
      assertThat(history.last(device(1))).isEmpty();
      report(history, device(1), 700, 1_300);
      report(history, device(2), 0, 10);
      assertLocked(history, device(1));
      assertLocked(history, device(2));
      assertThat(history.waiting()).isEqualTo(610);
    }
    // A second restart without a person: what was recorded before it is locked as well.
    try (Vault vault = open();
        History history = history(vault)) {
      report(history, device(1), 1_300, 1_310);
      assertThat(history.waiting()).isEqualTo(620);
      vault.unlock(code());
      assertThat(history.waiting()).isZero();
      assertThat(counts(history, device(1))).isEqualTo(numbers(0, 1_310));
      assertThat(counts(history, device(2))).isEqualTo(numbers(0, 10));
      report(history, device(1), 1_310, 1_320);
      assertThat(counts(history, device(1))).isEqualTo(numbers(0, 1_320));
      assertThat(history.last(device(1), COUNT).orElseThrow().value()).isEqualTo(Value.of(1_319));
    }
    try (Vault vault = Vault.open(temp.resolve("data"), code());
        History history = history(vault)) {
      assertThat(counts(history, device(1))).isEqualTo(numbers(0, 1_320));
      assertThat(history.committed()).isEqualTo(1_330);
    }
  }

  @Test
  void a_running_past_can_be_locked_and_opened_again() {
    try (Vault vault = open();
        History history = history(vault)) {
      List<String> told = new ArrayList<>();
      vault.whenTiersChange(() -> told.add(vault.isOpen(Tier.HISTORY) ? "open" : "locked"));
      vault.unlock(code());
      report(history, device(1), 0, 600);
      vault.lockHistory();
      vault.lockHistory();
      assertLocked(history, device(1));
      report(history, device(1), 600, 1_200);
      assertLocked(history, device(1));
      vault.unlock(code());
      vault.unlock(code());
      assertThat(counts(history, device(1))).isEqualTo(numbers(0, 1_200));
      assertThat(told).containsExactly("open", "locked", "open");
    }
  }

  @Test
  void audit_entries_written_while_locked_are_read_after_unlocking() {
    try (Vault vault = open()) {
      Audit audit = new Audit(vault, new EventBus(), InstantSource.system());
      audit.write(entry());
      audit.write(entry());
      assertThatThrownBy(() -> audit.latest(10, Long.MAX_VALUE)).isInstanceOf(Locked.class);
    }
    try (Vault vault = open()) {
      Audit audit = new Audit(vault, new EventBus(), InstantSource.system());
      audit.write(entry());
      assertThatThrownBy(() -> audit.entry(1)).isInstanceOf(Locked.class);
      vault.unlock(code());
      assertThat(audit.latest(10, Long.MAX_VALUE))
          .extracting(AuditEntry::sequence)
          .containsExactly(3L, 2L, 1L);
      vault.lockHistory();
      audit.write(entry());
      assertThatThrownBy(() -> audit.entry(4)).isInstanceOf(Locked.class);
      vault.unlock(code());
      assertThat(audit.entry(4)).isPresent();
    }
  }

  private static AuditEntry entry() {
    return AuditEntry.draft(
        new Actor.TheHub(), "Hearth", AuditEntry.Action.SETUP, AuditEntry.Outcome.DONE);
  }

  @Test
  void locking_and_unlocking_while_readings_pour_in_loses_none() {
    try (Vault vault = open();
        History history = history(vault)) {
      AtomicBoolean stop = new AtomicBoolean();
      AtomicInteger reported = new AtomicInteger();
      CompletableFuture<Void> pouring =
          CompletableFuture.runAsync(
              () -> {
                while (!stop.get() && reported.get() < ALL - 20) {
                  int from = reported.getAndAdd(20);
                  report(history, device(1), from, from + 20);
                }
              });
      for (int i = 0; i < 10; i++) {
        vault.unlock(code());
        vault.lockHistory();
      }
      stop.set(true);
      pouring.join();
      vault.unlock(code());
      assertThat(counts(history, device(1))).isEqualTo(numbers(0, reported.get()));
      assertThat(history.dropped()).isZero();
    }
  }

  @Test
  void a_long_locked_time_is_read_piece_by_piece() {
    int parts = 9_000;
    try (Vault vault = open();
        History history = history(vault)) {
      CompletableFuture<?>[] receipts = new CompletableFuture<?>[parts / 100];
      for (int batch = 0; batch < receipts.length; batch++) {
        List<CompletableFuture<Void>> some = new ArrayList<>();
        for (int device = 0; device < 100; device++) {
          Reading reading = new Reading(COUNT, Value.of(batch), START.plusMillis(batch));
          some.add(history.append(device(device), List.of(reading)).toCompletableFuture());
        }
        report(history, device(1_000), batch, batch + 1);
        receipts[batch] = CompletableFuture.allOf(some.toArray(CompletableFuture[]::new));
      }
      CompletableFuture.allOf(receipts).join();
      vault.unlock(code());
      for (int device = 0; device < 100; device++) {
        assertThat(counts(history, device(device))).isEqualTo(numbers(0, receipts.length));
      }
    }
  }
}
