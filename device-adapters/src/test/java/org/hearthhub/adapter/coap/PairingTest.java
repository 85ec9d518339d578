package org.hearthhub.adapter.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.elements.exception.ConnectorException;
import org.hearthhub.device.AttachedDevice;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.device.DeviceStatus.State;
import org.hearthhub.device.Diagnostics;
import org.hearthhub.device.LabelSecret;
import org.hearthhub.device.PairingAttempt;
import org.hearthhub.device.PairingOutcome;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Devices that speak with nobody but who knows the secret on their label. */
class PairingTest extends CoapAdapterTest {
  private static final String SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
  private static final String OTHER = "f0e1d2c3b4a5968778695a4b3c2d1e0f";
  private static final byte[] KEY = HexFormat.of().parseHex(SECRET);
  private static final AffordanceName LEVEL = AffordanceName.of("level");

  private final List<SecureTestDevice> secure = new ArrayList<>();

  @AfterEach
  void switchOff() {
    secure.forEach(SecureTestDevice::close);
  }

  private SecureTestDevice givenSecure(String name, Consumer<SecureTestDevice> made)
      throws Exception {
    SecureTestDevice device = new SecureTestDevice(name, KEY, made);
    secure.add(device);
    return device;
  }

  private SecureTestDevice dimmer() throws Exception {
    return givenSecure("hearth", it -> it.text("level", "40").observable().writable());
  }

  private static PairingAttempt attempt(Sighting sighting, String secret) {
    return new PairingAttempt(
        Optional.of(sighting), Optional.empty(), LabelSecret.parse(secret), Duration.ofSeconds(20));
  }

  private static PairingAttempt expecting(String name, String secret) {
    return new PairingAttempt(
        Optional.empty(), Optional.of(name), LabelSecret.parse(secret), Duration.ofMinutes(2));
  }

  private Sighting found(SecureTestDevice device) {
    adapter.look(device.address());
    return host.sightingAt(device.port());
  }

  private Sighting paired(SecureTestDevice device) {
    assertThat(adapter.pair(attempt(found(device), SECRET)))
        .isInstanceOf(PairingOutcome.Paired.class);
    return host.sightingOf("psk");
  }

  @Test
  void a_device_that_speaks_dtls_only_waits_to_be_paired() throws Exception {
    Sighting sighting = found(dimmer());

    assertThat(sighting.offer()).isEmpty();
    assertThat(sighting.authenticated()).isFalse();
    assertThat(sighting.pairing().orElseThrow().required()).isTrue();
    assertThat(sighting.why()).endsWith("it speaks only with who is paired");
  }

  @Test
  void paired_it_is_authenticated_and_read_observed_and_written_over_dtls() throws Exception {
    SecureTestDevice dimmer = dimmer();
    Sighting locked = found(dimmer);
    Sighting sighting = paired(dimmer);

    assertThat(sighting.authenticated()).isTrue();
    assertThat(sighting.address()).isEqualTo(dimmer.address());
    assertThat(sighting.why()).isEqualTo("was paired; known by its key");
    host.farewell(locked.identity());
    assertThat(host.keys.of(sighting.identity().value()))
        .singleElement()
        .satisfies(credential -> assertThat(credential.proven()).isTrue());

    DeviceId id = accept(sighting);
    host.reading(id, "level", Value.of(40));
    dimmer.cell("level").set("55");
    host.reading(id, "level", Value.of(55));
    assertThat(adapter.write(id, LEVEL, Value.of(70), PATIENCE))
        .isInstanceOf(CommandOutcome.Confirmed.class);
    assertThat(dimmer.cell("level").text()).isEqualTo("70");
  }

  @Test
  void announced_it_is_paired_and_announced_again_it_is_no_stranger() throws Exception {
    SecureTestDevice dimmer = dimmer();
    adapter.look(dimmer.address(), "announced itself");
    Sighting locked = host.sightingAt(dimmer.port());
    assertThat(adapter.pair(attempt(locked, SECRET))).isInstanceOf(PairingOutcome.Paired.class);
    DeviceId id = accept(host.sightingOf("psk"));
    host.reading(id, "level", Value.of(40));

    adapter.look(dimmer.address(), "announced itself");
    TestDevice plain = given(it -> it.text("temperature", "21"));
    adapter.look(plain.address(), "announced itself");
    host.sightingAt(plain.port());

    assertThat(host.inboxSoFar()).noneMatch(one -> one.identity().equals(locked.identity()));
  }

