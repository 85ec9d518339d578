package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hearthhub.adapter.coap.profile.senml.SenmlProfile;
import org.hearthhub.adapter.coap.profile.wot.WotProfile;
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
  void a_device_that_lists_what_it_has_is_in_the_inbox_before_it_is_asked_anything()
      throws Exception {
    try (CoapAdapter busy =
            new CoapAdapter(
                CoapSettings.loopback().at(CoapSettings.Pace.quick().asking(1)),
                List.of(new WotProfile(), new SenmlProfile()));
        SimulatedHome quiet = SimulatedHome.start(SimulationSettings.of(20).named("early"))) {
      RecordingHost inbox = new RecordingHost();
      busy.start(inbox);
      for (SimulatedDevice device : quiet.devices()) {
        Sighting early = inbox.sightingAt(device.address().getPort());
        assertThat(early.title()).isEqualTo(device.title());
      }
      assertThat(inbox.inboxSoFar())
          .filteredOn(sighting -> sighting.offer().isEmpty())
          .allSatisfy(
              early ->
                  assertThat(early.why())
                      .isEqualTo("answered on the network; it will be asked what it offers"))
          .hasSizeGreaterThan(5);
    }
  }

  @Test
  void devices_that_never_register_are_found() {
    try (SimulatedHome quiet = SimulatedHome.start(SimulationSettings.of(3).named("quiet"))) {
      for (SimulatedDevice device : quiet.devices()) {
        Sighting sighting = host.offerAt(device.address().getPort());
        assertThat(sighting.why()).startsWith("answered on the network; known again ");
      }
    }
  }
}
