package org.hearthhub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hearthhub.SteppedClock;
import org.hearthhub.access.Role;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Refused;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.thing.Kind;
import org.hearthhub.thing.SightingId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairingTest {
  private static final String SECRET = "k3Jx92mQaZr7Lw-v8Tn0+PpX5";
  private static final Optional<String> NO_NAME = Optional.empty();

  @TempDir Path folder;
  private final SteppedClock clock = new SteppedClock();
  private GivenHub given;

  @BeforeEach
  void open() {
    given = new GivenHub(folder, clock);
  }

  @AfterEach
  void close() {
    given.close();
  }

  private SightingId lamp(boolean authenticated) {
    given.adapter.sees(
        new Sighting(
            new DeviceIdentity(authenticated ? Credential.SCHEME : "loop", "lamp-1"),
            "loop",
            Kind.LIGHT,
            "Lamp",
            "loops://lamp",
            "was paired",
            authenticated,
            Optional.of(new Sighting.Offer(GivenHub.lamp("Lamp"), "link"))));
    return given.hub.inbox().entries().getFirst().id();
  }

  private PairingOutcome pair(SightingId id, String secret) {
    return given.hub.pairing().pair(GivenHub.OWNER, id, NO_NAME, secret);
  }

  @Test
  void without_an_open_window_nothing_is_paired() {
    SightingId lamp = lamp(false);

    assertThatThrownBy(() -> pair(lamp, SECRET))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("window is closed");
    assertThat(given.hub.pairing().window()).isEmpty();
  }

  @Test
  void a_window_is_one_and_open_for_two_minutes_and_says_so() {
    Pairing.Window window = given.hub.pairing().open(GivenHub.OWNER);

    assertThat(Duration.between(window.opened(), window.closes())).hasMinutes(2);
    assertThat(given.lastEntry().action()).isEqualTo(AuditEntry.Action.OPEN_PAIRING);
    assertThat(given.heard).contains(new HomeEvent.PairingChanged());
    clock.goOn(Duration.ofMinutes(1));
    given.hub.pairing().open(GivenHub.OWNER);
    clock.goOn(Duration.ofMinutes(1));
    assertThat(given.hub.pairing().window()).isPresent();

    clock.goOn(Duration.ofMinutes(1));
    assertThat(given.hub.pairing().window()).isEmpty();
    given.hub.pairing().expire();
    assertThat(given.lastEntry().action()).isEqualTo(AuditEntry.Action.CLOSE_PAIRING);
    assertThat(given.lastEntry().reason()).contains("The pairing window closed by itself.");
    given.hub.pairing().open(GivenHub.OWNER);
  }

  @Test
  void only_an_owner_opens_it() {
    var resident = given.givenPerson("Ben", Role.RESIDENT);

    assertThatThrownBy(() -> given.hub.pairing().open(resident)).isInstanceOf(Refused.class);
    assertThat(given.lastEntry().outcome()).isEqualTo(AuditEntry.Outcome.REFUSED);
  }

  @Test
  void a_weak_secret_is_not_even_tried() {
    SightingId lamp = lamp(false);
    given.hub.pairing().open(GivenHub.OWNER);
    given.adapter.pairsWith(new PairingOutcome.Paired("lamp-1", "Paired."));

    assertThatThrownBy(() -> pair(lamp, "12345678"))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("bits");
    assertThat(given.hub.pairing().paired()).isEmpty();
  }

  @Test
  void a_label_that_is_what_it_is_may_be_weaker() {
    given.adapter.sees(
        new Sighting(
            new DeviceIdentity("loop", "gateway"),
            "loop",
            Kind.UNKNOWN,
            "Gateway",
            "loops://gateway",
            "it is in this process",
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new PairingHint("The 16 characters under it.", 64, false, true))));
    SightingId gateway = given.hub.inbox().entries().getFirst().id();
    given.adapter.pairsWith(new PairingOutcome.Paired("gateway", "Paired."));
    given.hub.pairing().open(GivenHub.OWNER);

    assertThatThrownBy(
            () -> given.hub.inbox().accept(GivenHub.OWNER, gateway, NO_NAME, Optional.empty()))
        .hasMessageContaining("pair it first");
    assertThat(pair(gateway, "aB3dE6gH9jK2mN5p")).isInstanceOf(PairingOutcome.Paired.class);
  }

  @Test
  void a_key_outlives_the_hub_and_is_nowhere_in_clear() throws Exception {
    SightingId lamp = lamp(false);
    given.adapter.pairsWith(new PairingOutcome.Paired("lamp-1", "Paired."));
    given.hub.pairing().open(GivenHub.OWNER);
    pair(lamp, SECRET);
    AuditEntry entry = given.lastEntry();

    assertThat(entry.action()).isEqualTo(AuditEntry.Action.PAIR_DEVICE);
    assertThat(entry.toString()).doesNotContain(SECRET);
    assertThat(given.hub.pairing().window().orElseThrow().toString()).doesNotContain(SECRET);
    given.close();
    for (byte[] file : filesIn(folder.resolve("data"))) {
      String text = new String(file, StandardCharsets.ISO_8859_1);
      assertThat(text.contains(SECRET)).as("the secret").isFalse();
      assertThat(text.contains("lamp-1")).as("the name").isFalse();
    }
    given = new GivenHub(folder, clock);

    assertThat(given.adapter.host().credentials().of("lamp-1"))
        .singleElement()
        .extracting(Credential::key)
        .isEqualTo(LabelSecret.parse(SECRET).keys().getFirst());
  }

  private static List<byte[]> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(
              file -> {
                try {
                  return Files.readAllBytes(file);
                } catch (IOException unreadable) {
                  throw new AssertionError(unreadable);
                }
              })
          .toList();
    }
  }

  @Test
  void removing_the_last_device_of_a_peer_forgets_its_key() {
    given.adapter.pairsWith(new PairingOutcome.Paired("lamp-1", "Paired."));
    SightingId before = lamp(false);
    given.hub.pairing().open(GivenHub.OWNER);
    pair(before, SECRET);
    Device device = given.hub.inbox().accept(GivenHub.OWNER, lamp(true), NO_NAME, Optional.empty());
    assertThat(given.hub.pairing().paired())
        .singleElement()
        .satisfies(peer -> assertThat(peer.devices()).containsExactly("Lamp"));

    given.hub.devices().remove(GivenHub.OWNER, device.id());

    assertThat(given.hub.pairing().paired()).isEmpty();
    assertThat(given.adapter.forgotten()).containsExactly("lamp-1");
    assertThatThrownBy(() -> given.hub.pairing().forget(GivenHub.OWNER, "loop", "lamp-1"))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void wrong_secrets_are_told_and_cost_ever_more_time() {
    SightingId lamp = lamp(false);
    given.adapter.pairsWith(new PairingOutcome.WrongSecret("It knows another secret."));
    given.hub.pairing().open(GivenHub.OWNER);

    for (int i = 0; i < 3; i++) {
      assertThat(pair(lamp, SECRET)).isInstanceOf(PairingOutcome.WrongSecret.class);
    }
    assertThat(given.lastEntry().outcome()).isEqualTo(AuditEntry.Outcome.REFUSED);
    assertThat(given.lastEntry().reason().orElseThrow()).contains("It knows another secret.");
    assertThatThrownBy(() -> pair(lamp, SECRET)).isInstanceOf(TooMuch.class);
    clock.goOn(Duration.ofSeconds(2));
    assertThat(pair(lamp, SECRET)).isInstanceOf(PairingOutcome.WrongSecret.class);
  }

  @Test
  void who_calls_by_itself_is_awaited_until_the_window_closes() {
    given.hub.pairing().open(GivenHub.OWNER);

    assertThat(given.hub.pairing().expect(GivenHub.OWNER, " sensor-7 ", SECRET))
        .isInstanceOf(PairingOutcome.Awaited.class);
    given.adapter.tells("sensor-7", new PairingOutcome.WrongSecret("It used another secret."));
    assertThat(given.hub.pairing().window().orElseThrow().tries())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.who()).isEqualTo("sensor-7");
              assertThat(one.outcome()).isInstanceOf(PairingOutcome.WrongSecret.class);
            });

    given.hub.pairing().close(GivenHub.OWNER);
    assertThat(given.adapter.expected().keySet()).isEmpty();
    assertThat(given.hub.pairing().window()).isEmpty();
  }

  @Test
  void a_new_key_replaces_the_old_one_only_once_it_has_worked() {
    Credentials keys = given.adapter.host().credentials();
    PreSharedKey label = LabelSecret.parse(SECRET).asText();
    PreSharedKey fresh = new PreSharedKey(new byte[] {1, 2, 3});
    keys.keep(new Credential("lamp-1", "label", label, clock.instant(), true));
    clock.goOn(Duration.ofSeconds(1));
    Credential next = new Credential("lamp-1", "fresh", fresh, clock.instant(), false);
    keys.keep(next);
    assertThat(keys.of("lamp-1")).extracting(Credential::name).containsExactly("fresh", "label");

    keys.proven(next);

    assertThat(keys.of("lamp-1")).containsExactly(next.asProven());
  }

  @Test
  void what_nobody_proved_takes_nothing_over_in_the_inbox() {
    SightingId proven = lamp(true);
    given.adapter.sees(
        new Sighting(
            new DeviceIdentity(Credential.SCHEME, "lamp-1"),
            "loop",
            Kind.LIGHT,
            "Impostor",
            "loop://elsewhere",
            "it says so",
            false,
            Optional.of(new Sighting.Offer(GivenHub.lamp("Impostor"), "link"))));

    assertThat(given.hub.inbox().find(proven).orElseThrow().sighting().title()).isEqualTo("Lamp");
  }

  private Device pairedLamp() {
    given.adapter.pairsWith(new PairingOutcome.Paired("lamp-1", "Paired."));
    given.hub.pairing().open(GivenHub.OWNER);
    pair(lamp(false), SECRET);
    return given.hub.inbox().accept(GivenHub.OWNER, lamp(true), NO_NAME, Optional.empty());
  }

  @Test
  void whose_place_would_be_taken_is_told_and_a_person_says_whether_it_is_that_one() {
    Device device = pairedLamp();
    given.adapter.pairsWith(new PairingOutcome.Taken("lamp-1", "Who was there is paired already."));
    SightingId other = lamp(false);

    assertThat(pair(other, SECRET))
        .isInstanceOfSatisfying(
            PairingOutcome.Taken.class,
            taken ->
                assertThat(taken.sentence())
                    .startsWith("Who was there is paired already. That is “Lamp”.")
                    .contains("pair it again on its own page"));
    assertThat(given.lastEntry().outcome()).isEqualTo(AuditEntry.Outcome.REFUSED);
    PairingAttempt unsaid = given.adapter.attempts().getLast();
    assertThat(unsaid.another()).isFalse();
    assertThat(unsaid.replaces()).isEmpty();

    given.hub.pairing().pair(GivenHub.OWNER, other, NO_NAME, SECRET, true);
    assertThat(given.adapter.attempts().getLast().another()).isTrue();
    given.hub.pairing().pair(GivenHub.OWNER, device.id(), NO_NAME, SECRET);
    assertThat(given.adapter.attempts().getLast().replaces()).contains("lamp-1");
  }

  @Test
  void a_caller_takes_the_place_of_that_device_only_that_a_person_said_it_is() {
    Device device = pairedLamp();
    given.adapter.pairsWith(new PairingOutcome.Taken("lamp-1", "That name is paired already."));

    assertThat(given.hub.pairing().expect(GivenHub.OWNER, "lamp-1", SECRET))
        .isInstanceOf(PairingOutcome.Taken.class);
    assertThat(given.hub.pairing().window().orElseThrow().tries().getLast().outcome())
        .isInstanceOf(PairingOutcome.Taken.class);
    assertThat(given.hub.pairing().expect(GivenHub.OWNER, "lamp-1", SECRET, Optional.empty(), true))
        .isInstanceOf(PairingOutcome.Awaited.class);
    given.hub.pairing().expect(GivenHub.OWNER, "lamp-1", SECRET, Optional.of(device.id()));
    assertThat(given.adapter.attempts().getLast().replaces()).contains("lamp-1");
  }
}
