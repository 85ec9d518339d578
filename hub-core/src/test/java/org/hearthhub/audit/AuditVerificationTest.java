package org.hearthhub.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.hearthhub.SteppedClock;
import org.hearthhub.audit.AuditEntry.Action;
import org.hearthhub.audit.AuditEntry.Outcome;
import org.hearthhub.event.EventBus;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.Actor;
import org.hearthhub.vault.Collection;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever changes the journal of who did what in the file is found out, and where. */
class AuditVerificationTest {
  private static final int ENTRIES = 30;

  @TempDir Path temp;
  private Vault vault;
  private Audit audit;

  @BeforeEach
  void some_entries() {
    vault = Vault.create(temp.resolve("data"), key());
    audit = audit();
    for (int i = 1; i <= ENTRIES; i++) {
      write(i);
    }
  }

  @AfterEach
  void close() {
    vault.close();
  }

  private Audit audit() {
    return new Audit(vault, new EventBus(), new SteppedClock());
  }

  private Unlock key() {
    return new Unlock.KeyFile(temp.resolve("key"));
  }

  private void write(int number) {
    audit.write(
        AuditEntry.draft(new Actor.TheHub(), "Hearth", Action.SETUP, Outcome.DONE)
            .because("Number " + number));
  }

  private Path home() {
    return temp.resolve("data/home.db");
  }

