package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.eclipse.californium.elements.UdpEndpointContext;
import org.junit.jupiter.api.Test;

class MulticastSilenceTest extends CoapAdapterTest {
  private static final InetSocketAddress EVERYBODY =
      new InetSocketAddress(InetAddress.ofLiteral("224.0.1.187"), 5683);

  @Override
  CoapSettings settings() {
    return CoapSettings.loopback().at(CoapSettings.Pace.quick());
  }

  @Test
  void a_call_for_what_the_hub_has_not_is_answered_with_silence() throws Exception {
    try (DatagramSocket caller = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      caller.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName("lo"));
      caller.setSoTimeout(10_000);
      call(caller, 1, "rt=nothing-we-have");
      for (int number = 2; number <= 4; number++) {
        call(caller, number, "rt=hearth.report");
      }

      for (int heard = 0; heard < 3; ) {
        DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
        caller.receive(packet);
        if (packet.getPort() != adapter.port()) {
          continue; // others on this machine may answer the call too
        }
        heard++;
        int tokenLength = packet.getData()[0] & 0x0f;
        assertThat(tokenLength).as("a reset has no token").isEqualTo(1);
        assertThat(packet.getData()[4]).isNotEqualTo((byte) 1);
      }
    }
  }

  private static void call(DatagramSocket caller, int number, String query) throws Exception {
    Request request = new Request(CoAP.Code.GET, CoAP.Type.NON);
    request.setDestinationContext(new UdpEndpointContext(EVERYBODY));
    request.getOptions().addUriPath(".well-known").addUriPath("core").addUriQuery(query);
    request.setToken(new Token(new byte[] {(byte) number}));
    request.setMID(100 + number);
    byte[] bytes = new UdpDataSerializer().getByteArray(request);
    caller.send(new DatagramPacket(bytes, bytes.length, EVERYBODY));
  }
}