  @Test
  void a_wrong_secret_is_told_and_nothing_is_kept() throws Exception {
    Sighting sighting = found(dimmer());

    assertThat(adapter.pair(attempt(sighting, "k3Jx-92mQ/aZ!r7Lw_v8Tn0")))
        .isInstanceOfSatisfying(
            PairingOutcome.WrongSecret.class,
            wrong -> assertThat(wrong.sentence()).contains("another secret"));
    assertThat(host.keys.all()).isEmpty();
    assertThat(adapter.pair(attempt(sighting, SECRET))).isInstanceOf(PairingOutcome.Paired.class);
  }

  @Test
  void who_is_switched_off_is_told_apart_from_a_wrong_secret() throws Exception {
    SecureTestDevice dimmer = dimmer();
    Sighting sighting = found(dimmer);
    dimmer.close();

    assertThat(adapter.pair(attempt(sighting, SECRET)))
        .isInstanceOf(PairingOutcome.Unreachable.class);
  }

  @Test
  void rebooted_it_is_found_again_by_a_new_handshake() throws Exception {
    SecureTestDevice dimmer = dimmer();
    DeviceId id = accept(paired(dimmer));
    host.reading(id, "level", Value.of(40));

    dimmer.reboot();
    host.status(id, State.OFFLINE);
    host.status(id, State.ONLINE);
    dimmer.cell("level").set("61");
    host.reading(id, "level", Value.of(61));
  }

  @Test
  void moved_it_is_known_again_by_its_key_where_somebody_finds_it() throws Exception {
    SecureTestDevice dimmer = dimmer();
    DeviceId id = accept(paired(dimmer));
    host.reading(id, "level", Value.of(40));

    dimmer.move();
    host.status(id, State.OFFLINE);
    adapter.look(dimmer.address());

    host.status(id, State.ONLINE);
    assertThat(host.redescription(id).address()).isEqualTo(dimmer.address());
    assertThat(host.inboxSoFar()).noneMatch(one -> one.identity().scheme().equals("address"));
  }

  @Test
  void somebody_else_at_its_address_gets_no_command() throws Exception {
    SecureTestDevice dimmer = dimmer();
    DeviceId id = accept(paired(dimmer));
    host.reading(id, "level", Value.of(40));
    int port = dimmer.port();
    dimmer.close();
    SecureTestDevice impostor =
        new SecureTestDevice(
            "hearth",
            HexFormat.of().parseHex(OTHER),
            port,
            it -> it.text("level", "40").observable().writable());
    secure.add(impostor);

    assertThat(adapter.write(id, LEVEL, Value.of(99), PATIENCE))
        .isInstanceOf(CommandOutcome.Unreachable.class);
    assertThat(impostor.cell("level").puts).hasValue(0);
  }

  @Test
  void who_calls_by_itself_is_known_by_its_key_from_its_first_call() throws Exception {
    BlockingQueue<PairingOutcome> told = new LinkedBlockingQueue<>();
    adapter.expect(expecting("sensor-7", SECRET), told::add);
    SecureTestDevice sensor =
        givenSecure("sensor-7", it -> it.text("temperature", "21.5").observable());

    sensor.call(adapter.securePort(), "/.well-known/rd?ep=anything&lt=300");

    assertThat(told.poll(10, TimeUnit.SECONDS)).isInstanceOf(PairingOutcome.Paired.class);
    Sighting sighting = host.sightingOf("psk");
    assertThat(sighting.identity()).isEqualTo(new DeviceIdentity("psk", "sensor-7"));
    assertThat(sighting.authenticated()).isTrue();
    DeviceId id = accept(sighting);
    host.reading(id, "temperature", Value.of(21.5));
  }

