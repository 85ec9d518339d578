package org.hearthhub.adapter.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.hearthhub.problem.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
  @Test
  void it_says_when_all_devices_are_up_and_ends_with_its_lifeline() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PipedOutputStream parent = new PipedOutputStream();
    PipedInputStream lifeline = new PipedInputStream(parent);
    Thread simulation =
        Thread.ofVirtual()
            .start(
                () ->
                    Simulation.run(
                        SimulationSettings.of(3)
                            .withoutMulticast()
                            .arrivingOver(Duration.ofMillis(30)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        lifeline));

    parent.close();

    assertThat(simulation.join(Duration.ofSeconds(30))).isTrue();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("Simulating 3 devices with seed 1\n");
  }

  @Test
  void two_thousand_devices_share_a_handful_of_threads() throws Exception {
    try (SimulatedHome home =
            SimulatedHome.start(SimulationSettings.of(SimulationSettings.MAX_DEVICES));
        CoapPeer peer = new CoapPeer()) {
      SimulatedDevice last = home.devices().getLast();
      assertThat(last.title()).isEqualTo("Sensor 2000");
      assertThat(
              Payloads.read(last.blueprint().format(), peer.get(last, "/temperature").getPayload()))
          .isPresent();
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().startsWith("hearth-sim"))
          .hasSizeLessThanOrEqualTo(4);
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().equals("hearth-sim-net"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 2001})
  void a_home_has_one_to_two_thousand_devices(int devices) {
    assertThatThrownBy(() -> SimulationSettings.of(devices)).isInstanceOf(Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Sim", "a b", "a\"b", "a-b"})
  void a_prefix_stands_in_a_name_as_it_is(String prefix) {
    assertThatThrownBy(() -> SimulationSettings.of(1).named(prefix)).isInstanceOf(Invalid.class);
  }
}
