package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import org.hearthhub.adapter.simulator.SimulatedDevice;
import org.hearthhub.adapter.simulator.SimulatedHome;
import org.hearthhub.adapter.simulator.SimulationSettings;
import org.hearthhub.device.Sighting;
import org.junit.jupiter.api.Test;

/** Devices that are called by multicast on loopback, as in the demonstration home. */
class MulticastTest extends CoapAdapterTest {
  @Override
  CoapSettings settings() {
    return CoapSettings.loopback().at(CoapSettings.Pace.quick());
  }

  @Test
  void devices_that_never_register_are_found() {
    try (SimulatedHome quiet = SimulatedHome.start(SimulationSettings.of(3).named("quiet"))) {
      for (SimulatedDevice device : quiet.devices()) {
        Sighting sighting = host.sightingAt(device.address().getPort());
        assertThat(sighting.why()).startsWith("answered on the network; known by its ");
      }
    }
  }
}