  @Test
  void a_caller_with_another_secret_is_told_and_not_let_in() throws Exception {
    BlockingQueue<PairingOutcome> told = new LinkedBlockingQueue<>();
    adapter.expect(expecting("sensor-7", OTHER), told::add);
    SecureTestDevice sensor = givenSecure("sensor-7", it -> it.text("temperature", "21.5"));

    // One call for each way to read the label. A call right after one that failed may not leave the
    // device at all, and does not count.
    Optional<PairingOutcome> outcome = Optional.empty();
    for (int i = 0; i < 60 && outcome.isEmpty(); i++) {
      callInVain(sensor);
      outcome = Optional.ofNullable(told.poll(500, TimeUnit.MILLISECONDS));
    }

    assertThat(outcome).get().isInstanceOf(PairingOutcome.WrongSecret.class);
    assertThat(host.keys.all()).isEmpty();
    assertThat(host.inboxSoFar()).isEmpty();
  }

  private void callInVain(SecureTestDevice device) throws Exception {
    try {
      assertThat(device.call(adapter.securePort(), "/.well-known/rd?ep=x")).isNull();
    } catch (ConnectorException | IOException refused) {
      // That is what is expected.
    }
  }

  @Test
  void what_is_said_securely_and_which_handshakes_failed_is_in_the_diagnostics() throws Exception {
    Sighting sighting = found(dimmer());
    adapter.pair(attempt(sighting, OTHER));
    adapter.pair(attempt(sighting, SECRET));

    Diagnostics.Place place = adapter.diagnostics().places().getFirst();

    assertThat(place.sent()).anyMatch(one -> one.what().equals("secure questions"));
    assertThat(place.heard())
        .extracting(Diagnostics.Tally::what)
        .contains("secure answers", "handshakes", "handshakes that failed");
  }

  @Test
  void a_new_address_keeps_the_session_by_its_connection_id() throws Exception {
    adapter.expect(expecting("sensor-7", SECRET), _ -> {});
    SecureTestDevice sensor =
        givenSecure("sensor-7", it -> it.text("temperature", "21.5").observable());
    try (Router router = new Router(adapter.securePort())) {
      sensor.call(router.port(), "/.well-known/rd?ep=x&lt=300");
      DeviceId id = accept(host.sightingOf("psk"));
      host.reading(id, "temperature", Value.of(21.5));
      var session = sensor.connector().getDtlsContextByAddress(router.inside());

      router.renumber();
      sensor.cell("temperature").set("22.5");

      host.reading(id, "temperature", Value.of(22.5));
      assertThat(host.redescription(id).address()).endsWith(":" + router.outsidePort());
      sensor.cell("temperature").set("23.5");
      host.reading(id, "temperature", Value.of(23.5));
      assertThat(sensor.connector().getDtlsContextByAddress(router.inside())).isSameAs(session);
    }
  }

  @Test
  void a_plain_stranger_cannot_push_for_a_paired_device() throws Exception {
    adapter.expect(expecting("sensor-7", SECRET), _ -> {});
    SecureTestDevice sensor =
        givenSecure("sensor-7", it -> it.text("temperature", "21.5").observable());
    sensor.call(adapter.securePort(), "/.well-known/rd?ep=sensor-7&lt=300");
    DeviceId id = accept(host.sightingOf("psk"));
    host.reading(id, "temperature", Value.of(21.5));
    TestDevice stranger = given(it -> it.text("temperature", "99"));
    byte[] pack = "[{\"n\":\"temperature\",\"v\":99}]".getBytes(UTF_8);

    CoapResponse answer = stranger.report(adapter.port(), "?ep=sensor-7", 110, pack);

    assertThat(answer.isSuccess()).isFalse();
    assertThat(host.valuesSoFar(id)).doesNotContain(Value.of(99));
  }

  @Test
  void a_plain_stranger_cannot_register_in_the_place_of_a_paired_device() throws Exception {
    adapter.expect(expecting("sensor-7", SECRET), _ -> {});
    SecureTestDevice sensor = givenSecure("sensor-7", it -> it.text("temperature", "21.5"));
    sensor.call(adapter.securePort(), "/.well-known/rd?ep=sensor-7&lt=300");
    host.sightingOf("psk");
    TestDevice stranger = given(it -> it.text("temperature", "99"));

    for (String path : new String[] {"/.well-known/rd", "/rd"}) {
      Request request = Request.newPost();
      request.setURI("coap://127.0.0.1:" + adapter.port() + path + "?ep=sensor-7&lt=60");
      assertThat(stranger.ask(request).getCode()).as(path).isEqualTo(ResponseCode.FORBIDDEN);
    }
    sensor.call(adapter.securePort(), "/.well-known/rd?ep=sensor-7&lt=300");
    assertThat(host.inboxSoFar()).noneMatch(one -> one.identity().scheme().equals("ep"));
  }

