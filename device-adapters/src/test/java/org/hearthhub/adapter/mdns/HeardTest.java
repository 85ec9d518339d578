package org.hearthhub.adapter.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.hearthhub.problem.Unavailable;
import org.junit.jupiter.api.Test;

class HeardTest {
  private static final InetAddress WIRED = InetAddress.ofLiteral("192.168.1.2");
  private static final InetAddress WIRELESS = InetAddress.ofLiteral("192.168.1.3");

  private final RecordingHost host = new RecordingHost();
  private final List<String> coap = new ArrayList<>();
  private final Heard heard =
      new Heard(host, coap::add, announced -> announced.server().equals("hearth-test.local"));

  @Test
  void several_events_of_one_service_are_told_once() {
    heard.found(WIRED, printer("192.168.1.9"));
    heard.found(WIRED, printer("192.168.1.9"));
    heard.found(WIRELESS, printer("192.168.1.9"));

    assertThat(host.told()).containsExactly("sighted Printer at 192.168.1.9:631");
  }

  @Test
  void a_service_without_an_address_yet_is_waited_for() {
    heard.found(WIRED, announced("_ipp._tcp", "Printer", "p.local", List.of(), 631));
    assertThat(host.told()).isEmpty();

    heard.found(WIRED, printer("192.168.1.9"));

    assertThat(host.told()).hasSize(1);
  }

  @Test
  void one_that_moved_is_told_again() {
    heard.found(WIRED, printer("192.168.1.9"));
    heard.found(WIRED, printer("192.168.1.44"));

    assertThat(host.told())
        .containsExactly(
            "sighted Printer at 192.168.1.9:631", "sighted Printer at 192.168.1.44:631");
  }

  @Test
  void one_whose_id_comes_later_is_one_and_not_two() {
    InetAddress at = InetAddress.ofLiteral("192.168.1.9");
    heard.found(WIRED, announced("_hap._tcp", "Lamp", "l.local", List.of(at), 80));
    heard.found(
        WIRED,
        new Announced(
            "_hap._tcp",
            "Lamp",
            "l.local",
            List.of(at),
            80,
            TxtRecord.parse(TxtRecordTest.record("id=AB-12"))));

    assertThat(host.told())
        .containsExactly(
            "sighted Lamp at 192.168.1.9:80",
            "sighted Lamp at 192.168.1.9:80",
            "gone mdns:_hap._tcp/Lamp");
  }

  @Test
  void it_is_gone_when_it_said_goodbye_wherever_it_was_heard() {
    heard.found(WIRED, printer("192.168.1.9"));
    heard.found(WIRELESS, printer("192.168.1.9"));

    heard.lost(WIRED, "_ipp._tcp", "Printer");
    assertThat(host.told()).hasSize(1);
    heard.lost(WIRELESS, "_ipp._tcp", "Printer");

    assertThat(host.told()).last().isEqualTo("gone mdns:_ipp._tcp/Printer");
  }

  @Test
  void a_goodbye_of_what_was_never_heard_changes_nothing() {
    heard.lost(WIRED, "_ipp._tcp", "Nobody");

    assertThat(host.told()).isEmpty();
  }

  @Test
  void losing_our_own_address_says_nothing_of_what_was_heard_there() {
    heard.found(WIRED, printer("192.168.1.9"));

    heard.closed(WIRED);
    heard.tellAgain();

    assertThat(host.told()).hasSize(1);
  }

  @Test
  void what_is_still_announced_is_told_again_now_and_then() {
    heard.found(WIRED, printer("192.168.1.9"));

    heard.tellAgain();

    assertThat(host.told()).hasSize(2);
  }

  @Test
  void a_coap_device_is_handed_on_and_no_sighting() {
    heard.found(
        WIRED,
        announced(
            "_coap._udp",
            "Lamp",
            "lamp.local",
            List.of(InetAddress.ofLiteral("192.168.1.7")),
            5683));

    assertThat(coap).containsExactly("coap://192.168.1.7:5683");
    assertThat(host.told()).isEmpty();
  }

  @Test
  void a_secure_coap_device_is_handed_on_as_such_so_that_it_can_be_paired() {
    heard.found(
        WIRED,
        announced(
            "_coaps._udp",
            "Lock",
            "lock.local",
            List.of(InetAddress.ofLiteral("192.168.1.8")),
            5690));

    assertThat(coap).containsExactly("coaps://192.168.1.8:5690");
    assertThat(host.told()).isEmpty();
    assertThat(MdnsAdapter.types()).contains("_coaps._udp");
  }

  @Test
  void our_own_announcement_is_not_heard() {
    heard.found(
        WIRED, announced("_wot._tcp", "Hearth test", "hearth-test.local", List.of(WIRED), 8443));

    assertThat(host.told()).isEmpty();
  }

  @Test
  void a_network_that_announces_too_much_is_not_listened_to_further() {
    for (int i = 0; i < 2 * Heard.MOST_SERVICES; i++) {
      heard.found(
          WIRED,
          announced(
              "_http._tcp",
              "Flood " + i,
              "flood.local",
              List.of(InetAddress.ofLiteral("192.168.1.66")),
              80));
    }

    assertThat(host.told()).hasSize(Heard.MOST_SERVICES);
  }

  @Test
  void who_does_not_take_it_now_is_told_again_later() {
    List<String> taken = new ArrayList<>();
    boolean[] busy = {true};
    Heard hearing =
        new Heard(
            host,
            address -> {
              if (busy[0]) {
                throw new Unavailable(Unavailable.Who.HUB, "not-running", "Not yet.");
              }
              taken.add(address);
            },
            announced -> false);
    hearing.found(
        WIRED,
        announced(
            "_coap._udp", "Lamp", "l.local", List.of(InetAddress.ofLiteral("10.0.0.7")), 5683));
    assertThat(taken).isEmpty();

    busy[0] = false;
    hearing.tellAgain();

    assertThat(taken).containsExactly("coap://10.0.0.7:5683");
  }

  private static Announced printer(String address) {
    return announced(
        "_ipp._tcp", "Printer", "printer.local", List.of(InetAddress.ofLiteral(address)), 631);
  }

  private static Announced announced(
      String type, String name, String server, List<InetAddress> addresses, int port) {
    return new Announced(type, name, server, addresses, port, TxtRecord.EMPTY);
  }
}
