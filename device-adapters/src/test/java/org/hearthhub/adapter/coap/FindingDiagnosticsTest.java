package org.hearthhub.adapter.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eclipse.californium.core.coap.Request;
import org.hearthhub.device.Diagnostics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingDiagnosticsTest extends CoapAdapterTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Test
  void it_tells_where_it_listens_and_what_it_sent_and_heard_there() throws Exception {
    lookAt(given(it -> it.text("temperature", "20")));

    Diagnostics.Part part = adapter.diagnostics();

    assertThat(part.adapter()).isEqualTo("coap");
    Diagnostics.Place place =
        part.places().stream().filter(at -> at.address().equals("127.0.0.1")).findFirst().get();
    assertThat(place.networkInterface()).isEqualTo("lo");
    assertThat(tally(place.sent(), "questions").count()).isPositive();
    assertThat(tally(place.heard(), "answers").count()).isPositive();
    assertThat(tally(place.heard(), "answers").last()).isPresent();
    assertThat(tally(place.sent(), "calls to everybody").last()).isEmpty();
    assertThat(part.ports())
        .filteredOn(Diagnostics.Port::ours)
        .extracting(Diagnostics.Port::number)
        .contains(adapter.port());
  }

  private static Diagnostics.Tally tally(List<Diagnostics.Tally> all, String what) {
    return all.stream().filter(one -> one.what().equals(what)).findFirst().orElseThrow();
  }

  @Test
  void what_is_no_coap_is_kept_with_its_first_bytes() throws Exception {
    byte[] rubbish = new byte[500];
    rubbish[0] = (byte) 0xc0;
    try (DatagramSocket stranger = new DatagramSocket(0, LOOPBACK)) {
      for (int i = 0; i < 3; i++) {
        stranger.send(new DatagramPacket(rubbish, rubbish.length, LOOPBACK, adapter.port()));
      }
      // Heard after the rubbish: then that was heard too.
      Request request = Request.newGet();
      request.setURI("coap://127.0.0.1:" + adapter.port() + "/.well-known/core");
      given(it -> {}).ask(request);

      Diagnostics.Part part = adapter.diagnostics();

      assertThat(part.strangeInAll()).isEqualTo(3);
      assertThat(part.strange())
          .singleElement()
          .satisfies(
              strange -> {
                assertThat(strange.from()).isEqualTo("coap://127.0.0.1:" + stranger.getLocalPort());
                assertThat(strange.times()).isEqualTo(3);
                assertThat(strange.hex()).startsWith("c000").hasSize(2 * Diagnostics.MOST_BYTES);
                assertThat(strange.length()).isEqualTo(500);
                assertThat(strange.why()).startsWith("It sends ");
              });
      assertThat(part.advice()).extracting(Diagnostics.Advice::code).contains("not-understood");
    }
  }

  @Test
  void a_device_whose_list_makes_no_sense_is_kept_with_what_it_listed() throws Exception {
    String list = "<//not-a-list";
    try (RawDevice device = new RawDevice(list)) {
      adapter.look("127.0.0.1:" + device.port());

      assertThat(host.sightingAt(device.port()).why())
          .isEqualTo("its address was given; what it says of itself makes no sense");
      assertThat(adapter.diagnostics().strange())
          .singleElement()
          .satisfies(
              strange -> {
                assertThat(strange.from()).endsWith(":" + device.port());
                assertThat(strange.times()).isEqualTo(1);
                assertThat(strange.hex()).isEqualTo(HexFormat.of().formatHex(list.getBytes(UTF_8)));
              });
    }
  }

  @Test
  void a_port_that_another_program_holds_at_one_address_is_told_with_its_name() throws Exception {
    InetAddress elsewhere = InetAddress.ofLiteral("::1");
    try (DatagramSocket other = new DatagramSocket(new InetSocketAddress(elsewhere, 0));
        CoapAdapter second =
            new CoapAdapter(settings().withPort(other.getLocalPort()), List.of())) {
      second.start(new RecordingHost());

      Diagnostics.Part part = second.diagnostics();

      assertThat(part.ports())
          .contains(new Diagnostics.Port(other.getLocalPort(), "::1", false, Optional.of("java")));
      assertThat(part.advice())
          .filteredOn(advice -> advice.code().equals("port-taken"))
          .singleElement()
          .satisfies(
              advice ->
                  assertThat(advice.sentence())
                      .startsWith("Another program (java) has UDP port " + other.getLocalPort()));
    }
  }

  @Test
  void senders_that_are_not_understood_are_bounded() {
    Misunderstood misunderstood = new Misunderstood(host.clock());
    for (int i = 0; i < 10_000; i++) {
      misunderstood.note(
          HomeAddress.of(new InetSocketAddress(LOOPBACK, 1 + i)), new byte[2000], "It sends x.");
    }

    assertThat(misunderstood.inAll()).isEqualTo(10_000);
    assertThat(misunderstood.all()).hasSize(50);
    assertThat(misunderstood.all().getFirst().from()).endsWith(":10000");
  }

  @ParameterizedTest
  @CsvSource({
    "40010001, true",
    "4401000101020304, true",
    "40010001bb2e77656c6c2d6b6e6f776e04636f7265, true",
    "60450001ff01, true",
    "40, false",
    "c0010001, false",
    "49010001010203040506070809, false",
    "48010001, false",
    "40010001ff, false",
    "40010001f0, false",
    "40010001bb2e77, false",
    "40010001d0, false",
    "400100010f, false"
  })
  void a_datagram_has_the_shape_of_coap_or_not(String hex, boolean fits) {
    Optional<String> fault = CoapShape.fault(HexFormat.of().parseHex(hex));

    assertThat(fault.isEmpty()).isEqualTo(fits);
  }
}
