package org.hearthhub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.SteppedClock;
import org.hearthhub.access.Role;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.ActionAffordance;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataSchema;
import org.hearthhub.thing.DataType;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Kind;
import org.hearthhub.thing.PropertyAffordance;
import org.hearthhub.thing.Sensitive;
import org.hearthhub.thing.ThingDescription;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks and sirens that cannot prove who they are. */
class SensitiveDevicesTest {
  private static final AffordanceName LOCKED = AffordanceName.of("locked");
  private static final AffordanceName VOLUME = AffordanceName.of("volume");
  private static final AffordanceName OPEN = AffordanceName.of("open");

  @TempDir Path folder;
  private GivenHub given;
  private Actor resident;

  @BeforeEach
  void open() {
    given = new GivenHub(folder, new SteppedClock());
    resident = given.givenPerson("Ben", Role.RESIDENT);
  }

  @AfterEach
  void close() {
    given.close();
  }

  /** Sensitive by a property of its; it calls itself nothing. */
  private static ThingDescription lock() {
    return new ThingDescription(
        "Front door",
        Optional.empty(),
        List.of(),
        Map.of(
            LOCKED,
            new PropertyAffordance(DataSchema.of(DataType.BOOLEAN).meaning("LockedProperty"), true),
            VOLUME,
            new PropertyAffordance(DataSchema.of(DataType.INTEGER), true)),
        Map.of(
            OPEN,
            new ActionAffordance(
                Optional.of("Open"), Optional.empty(), Optional.empty(), Optional.empty())),
        Map.of());
  }

  private DeviceId given(boolean authenticated) {
    given.adapter.sees(
        new Sighting(
            new DeviceIdentity(authenticated ? Credential.SCHEME : "loop", "door"),
            "loop",
            Kind.UNKNOWN,
            "Front door",
            "loop://door",
            "it is in this process",
            authenticated,
            Optional.of(new Sighting.Offer(lock(), "link"))));
    return given
        .hub
        .inbox()
        .accept(
            GivenHub.OWNER,
            given.hub.inbox().entries().getFirst().id(),
            Optional.empty(),
            Optional.empty())
        .id();
  }

  private CommandOutcome unlock(DeviceId door) {
    return given.hub.commands().write(resident, door, LOCKED, Value.of(false));
  }

  @Test
  void one_that_proves_who_it_is_is_controlled_like_any_other() {
    assertThat(unlock(given(true))).isInstanceOf(CommandOutcome.Confirmed.class);
  }

  @Test
  void one_that_does_not_is_not_commanded_until_an_owner_allows_it() {
    DeviceId door = given(false);

    assertThatThrownBy(() -> unlock(door))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("cannot prove who it is");
    assertThat(given.lastEntry().outcome()).isEqualTo(AuditEntry.Outcome.REFUSED);
    assertThatThrownBy(() -> given.hub.commands().invoke(resident, door, OPEN, Optional.empty()))
        .isInstanceOf(Refused.class);
    assertThat(given.hub.commands().write(resident, door, VOLUME, Value.of(3)))
        .isInstanceOf(CommandOutcome.Confirmed.class);

    given.hub.devices().allow(GivenHub.OWNER, door, true);

    assertThat(given.lastEntry().reason())
        .contains("What matters may be done with it although it cannot prove who it is.");
    assertThat(unlock(door)).isInstanceOf(CommandOutcome.Confirmed.class);
    given.hub.devices().allow(GivenHub.OWNER, door, false);
    assertThatThrownBy(() -> unlock(door)).isInstanceOf(Refused.class);
  }

  @Test
  void only_an_owner_allows_it_and_the_word_outlives_the_hub() {
    given.givenPerson("Anna", Role.OWNER);
    DeviceId door = given(false);
    assertThatThrownBy(() -> given.hub.devices().allow(resident, door, true))
        .isInstanceOf(Refused.class);

    given.hub.devices().allow(GivenHub.OWNER, door, true);
    given.close();
    given = new GivenHub(folder, new SteppedClock());

    assertThat(given.hub.devices().get(door).allowed()).isTrue();
  }

  @Test
  void what_is_sensitive_is_told_by_the_types_it_gives_itself() {
    assertThat(Sensitive.isIn(lock())).isTrue();
    assertThat(Sensitive.isWriting(lock(), VOLUME)).isFalse();
    assertThat(Sensitive.isIn(GivenHub.lamp("Lamp"))).isFalse();
    assertThat(
            Sensitive.isWriting(
                new ThingDescription("Valve", List.of("https://example.org/terms#Valve"), Map.of()),
                VOLUME))
        .isTrue();
  }
}
