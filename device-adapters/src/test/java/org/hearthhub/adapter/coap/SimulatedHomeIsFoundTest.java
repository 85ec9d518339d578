package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.adapter.simulator.Fault;
import org.hearthhub.adapter.simulator.SimulatedDevice;
import org.hearthhub.adapter.simulator.SimulatedHome;
import org.hearthhub.adapter.simulator.SimulationSettings;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.device.DeviceStatus.State;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Kind;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every dialect of the simulated home, found by registration. */
class SimulatedHomeIsFoundTest extends CoapAdapterTest {
  private SimulatedHome home = SimulatedHome.start(SimulationSettings.of(1).withoutMulticast());

  @BeforeEach
  void moveIn() {
    home.close();
    home =
        SimulatedHome.start(
            SimulationSettings.of(SimulationSettings.NAMED_DEVICES)
                .withoutMulticast()
                .registeringWith(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), adapter.port())));
  }

  @AfterEach
  void moveOut() {
    home.close();
  }

  private Sighting sightingOf(String title) {
    SimulatedDevice device = home.device(title).orElseThrow();
    return host.sightingAt(device.address().getPort());
  }

  @Test
  void every_device_is_seen_for_what_it_is() {
    Map<String, Kind> kinds = new HashMap<>();
    for (SimulatedDevice device : home.devices()) {
      Sighting sighting = host.sightingAt(device.address().getPort());
      kinds.put(sighting.title(), sighting.kind());
      assertThat(sighting.identity().scheme()).isIn("td", "ep");
    }

    assertThat(kinds)
        .containsEntry("Kitchen lamp", Kind.LIGHT)
        .containsEntry("Hallway front door", Kind.DOOR)
        .containsEntry("Kitchen climate", Kind.CLIMATE)
        .containsEntry("Bedroom lamp", Kind.LIGHT)
        .containsEntry("Bedroom window", Kind.WINDOW)
        .containsEntry("Kitchen leak sensor", Kind.LEAK)
        .containsEntry("Hallway motion sensor", Kind.MOTION)
        .containsEntry("Bedroom thermostat", Kind.THERMOSTAT)
        .containsEntry("Kitchen kettle plug", Kind.PLUG)
        .containsEntry("Bedroom blind", Kind.BLIND)
        .containsEntry("Hallway lamp", Kind.LIGHT)
        .containsEntry("Utility room heat pump", Kind.HEAT_PUMP)
        .hasSize(SimulationSettings.NAMED_DEVICES);
    assertThat(host.inboxSoFar()).hasSize(SimulationSettings.NAMED_DEVICES);
  }

  @Test
  void every_property_of_every_dialect_is_heard() {
    for (SimulatedDevice device : home.devices()) {
      Sighting sighting = host.sightingAt(device.address().getPort());
      DeviceId id = accept(sighting);
      for (AffordanceName name :
          sighting.offer().orElseThrow().description().properties().keySet()) {
        Value told = host.anyReading(id, name.text()).value();
        device
            .value(name.text())
            .ifPresent(own -> assertThat(told).as(sighting.title()).hasSameClassAs(own));
      }
    }
  }

  @Test
  void lamps_of_all_dialects_are_switched() {
    for (String title : new String[] {"Kitchen lamp", "Bedroom lamp", "Hallway lamp"}) {
      DeviceId id = accept(sightingOf(title));
      host.anyReading(id, "on");

      assertThat(adapter.write(id, AffordanceName.of("on"), Value.of(true), PATIENCE))
          .as(title)
          .isEqualTo(new CommandOutcome.Confirmed(Optional.of(Value.of(true))));
      assertThat(home.device(title).orElseThrow().value("on")).contains(Value.of(true));
    }
  }

  @Test
  void an_action_reaches_its_device() {
    DeviceId id = accept(sightingOf("Kitchen lamp"));
    host.reading(id, "on", Value.of(false));

    assertThat(adapter.invoke(id, AffordanceName.of("toggle"), Optional.empty(), PATIENCE))
        .isInstanceOf(CommandOutcome.Confirmed.class);
    host.reading(id, "on", Value.of(true));
  }

  @Test
  void a_lamp_that_ignores_its_command_is_found_out() {
    DeviceId id = accept(sightingOf("Bedroom lamp"));
    host.anyReading(id, "on");
    home.device("Bedroom lamp").orElseThrow().misbehave(new Fault.IgnoreWrites());

    assertThat(adapter.write(id, AffordanceName.of("on"), Value.of(true), Duration.ofSeconds(2)))
        .isInstanceOf(CommandOutcome.Refused.class);
  }

  @Test
  void a_device_that_moves_to_another_port_is_followed() {
    SimulatedDevice lamp = home.device("Bedroom lamp").orElseThrow();
    DeviceId id = accept(sightingOf("Bedroom lamp"));
    host.anyReading(id, "on");
    int before = lamp.address().getPort();

    lamp.misbehave(new Fault.Move(Duration.ofMillis(100)));

    String address = host.redescription(id).address();
    assertThat(address).doesNotEndWith(":" + before).endsWith(":" + lamp.address().getPort());
    host.status(id, State.ONLINE);
    assertThat(adapter.write(id, AffordanceName.of("on"), Value.of(true), PATIENCE))
        .isInstanceOf(CommandOutcome.Confirmed.class);
  }

  @Test
  void rubbish_is_quarantined_and_good_sense_is_not() {
    SimulatedDevice motion = home.device("Hallway motion sensor").orElseThrow();
    DeviceId id = accept(sightingOf("Hallway motion sensor"));
    host.anyReading(id, "illuminance");

    motion.misbehave(new Fault.WrongPayload());
    assertThat(host.status(id, State.QUARANTINED).reason()).startsWith("It sends ");

    motion.behave();
    host.status(id, State.ONLINE);
  }
}
