package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hearthhub.adapter.coap.profile.senml.SenmlProfile;
import org.hearthhub.adapter.coap.profile.tradfri.TradfriProfile;
import org.hearthhub.adapter.simulator.TradfriGateway;
import org.hearthhub.device.Credential;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.device.LabelSecret;
import org.hearthhub.device.PairingAttempt;
import org.hearthhub.device.PairingOutcome;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Neither an address, nor a name on a label, nor a word of its own makes a device another one. */
final class TakenPlaceTest extends CoapAdapterTest {
  private static final String OLD = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
  private static final String NEW = "f0e1d2c3b4a5968778695a4b3c2d1e0f";

  private final List<AutoCloseable> running = new ArrayList<>();

  private static void dimmer(SecureTestDevice device) {
    device.text("level", "40").observable();
  }

  @Override
  List<CoapProfile> profiles() {
    return List.of(new TradfriProfile(), new SenmlProfile());
  }

  @AfterEach
  void switchOff() throws Exception {
    for (AutoCloseable one : running) {
      one.close();
    }
  }

  private SecureTestDevice given(String name, String key, int port, Consumer<SecureTestDevice> made)
      throws Exception {
    SecureTestDevice device = new SecureTestDevice(name, HexFormat.of().parseHex(key), port, made);
    running.add(device);
    return device;
  }

  private PairingAttempt attempt(int port, String secret) {
    adapter.look("coaps://127.0.0.1:" + port);
    return new PairingAttempt(
        Optional.of(host.sightingAt(port)),
        Optional.empty(),
        LabelSecret.parse(secret),
        Duration.ofSeconds(25));
  }

  private static PairingAttempt expecting(String secret) {
    return new PairingAttempt(
        Optional.empty(),
        Optional.of("sensor-7"),
        LabelSecret.parse(secret),
        Duration.ofMinutes(2));
  }

