package org.hearthhub.adapter.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class HomeAddressesTest {
  @Test
  void no_address_is_public_or_loopback() {
    assertThat(HomeAddresses.all().get())
        .noneMatch(InetAddress::isLoopbackAddress)
        .allMatch(address -> address.isSiteLocalAddress() || address.isLinkLocalAddress());
  }

  @Test
  void an_interface_that_is_not_there_has_none() {
    assertThat(HomeAddresses.of("nosuch0").get()).isEmpty();
    assertThat(HomeAddresses.of("lo").get()).isEmpty();
  }
}
