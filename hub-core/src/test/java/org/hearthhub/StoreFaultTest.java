package org.hearthhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.hearthhub.access.Role;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.device.Device;
import org.hearthhub.device.GivenHub;
import org.hearthhub.device.LoopAdapter;
import org.hearthhub.history.Past;
import org.hearthhub.problem.Broken;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.DataKeyId;
import org.hearthhub.vault.ErasureReport;
import org.hearthhub.vault.StoreNotice;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a whole home does when a disk, or somebody, changed its store: it is found, named, kept to
 * the smallest part, and all else goes on. docs/store-faults.md is the table of these tests.
 */
class StoreFaultTest {
  @TempDir Path temp;
  private final SteppedClock clock = new SteppedClock();
  private DeviceId lamp;
  private DeviceId plug;
  private Map<DeviceId, DataKeyId> keys = Map.of();

  @BeforeEach
  void a_home_with_two_devices() {
    try (GivenHub given = new GivenHub(temp, clock)) {
      given.givenPerson("Anna", Role.OWNER);
      lamp = given.givenLamp("lamp").id();
      plug = given.givenLamp("plug").id();
      push(given.hub, lamp, 600);
      push(given.hub, plug, 600);
      keys = given.vault.dataKeys().ofDevices(List.of(lamp, plug));
    }
  }

  private void push(Hub hub, DeviceId device, int count) {
    for (int i = 0; i < count; i += 100) {
      List<Reading> readings =
          IntStream.range(i, i + 100)
              .mapToObj(
                  each ->
                      new Reading(
                          GivenHub.BRIGHTNESS,
                          Value.of(Math.rint(Math.sin(each) * 1e9) / 1e3),
                          clock.instant().minusSeconds(count - each)))
              .toList();
      hub.history()
          .appendNow(device, readings)
          .toCompletableFuture()
          .orTimeout(30, TimeUnit.SECONDS)
          .join();
    }
  }

  private int readings(Hub hub, DeviceId device) {
    Past past =
        hub.history()
            .query(
                device,
                GivenHub.BRIGHTNESS,
                clock.instant().minusSeconds(100_000),
                clock.instant().plusSeconds(100_000),
                5_000);
    return ((Past.Readings) past).points().size();
  }

  private Path file(String name) {
    return temp.resolve("data").resolve(name);
  }

  private void sql(String file, String... statements) throws SQLException {
    sqlIn(file(file), statements);
  }

