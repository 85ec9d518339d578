package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeNetworkTest {
  private final HomeNetwork home = new HomeNetwork(false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.8.8",
        "::1",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.1",
        "192.168.0.9",
        "169.254.3.4",
        "fe80::1",
        "fd12:3456::1",
        "fc00::1",
        "::ffff:192.168.1.1"
      })
  void these_are_at_home(String address) {
    assertThat(home.contains(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.32.0.1",
        "172.15.0.1",
        "100.64.0.1",
        "192.0.2.1",
        "2001:db8::1",
        "fec0::1",
        "224.0.1.187",
        "ff02::fd",
        "0.0.0.0",
        "::",
        "255.255.255.255",
        "::ffff:8.8.8.8"
      })
  void these_are_not(String address) {
    assertThat(home.contains(InetAddress.ofLiteral(address))).isFalse();
  }

  @Test
  void a_demonstration_home_is_this_machine() {
    HomeNetwork demo = new HomeNetwork(true);

    assertThat(demo.contains(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
    assertThat(demo.contains(InetAddress.ofLiteral("192.168.0.9"))).isFalse();
  }
}
