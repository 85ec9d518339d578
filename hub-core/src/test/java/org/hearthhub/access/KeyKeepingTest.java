package org.hearthhub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hearthhub.SteppedClock;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Locked;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Refused;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.KeySlot;
import org.hearthhub.vault.RecoveryCode;
import org.hearthhub.vault.StoreNotice;
import org.hearthhub.vault.Tier;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyKeepingTest {
  private static final Set<Tier> BOTH = EnumSet.allOf(Tier.class);
  private static final String HERE = "192.168.1.7";

  @TempDir Path temp;
  private final SteppedClock clock = new SteppedClock();
  private GivenHome home;
  private KeyKeeping keys;
  private Actor owner;
  private Actor resident;
  private Actor guest;

  @BeforeEach
  void open() {
    home = new GivenHome(temp, clock);
    keys = new KeyKeeping(home.vault, home.deeds, home.bus, clock);
    owner = home.givenActor("Anna", Role.OWNER);
    resident = home.givenActor("Bea", Role.RESIDENT);
    guest = home.givenActor("Carl", Role.GUEST);
  }

  @AfterEach
  void close() {
    home.close();
  }

  private static Unlock typed(String code) {
    return new Unlock.RecoveryCode(code.toCharArray());
  }

  private String recoveryCode() {
    try (RecoveryCode code = keys.addRecoveryCode(owner, "in the drawer")) {
      return new String(code.text());
    }
  }

  private long slot(String label) {
    return keys.keys(owner).stream()
        .filter(slot -> slot.label().equals(label))
        .findFirst()
        .orElseThrow()
        .id();
  }

  @Test
  void only_an_owner_or_whoever_holds_the_machine_changes_keys() {
    for (Actor other : List.of(resident, guest)) {
      assertThatThrownBy(() -> keys.keys(other)).isInstanceOf(Refused.class);
      assertThatThrownBy(() -> keys.addRecoveryCode(other, "")).isInstanceOf(Refused.class);
      assertThatThrownBy(() -> keys.remove(other, 1)).isInstanceOf(Refused.class);
      assertThatThrownBy(() -> keys.lockPast(other)).isInstanceOf(Refused.class);
      assertThatThrownBy(() -> keys.rotateTierKeys(other)).isInstanceOf(Refused.class);
      assertThatThrownBy(() -> keys.choose(other, AutoUnlock.NONE)).isInstanceOf(Refused.class);
      assertThatThrownBy(() -> keys.erase(other, new DeviceId(new UUID(1, 1)), "Lamp"))
          .isInstanceOf(Refused.class);
      assertThat(home.lastEntry().outcome()).isEqualTo(AuditEntry.Outcome.REFUSED);
    }
    keys.addRecoveryCode(new Actor.Operator(), "").close();
    assertThat(home.lastEntry().action()).isEqualTo(AuditEntry.Action.ADD_KEY);
    assertThat(home.heard).contains(new HomeEvent.VaultChanged());
  }

  @Test
  void every_change_is_in_the_journal_with_its_actor() {
    String code = recoveryCode();
    keys.prove(owner, slot("in the drawer"), typed(code), HERE);
    assertThat(home.lastEntry().action()).isEqualTo(AuditEntry.Action.PROVE_KEY);
    KeySlot file =
        keys.add(owner, new Unlock.KeyFile(temp.resolve("second")), BOTH, "on the stick");
    keys.label(owner, file.id(), "on the old stick");
    assertThat(home.lastEntry().reason().orElseThrow()).contains("on the old stick");
    keys.rotateRecoveryCode(owner, slot("in the drawer")).close();
    keys.remove(owner, file.id());
    assertThat(home.lastEntry().action()).isEqualTo(AuditEntry.Action.REMOVE_KEY);
    assertThat(home.lastEntry().actor()).isEqualTo(owner);
    keys.rotateTierKeys(owner);
    assertThat(home.lastEntry().action()).isEqualTo(AuditEntry.Action.ROTATE_KEYS);
    assertThat(home.audit.latest(50, Long.MAX_VALUE))
        .noneMatch(entry -> entry.toString().contains(code));
  }

  @Test
  void what_the_journal_says_about_an_erased_device_goes_too_where_asked() {
    DeviceId lamp = new DeviceId(new UUID(1, 1));
    for (int i = 0; i < 600; i++) {
      home.audit.write(home.deeds.by(owner, AuditEntry.Action.CHANGE_DEVICE).about(lamp, "Lamp"));
    }
    DeviceId other = new DeviceId(new UUID(1, 2));
    home.audit.write(home.deeds.by(owner, AuditEntry.Action.CHANGE_DEVICE).about(other, "Oven"));
    assertThat(keys.erase(owner, lamp, "Lamp", true).isProven()).isTrue();
    assertThat(home.audit.latest(1_000, Long.MAX_VALUE))
        .noneMatch(entry -> entry.toString().contains("Lamp"))
        .anyMatch(entry -> entry.toString().contains("Oven"));
    assertThat(home.audit.verify().erased()).isEqualTo(600);
    assertThat(home.audit.verify().findings()).isEmpty();
  }

  @Test
  void a_removed_or_replaced_key_put_back_into_the_file_opens_nothing() throws Exception {
    String removed = recoveryCode();
    String replaced;
    try (RecoveryCode code = keys.addRecoveryCode(owner, "replaced")) {
      replaced = new String(code.text());
    }
    keys.addRecoveryCode(owner, "stays").close();
    copyHomeFile();
    keys.remove(owner, slot("in the drawer"));
    assertThat(home.lastEntry().reason().orElseThrow()).contains("new inner keys");
    keys.rotateRecoveryCode(owner, slot("replaced")).close();
    home.close();
    sql(
        "ATTACH '" + temp.resolve("earlier.db") + "' AS earlier",
        "INSERT OR REPLACE INTO slot SELECT * FROM earlier.slot WHERE id IN (2, 3)",
        "INSERT OR REPLACE INTO slot_key SELECT * FROM earlier.slot_key WHERE slot IN (2, 3)");
    Path data = temp.resolve("data");
    assertThatThrownBy(() -> Vault.open(data, typed(removed))).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> Vault.open(data, typed(replaced))).isInstanceOf(Refused.class);
    // With the inner keys of then it is not a store any more.
    sql(
        "ATTACH '" + temp.resolve("earlier.db") + "' AS earlier",
        "INSERT OR REPLACE INTO tier_key SELECT * FROM earlier.tier_key");
    assertThatThrownBy(() -> Vault.open(data, typed(removed))).isInstanceOf(Broken.class);
    home = new GivenHome(temp, clock);
  }

  private void copyHomeFile() throws SQLException {
    sql("VACUUM INTO '" + temp.resolve("earlier.db") + "'");
  }

  private void sql(String... statements) throws SQLException {
    sqlIn(temp.resolve("data").resolve("home.db"), statements);
  }

  private static void sqlIn(Path file, String... statements) throws SQLException {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = db.createStatement()) {
      for (String each : statements) {
        statement.executeUpdate(each);
      }
    }
  }

  @Test
  void a_key_removed_while_the_past_is_locked_is_followed_by_new_keys_when_it_is_unlocked() {
    String code = recoveryCode();
    keys.addRecoveryCode(owner, "goes").close();
    keys.lockPast(owner);
    keys.remove(owner, slot("goes"));
    assertThat(home.vault.notices())
        .extracting(StoreNotice::code)
        .containsExactly("key-rotation-due");
    keys.unlock(owner, typed(code), HERE);
    assertThat(home.vault.notices()).isEmpty();
    assertThat(home.audit.latest(2, Long.MAX_VALUE).getLast().reason().orElseThrow())
        .contains("inner keys stay for now: The past of this home is locked.");
  }

  @Test
  void a_short_passphrase_is_refused() {
    Unlock shortOne = new Unlock.Passphrase("short".toCharArray());
    assertThatThrownBy(() -> keys.add(owner, shortOne, BOTH, "")).isInstanceOf(Invalid.class);
  }

  @Test
  void a_resident_unlocks_the_past_that_the_owner_locked_and_a_guest_does_not() {
    assertThatThrownBy(() -> keys.lockPast(owner))
        .isInstanceOf(Conflict.class)
        .extracting("code")
        .isEqualTo("nobody-could-unlock");
    String code = recoveryCode();
    keys.lockPast(owner);
    assertThatThrownBy(() -> home.lastEntry()).isInstanceOf(Locked.class);
    assertThatThrownBy(() -> keys.unlock(guest, typed(code), HERE)).isInstanceOf(Refused.class);
    keys.unlock(resident, typed(code), HERE);
    assertThat(home.lastEntry().action()).isEqualTo(AuditEntry.Action.UNLOCK);
    assertThat(home.lastEntry().actor()).isEqualTo(resident);
    assertThat(home.audit.latest(2, Long.MAX_VALUE).getLast().outcome())
        .isEqualTo(AuditEntry.Outcome.REFUSED);
  }

  @Test
  void guessing_what_unlocks_the_past_is_slowed_down_and_written_down() {
    String code = recoveryCode();
    String another;
    try (RecoveryCode gone = keys.rotateRecoveryCode(owner, slot("in the drawer"))) {
      another = new String(gone.text());
    }
    keys.lockPast(owner);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> keys.unlock(resident, typed(code), HERE))
          .isInstanceOf(Refused.class);
    }
    assertThatThrownBy(() -> keys.unlock(resident, typed(another), HERE))
        .isInstanceOf(TooMuch.class);
    clock.goOn(Duration.ofMinutes(16));
    keys.unlock(resident, typed(another), HERE);
    assertThat(home.audit.latest(10, Long.MAX_VALUE))
        .filteredOn(entry -> entry.outcome() == AuditEntry.Outcome.REFUSED)
        .hasSize(5)
        .allMatch(entry -> entry.reason().orElseThrow().contains(HERE));
  }

  @Test
  void a_mistyped_code_is_no_guess() {
    String code = recoveryCode();
    char first = code.charAt(0) == '0' ? '2' : '0';
    keys.lockPast(owner);
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> keys.unlock(resident, typed(first + code.substring(1)), HERE))
          .isInstanceOf(Invalid.class);
    }
    keys.unlock(resident, typed(code), HERE);
  }

  @Test
  void a_mistyped_code_in_between_forgives_no_wrong_guess() {
    String code = recoveryCode();
    keys.lockPast(owner);
    for (int i = 0; i < 5; i++) {
      Unlock guess = new Unlock.Passphrase("wrong horse".toCharArray());
      assertThatThrownBy(() -> keys.unlock(resident, guess, HERE)).isInstanceOf(Refused.class);
      assertThatThrownBy(() -> keys.unlock(resident, typed("nonsense"), HERE))
          .isInstanceOf(Invalid.class);
    }
    assertThatThrownBy(() -> keys.unlock(resident, typed(code), HERE)).isInstanceOf(TooMuch.class);
    assertThatThrownBy(() -> keys.prove(owner, 99, typed(code), HERE)).isInstanceOf(TooMuch.class);
  }

  @Test
  void the_owner_chooses_what_opens_by_itself() {
    assertThat(keys.autoUnlock()).isEqualTo(AutoUnlock.ALL);
    assertThatThrownBy(() -> keys.choose(owner, AutoUnlock.OPERATING)).isInstanceOf(Conflict.class);
    String code = recoveryCode();
    keys.choose(owner, AutoUnlock.OPERATING);
    assertThat(keys.autoUnlock()).isEqualTo(AutoUnlock.OPERATING);
    assertThat(home.vault.isOpen(Tier.HISTORY)).as("holds from the next start").isTrue();
    reopen();
    assertThat(home.vault.isOpen(Tier.HISTORY)).isFalse();
    assertThatThrownBy(() -> keys.choose(owner, AutoUnlock.ALL)).isInstanceOf(Locked.class);
    keys.unlock(owner, typed(code), HERE);
    keys.choose(owner, AutoUnlock.ALL);
    reopen();
    assertThat(home.vault.isOpen(Tier.HISTORY)).isTrue();
    keys.choose(owner, AutoUnlock.NONE);
    assertThat(keys.autoUnlock()).isEqualTo(AutoUnlock.NONE);
    assertThatThrownBy(() -> keys.choose(owner, AutoUnlock.ALL)).isInstanceOf(Conflict.class);
    home.close();
    assertThatThrownBy(() -> Vault.open(temp.resolve("data"), keyFile()))
        .isInstanceOf(Refused.class);
    Vault.open(temp.resolve("data"), typed(code)).close();
  }

  @Test
  void what_a_key_file_shall_not_open_any_more_it_is_never_given_the_new_key_of() throws Exception {
    recoveryCode();
    sql(
        "CREATE TABLE given (slot INTEGER, tier_key INTEGER)",
        "CREATE TRIGGER noting AFTER INSERT ON slot_key BEGIN INSERT INTO given VALUES (new.slot,"
            + " new.tier_key); END");
    keys.choose(owner, AutoUnlock.OPERATING);
    sql("DROP TRIGGER noting");
    String ofThePast =
        "SELECT count(*) FROM given JOIN tier_key ON tier_key.id = tier_key WHERE tier = 2 AND"
            + " slot";
    assertThat(number(ofThePast + " = 2")).as("the code").isEqualTo(1);
    assertThat(number(ofThePast + " = 1")).as("the key file").isZero();
    sql("DROP TABLE given");
  }

  private long number(String query) throws SQLException {
    Path file = temp.resolve("data").resolve("home.db");
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = db.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private Unlock keyFile() {
    return new Unlock.KeyFile(temp.resolve("key"));
  }

  private void reopen() {
    home.close();
    home = new GivenHome(temp, clock);
    keys = new KeyKeeping(home.vault, home.deeds, home.bus, clock);
  }

  @Test
  void a_changed_password_opens_the_store_and_ends_other_sessions() {
    try (GivenHome fresh = new GivenHome(temp.resolve("fresh"), clock)) {
      fresh.setupCode.announce();
      var dora =
          fresh.household.setUp(
              fresh.announced.getLast(), "Dora", "correct horse".toCharArray(), "127.0.0.1");
      var elsewhere = fresh.sessions.signIn("Dora", "correct horse".toCharArray(), HERE);
      assertThatThrownBy(() -> change(fresh, dora, "wrong horse")).isInstanceOf(Refused.class);
      fresh.vault.lockHistory();
      change(fresh, dora, "correct horse");
      assertThat(fresh.sessions.resident(dora.token())).isPresent();
      assertThat(fresh.sessions.resident(elsewhere.token())).isEmpty();
      assertThatThrownBy(
              () -> fresh.vault.unlock(new Unlock.Passphrase("correct horse".toCharArray())))
          .isInstanceOf(Refused.class);
      fresh.vault.unlock(new Unlock.Passphrase("battery staple".toCharArray()));
      fresh.sessions.signIn("Dora", "battery staple".toCharArray(), HERE);
      assertThat(fresh.audit.latest(5, Long.MAX_VALUE))
          .anyMatch(entry -> entry.action() == AuditEntry.Action.CHANGE_PASSWORD);
    }
  }

  @Test
  void a_password_that_cannot_be_stored_changes_no_key_either() throws Exception {
    Path folder = temp.resolve("fresh").resolve("data");
    try (GivenHome fresh = new GivenHome(temp.resolve("fresh"), clock)) {
      fresh.setupCode.announce();
      var dora =
          fresh.household.setUp(
              fresh.announced.getLast(), "Dora", "correct horse".toCharArray(), "127.0.0.1");
      sqlIn(
          folder.resolve("home.db"),
          "CREATE TRIGGER failing BEFORE UPDATE ON record BEGIN SELECT raise(ABORT, 'no'); END");
      assertThatThrownBy(() -> change(fresh, dora, "correct horse")).isInstanceOf(Broken.class);
      sqlIn(folder.resolve("home.db"), "DROP TRIGGER failing");
      fresh.sessions.signIn("Dora", "correct horse".toCharArray(), HERE);
    }
    Vault.open(folder, new Unlock.Passphrase("correct horse".toCharArray())).close();
  }

  private static void change(GivenHome home, Sessions.SignedIn who, String old) {
    home.household.changePassword(
        who.resident().id(), who.token(), old.toCharArray(), "battery staple".toCharArray(), HERE);
  }

  @Test
  void the_operator_resets_a_password_and_is_told_about_the_key() {
    try (GivenHome fresh = new GivenHome(temp.resolve("fresh"), clock)) {
      fresh.setupCode.announce();
      var dora =
          fresh.household.setUp(
              fresh.announced.getLast(), "Dora", "correct horse".toCharArray(), "127.0.0.1");
      var person = new Actor.Person(dora.resident().id());
      assertThatThrownBy(() -> reset(fresh, person, "dora")).isInstanceOf(Refused.class);
      assertThatThrownBy(() -> reset(fresh, new Actor.Operator(), "nobody"))
          .isInstanceOf(NotFound.class);
      fresh.vault.lockHistory();
      assertThat(reset(fresh, new Actor.Operator(), "dora").keyChanged()).isFalse();
      assertThat(fresh.sessions.resident(dora.token())).isEmpty();
      fresh.sessions.signIn("Dora", "battery staple".toCharArray(), HERE);
      fresh.vault.unlock(new Unlock.Passphrase("correct horse".toCharArray()));
      assertThat(reset(fresh, new Actor.Operator(), "Dora").keyChanged()).isTrue();
      fresh.vault.unlock(new Unlock.Passphrase("battery staple".toCharArray()));
      assertThat(fresh.audit.latest(9, Long.MAX_VALUE))
          .filteredOn(entry -> entry.action() == AuditEntry.Action.RESET_PASSWORD)
          .hasSizeGreaterThanOrEqualTo(3);
    }
  }

  private static Household.Reset reset(GivenHome home, Actor actor, String name) {
    return home.household.resetPassword(actor, name, "battery staple".toCharArray());
  }
}
