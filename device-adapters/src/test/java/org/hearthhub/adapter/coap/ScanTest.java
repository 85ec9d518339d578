package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;
import org.hearthhub.device.Scan;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Refused;
import org.hearthhub.problem.TooMuch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On 127.0.0.0/8, all of which is this machine. */
class ScanTest extends CoapAdapterTest {
  @Test
  void a_device_in_a_subnet_is_found_when_a_person_has_it_looked_through() {
    CoapServer server = new CoapServer(Configuration.createStandardWithoutFile());
    server.addEndpoint(
        CoapEndpoint.builder()
            .setConfiguration(server.getConfig())
            .setInetSocketAddress(new InetSocketAddress(InetAddress.ofLiteral("127.77.3.6"), 5683))
            .build());
    CoapResource temperature =
        new CoapResource("temperature") {
          @Override
          public void handleGET(CoapExchange exchange) {
            exchange.respond(ResponseCode.CONTENT, "20", 0);
          }
        };
    temperature.getAttributes().addResourceType("temperature");
    server.add(temperature);
    server.start();
    try {
      adapter.scan("127.77.3.1/29");

      assertThat(host.offerNear("coap://127.77.3.6:5683/").why())
          .startsWith("answered when its subnet was looked through; ");
      Scan scan = adapter.scanning().orElseThrow();
      assertThat(scan.subnet()).isEqualTo("127.77.3.0/29");
      assertThat(scan.of()).isEqualTo(6);
      assertThat(scan.asked()).isEqualTo(6);
      assertThat(scan.answered()).isEqualTo(1);
    } finally {
      server.destroy();
    }
  }

  @Test
  void a_scan_is_stopped_when_a_person_wants_that() {
    try (CoapAdapter slow =
        new CoapAdapter(settings().at(CoapSettings.Pace.quick().asking(1)), List.of())) {
      slow.start(host);
      slow.scan("127.78.0.0/22");
      assertThat(slow.scanning()).map(Scan::running).contains(true);

      slow.stopScan();
      slow.scan("127.79.0.0/30");

      assertThat(slow.scanning()).map(Scan::of).contains(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1/33", "300.1.1.1/24"})
  void what_is_no_subnet_is_said_to_be_none(String text) {
    assertThatThrownBy(() -> adapter.scan(text)).isInstanceOf(Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.0/21", "0.0.0.0/0"})
  void a_subnet_of_more_than_1022_addresses_is_too_large(String text) {
    assertThatThrownBy(() -> adapter.scan(text)).isInstanceOf(TooMuch.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.0/24", "192.168.1.0/24", "224.0.0.0/24"})
  void only_the_homes_own_network_is_looked_through(String text) {
    assertThatThrownBy(() -> adapter.scan(text)).isInstanceOf(Refused.class);
    assertThat(adapter.scanning()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3/24, 10.1.2.0/24, 254",
    "10.1.2.3/22, 10.1.0.0/22, 1022",
    "10.1.2.3/32, 10.1.2.3/32, 1",
    "10.1.2.3/31, 10.1.2.2/31, 2",
    "255.255.255.255/30, 255.255.255.252/30, 2"
  })
  void a_subnet_has_its_hosts(String typed, String shown, int hosts) {
    Subnet subnet = Subnet.parse(typed);

    assertThat(subnet).hasToString(shown);
    assertThat(subnet.hosts()).hasSize(hosts);
  }

  @Test
  void what_a_person_types_is_a_subnet_or_an_address() {
    assertThat(List.of("10.0.0.0/24", " 10.0.0.0/8 ")).allMatch(adapter::understandsSubnet);
    assertThat(List.of("10.0.0.1", "lamp.local/24", "[fe80::1]/64", "/24", ""))
        .noneMatch(adapter::understandsSubnet);
  }
}
