package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.elements.UdpEndpointContext;
import org.junit.jupiter.api.Test;

class DoorkeeperTest {
  private final Doorkeeper doorkeeper = new Doorkeeper(new HomeNetwork(false));

  private boolean letsIn(CoAP.Code code, String path, String from, boolean multicast) {
    Request request = new Request(code);
    request.getOptions().setUriPath(path);
    request.setSourceContext(
        new UdpEndpointContext(new InetSocketAddress(InetAddress.ofLiteral(from), 5683)));
    request.setLocalAddress(
        new InetSocketAddress(InetAddress.ofLiteral("224.0.1.187"), 5683), multicast);
    doorkeeper.receiveRequest(request);
    return !request.isCanceled();
  }

  @Test
  void who_asks_the_hub_itself_from_home_is_let_in() {
    assertThat(letsIn(CoAP.Code.POST, "report", "192.168.1.4", false)).isTrue();
    assertThat(letsIn(CoAP.Code.GET, "nothing", "fe80::1", false)).isTrue();
  }

  @Test
  void who_asks_everybody_may_ask_who_is_there() {
    assertThat(letsIn(CoAP.Code.GET, ".well-known/core", "192.168.1.4", true)).isTrue();
    assertThat(letsIn(CoAP.Code.GET, "nothing", "192.168.1.4", true)).isFalse();
    assertThat(letsIn(CoAP.Code.POST, ".well-known/core", "192.168.1.4", true)).isFalse();
  }

  @Test
  void who_asks_from_elsewhere_is_not_answered() {
    assertThat(letsIn(CoAP.Code.GET, ".well-known/core", "198.51.100.4", false)).isFalse();
    assertThat(letsIn(CoAP.Code.GET, ".well-known/core", "198.51.100.4", true)).isFalse();
  }
}
