package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramSocket;
import java.util.List;
import org.hearthhub.problem.Conflict;
import org.junit.jupiter.api.Test;

class PortTakenTest {
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
}