  private static void sqlIn(Path file, String... statements) throws SQLException {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = db.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  private long number(String file, String query) throws SQLException {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file(file));
        var statement = db.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Changes one octet of a blob. */
  private static String flip(String table, String column, String where) {
    return ("UPDATE %1$s SET %2$s = CAST(substr(%2$s, 1, 24) || CASE substr(%2$s, 25, 1) WHEN x'00'"
            + " THEN x'01' ELSE x'00' END || substr(%2$s, 26) AS BLOB) WHERE %3$s")
        .formatted(table, column, where);
  }

  private static List<String> codes(GivenHub given) {
    return given.vault.notices().stream().map(StoreNotice::code).toList();
  }

  private static String sentences(GivenHub given) {
    return given.vault.notices().toString();
  }

  @Test
  void a_flipped_bit_in_a_device_takes_that_device_and_no_other() throws Exception {
    sql(
        "home.db",
        flip(
            "record",
            "sealed_fields",
            "id = (SELECT max(id) FROM record WHERE" + " collection = 3)"));
    try (GivenHub given = new GivenHub(temp, clock)) {
      assertThat(given.hub.devices().all()).hasSize(1);
      assertThat(codes(given)).containsExactly("record-damaged");
      assertThat(sentences(given))
          .contains("a device, which is gone from the list until it is accepted anew")
          .contains("A backup from before has it.");
      assertThat(given.hub.residents().ownerExists()).isTrue();
      Device other = given.hub.devices().all().getFirst();
      assertThat(readings(given.hub, other.id())).isEqualTo(600);
      // And the home goes on.
      push(given.hub, other.id(), 100);
      given.hub.devices().rename(GivenHub.OWNER, other.id(), "Still here");
    }
    assertThat(number("home.db", "SELECT count(*) FROM damaged WHERE origin = 1")).isEqualTo(1);
  }

  @Test
  void a_flipped_bit_in_the_owners_record_never_sets_the_home_up_anew() throws Exception {
    sql("home.db", flip("record", "sealed_fields", "collection = 5"));
    for (int start = 0; start < 2; start++) {
      try (Vault vault = Vault.open(temp.resolve("data"), key())) {
        assertThatThrownBy(() -> new Hub(vault, clock, List.of(new LoopAdapter()), code -> {}))
            .isInstanceOf(Broken.class)
            .hasMessage(
                "home.db is damaged: the record of this home's owner does not open. Keep a copy of"
                    + " the folder as it is, then restore a backup.");
      }
    }
  }

  @Test
  void the_owners_record_deleted_never_sets_the_home_up_anew() throws Exception {
    try (GivenHub given = new GivenHub(temp, clock)) {
      given
          .hub
          .home()
          .addRoom(new Actor.Person(given.hub.residents().all().getFirst().id()), "Bath");
    }
    sql("home.db", "DELETE FROM record WHERE collection IN (5, 6)");
    requireOwnerMissed();
    // Who takes out of the journal what it says of people leaves a gap.
    sql("home.db", "UPDATE audit SET sealed_entry = NULL");
    requireOwnerMissed();
    sql("home.db", "DELETE FROM audit WHERE sequence > 1");
    requireOwnerMissed();
  }

  @Test
  void what_the_operator_erased_before_anybody_lived_here_keeps_nobody_from_setting_it_up() {
    Path fresh = temp.resolve("fresh");
    try (GivenHub given = new GivenHub(fresh, clock)) {
      DeviceId device = given.givenLamp("lamp").id();
      given.hub.devices().rename(GivenHub.OWNER, device, "Lamp");
      given.hub.keys().erase(GivenHub.OWNER, device, "lamp", true);
      assertThat(given.hub.audit().verify().erased()).isPositive();
    }
    try (GivenHub given = new GivenHub(fresh, clock)) {
      assertThat(given.hub.residents().ownerExists()).isFalse();
    }
  }

  private void requireOwnerMissed() {
    try (Vault vault = Vault.open(temp.resolve("data"), key())) {
      assertThatThrownBy(() -> new Hub(vault, clock, List.of(new LoopAdapter()), code -> {}))
          .isInstanceOf(Broken.class)
          .hasMessage(
              "home.db was changed by something other than Hearth: people lived in this home, and"
                  + " the record of its owner is gone. Keep a copy of the folder as it is, then"
                  + " restore a backup.");
    }
  }

  @Test
  void a_flipped_bit_in_a_series_loses_the_name_of_its_past_and_the_device_goes_on()
      throws Exception {
    sql(
        "home.db",
        flip(
            "record",
            "sealed_fields",
            "id = (SELECT id FROM record WHERE collection = 7" + " ORDER BY ordinal LIMIT 1)"));
    try (GivenHub given = new GivenHub(temp, clock)) {
      assertThat(codes(given)).containsExactly("record-damaged");
      assertThat(sentences(given)).contains("a property whose readings up to now cannot be found");
      assertThat(readings(given.hub, plug)).isEqualTo(600);
      push(given.hub, lamp, 100);
      assertThat(readings(given.hub, lamp)).isEqualTo(100);
    }
  }

  @Test
  void a_flipped_bit_in_a_device_key_takes_the_past_of_that_device_and_no_other() throws Exception {
    sql(
        "home.db",
        flip(
            "data_key",
            "sealed_key",
            "id = (SELECT data_key FROM (SELECT data_key FROM audit WHERE 0 UNION SELECT id AS"
                + " data_key FROM data_key WHERE id NOT IN (SELECT data_key FROM audit)) ORDER BY"
                + " data_key LIMIT 1)"));
    try (GivenHub given = new GivenHub(temp, clock)) {
      assertThat(codes(given)).containsExactly("key-damaged");
      assertThat(sentences(given)).contains("the past of one device");
      assertThat(List.of(readings(given.hub, lamp), readings(given.hub, plug)))
          .containsExactlyInAnyOrder(0, 600);
      push(given.hub, lamp, 100);
      push(given.hub, plug, 100);
      assertThat(List.of(readings(given.hub, lamp), readings(given.hub, plug)))
          .containsExactlyInAnyOrder(100, 600 + 100);
    }
    assertThat(number("home.db", "SELECT count(*) FROM damaged WHERE origin IN (6, 7)"))
        .isEqualTo(2);
    try (GivenHub given = new GivenHub(temp, clock)) {
      assertThat(codes(given)).isEmpty();
    }
  }

  @Test
  void a_key_that_names_no_tier_key_is_damage_and_does_not_keep_a_killed_hub_from_starting()
      throws Exception {
    Path killed = temp.resolve("killed");
    try (GivenHub given = new GivenHub(temp, clock)) {
      push(given.hub, lamp, 100);
      push(given.hub, plug, 100);
      copyTo(killed, List.of("home.db", "home.db-wal", "history.db", "history.db-wal"));
    }
    sqlIn(
        killed.resolve("data").resolve("home.db"),
        "UPDATE data_key SET tier_key = tier_key + 4096 WHERE id = (SELECT id FROM data_key WHERE"
            + " id NOT IN (SELECT data_key FROM audit) ORDER BY made LIMIT 1)");
    try (GivenHub given = new GivenHub(killed, clock)) {
      assertThat(codes(given)).containsExactly("key-damaged");
      assertThat(readings(given.hub, lamp)).isZero();
      assertThat(readings(given.hub, plug)).isEqualTo(700);
      push(given.hub, lamp, 100);
      given.hub.keys().rotateTierKeys(GivenHub.OWNER);
      assertThat(readings(given.hub, lamp)).isEqualTo(100);
    }
    try (GivenHub given = new GivenHub(killed, clock)) {
      assertThat(codes(given)).isEmpty();
      assertThat(readings(given.hub, plug)).isEqualTo(700);
    }
  }

  /** As a kill leaves it, if the logs are among the files. */
  private void copyTo(Path copy, List<String> files) throws IOException {
    Files.createDirectories(copy.resolve("data"));
    for (String name : files) {
      Files.copy(file(name), copy.resolve("data").resolve(name));
    }
    Files.copy(temp.resolve("key"), copy.resolve("key"));
  }

  @Test
  void a_damaged_key_that_was_put_aside_goes_when_its_device_is_erased_and_not_before()
      throws Exception {
    for (String column : List.of("sealed_key", "sealed_owner")) {
      sql(
          "home.db",
          flip("data_key", column, "id NOT IN (SELECT data_key FROM audit) AND retired = 0"));
      try (GivenHub given = new GivenHub(temp, clock)) {
        assertThat(codes(given)).containsExactly("key-damaged", "key-damaged");
        byte[] lampKey = putAside(lamp);
        byte[] plugKey = putAside(plug);

        var report = given.vault.erase(lamp);

        assertThat(report.isProven()).as(report.toString()).isTrue();
        assertThat(report.done()).anyMatch(done -> done.contains("destroyed"));
        assertThat(report.done()).anyMatch(done -> done.contains("stored parts"));
        assertThat(isInFiles(lampKey)).as("the device's own, by %s", column).isFalse();
        assertThat(isInFiles(plugKey)).as("that of another").isTrue();
        push(given.hub, lamp, 600);
        push(given.hub, plug, 600);
      }
      try (GivenHub given = new GivenHub(temp, clock)) {
        assertThat(readings(given.hub, lamp)).isEqualTo(600);
        assertThat(given.vault.erase(plug).isProven()).isTrue();
        push(given.hub, plug, 600);
        keys = given.vault.dataKeys().ofDevices(List.of(lamp, plug));
      }
      assertThat(number("home.db", "SELECT count(*) FROM damaged WHERE origin IN (6, 7)")).isZero();
    }
  }

  /** The nonce of the damaged key that sealed a device's chunks, as it stands in the file. */
  private byte[] putAside(DeviceId device) throws SQLException {
    long key = Objects.requireNonNull(keys.get(device)).number();
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file("home.db"));
        var statement = db.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT substr(sealed, 2, 12) FROM damaged WHERE origin = 6 AND row = " + key)) {
      assertThat(rows.next()).isTrue();
      return rows.getBytes(1);
    }
  }

  private boolean isInFiles(byte[] octets) throws IOException {
    String wanted = new String(octets, StandardCharsets.ISO_8859_1);
    for (String name : List.of("home.db", "home.db-wal", "history.db", "history.db-wal")) {
      if (Files.exists(file(name))
          && Files.readString(file(name), StandardCharsets.ISO_8859_1).contains(wanted)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void a_flipped_bit_in_the_key_of_the_journal_of_deeds_is_damage_and_no_erasure()
      throws Exception {
    sql("home.db", flip("data_key", "sealed_key", "id IN (SELECT data_key FROM audit)"));
    try (GivenHub given = new GivenHub(temp, clock)) {
      assertThat(codes(given)).containsExactly("key-damaged");
      var report = given.hub.audit().verify();
      assertThat(report.erased()).isZero();
      assertThat(report.findings()).contains("Entry 1 does not open: its sealed part was changed.");
      given.hub.home().addRoom(GivenHub.OWNER, "Bath");
      assertThat(given.hub.audit().latest(1, Long.MAX_VALUE)).hasSize(1);
    }
  }

  @Test
  void a_flipped_bit_in_a_chunk_takes_its_readings_and_no_other() throws Exception {
    int lost = (int) number("history.db", "SELECT readings FROM chunk WHERE id = 1");
    assertThat(lost).isBetween(200, 599);
    sql("history.db", flip("chunk", "sealed_chunk", "id = 1"));
    try (GivenHub given = new GivenHub(temp, clock)) {
      assertThat(List.of(readings(given.hub, lamp), readings(given.hub, plug)))
          .containsExactlyInAnyOrder(600 - lost, 600);
      assertThat(codes(given)).containsExactly("past-damaged");
      assertThat(sentences(given))
          .contains("history.db is damaged: chunk 1 does not open. Its readings are missing");
    }
  }

  @Test
  void swapped_blobs_do_not_open_in_each_others_place() throws Exception {
    int first = (int) number("history.db", "SELECT min(id) FROM chunk");
    int last = (int) number("history.db", "SELECT max(id) FROM chunk");
    assertThat(number("history.db", "SELECT count(DISTINCT series) FROM chunk")).isEqualTo(2);
    int ofFirst = (int) number("history.db", "SELECT readings FROM chunk WHERE id = " + first);
    int ofLast = (int) number("history.db", "SELECT readings FROM chunk WHERE id = " + last);
    sql(
        "history.db",
        "CREATE TABLE swap AS SELECT id, sealed_chunk FROM chunk",
        ("UPDATE chunk SET sealed_chunk = (SELECT sealed_chunk FROM swap"
                + " WHERE swap.id = %d - chunk.id) WHERE id IN (%d, %d)")
            .formatted(first + last, first, last),
        "DROP TABLE swap");
    try (GivenHub given = new GivenHub(temp, clock)) {
      assertThat(List.of(readings(given.hub, lamp), readings(given.hub, plug)))
          .containsExactlyInAnyOrder(600 - ofFirst, 600 - ofLast);
      assertThat(codes(given)).containsExactly("past-damaged", "past-damaged");
    }
  }

  @Test
  void a_file_that_was_cut_short_is_refused_by_name_and_not_changed() throws Exception {
    for (String name : List.of("home.db", "history.db")) {
      byte[] whole = Files.readAllBytes(file(name));
      cut(file(name), whole.length - 5_000);
      assertThatThrownBy(() -> Vault.open(temp.resolve("data"), key()))
          .isInstanceOf(Broken.class)
          .hasMessageStartingWith(name + " is damaged: it is cut short, ")
          .hasMessageEndingWith("Keep a copy of the folder as it is, then restore a backup.");
      assertThat(Files.size(file(name))).isEqualTo(whole.length - 5_000);
      Files.write(file(name), whole);
    }
    new GivenHub(temp, clock).close();
  }

  @Test
  void a_file_that_is_empty_is_not_taken_for_a_new_one() throws Exception {
    for (String name : List.of("home.db", "history.db")) {
      byte[] whole = Files.readAllBytes(file(name));
      cut(file(name), 0);
      assertThatThrownBy(() -> Vault.open(temp.resolve("data"), key()))
          .isInstanceOf(Broken.class)
          .hasMessageContaining(name + " is damaged: it is cut short, 0 of");
      Files.write(file(name), whole);
    }
  }

  private static void cut(Path file, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  @Test
  void a_broken_page_that_everything_hangs_on_stops_the_start_by_name() throws Exception {
    long page =
        number("history.db", "SELECT rootpage FROM sqlite_schema WHERE name = 'open_chunk'");
    long size = number("history.db", "PRAGMA page_size");
    try (FileChannel channel = FileChannel.open(file("history.db"), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate((int) size), (page - 1) * size);
    }
    // The newest chunks are read at the start: without them nothing could be packed.
    assertThatThrownBy(() -> new GivenHub(temp, clock))
        .isInstanceOf(Broken.class)
        .hasMessage(
            "history.db is damaged: its pages do not fit together. Keep a copy of the folder as it"
                + " is, then restore a backup.");
  }

  @Test
  void a_broken_page_with_chunks_is_named_when_they_are_asked_for_and_the_rest_goes_on()
      throws Exception {
    breakPageWithChunks();
    try (GivenHub given = new GivenHub(temp, clock)) {
      assertThatThrownBy(() -> readings(given.hub, lamp))
          .isInstanceOf(Broken.class)
          .hasMessageStartingWith("history.db is damaged: its pages do not fit together.");
      clock.goOn(Duration.ofDays(2));
      push(given.hub, lamp, 600);
      Past newest =
          given
              .hub
              .history()
              .query(
                  lamp,
                  GivenHub.BRIGHTNESS,
                  clock.instant().minusSeconds(600),
                  clock.instant().plusSeconds(1),
                  5_000);
      assertThat(((Past.Readings) newest).points()).hasSize(600);
      given.hub.devices().rename(GivenHub.OWNER, lamp, "Still here");
    }
  }

  @Test
  void a_flipped_bit_in_what_was_noted_of_an_erasure_keeps_nothing_else_from_going_on()
      throws Exception {
    try (GivenHub given = new GivenHub(temp, clock)) {
      given.hub.keys().addRecoveryCode(GivenHub.OWNER, "on paper").close();
      assertThat(given.hub.keys().erase(GivenHub.OWNER, plug, "plug").isProven()).isTrue();
    }
    sql("home.db", flip("erasure", "sealed_erasure", "1"));
    try (GivenHub given = new GivenHub(temp, clock)) {
      assertThat(given.vault.erasures()).isEmpty();
      assertThat(codes(given)).containsExactly("erasure-damaged");
      given.hub.keys().rotateTierKeys(GivenHub.OWNER);
      assertThat(given.hub.keys().erase(GivenHub.OWNER, lamp, "lamp").isProven()).isTrue();
      assertThat(given.vault.erasures()).hasSize(1);
    }
    assertThat(number("home.db", "SELECT count(*) FROM damaged WHERE origin = 14")).isEqualTo(1);
  }

  @Test
  void a_flipped_bit_in_the_size_of_the_journal_of_deeds_keeps_nobody_from_doing_any()
      throws Exception {
    sql("home.db", "UPDATE audit_head SET size = size | (1 << 40)");
    try (GivenHub given = new GivenHub(temp, clock)) {
      assertThat(given.hub.audit().verify().findings())
          .containsExactly(
              "What was signed last is damaged; the entries that are there were signed anew.");
      given.hub.home().addRoom(GivenHub.OWNER, "Bath");
      assertThat(given.hub.audit().latest(1, Long.MAX_VALUE).getFirst().action())
          .isEqualTo(AuditEntry.Action.CHANGE_ROOM);
    }
  }

  /** One of many, with readings of the lamp. */
  private void breakPageWithChunks() throws Exception {
    try (GivenHub given = new GivenHub(temp, clock)) {
      for (int i = 0; i < 20; i++) {
        clock.goOn(Duration.ofMinutes(10));
        push(given.hub, lamp, 600);
      }
    }
    long root = number("history.db", "SELECT rootpage FROM sqlite_schema WHERE name = 'chunk'");
    int size = (int) number("history.db", "PRAGMA page_size");
    try (FileChannel channel =
        FileChannel.open(file("history.db"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer page = ByteBuffer.allocate(size);
      channel.read(page, (root - 1) * size);
      assertThat(page.get(0)).as("an inner page").isEqualTo((byte) 5);
      int cells = page.getShort(3);
      long leaf = page.getInt(page.getShort(12 + 2 * (cells / 2)));
      channel.write(ByteBuffer.allocate(size), (leaf - 1) * size);
    }
  }

  @Test
  void erasing_beside_a_broken_page_destroys_the_keys_says_so_and_the_hub_starts_again()
      throws Exception {
    breakPageWithChunks();
    try (GivenHub given = new GivenHub(temp, clock)) {
      ErasureReport report = given.hub.keys().erase(GivenHub.OWNER, plug, "plug");
      assertThat(report.done()).anyMatch(sentence -> sentence.contains("keys are nowhere"));
      assertThat(report.failures())
          .containsExactly(
              "history.db is damaged: its pages do not fit together. Keep a copy of the folder as"
                  + " it is, then restore a backup.");
      AuditEntry entry = given.hub.audit().latest(1, Long.MAX_VALUE).getFirst();
      assertThat(entry.action()).isEqualTo(AuditEntry.Action.ERASE_PAST);
      assertThat(entry.outcome()).isEqualTo(AuditEntry.Outcome.FAILED);
      assertThat(given.vault.erasures()).hasSize(1);
      assertThat(readings(given.hub, plug)).isZero();
    }
    for (int start = 0; start < 2; start++) {
      try (GivenHub given = new GivenHub(temp, clock)) {
        assertThat(codes(given)).containsExactly("erasure-unfinished");
        assertThat(readings(given.hub, plug)).isEqualTo(start * 100);
        push(given.hub, plug, 100);
        clock.goOn(Duration.ofHours(1));
      }
    }
  }

  @Test
  void a_lost_wal_is_missed_and_what_was_in_the_file_is_there() throws Exception {
    Path copy = temp.resolve("copy");
    Files.createDirectories(copy.resolve("data"));
    try (GivenHub given = new GivenHub(temp, clock)) {
      given.hub.home().addRoom(GivenHub.OWNER, "Bath");
      push(given.hub, lamp, 100);
      // As a kill leaves it, and then somebody tidies up.
      for (String name : List.of("home.db", "history.db", "hearth.lock")) {
        Files.copy(file(name), copy.resolve("data").resolve(name));
      }
    }
    Files.copy(temp.resolve("key"), copy.resolve("key"));
    try (GivenHub given = new GivenHub(copy, clock)) {
      assertThat(codes(given)).containsExactly("wal-lost", "wal-lost");
      assertThat(sentences(given))
          .contains(
              "home.db-wal is gone, which only something other than Hearth removes: what was stored"
                  + " last is missing in home.db.");
      assertThat(given.hub.home().rooms()).isEmpty();
      assertThat(readings(given.hub, lamp)).isEqualTo(600);
    }
    try (GivenHub given = new GivenHub(copy, clock)) {
      assertThat(codes(given)).isEmpty();
    }
  }

  @Test
  void a_power_cut_is_told_and_what_it_may_have_cost() throws Exception {
    Files.writeString(file("hearth.lock"), "open 00000000-0000-0000-0000-000000000000");
    Files.createFile(file("home.db-wal"));
    Files.createFile(file("history.db-wal"));
    // A wrong key first: the notice is for whoever gets in.
    Path other = temp.resolve("other-key");
    Vault.create(temp.resolve("other"), new Unlock.KeyFile(other)).close();
    assertThatThrownBy(() -> Vault.open(temp.resolve("data"), new Unlock.KeyFile(other)));
    try (GivenHub given = new GivenHub(temp, clock)) {
      assertThat(given.vault.notices())
          .containsExactly(
              new StoreNotice(
                  "power-cut",
                  "This machine was cut off or restarted while Hearth ran. What was answered as"
                      + " stored is there; of what devices said unasked, up to a minute may be"
                      + " missing."));
    }
    try (GivenHub given = new GivenHub(temp, clock)) {
      assertThat(codes(given)).isEmpty();
    }
  }

  private Unlock key() {
    return new Unlock.KeyFile(temp.resolve("key"));
  }
}
