package org.hearthhub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hearthhub.SteppedClock;
import org.hearthhub.access.Role;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Kind;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plain device of the home is paired: it stays the same device. */
class PairedInPlaceTest {
  private static final String SECRET = "k3Jx92mQaZr7Lw-v8Tn0+PpX5";
  private static final DeviceIdentity PROVEN = new DeviceIdentity(Credential.SCHEME, "peer-1");

  @TempDir Path folder;
  private final SteppedClock clock = new SteppedClock();
  private GivenHub given;
  private DeviceId lamp;

  @BeforeEach
  void open() {
    given = new GivenHub(folder, clock);
    lamp = given.givenLamp("a").id();
    given.hub.devices().rename(GivenHub.OWNER, lamp, "Reading lamp");
    given.says(lamp, GivenHub.BRIGHTNESS, Value.of(40));
    given.adapter.pairsWith(new PairingOutcome.Paired("peer-1", "Paired."));
    given.hub.pairing().open(GivenHub.OWNER);
  }

  @AfterEach
  void close() {
    given.close();
  }

  private PairingOutcome pair() {
    return given.hub.pairing().pair(GivenHub.OWNER, lamp, Optional.empty(), SECRET);
  }

  private void seesProven(String identity) {
    given.adapter.sees(
        new Sighting(
            new DeviceIdentity(Credential.SCHEME, identity),
            "loop",
            Kind.LIGHT,
            "Lamp",
            "loops://lamp",
            "was paired",
            true,
            Optional.of(new Sighting.Offer(GivenHub.lamp("Lamp"), "secure-link"))));
  }

  private void isTheSameAndProven() {
    Device device = given.hub.devices().get(lamp);
    assertThat(device.identity()).isEqualTo(PROVEN);
    assertThat(device.authenticated()).isTrue();
    assertThat(device.title()).isEqualTo("Reading lamp");
    assertThat(device.address()).isEqualTo("loops://lamp");
    assertThat(given.hub.devices().value(lamp, GivenHub.BRIGHTNESS).map(CurrentValue::value))
        .contains(Value.of(40));
    assertThat(given.hub.devices().all()).hasSize(1);
    assertThat(given.hub.inbox().entries()).isEmpty();
  }

  @Test
  void seen_with_its_key_it_is_the_same_device_with_its_place_and_its_past() {
    assertThat(pair()).isInstanceOf(PairingOutcome.Paired.class);
    assertThat(given.hub.devices().get(lamp).authenticated()).isFalse();

    seesProven("peer-1");

    isTheSameAndProven();
    assertThat(given.adapter.detached()).containsExactly(lamp);
    assertThat(given.adapter.attached().getLast().link()).isEqualTo("secure-link");
    assertThat(given.lastEntry().reason())
        .contains("It proves who it is from now on; it is the same device, with its past.");
    given.close();
    given = new GivenHub(folder, clock);
    isTheSameAndProven();
  }

  @Test
  void one_that_was_seen_while_it_was_paired_does_not_wait_in_the_inbox() {
    seesProven("peer-1");
    assertThat(given.hub.inbox().entries()).hasSize(1);

    pair();

    isTheSameAndProven();
  }

  @Test
  void one_that_calls_by_itself_is_the_same_device_too() {
    given.hub.pairing().expect(GivenHub.OWNER, "lamp-a", SECRET, Optional.of(lamp));
    given.adapter.tells("lamp-a", new PairingOutcome.Paired("peer-1", "Paired."));

    seesProven("peer-1");

    isTheSameAndProven();
  }

  @Test
  void whoever_speaks_plainly_under_its_old_name_is_a_stranger() {
    pair();
    seesProven("peer-1");

    given.adapter.sees("a", GivenHub.lamp("Lamp a"), "loop://elsewhere");

    assertThat(given.hub.inbox().entries()).hasSize(1);
    isKnownAt("loops://lamp");
  }

  private void isKnownAt(String address) {
    assertThat(given.hub.devices().get(lamp).address()).isEqualTo(address);
    assertThat(given.hub.devices().get(lamp).authenticated()).isTrue();
  }

  @Test
  void another_one_that_proves_who_it_is_is_not_taken_for_it() {
    pair();

    seesProven("peer-2");

    assertThat(given.hub.devices().get(lamp).authenticated()).isFalse();
    assertThat(given.hub.inbox().entries()).hasSize(1);
  }

  @Test
  void who_shows_itself_much_later_is_a_new_one() {
    pair();
    clock.goOn(Duration.ofMinutes(11));

    seesProven("peer-1");

    assertThat(given.hub.devices().get(lamp).authenticated()).isFalse();
    assertThat(given.hub.inbox().entries()).hasSize(1);
  }

  @Test
  void where_another_one_was_paired_a_person_has_said_which_one_it_is() {
    pair();
    given.hub.pairing().expect(GivenHub.OWNER, "lamp-a", SECRET, Optional.of(lamp));

    assertThat(given.adapter.attempts())
        .hasSize(2)
        .allSatisfy(attempt -> assertThat(attempt.another()).isTrue());
  }

  @Test
  void what_was_written_about_pairing_it_is_erased_with_what_was_written_about_it() {
    pair();
    given.hub.pairing().expect(GivenHub.OWNER, "lamp-a", SECRET, Optional.of(lamp));
    given.adapter.tells("lamp-a", new PairingOutcome.WrongSecret("It knows another secret."));
    given.adapter.tells("lamp-a", new PairingOutcome.Paired("peer-1", "Paired."));
    seesProven("peer-1");
    given.hub.pairing().forget(GivenHub.OWNER, "loop", "peer-1");
    String title = given.hub.devices().get(lamp).title();

    given.hub.keys().erase(GivenHub.OWNER, lamp, title, true);

    assertThat(given.hub.audit().latest(100, Long.MAX_VALUE))
        .noneMatch(entry -> entry.toString().contains(title))
        .noneMatch(entry -> entry.toString().contains("lamp-a"))
        .noneMatch(entry -> entry.toString().contains("peer-1"));
  }

  @Test
  void it_takes_an_owner_an_open_window_and_a_device() {
    var resident = given.givenPerson("Ben", Role.RESIDENT);
    assertThatThrownBy(() -> given.hub.pairing().pair(resident, lamp, Optional.empty(), SECRET))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(
            () ->
                given
                    .hub
                    .pairing()
                    .pair(GivenHub.OWNER, DeviceId.random(), Optional.empty(), SECRET))
        .isInstanceOf(NotFound.class);
    given.hub.pairing().close(GivenHub.OWNER);
    assertThatThrownBy(this::pair).isInstanceOf(Conflict.class);
  }
}
