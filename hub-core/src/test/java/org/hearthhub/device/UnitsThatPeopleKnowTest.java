package org.hearthhub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hearthhub.device.GivenHub.ON;
import static org.hearthhub.device.GivenHub.OWNER;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.SteppedClock;
import org.hearthhub.access.Role;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataSchema;
import org.hearthhub.thing.DataType;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.PropertyAffordance;
import org.hearthhub.thing.ThingDescription;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that says the wrong unit, or none, is corrected by who lives with it. */
class UnitsThatPeopleKnowTest {
  private static final AffordanceName HEAT = AffordanceName.of("heat");

  @TempDir Path temp;
  private GivenHub given;
  private DeviceId oven;

  @BeforeEach
  void an_oven_that_says_celsius_and_means_fahrenheit() {
    given = new GivenHub(temp, new SteppedClock());
    given.adapter.sees("oven", oven("Cel"), "loop://oven");
    oven =
        given
            .hub
            .inbox()
            .accept(
                OWNER,
                given.hub.inbox().entries().getFirst().id(),
                Optional.empty(),
                Optional.empty())
            .id();
    given.says(oven, HEAT, Value.of(350));
  }

  @AfterEach
  void close() {
    given.close();
  }

  private static ThingDescription oven(String unit) {
    return new ThingDescription(
        "Oven",
        List.of(),
        Map.of(
            HEAT,
            new PropertyAffordance(
                DataSchema.of(DataType.NUMBER).in(unit).titled("Heat").asReadOnly(), true),
            ON,
            new PropertyAffordance(DataSchema.of(DataType.BOOLEAN), true)));
  }

  private Optional<String> unit() {
    return given.hub.devices().get(oven).description().property(HEAT).orElseThrow().schema().unit();
  }

  @Test
  void what_a_person_says_holds_after_a_restart_and_when_the_device_describes_itself_again() {
    given.hub.devices().measure(OWNER, oven, HEAT, Optional.of("degF"));
    assertThat(unit()).contains("degF");
    assertThat(given.hub.devices().value(oven, HEAT).orElseThrow().value())
        .isEqualTo(Value.of(350));

    given.adapter.host().redescribed(oven, oven("K"), "loop://oven", "again");
    assertThat(unit()).contains("degF");

    given.close();
    given = new GivenHub(temp, new SteppedClock());
    assertThat(unit()).contains("degF");
    assertThat(given.adapter.attached().getFirst().description())
        .as("its adapter gets what it described")
        .isEqualTo(oven("K"));

    given.hub.devices().measure(OWNER, oven, HEAT, Optional.empty());
    assertThat(unit()).contains("K");
    assertThat(given.hub.devices().get(oven).described().units()).isEmpty();
  }

  @Test
  void it_is_written_down_who_said_so() {
    given.hub.devices().measure(OWNER, oven, HEAT, Optional.of("degF"));

    AuditEntry entry = given.lastEntry();
    assertThat(entry.action()).isEqualTo(AuditEntry.Action.CHANGE_DEVICE);
    assertThat(entry.name()).contains(HEAT);
    assertThat(entry.oldValue()).contains(Value.of("Cel"));
    assertThat(entry.newValue()).contains(Value.of("degF"));
    assertThat(entry.reason()).contains("“Heat” is taken to be in degF.");
  }

  @Test
  void only_who_may_rename_it_may_and_only_a_number_has_a_unit() {
    DeviceRegistry devices = given.hub.devices();
    assertThatThrownBy(
            () ->
                devices.measure(
                    given.givenPerson("Gus", Role.GUEST), oven, HEAT, Optional.of("degF")))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(() -> devices.measure(OWNER, oven, ON, Optional.of("degF")))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("no number");
    assertThatThrownBy(() -> devices.measure(OWNER, oven, HEAT, Optional.of("x".repeat(21))))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> devices.measure(OWNER, oven, HEAT, Optional.of("a\nb")))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(
            () -> devices.measure(OWNER, oven, AffordanceName.of("cold"), Optional.of("degF")))
        .isInstanceOf(NotFound.class);
    assertThat(unit()).contains("Cel");
  }
}
