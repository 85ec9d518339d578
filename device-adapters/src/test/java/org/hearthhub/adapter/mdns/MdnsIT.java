package org.hearthhub.adapter.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With avahi, the other mDNS, on the far side of a cable. */
@Timeout(180)
class MdnsIT {
  @TempDir static Path folder;

  private static TwoNetworks networks;
  private static TwoNetworks.Program hub;

  @BeforeAll
  static void connect() throws Exception {
    networks = TwoNetworks.build(folder);
    hub = networks.onHub(MdnsProbe.class, "hearth-probe.local");
  }

  @AfterAll
  static void disconnect() throws Exception {
    if (networks != null) {
      networks.close();
    }
  }

  @Test
  void avahi_sees_our_directory_with_its_text() throws Exception {
    String seen =
        networks
            .onDevice("avahi-browse", "-rp", "_wot._tcp")
            .awaitLine(line -> line.startsWith("=;"));

    assertThat(seen)
        .contains(
            "Hearth\\032probe;_wot._tcp;local;hearth-probe.local;" + TwoNetworks.HUB + ";8443")
        .contains("\"td=/.well-known/wot\"", "\"type=Directory\"", "\"scheme=https\"");
  }

  @Test
  void avahi_finds_the_directory_by_its_subtype() throws Exception {
    String seen =
        networks
            .onDevice("avahi-browse", "-p", "_directory._sub._wot._tcp")
            .awaitLine(line -> line.startsWith("+;"));

    assertThat(seen).contains("Hearth\\032probe");
  }

  @Test
  void avahi_sees_our_dashboard() throws Exception {
    String seen =
        networks
            .onDevice("avahi-browse", "-rp", "_https._tcp")
            .awaitLine(line -> line.startsWith("=;"));

    assertThat(seen).contains("hearth-probe.local;" + TwoNetworks.HUB + ";8443");
  }

  @Test
  void a_printer_that_avahi_publishes_is_sighted_and_leaves_with_its_goodbye() throws Exception {
    TwoNetworks.Program printer =
        networks.onDevice("avahi-publish", "-s", "Attic printer", "_ipp._tcp", "631", "UUID=AB-12");

    assertThat(hub.awaitLine(line -> line.contains("Attic printer")))
        .isEqualTo("sighted Attic printer at " + TwoNetworks.DEVICE + ":631");
    printer.close();

    assertThat(hub.awaitLine(line -> line.startsWith("gone mdns:_ipp")))
        .isEqualTo("gone mdns:_ipp._tcp/ab-12");
  }

  @Test
  void a_coap_device_that_avahi_publishes_is_handed_on() throws Exception {
    networks.onDevice("avahi-publish", "-s", "Lamp", "_coap._udp", "5683");

    assertThat(hub.awaitLine(line -> line.startsWith("coap ")))
        .isEqualTo("coap coap://" + TwoNetworks.DEVICE + ":5683");
  }

  @Test
  void a_name_that_is_taken_is_read_back_as_the_one_we_got_instead() throws Exception {
    TwoNetworks.Program first =
        networks.onDevice("avahi-publish", "-s", "Hearth probe", "_wot._tcp", "1");
    first.awaitLine(line -> line.contains("Established") || line.contains("renam"));
    TwoNetworks.Program second = networks.onHub(MdnsProbe.class, "hearth-second");

    String seen =
        networks
            .onDevice("avahi-browse", "-rp", "_wot._tcp")
            .awaitLine(line -> line.startsWith("=;") && line.contains("hearth-second.local"));
    second.type("?");

    assertThat(second.awaitLine(line -> line.startsWith("names ")))
        .isEqualTo("names [hearth-second.local][Hearth probe (2)]");
    assertThat(seen).contains("Hearth\\032probe\\032\\0402\\041;");
    second.endInput();
    second.awaitLine("closed"::equals);
  }
}
