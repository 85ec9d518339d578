package org.hearthhub.adapter.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FamilyTest {
  @Test
  void a_cast_device_is_called_what_its_text_says_and_known_by_its_id() {
    Sighting sighting = see("_googlecast._tcp", "Chromecast-abc", "id=ABC123", "fn=Living room TV");

    assertThat(sighting.title()).isEqualTo("Living room TV");
    assertThat(sighting.kind()).isEqualTo(Kind.DISPLAY);
    assertThat(sighting.identity()).hasToString("mdns:_googlecast._tcp/abc123");
    assertThat(sighting.address()).isEqualTo("192.168.1.9:8009");
    assertThat(sighting.why()).isEqualTo("announced itself on the network (Google Cast)");
    assertThat(sighting.authenticated()).isFalse();
    assertThat(sighting.offer()).isEmpty();
    assertThat(sighting.adapter()).isEqualTo("mdns");
  }

  @Test
  void without_an_id_it_is_known_by_its_instance_name() {
    assertThat(see("_ipp._tcp", "Office printer").identity())
        .hasToString("mdns:_ipp._tcp/Office printer");
  }

  @ParameterizedTest
  @CsvSource({
    "_ipp._tcp, x, rp=ipp/print, PRINTER",
    "_airplay._tcp, x, deviceid=1, SPEAKER",
    "_airplay._tcp, x, 'model=AppleTV6,2', DISPLAY",
    "_hue._tcp, x, bridgeid=1, BRIDGE",
    "_hap._tcp, x, ci=5, LIGHT",
    "_hap._udp, x, ci=9, THERMOSTAT",
    "_hap._tcp, x, ci=99999, UNKNOWN",
    "_googlecast._tcp, x, md=Google Home Mini, SPEAKER",
    "_shelly._tcp, shellyplusplugs-aabb, app=PlusPlugS, PLUG",
    "_shelly._tcp, shellyflood-aabb, app=x, LEAK",
    "_wot._tcp, x, type=Directory, BRIDGE",
    "_wled._tcp, x, mac=1, LIGHT",
    "_meshcop._udp, x, nn=Home, BRIDGE",
    "_sonos._tcp, x, a=b, SPEAKER"
  })
  void its_family_and_its_text_tell_what_it_is(
      String type, String name, String text, Kind expected) {
    assertThat(see(type, name, text).kind()).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void a_hostile_announcement_gives_a_title_and_an_identity_of_bounded_length(Family family) {
    String nasty = "\u0000\u202e<script>" + "\ud83c\udf3b".repeat(500);

    Sighting sighting =
        see(family.type(), nasty, "fn=" + "x".repeat(240), "id=" + "\u0007".repeat(100));

    assertThat(sighting.title()).hasSizeBetween(1, 100);
    assertThat(sighting.title()).doesNotContain("\u0000", "\u202e");
    assertThat(sighting.identity().value()).hasSizeLessThanOrEqualTo(300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u0000\u0001", "\u200b", "   "})
  void a_nameless_one_is_called_by_its_family(String name) {
    assertThat(see("_sonos._tcp", name).title()).isEqualTo("Sonos");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "0.0.0.0", "224.0.0.251", "2001:db8::1", "::", "127.0.0.1"})
  void what_announces_an_address_outside_the_home_is_not_told_of(String address) {
    assertThat(seeAt(address, 80)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, 10.1.2.3:80",
    "172.20.0.1, 172.20.0.1:80",
    "169.254.7.7, 169.254.7.7:80",
    "fd00::5, [fd00:0:0:0:0:0:0:5]:80"
  })
  void an_address_in_the_home_is_told_as_a_person_would_type_it(String address, String expected) {
    assertThat(seeAt(address, 80).orElseThrow().address()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65_536})
  void a_port_that_is_none_is_not_told_of(int port) {
    assertThat(seeAt("10.0.0.1", port)).isEmpty();
  }

  @Test
  void the_private_ipv4_address_is_preferred() {
    Announced announced =
        new Announced(
            "_http._tcp",
            "x",
            "x.local",
            List.of(
                InetAddress.ofLiteral("fe80::1"),
                InetAddress.ofLiteral("fd00::1"),
                InetAddress.ofLiteral("8.8.8.8"),
                InetAddress.ofLiteral("169.254.1.1"),
                InetAddress.ofLiteral("192.168.0.2")),
            80,
            TxtRecord.EMPTY);

    assertThat(announced.hostAndPort()).contains("192.168.0.2:80");
    assertThat(announced.addresses()).hasSize(4);
  }

  private static Optional<Sighting> seeAt(String address, int port) {
    return Family.WEB_PAGE.sighting(
        new Announced(
            "_http._tcp",
            "x",
            "x.local",
            List.of(InetAddress.ofLiteral(address)),
            port,
            TxtRecord.EMPTY));
  }

  private static Sighting see(String type, String name, String... text) {
    return Family.of(type)
        .flatMap(
            family ->
                family.sighting(
                    new Announced(
                        type,
                        name,
                        "host.local",
                        List.of(InetAddress.ofLiteral("192.168.1.9")),
                        8009,
                        TxtRecord.parse(TxtRecordTest.record(text)))))
        .orElseThrow();
  }
}