  /** Changes home.db while no hub has it open. */
  private void tampered(String... statements) throws SQLException {
    vault.close();
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + home());
        var statement = db.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
    vault = Vault.open(temp.resolve("data"), key());
    audit = audit();
  }

  @Test
  void what_was_not_touched_is_sound_and_goes_on_after_a_restart() throws SQLException {
    Checkpoint before = audit.checkpoint();
    assertThat(audit.verify().sound()).isTrue();
    tampered();
    write(ENTRIES + 1);
    AuditReport report = audit.verify(List.of(before));
    assertThat(report.sentence()).isEqualTo("All 31 entries are as they were written.");
    assertThat(report.read()).isEqualTo(ENTRIES + 1);
    assertThat(report.root()).isEqualTo(audit.checkpoint().root());
    assertThat(audit.checkpoint().isSignedBy(audit.key())).isTrue();
    assertThat(Checkpoint.parse(before.note())).isEqualTo(before);
    assertThat(
            audit.consistency(ENTRIES, ENTRIES + 1).leads(before.root(), audit.checkpoint().root()))
        .isTrue();
    assertThat(audit.inclusion(17, ENTRIES).leadsTo(before.root())).isTrue();
  }

  @Test
  void there_is_no_proof_of_what_is_not_there() {
    assertThatThrownBy(() -> audit.inclusion(0, 5)).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> audit.inclusion(6, 5)).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> audit.inclusion(5, ENTRIES + 1))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("the journal has 30 entries");
    assertThatThrownBy(() -> audit.consistency(5, 4)).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> audit.consistency(0, ENTRIES + 1)).isInstanceOf(Invalid.class);
  }

  @Test
  void a_changed_entry_is_named_and_the_others_are_still_read() throws SQLException {
    tampered("UPDATE audit SET sealed_entry = randomblob(90) WHERE sequence = 17");
    AuditReport report = audit.verify();
    assertThat(report.findings())
        .containsExactly("Entry 17 does not open: its sealed part was changed.");
    assertThat(report.sentence()).startsWith("The journal of who did what is not as Hearth wrote");
    assertThat(audit.entry(17)).isEmpty();
    assertThat(audit.latest(1_000, Long.MAX_VALUE)).hasSize(ENTRIES - 1);
  }

  @Test
  void a_journal_that_was_cut_together_with_its_key_is_found_now_and_later() throws SQLException {
    tampered(
        "DELETE FROM record WHERE collection = " + Collection.AUDIT_LOG.number(),
        "DELETE FROM audit_head",
        "DELETE FROM audit WHERE sequence > 10");
    String said =
        "The key that signs the journal was removed or damaged; the entries that are there were"
            + " signed anew with another.";
    assertThat(audit.verify().findings()).containsExactly(said);
    write(11);
    tampered();
    assertThat(audit.verify().findings()).containsExactly(said);
    assertThat(audit.verify().sound()).isFalse();
  }

  @Test
  void an_entry_put_in_the_place_of_another_is_named() throws SQLException {
    tampered(
        "UPDATE audit SET sealed_entry = (SELECT sealed_entry FROM audit WHERE sequence = 5),"
            + " commitment = (SELECT commitment FROM audit WHERE sequence = 5) WHERE sequence = 6");
    assertThat(audit.verify().findings())
        .containsExactly(
            "Entry 6 does not open: its sealed part was changed.",
            "The tree over the entries is not the one that was signed: something was changed.");
  }

  @Test
  void a_changed_commitment_is_named() throws SQLException {
    tampered("UPDATE audit SET commitment = randomblob(32) WHERE sequence = 6");
    assertThat(audit.verify().findings())
        .containsExactly(
            "Entry 6 is not what was committed to when it was written.",
            "The tree over the entries is not the one that was signed: something was changed.");
  }

  @Test
  void a_removed_entry_is_named_and_what_follows_is_still_written() throws SQLException {
    tampered("DELETE FROM audit WHERE sequence IN (6, 8, 9)");
    write(ENTRIES + 1);
    assertThat(audit.verify().findings())
        .containsExactly("Entry 6 is missing.", "Entries 8 to 9 are missing.");
    assertThat(audit.entry(ENTRIES + 1)).isPresent();
  }

  @Test
  void entries_cut_off_the_end_are_missed_and_their_numbers_not_given_again() throws SQLException {
    tampered("DELETE FROM audit WHERE sequence > 20");
    write(ENTRIES + 1);
    assertThat(audit.verify().findings()).containsExactly("Entries 21 to 30 are missing.");
    assertThat(audit.latest(1, Long.MAX_VALUE).getFirst().sequence()).isEqualTo(ENTRIES + 1);
  }

  @Test
  void a_head_set_back_to_hide_the_cut_is_not_signed_for_that() throws SQLException {
    tampered(
        "DELETE FROM audit WHERE sequence > 16",
        "UPDATE audit_head SET size = 16," + " subtrees = substr(subtrees, 1, 32)");
    assertThat(audit.verify().findings())
        .containsExactly("What was signed last was not signed by this hub.");
  }

  @Test
  void entries_that_nothing_was_signed_for_are_named() throws SQLException {
    tampered(
        "INSERT INTO audit SELECT 31, commitment, data_key, sealed_entry FROM audit"
            + " WHERE sequence = 30");
    assertThat(audit.verify().findings())
        .contains(
            "Entries above 30 were not written by this hub: nothing was signed for them.",
            "Entry 31 does not open: its sealed part was changed.");
  }

  @Test
  void a_head_that_was_removed_is_missed() throws SQLException {
    tampered("DELETE FROM audit_head");
    assertThat(audit.verify().findings())
        .containsExactly(
            "What was signed last was removed; the entries that are there were signed anew.");
  }

  @Test
  void an_erased_entry_leaves_its_commitment_and_the_tree_is_still_proven() throws SQLException {
    Checkpoint before = audit.checkpoint();
    tampered("UPDATE audit SET sealed_entry = NULL WHERE sequence = 17");
    AuditReport report = audit.verify(List.of(before));
    assertThat(report.sound()).isTrue();
    assertThat(report.erased()).isEqualTo(1);
    assertThat(report.sentence())
        .isEqualTo(
            "All 30 entries are as they were written. 1 of them were erased, and only that can be"
                + " told.");
    assertThat(audit.inclusion(17, ENTRIES).leadsTo(before.root())).isTrue();
  }

  @Test
  void an_older_copy_that_was_put_back_is_found_by_a_checkpoint_kept_elsewhere()
      throws IOException, SQLException {
    vault.close();
    Path older = Files.copy(home(), temp.resolve("older.db"));
    tampered();
    write(ENTRIES + 1);
    Checkpoint kept = Checkpoint.parse(audit.checkpoint().note());
    vault.close();
    Files.copy(older, home(), StandardCopyOption.REPLACE_EXISTING);
    tampered();
    assertThat(audit.verify().sound()).as("by itself it cannot be told").isTrue();
    assertThat(audit.verify(List.of(kept)).findings())
        .containsExactly(
            "The checkpoint of 31 entries is newer than this journal, which ends at 30: entries"
                + " were cut off, or an older copy of the store was put back.");
    // With something else written since, there is a 31st entry, but not that one.
    write(ENTRIES + 1);
    assertThat(audit.verify(List.of(kept)).findings())
        .containsExactly(
            "The checkpoint of 31 entries is not of this journal: an entry up to it was changed or"
                + " removed.");
  }

  @Test
  void the_checkpoint_of_another_home_is_not_taken_for_ours() {
    try (Vault other = Vault.create(temp.resolve("other"), key())) {
      Checkpoint theirs = new Audit(other, new EventBus(), new SteppedClock()).checkpoint();
      assertThat(theirs.origin()).isNotEqualTo(audit.checkpoint().origin());
      assertThat(audit.verify(List.of(theirs)).findings())
          .containsExactly(
              "The checkpoint of 0 entries is not signed by this hub: it belongs to another home,"
                  + " or is forged.");
    }
  }

  @Test
  void a_file_is_held_against_a_checkpoint_without_any_secret() throws SQLException {
    Checkpoint kept = audit.checkpoint();
    LogKey key = audit.key();
    vault.close();
    assertThat(Audit.compare(home(), List.of(kept), Optional.of(key)).sound()).isTrue();
    assertThat(Audit.compare(home(), List.of(kept), Optional.empty()).locked()).isEqualTo(30);
    tampered("UPDATE audit SET commitment = randomblob(32) WHERE sequence = 6");
    vault.close();
    assertThat(Audit.compare(home(), List.of(kept), Optional.of(key)).findings())
        .containsExactly(
            "The tree over the entries is not the one that was signed: something was changed.",
            "The checkpoint of 30 entries is not of this journal: an entry up to it was changed or"
                + " removed.");
  }
}
