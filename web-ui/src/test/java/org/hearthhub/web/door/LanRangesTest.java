package org.hearthhub.web.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import org.hearthhub.web.door.LanRanges.Prefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanRangesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "10.0.0.0",
        "10.255.255.255",
        "172.16.0.0",
        "172.31.255.255",
        "192.168.0.0",
        "192.168.255.255",
        "169.254.0.1",
        "169.254.255.255",
        "::1",
        "fe80::1",
        "febf:ffff::1",
        "fc00::",
        "fdff:ffff:ffff::1",
        "::ffff:192.168.1.1"
      })
  void home_addresses_may_come_in(String address) {
    assertThat(LanRanges.PRIVATE_ONLY.contains(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.64.0.1",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.51.100.7",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "2001:db8::1",
        "2a00:1450::1",
        "fec0::1",
        "ff02::fd",
        "fbff::1",
        "fe00::1",
        "::ffff:8.8.8.8",
        "64:ff9b::c0a8:101",
        "2002:c0a8:101::1"
      })
  void everything_else_is_the_outside(String address) {
    assertThat(LanRanges.PRIVATE_ONLY.contains(InetAddress.ofLiteral(address))).isFalse();
  }

  @Test
  void a_configured_prefix_lets_in_its_own_link_and_no_other() {
    var ranges = new LanRanges(List.of(prefix("2001:db8:1:2::5", 64)));

    assertThat(ranges.contains(InetAddress.ofLiteral("2001:db8:1:2:ffff::9"))).isTrue();
    assertThat(ranges.contains(InetAddress.ofLiteral("2001:db8:1:3::9"))).isFalse();
  }

  @Test
  void a_prefix_need_not_end_at_a_byte() {
    var ranges = new LanRanges(List.of(prefix("2001:db8:1:2:8000::5", 65)));

    assertThat(ranges.contains(InetAddress.ofLiteral("2001:db8:1:2:ffff::9"))).isTrue();
    assertThat(ranges.contains(InetAddress.ofLiteral("2001:db8:1:2:7fff::9"))).isFalse();
  }

  @Test
  void a_prefix_shorter_than_a_link_is_refused() {
    assertThatThrownBy(() -> prefix("2001:db8::1", 48))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Prefix prefix(String address, int length) {
    return new Prefix((Inet6Address) InetAddress.ofLiteral(address), length);
  }
}
