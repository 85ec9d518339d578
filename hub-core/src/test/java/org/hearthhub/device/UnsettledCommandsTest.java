package org.hearthhub.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hearthhub.SteppedClock;
import org.hearthhub.access.Deeds;
import org.hearthhub.access.Role;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.RecoveryCode;
import org.hearthhub.vault.Unlock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that waited when the power went, which is when its files are copied. */
class UnsettledCommandsTest {
  @TempDir Path folder;
  @TempDir Path afterwards;
  private final SteppedClock clock = new SteppedClock();
  private GivenHub given;
  private DeviceId lamp = DeviceId.random();

  @BeforeEach
  void open() {
    given = new GivenHub(folder, clock);
    lamp = given.givenLamp("lamp-1").id();
  }

  @AfterEach
  void close() {
    given.close();
  }

  private CommandOutcome.Waits waiting() {
    CommandOutcome.Waits waits =
        CommandOutcome.Waits.until(clock.instant().plus(Duration.ofHours(1)));
    given.adapter.givenManners(lamp, (_, _, _) -> waits);
    given.hub.commands().write(GivenHub.OWNER, lamp, GivenHub.ON, Value.of(true));
    return waits;
  }

  private GivenHub afterPowerCut() throws IOException {
    copyAsItIs();
    return new GivenHub(afterwards, clock);
  }

  private void copyAsItIs() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = afterwards.resolve(folder.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private List<AuditEntry> aboutTheLamp(GivenHub hub) {
    return hub.hub.audit().latest(100, Long.MAX_VALUE).stream()
        .filter(entry -> entry.action() == AuditEntry.Action.WRITE_PROPERTY)
        .filter(entry -> entry.thing().filter(lamp::equals).isPresent())
        .toList();
  }

  @Test
  void what_waited_when_the_power_went_is_told_as_not_known_to_be_done_and_once() throws Exception {
    waiting();

    try (GivenHub later = afterPowerCut()) {
      AuditEntry told = aboutTheLamp(later).getFirst();
      assertThat(told.outcome()).isEqualTo(AuditEntry.Outcome.FAILED);
      assertThat(told.reason().orElseThrow()).startsWith("Hearth was restarted before");
      assertThat(told.actor()).isEqualTo(GivenHub.OWNER);
      assertThat(told.name()).contains(GivenHub.ON);
      assertThat(told.newValue()).contains(Value.of(true));
      assertThat(aboutTheLamp(later)).hasSize(2);
    }
    try (GivenHub again = new GivenHub(afterwards, clock)) {
      assertThat(aboutTheLamp(again)).hasSize(2);
    }
  }

  @Test
  void while_the_past_is_locked_it_waits_to_be_told() {
    waiting();
    UnsettledCommands unsettled = new UnsettledCommands(given.vault.records());
    Deeds deeds =
        new Deeds(given.hub.policy(), given.hub.residents(), given.hub.audit(), _ -> "nobody asks");

    String code;
    try (RecoveryCode drawn = given.vault.slots().addRecoveryCode("")) {
      code = new String(drawn.text());
    }

    given.vault.lockHistory();
    unsettled.tellLost(deeds);
    given.vault.unlock(new Unlock.RecoveryCode(code.toCharArray()));
    assertThat(aboutTheLamp(given)).hasSize(1);
    unsettled.tellLost(deeds);
    unsettled.tellLost(deeds);

    assertThat(aboutTheLamp(given))
        .extracting(AuditEntry::outcome)
        .containsExactly(AuditEntry.Outcome.FAILED, AuditEntry.Outcome.WAITING);
  }

  @Test
  void a_damaged_entry_of_one_that_waited_stops_no_start() throws Exception {
    given.givenPerson("Anna", Role.OWNER);
    waiting();
    copyAsItIs();
    String home = "jdbc:sqlite:" + afterwards.resolve("data/home.db");
    try (Connection connection = DriverManager.getConnection(home);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE audit SET commitment = randomblob(32)");
    }

    try (GivenHub later = new GivenHub(afterwards, clock)) {
      assertThat(later.hub.devices().all()).hasSize(1);
    }
  }

  @Test
  void of_what_was_told_in_time_nothing_is_said_later() throws Exception {
    waiting().later().complete(new CommandOutcome.Confirmed(Optional.of(Value.of(true))));

    try (GivenHub later = afterPowerCut()) {
      assertThat(aboutTheLamp(later))
          .extracting(AuditEntry::outcome)
          .containsExactly(AuditEntry.Outcome.DONE, AuditEntry.Outcome.WAITING);
    }
  }

  @Test
  void of_what_a_hub_that_stopped_in_order_gave_up_nothing_is_said_again() {
    waiting();
    given.close();

    given = new GivenHub(folder, clock);

    assertThat(aboutTheLamp(given))
        .extracting(AuditEntry::outcome)
        .containsExactly(AuditEntry.Outcome.REFUSED, AuditEntry.Outcome.WAITING);
  }
}