  @Test
  void forgotten_its_session_ends_and_its_key_opens_nothing() throws Exception {
    adapter.expect(expecting("sensor-7", SECRET), _ -> {});
    SecureTestDevice sensor = givenSecure("sensor-7", it -> it.text("temperature", "21.5"));
    sensor.call(adapter.securePort(), "/.well-known/rd?ep=x&lt=300");
    host.sightingOf("psk");

    host.keys.forget("sensor-7");
    adapter.forgotten("sensor-7");

    sensor.connector().clearConnectionState();
    callInVain(sensor);
  }

  @Test
  void after_a_restart_of_the_hub_it_is_called_again_with_the_same_key() throws Exception {
    SecureTestDevice dimmer = dimmer();
    Sighting sighting = paired(dimmer);
    DeviceId before = accept(sighting);
    host.reading(before, "level", Value.of(40));
    adapter.close();

    CoapAdapter again = new CoapAdapter(settings(), profiles());
    again.start(host);
    try {
      DeviceId after = DeviceId.random();
      again.attach(
          new AttachedDevice(
              after,
              sighting.identity(),
              sighting.offer().orElseThrow().description(),
              sighting.offer().orElseThrow().link()));
      host.reading(after, "level", Value.of(40));
      assertThat(again.write(after, LEVEL, Value.of(41), PATIENCE))
          .isInstanceOf(CommandOutcome.Confirmed.class);
    } finally {
      again.close();
    }
  }

  @Test
  void a_flood_of_hellos_is_answered_with_little_and_nothing_is_kept_of_it() throws Exception {
    int answers = 0;
    for (int i = 0; i < 200; i++) {
      try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
        byte[] hello = DtlsProbe.hello();
        stranger.connect(InetAddress.getLoopbackAddress(), adapter.securePort());
        stranger.setSoTimeout(2_000);
        stranger.send(new DatagramPacket(hello, hello.length));
        DatagramPacket answer = new DatagramPacket(new byte[1500], 1500);
        stranger.receive(answer);
        assertThat(answer.getLength()).isLessThanOrEqualTo(hello.length);
        answers++;
      }
    }
    assertThat(answers).isEqualTo(200);
    assertThat(adapter.secureSessions()).isZero();
  }

  @Test
  void a_thing_that_asks_for_a_key_is_paired_by_the_name_it_tells() throws Exception {
    SecureTestDevice lamp =
        givenSecure(
            "lamp-7",
            it -> {
              it.wellKnown("wot", 432, thing(it.port()).getBytes(UTF_8), "wot.thing");
              it.cell("on", 50, "false".getBytes(UTF_8)).takesWrites = true;
            });
    TestDevice front =
        given(it -> it.wellKnown("wot", 432, thing(lamp.port()).getBytes(UTF_8), "wot.thing"));
    adapter.look(front.address());
    Sighting locked = host.sightingAt(lamp.port());
    assertThat(locked.title()).isEqualTo("Door lamp");
    assertThat(locked.offer()).isEmpty();

    assertThat(adapter.pair(attempt(locked, SECRET))).isInstanceOf(PairingOutcome.Paired.class);

    Sighting sighting = host.sightingOf("psk");
    assertThat(sighting.authenticated()).isTrue();
    assertThat(sighting.title()).isEqualTo("Door lamp");
    DeviceId id = accept(sighting);
    host.reading(id, "on", Value.of(false));
    assertThat(adapter.write(id, AffordanceName.of("on"), Value.of(true), PATIENCE))
        .isInstanceOf(CommandOutcome.Confirmed.class);
  }

  private static String thing(int port) {
    return """
    {"@context": "https://www.w3.org/2022/wot/td/v1.1", "id": "urn:example:door-lamp",
     "title": "Door lamp", "@type": "Light", "security": "key",
     "securityDefinitions": {"key": {"scheme": "psk", "identity": "lamp-7"}},
     "base": "coaps://127.0.0.1:%d/",
     "properties": {"on": {"type": "boolean", "@type": "OnOffProperty", "observable": true,
       "forms": [{"href": "on", "contentType": "application/json"}]}}}
    """
        .formatted(port);
  }
}
