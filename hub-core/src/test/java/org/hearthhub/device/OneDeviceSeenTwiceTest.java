package org.hearthhub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hearthhub.device.GivenHub.OWNER;
import static org.hearthhub.device.GivenHub.lamp;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hearthhub.SteppedClock;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.thing.Kind;
import org.hearthhub.thing.SightingId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneDeviceSeenTwiceTest {
  @TempDir Path temp;
  private final SteppedClock clock = new SteppedClock();
  private GivenHub given;
  private Inbox inbox;

  @BeforeEach
  void open() {
    given = new GivenHub(temp, clock);
    inbox = given.hub.inbox();
  }

  @AfterEach
  void close() {
    given.close();
  }

  @Test
  void at_one_address_under_one_name_it_is_one_device_and_says_why() {
    announced("_http._tcp/Porch", "Porch lamp", "10.0.0.7:80");
    given.adapter.sees("a", lamp("porch-LAMP"), "coap://10.0.0.7:5683");

    assertThat(inbox.entries()).hasSize(1);
    InboxEntry entry = inbox.entries().getFirst();
    assertThat(entry.sighting().offer()).isPresent();
    assertThat(entry.because()).isEqualTo("it is at the same address and names itself the same");
    assertThat(entry.why())
        .isEqualTo(
            "it is in this process; also announced itself on the network: it is at the same"
                + " address and names itself the same");
    assertThat(entry.ways()).extracting(InboxEntry.Way::adapter).containsExactly("loop", "mdns");
  }

  @Test
  void one_name_at_two_addresses_is_two_devices_and_so_are_two_names_at_one() {
    announced("_http._tcp/Lamp", "Lamp", "10.0.0.7:80");
    given.adapter.sees("a", lamp("Lamp"), "coap://10.0.0.8:5683");
    given.adapter.sees("b", lamp("Plug"), "coap://10.0.0.7:5683");

    assertThat(inbox.entries()).hasSize(3);
  }

  @Test
  void one_hardware_number_is_one_device_wherever_it_is() {
    announced("_http._tcp/shelly1-A8032AB12345", "shelly1-A8032AB12345", "10.0.0.7:80");
    announced("_shelly._tcp/a8:03:2a:b1:23:45", "Hall", "[fe80::1]:80");

    assertThat(inbox.entries())
        .singleElement()
        .satisfies(
            entry -> assertThat(entry.because()).isEqualTo("it carries the same hardware number"));
  }

  @Test
  void what_one_adapter_tells_apart_stays_apart() {
    announced("_hue._tcp/1", "Lamp", "10.0.0.7:80");
    announced("_hue._tcp/2", "Lamp", "10.0.0.7:80");
    given.adapter.sees("a", lamp("Switch"), "coap://10.0.0.9:5683");
    given.adapter.sees("b", lamp("Switch"), "coap://10.0.0.9:5683");

    assertThat(inbox.entries()).hasSize(4);
  }

  @Test
  void what_could_be_either_of_two_is_neither() {
    given.adapter.sees("a", lamp("Lamp"), "coap://10.0.0.7:5001");
    given.adapter.sees("b", lamp("Lamp"), "coap://10.0.0.7:5002");
    announced("_http._tcp/Lamp", "Lamp", "10.0.0.7:80");

    assertThat(inbox.entries()).hasSize(3);
  }

  @Test
  void two_that_turn_out_to_be_one_become_one() {
    given.adapter.sees("a", lamp("Lamp"), "coap://10.0.0.7:5683");
    announced("_http._tcp/x", "Something", "10.0.0.7:80");
    SightingId other = inbox.entries().getFirst().id();
    assertThat(inbox.entries()).hasSize(2);

    announced("_http._tcp/x", "Other", "10.0.0.7:80");
    assertThat(inbox.entries()).hasSize(2);
    given.adapter.sees("a", lamp("Other"), "coap://10.0.0.7:5683");

    assertThat(inbox.entries()).hasSize(1);
    assertThat(given.heard).contains(new HomeEvent.SightingRemoved(other));
  }

  @Test
  void it_leaves_when_the_last_way_of_seeing_it_ends() {
    announced("_http._tcp/x", "Lamp", "10.0.0.7:80");
    given.adapter.sees("a", lamp("Lamp"), "coap://10.0.0.7:5683");
    SightingId id = inbox.entries().getFirst().id();

    given.adapter.host().gone(new DeviceIdentity("loop", "a"));
    assertThat(inbox.find(id))
        .hasValueSatisfying(
            entry -> {
              assertThat(entry.sighting().offer()).isEmpty();
              assertThat(entry.because()).isEmpty();
            });
    inbox.gone("mdns", new DeviceIdentity("mdns", "_http._tcp/x"));
    assertThat(inbox.entries()).isEmpty();
  }

  @Test
  void a_way_that_was_not_seen_for_an_hour_is_no_longer_told() {
    announced("_http._tcp/x", "Lamp", "10.0.0.7:80");
    clock.goOn(Duration.ofMinutes(40));
    given.adapter.sees("a", lamp("Lamp"), "coap://10.0.0.7:5683");
    clock.goOn(Duration.ofMinutes(40));
    inbox.expire();

    assertThat(inbox.entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.why()).isEqualTo("it is in this process"));
  }

  @Test
  void ignored_in_one_way_it_is_ignored_in_each_until_it_is_taken_back() {
    announced("_http._tcp/x", "Lamp", "10.0.0.7:80");
    given.adapter.sees("a", lamp("Lamp"), "coap://10.0.0.7:5683");
    inbox.ignore(OWNER, inbox.entries().getFirst().id());
    given.close();
    given = new GivenHub(temp, clock);
    inbox = given.hub.inbox();

    announced("_http._tcp/x", "Lamp", "10.0.0.7:80");
    given.adapter.sees("a", lamp("Lamp"), "coap://10.0.0.7:5683");
    announced("_ipp._tcp/y", "Lamp", "10.0.0.7:631");
    assertThat(inbox.entries()).isEmpty();
    assertThat(inbox.ignored()).hasSize(1);

    inbox.unignore(OWNER, inbox.ignored().getFirst().id());
    announced("_http._tcp/x", "Lamp", "10.0.0.7:80");
    assertThat(inbox.entries()).hasSize(1);
  }

  @Test
  void a_device_of_the_home_that_also_announces_itself_is_nothing_new() {
    given.adapter.sees("a", lamp("Lamp"), "coap://10.0.0.7:5683");
    inbox.accept(OWNER, inbox.entries().getFirst().id(), Optional.of("Our lamp"), Optional.empty());

    announced("_http._tcp/x", "Lamp", "10.0.0.7:80");
    assertThat(inbox.entries()).isEmpty();
    given.adapter.sees("b", lamp("Lamp"), "coap://10.0.0.7:5700");
    assertThat(inbox.entries()).as("another one that can be added").hasSize(1);
  }

  @Test
  void a_page_is_shown_only_at_a_numeric_address_of_the_home() {
    for (String page :
        List.of(
            "http://10.0.0.7/",
            "https://192.168.1.4:8443/",
            "http://[fd00::1]/",
            "http://8.8.8.8/",
            "http://evil.example/",
            "http://10.0.0.7/?go=1",
            "http://me@10.0.0.7/",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "http://127.0.0.1/",
            "http://[::1]/",
            "ftp://10.0.0.7/")) {
      given.adapter.sees(announcement("_http._tcp/" + page, page, "10.0.0.7:80", page));
    }

    assertThat(inbox.entries())
        .flatExtracting(entry -> entry.page().stream().toList())
        .containsExactlyInAnyOrder(
            URI.create("http://10.0.0.7/"),
            URI.create("https://192.168.1.4:8443/"),
            URI.create("http://[fd00::1]/"));
  }

  private void announced(String identity, String title, String address) {
    inbox.sighted(announcement(identity, title, address, ""));
  }

  private static Sighting announcement(String identity, String title, String address, String page) {
    return new Sighting(
        new DeviceIdentity("mdns", identity),
        page.isEmpty() ? "mdns" : "loop",
        Kind.UNKNOWN,
        title,
        address,
        "announced itself on the network",
        false,
        Optional.empty(),
        page.isEmpty() ? Optional.empty() : Optional.of(URI.create(page)));
  }
}
