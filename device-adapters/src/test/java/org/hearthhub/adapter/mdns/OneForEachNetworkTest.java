package org.hearthhub.adapter.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OneForEachNetworkTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  @Test
  void what_is_no_address_of_this_machine_is_left_out() {
    assertThat(OneForEachNetwork.of(Set.of(LOOPBACK, InetAddress.ofLiteral("192.0.2.77"))))
        .containsExactly(LOOPBACK);
  }

  @Test
  void one_address_speaks_for_an_interface_with_several() {
    assertThat(OneForEachNetwork.of(Set.of(LOOPBACK, InetAddress.ofLiteral("::1"))))
        .containsExactly(LOOPBACK);
  }
}
