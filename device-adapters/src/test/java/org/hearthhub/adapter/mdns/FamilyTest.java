package org.hearthhub.adapter.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
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
        see(
            family.type(),
            nasty,
            "fn=" + "x".repeat(240),
            "id=" + "\u0007".repeat(100),
            "vp=" + "9".repeat(240),
            "d=\u202e1");

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

  @Test
  void a_shelly_of_a_later_generation_is_said_to_be_one() {
    Sighting sighting =
        see("_shelly._tcp", "shellyplus1pm-a8032ab12345", "gen=3", "app=Plus1PM", "ver=1.4.4");

    assertThat(sighting.why()).contains("a Shelly of generation 3,", "only with these so far");
    assertThat(sighting.offer()).isEmpty();
    assertThat(sighting.page()).contains(URI.create("http://192.168.1.9:8009/"));
    assertThat(see("_shelly._tcp", "x", "gen=<script>").why()).contains("generation 2 or later");
  }

  @Test
  void a_matter_device_that_waits_is_known_by_its_label_and_not_by_its_name_of_the_day() {
    Sighting today = see("_matterc._udp", "DD200C20D25AE5F7", "VP=123+456", "D=840");
    Sighting tomorrow = see("_matterc._udp", "0F00BA4400112233", "VP=123+456", "D=840");

    assertThat(tomorrow.identity()).isEqualTo(today.identity());
    assertThat(today.title()).isEqualTo("Matter device");
    assertThat(today.why())
        .isEqualTo("announced itself on the network as a Matter device that waits to be set up");
    assertThat(Family.MATTER_WAITING.sighting(announcement("_matterc._udp", "DD200C20D25AE5F7")))
        .as("without a label there is nothing to know it again by")
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "_http._tcp, path=/reboot, http://192.168.1.9:8009/",
    "_http._tcp, x=y, http://192.168.1.9:8009/",
    "_http._tcp, path=//evil.example/, http://192.168.1.9:8009/",
    "_http._tcp, path=/../../x, http://192.168.1.9:8009/",
    "_http._tcp, path=/reset?now=1, http://192.168.1.9:8009/",
    "_http._tcp, path=@evil.example, http://192.168.1.9:8009/",
    "_wled._tcp, x=y, http://192.168.1.9:8009/",
    "_hue._tcp, x=y, https://192.168.1.9:8009/",
    "_ipp._tcp, adminurl=http://evil.example/, http://192.168.1.9/"
  })
  void its_own_page_is_at_its_own_address(String type, String text, String page) {
    assertThat(see(type, "x", text).page()).contains(URI.create(page));
  }

  @ParameterizedTest
  @ValueSource(strings = {"_hap._tcp", "_googlecast._tcp", "_ipp._tcp", "_matter._tcp"})
  void who_has_no_page_gets_none(String type) {
    assertThat(see(type, "x", "a=b").page()).isEmpty();
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
        .flatMap(family -> family.sighting(announcement(type, name, text)))
        .orElseThrow();
  }

  private static Announced announcement(String type, String name, String... text) {
    return new Announced(
        type,
        name,
        "host.local",
        List.of(InetAddress.ofLiteral("192.168.1.9")),
        8009,
        TxtRecord.parse(TxtRecordTest.record(text)));
  }
}
