package org.hearthhub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.hearthhub.SteppedClock;
import org.hearthhub.access.Role;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Refused;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.DeviceId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginsTest {
  private static final String PASSWORD = "Wq7-zebra-crossing";
  private static final Optional<String> USUAL = Optional.empty();
  private static final LoginOutcome ACCEPTED = new LoginOutcome.Accepted("It accepted it.");

  @TempDir Path folder;
  private final SteppedClock clock = new SteppedClock();
  private GivenHub given;
  private DeviceId plug = DeviceId.random();

  @BeforeEach
  void open() {
    given = new GivenHub(folder, clock);
    plug = given.givenLamp("plug-1").id();
    given.adapter.logsInWith(ACCEPTED);
  }

  @AfterEach
  void close() {
    given.close();
  }

  private LoginOutcome keep(Actor actor, String password) {
    return given.hub.logins().keep(actor, plug, USUAL, password);
  }

  @Test
  void what_the_device_accepted_outlives_the_hub_and_is_nowhere_in_clear() throws Exception {
    assertThat(keep(GivenHub.OWNER, PASSWORD)).isEqualTo(ACCEPTED);
    AuditEntry entry = given.lastEntry();
    assertThat(entry.action()).isEqualTo(AuditEntry.Action.CHANGE_LOGIN);
    assertThat(entry.thing()).contains(plug);
    assertThat(entry.toString()).doesNotContain("zebra");
    given.close();
    assertThat(allBytes()).doesNotContain("zebra");

    given = new GivenHub(folder, clock);
    given.adapter.logsInWith(ACCEPTED);

    DeviceLogin login = given.adapter.host().login(plug).orElseThrow();
    assertThat(login).isEqualTo(new DeviceLogin("admin", PASSWORD));
    assertThat(login.toString()).doesNotContain("zebra");
    assertThat(given.hub.logins().of(plug)).contains(new Logins.Standing("admin", true));
  }

  private String allBytes() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  @Test
  void it_is_no_key_with_which_anybody_proves_who_it_is() {
    keep(GivenHub.OWNER, PASSWORD);

    Credentials keys = given.adapter.host().credentials();
    assertThat(keys.all()).isEmpty();
    assertThat(keys.named("admin")).isEmpty();
    assertThat(given.hub.pairing().paired()).isEmpty();
    assertThat(given.hub.devices().get(plug).authenticated()).isFalse();
  }

  @Test
  void another_takes_the_place_of_the_one_before() {
    keep(GivenHub.OWNER, PASSWORD);

    given.hub.logins().keep(GivenHub.OWNER, plug, Optional.of(" anna "), "another");

    assertThat(given.adapter.host().login(plug)).contains(new DeviceLogin("anna", "another"));
    given.hub.logins().forget(GivenHub.OWNER, plug);
    assertThat(given.adapter.host().login(plug)).isEmpty();
  }

  @Test
  void a_wrong_one_is_not_kept_and_costs_ever_more_time() {
    keep(GivenHub.OWNER, PASSWORD);
    given.adapter.logsInWith(new LoginOutcome.Wrong("It did not accept the password."));

    for (int i = 0; i < 3; i++) {
      assertThat(keep(GivenHub.OWNER, "guess " + i)).isInstanceOf(LoginOutcome.Wrong.class);
    }

    assertThat(given.lastEntry().outcome()).isEqualTo(AuditEntry.Outcome.REFUSED);
    assertThat(given.lastEntry().reason()).contains("It did not accept the password.");
    assertThatThrownBy(() -> keep(GivenHub.OWNER, "guess 4")).isInstanceOf(TooMuch.class);
    assertThat(given.adapter.host().login(plug))
        .as("the one that worked")
        .contains(new DeviceLogin("admin", PASSWORD));
    clock.goOn(Duration.ofSeconds(2));
    assertThat(keep(GivenHub.OWNER, "guess 5")).isInstanceOf(LoginOutcome.Wrong.class);
  }

  @Test
  void only_who_manages_devices_may() {
    Actor resident = given.givenPerson("Ben", Role.RESIDENT);

    assertThatThrownBy(() -> keep(resident, PASSWORD)).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> given.hub.logins().forget(resident, plug)).isInstanceOf(Refused.class);
    assertThat(given.adapter.host().login(plug)).isEmpty();
  }

  @Test
  void it_leaves_with_its_device() {
    keep(GivenHub.OWNER, PASSWORD);
    CredentialStore kept = new CredentialStore(given.vault.records());
    assertThat(kept.login(plug)).isPresent();

    given.hub.devices().remove(GivenHub.OWNER, plug);

    assertThat(new CredentialStore(given.vault.records()).login(plug)).isEmpty();
  }

  @Test
  void what_cannot_be_sent_is_not_even_tried() {
    assertThatThrownBy(() -> new DeviceLogin("ad:min", "x")).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> new DeviceLogin(" ", "x")).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> new DeviceLogin("admin", "")).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> new DeviceLogin("admin", "a\r\nHost: x")).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> new DeviceLogin("admin", "ä".repeat(33))).isInstanceOf(Invalid.class);
    assertThat(new DeviceLogin("Aladdin", "open sesame").basic())
        .as("the example of RFC 7617")
        .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  }
}
