package org.hearthhub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hearthhub.SteppedClock;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.PersonId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTest {
  private static final DeviceId LAMP = DeviceId.random();
  private static final Right READ = new Right.Read(LAMP);
  private static final Right CONTROL = new Right.Control(LAMP);
  private static final Right ACTIVITY = new Right.ReadActivity();
  private static final List<Right> MANAGE =
      List.of(new Right.ManageDevices(), new Right.ManageHome(), new Right.ManagePeople());
  private static final List<Right> ALL =
      Stream.concat(Stream.of(READ, CONTROL, ACTIVITY), MANAGE.stream()).toList();

  @TempDir Path temp;
  private GivenHome given;

  @BeforeEach
  void open() {
    given = new GivenHome(temp, new SteppedClock());
  }

  @AfterEach
  void close() {
    given.close();
  }

  @Test
  void an_owner_may_everything() {
    assertThat(rightsOf(given.givenActor("Anna", Role.OWNER))).isEqualTo(ALL);
  }

  @Test
  void a_resident_may_read_and_control() {
    assertThat(rightsOf(given.givenActor("Ben", Role.RESIDENT)))
        .containsExactly(READ, CONTROL, ACTIVITY);
  }

  @Test
  void a_guest_may_read_values_only() {
    assertThat(rightsOf(given.givenActor("Gast", Role.GUEST))).containsExactly(READ);
  }

  @Test
  void who_holds_the_machine_and_the_hub_itself_may_everything() {
    assertThat(rightsOf(new Actor.Operator())).isEqualTo(ALL);
    assertThat(rightsOf(new Actor.TheHub())).isEqualTo(ALL);
  }

  @Test
  void whom_nobody_granted_anything_may_nothing() {
    assertThat(rightsOf(new Actor.Person(PersonId.random()))).isEmpty();
    assertThat(rightsOf(new Actor.App("app"))).isEmpty();
    assertThat(rightsOf(new Actor.Rule("rule"))).isEmpty();
    assertThat(rightsOf(new Actor.Schedule("plan"))).isEmpty();
    assertThat(rightsOf(new Actor.Device(LAMP))).isEmpty();
  }

  @Test
  void what_is_sensitive_on_a_device_that_proves_nothing_takes_an_owners_word() {
    Right without = new Right.ControlUnproven(LAMP, false);
    Right with = new Right.ControlUnproven(LAMP, true);
    Actor owner = given.givenActor("Anna", Role.OWNER);
    Actor resident = given.givenActor("Ben", Role.RESIDENT);

    assertThat(given.policy.allows(owner, without)).isFalse();
    assertThat(given.policy.allows(resident, without)).isFalse();
    assertThat(given.policy.allows(owner, with)).isTrue();
    assertThat(given.policy.allows(resident, with)).isTrue();
    assertThat(given.policy.allows(given.givenActor("Gast", Role.GUEST), with)).isFalse();
    for (Actor unattended :
        List.of(
            new Actor.App("app"),
            new Actor.Rule("rule"),
            new Actor.Schedule("plan"),
            new Actor.Device(DeviceId.random()))) {
      assertThat(given.policy.allows(unattended, with)).isFalse();
    }
    assertThatThrownBy(() -> given.policy.require(owner, without))
        .hasMessageContaining("Pair it with the secret on its label");
  }

  @Test
  void a_refusal_says_what_may_not_be_done() {
    Actor guest = given.givenActor("Gast", Role.GUEST);

    assertThatThrownBy(() -> given.policy.require(guest, CONTROL))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Refused.Reason.NOT_ALLOWED))
        .hasMessageContaining("control this device");
  }

  private List<Right> rightsOf(Actor actor) {
    return ALL.stream().filter(right -> given.policy.allows(actor, right)).toList();
  }
}
