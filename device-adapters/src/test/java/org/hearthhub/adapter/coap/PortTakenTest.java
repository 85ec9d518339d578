package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eclipse.californium.elements.exception.ConnectorException;
import org.hearthhub.adapter.coap.profile.senml.SenmlProfile;
import org.hearthhub.device.AttachedDevice;
import org.hearthhub.device.Diagnostics;
import org.hearthhub.device.LabelSecret;
import org.hearthhub.device.PairingAttempt;
import org.hearthhub.device.PairingOutcome;
import org.hearthhub.device.Sighting;
import org.hearthhub.problem.Conflict;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;

class PortTakenTest {
  private static final String SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
  private static final int TRIES = 20;

  @Test
  void a_port_of_another_program_is_said_with_its_name() throws Exception {
    try (DatagramSocket other = new DatagramSocket(0);
        CoapAdapter adapter =
            new CoapAdapter(
                CoapSettings.loopback().withGroupPort(0).withPort(other.getLocalPort()),
                List.of())) {
      RecordingHost host = new RecordingHost();

      assertThatThrownBy(() -> adapter.start(host))
          .isInstanceOf(Conflict.class)
          .hasMessageStartingWith(
              "UDP port " + other.getLocalPort() + " is in use by another program (java)");
    }
  }

  @Test
  void a_secure_port_of_another_program_is_said_and_taken_as_soon_as_it_is_free() throws Exception {
    RecordingHost host = new RecordingHost();
    DatagramSocket other = new DatagramSocket(0);
    int port = other.getLocalPort();
    CoapSettings settings =
        CoapSettings.loopback().withGroupPort(0).withSecurePort(port).at(CoapSettings.Pace.quick());
    try (other;
        CoapAdapter adapter = new CoapAdapter(settings, List.of(new SenmlProfile()));
        SecureTestDevice sensor =
            new SecureTestDevice(
                "sensor-7",
                HexFormat.of().parseHex(SECRET),
                it -> it.text("temperature", "21.5").observable())) {
      adapter.start(host);
      DeviceId id = paired(adapter, host, sensor);
      host.reading(id, "temperature", Value.of(21.5));
      assertThat(adapter.securePort()).as("devices are called all the same").isNotIn(0, port);
      Diagnostics.Part said = adapter.diagnostics();
      assertThat(said.advice())
          .filteredOn(advice -> advice.code().equals("secure-port-taken"))
          .singleElement()
          .satisfies(
              advice ->
                  assertThat(advice.sentence())
                      .startsWith("UDP port " + port + " is in use by another program (java)"));
      assertThat(said.ports())
          .contains(
              new Diagnostics.Port(port, "127.0.0.1", false, Optional.of("java")),
              new Diagnostics.Port(adapter.securePort(), "127.0.0.1", true, Optional.empty()));

      other.close();

      for (int i = 0; i < TRIES && adapter.securePort() != port; i++) {
        callInVain(sensor, port); // which takes a while
      }
      assertThat(adapter.securePort()).isEqualTo(port);
      assertThat(adapter.diagnostics().advice())
          .extracting(Diagnostics.Advice::code)
          .doesNotContain("secure-port-taken");
      assertThat(adapter.diagnostics().ports())
          .contains(new Diagnostics.Port(port, "127.0.0.1", true, Optional.empty()))
          .noneMatch(it -> !it.ours());
      sensor.cell("temperature").set("22.5");
      host.reading(id, "temperature", Value.of(22.5));
    }
  }

  private static DeviceId paired(CoapAdapter adapter, RecordingHost host, SecureTestDevice sensor) {
    adapter.look(sensor.address());
    PairingAttempt attempt =
        new PairingAttempt(
            Optional.of(host.sightingAt(sensor.port())),
            Optional.of("sensor-7"),
            LabelSecret.parse(SECRET),
            Duration.ofSeconds(20));
    assertThat(adapter.pair(attempt)).isInstanceOf(PairingOutcome.Paired.class);
    Sighting sighting = host.sightingOf("psk");
    DeviceId id = DeviceId.random();
    Sighting.Offer offer = sighting.offer().orElseThrow();
    adapter.attach(new AttachedDevice(id, sighting.identity(), offer.description(), offer.link()));
    return id;
  }

  private static void callInVain(SecureTestDevice device, int port) throws Exception {
    try {
      device.call(port, "/.well-known/rd?ep=sensor-7");
    } catch (ConnectorException | IOException refused) {
      // Nobody listens there yet.
    }
  }
}