  private static void isTaken(PairingOutcome outcome, String peer) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            PairingOutcome.Taken.class,
            taken -> {
              assertThat(taken.peer()).isEqualTo(peer);
              assertThat(taken.sentence()).contains("paired already");
            });
  }

  private static String peerOf(PairingOutcome outcome) {
    assertThat(outcome).isInstanceOf(PairingOutcome.Paired.class);
    return ((PairingOutcome.Paired) outcome).peer();
  }

  @Test
  void a_new_device_at_the_address_of_a_paired_one_is_not_taken_for_it() throws Exception {
    SecureTestDevice first = given("hearth", OLD, 0, TakenPlaceTest::dimmer);
    int port = first.port();
    String peer = peerOf(adapter.pair(attempt(port, OLD)));
    DeviceId id = accept(host.sightingOf("psk"));
    host.reading(id, "level", Value.of(40));
    Credential before = host.keys.of(peer).getFirst();
    first.close();
    given("hearth", NEW, port, it -> it.text("level", "77").observable());

    PairingAttempt attempt = attempt(port, NEW);
    isTaken(adapter.pair(attempt), peer);
    assertThat(host.keys.all()).containsExactly(before);

    String other = peerOf(adapter.pair(attempt.ofAnother()));
    assertThat(other).isNotEqualTo(peer);
    assertThat(host.keys.of(peer)).containsExactly(before);
    DeviceId second = accept(sightingOf(other));
    host.reading(second, "level", Value.of(77));
    assertThat(host.valuesSoFar(id)).doesNotContain(Value.of(77));
  }

  private Sighting sightingOf(String peer) {
    return host.sighting(new DeviceIdentity("psk", peer));
  }

  @Test
  void reset_and_said_to_be_itself_it_is_the_same_device() throws Exception {
    SecureTestDevice first = given("hearth", OLD, 0, TakenPlaceTest::dimmer);
    int port = first.port();
    String peer = peerOf(adapter.pair(attempt(port, OLD)));
    DeviceId id = accept(host.sightingOf("psk"));
    host.reading(id, "level", Value.of(40));
    first.close();
    given("hearth", NEW, port, it -> it.text("level", "77").observable());

    assertThat(peerOf(adapter.pair(attempt(port, NEW).replacing(peer)))).isEqualTo(peer);

    host.reading(id, "level", Value.of(77));
    assertThat(host.keys.all()).singleElement().extracting(Credential::peer).isEqualTo(peer);
  }

  @Test
  void a_caller_with_the_name_of_another_on_its_label_is_not_taken_for_it() throws Exception {
    adapter.expect(expecting(OLD), _ -> {});
    SecureTestDevice first = given("sensor-7", OLD, 0, it -> it.text("temperature", "21"));
    first.call(adapter.securePort(), "/rd?ep=sensor-7&lt=300");
    DeviceId id = accept(host.sightingOf("psk"));
    host.reading(id, "temperature", Value.of(21));
    Credential before = host.keys.of("sensor-7").getFirst();

    isTaken(adapter.expect(expecting(NEW), _ -> {}), "sensor-7");
    assertThat(adapter.expect(expecting(NEW).ofAnother(), _ -> {}))
        .isInstanceOf(PairingOutcome.Awaited.class);
    SecureTestDevice second = given("sensor-7", NEW, 0, it -> it.text("temperature", "77"));
    second.call(adapter.securePort(), "/rd?ep=other&lt=300");

    assertThat(host.keys.of("sensor-7")).containsExactly(before);
    Credential other =
        host.keys.all().stream().filter(one -> !one.equals(before)).findFirst().orElseThrow();
    host.reading(accept(sightingOf(other.peer())), "temperature", Value.of(77));
    assertThat(host.valuesSoFar(id)).doesNotContain(Value.of(77));
  }

  @Test
  void a_caller_with_the_name_of_one_whose_key_was_forgotten_is_not_taken_for_it()
      throws Exception {
    adapter.expect(expecting(OLD), _ -> {});
    SecureTestDevice first = given("sensor-7", OLD, 0, it -> it.text("temperature", "21"));
    first.call(adapter.securePort(), "/rd?ep=sensor-7&lt=300");
    DeviceId id = accept(host.sightingOf("psk"));
    host.reading(id, "temperature", Value.of(21));
    host.keys.forget("sensor-7");
    adapter.forgotten("sensor-7");

    isTaken(adapter.expect(expecting(NEW), _ -> {}), "sensor-7");

    assertThat(adapter.expect(expecting(NEW).ofAnother(), _ -> {}))
        .isInstanceOf(PairingOutcome.Awaited.class);
    SecureTestDevice second = given("sensor-7", NEW, 0, it -> it.text("temperature", "77"));
    second.call(adapter.securePort(), "/rd?ep=other&lt=300");
    Credential other = host.keys.all().getFirst();
    assertThat(other.peer()).isNotEqualTo("sensor-7");
    host.reading(accept(sightingOf(other.peer())), "temperature", Value.of(77));
    assertThat(host.valuesSoFar(id)).doesNotContain(Value.of(77));
  }

  @Test
  void a_gateway_that_says_it_is_one_whose_key_was_forgotten_is_not_taken_for_it() {
    TradfriGateway first = gateway("aB3dE6gH9jK2mN5p");
    String peer = peerOf(adapter.pair(attempt(first.address().getPort(), "aB3dE6gH9jK2mN5p")));
    accept(host.sightingOf("psk"));
    host.keys.forget(peer);
    adapter.forgotten(peer);
    TradfriGateway second = gateway("zY8xW5vU2tS7rQ4p");
    PairingAttempt attempt = attempt(second.address().getPort(), "zY8xW5vU2tS7rQ4p");

    isTaken(adapter.pair(attempt), peer);

    assertThat(peerOf(adapter.pair(attempt.ofAnother()))).isNotEqualTo(peer);
    assertThat(peerOf(adapter.pair(attempt.replacing(peer)))).isEqualTo(peer);
  }

  @Test
  void a_gateway_that_says_it_is_another_one_gets_neither_its_key_nor_its_devices() {
    TradfriGateway first = gateway("aB3dE6gH9jK2mN5p");
    String peer = peerOf(adapter.pair(attempt(first.address().getPort(), "aB3dE6gH9jK2mN5p")));
    Credential before = host.keys.of(peer).getFirst();
    TradfriGateway second = gateway("zY8xW5vU2tS7rQ4p");
    PairingAttempt attempt = attempt(second.address().getPort(), "zY8xW5vU2tS7rQ4p");

    isTaken(adapter.pair(attempt), peer);
    assertThat(host.keys.all()).containsExactly(before);

    assertThat(peerOf(adapter.pair(attempt.ofAnother()))).isNotEqualTo(peer);
    assertThat(host.keys.of(peer)).containsExactly(before);
    assertThat(peerOf(adapter.pair(attempt.replacing(peer)))).isEqualTo(peer);
    assertThat(host.keys.of(peer)).doesNotContain(before);
  }

  private TradfriGateway gateway(String code) {
    TradfriGateway gateway =
        TradfriGateway.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "7e0b5a2c11d4", code);
    running.add(gateway);
    return gateway;
  }
}
