package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A hub in one network of our own, libcoap's server in another with a cable to it. The hub's
 * interface has a dash in its name, which is what breaks zones of IPv6 in URIs.
 */
@Timeout(120)
class MulticastIT {
  private static final String HUB_SIDE = "veth-h";
  private static final String DEVICE_SIDE = "veth-d";

  private final List<Libcoap> servers = new ArrayList<>();
  private TwoNetworks networks;

  @BeforeEach
  void connect() throws Exception {
    networks = new TwoNetworks("hc", HUB_SIDE, DEVICE_SIDE);
    address(networks.hub(), "10.99.8.1/24");
    address(networks.device(), "10.99.8.2/24");
  }

  private static void address(TwoNetworks.Side side, String address) throws Exception {
    side.ip("addr", "add", address, "dev", side.link());
    side.ip("route", "add", "224.0.0.0/4", "dev", side.link());
  }

  @AfterEach
  void disconnect() throws Exception {
    servers.forEach(Libcoap::close);
    if (networks != null) {
      networks.close();
    }
  }

  @Test
  void devices_on_the_link_are_found_by_multicast_over_both_families() throws Exception {
    serve("0.0.0.0", "224.0.1.187");
    serve("::", "ff02::fd");

    String found =
        TwoNetworks.run(networks.hub().java(NamespaceProbe.class, HUB_SIDE, "10.99.8.2", "[fe80:"));

    assertThat(found)
        .contains(
            "live coap://10.99.8.2:5683 which answered on the network; known again only by its"
                + " address")
        .containsPattern(
            "live coap://\\[fe80:[0-9a-f:]+%veth-h]:5683 which answered on the network");
  }

  private void serve(String address, String group) throws IOException {
    servers.add(
        Libcoap.serve(networks.device().prefix(), "-A", address, "-g", group, "-G", DEVICE_SIDE));
  }
}
