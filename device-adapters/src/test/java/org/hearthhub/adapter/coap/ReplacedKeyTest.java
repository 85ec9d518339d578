package org.hearthhub.adapter.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.elements.exception.ConnectorException;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.device.LabelSecret;
import org.hearthhub.device.PairingAttempt;
import org.hearthhub.device.PairingOutcome;
import org.hearthhub.device.PreSharedKey;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who was paired anew has another key, and the one before opens nothing any longer. */
final class ReplacedKeyTest extends CoapAdapterTest {
  private static final byte[] OLD = HexFormat.of().parseHex("0f1e2d3c4b5a69788796a5b4c3d2e1f0");
  private static final byte[] NEW = HexFormat.of().parseHex("f0e1d2c3b4a5968778695a4b3c2d1e0f");

  private static final AffordanceName LEVEL = AffordanceName.of("level");

  private final List<SecureTestDevice> secure = new ArrayList<>();

  private static void dimmer(SecureTestDevice device) {
    device.text("level", "40").observable().writable();
  }

  @AfterEach
  void switchOff() {
    secure.forEach(SecureTestDevice::close);
  }

  private SecureTestDevice given(String name, byte[] key, int port, Consumer<SecureTestDevice> made)
      throws Exception {
    SecureTestDevice device = new SecureTestDevice(name, key, port, made);
    secure.add(device);
    return device;
  }

  private static PairingAttempt attempt(Optional<Sighting> at, Optional<String> name, byte[] key) {
    return new PairingAttempt(
        at, name, LabelSecret.parse(HexFormat.of().formatHex(key)), Duration.ofSeconds(20));
  }

  private PairingOutcome pair(SecureTestDevice device, byte[] key) {
    adapter.look(device.address());
    return adapter.pair(
        itself(attempt(Optional.of(host.sightingAt(device.port())), Optional.empty(), key)));
  }

  private void expect(String name, byte[] key) {
    adapter.expect(itself(attempt(Optional.empty(), Optional.of(name), key)), _ -> {});
  }

  /** A person says that it is the one that is paired already, if one is. */
  private PairingAttempt itself(PairingAttempt attempt) {
    return host.keys.all().stream()
        .findFirst()
        .map(known -> attempt.replacing(known.peer()))
        .orElse(attempt);
  }

  /** Whether what it says over the session that it has counts. */
  private boolean isHeard(SecureTestDevice device, String resource, int value) throws Exception {
    return isHeard(device, adapter.securePort(), resource, value);
  }

  private static boolean isHeard(SecureTestDevice device, int port, String resource, int value)
      throws Exception {
    Request push = Request.newPost();
    push.setPayload("[{\"n\":\"%s\",\"v\":%d}]".formatted(resource, value).getBytes(UTF_8));
    push.getOptions().setContentFormat(110);
    try {
      CoapResponse answer = device.ask(push, port, "/report");
      return answer != null && answer.isSuccess();
    } catch (ConnectorException | IOException ended) {
      return false;
    }
  }

  @Test
  void a_session_begun_with_the_key_before_ends_when_a_caller_is_paired_anew() throws Exception {
    expect("sensor-7", OLD);
    SecureTestDevice before =
        given("sensor-7", OLD, 0, it -> it.text("temperature", "21").observable());
    before.call(adapter.securePort(), "/rd?ep=sensor-7&lt=300");
    DeviceId id = accept(host.sightingOf("psk"));
    assertThat(isHeard(before, "temperature", 22)).isTrue();

    expect("sensor-7", NEW);
    SecureTestDevice now =
        given("sensor-7", NEW, 0, it -> it.text("temperature", "31").observable());
    now.call(adapter.securePort(), "/rd?ep=sensor-7&lt=300");
    host.reading(id, "temperature", Value.of(31));

    assertThat(isHeard(before, "temperature", 99)).isFalse();
    assertThat(isHeard(now, "temperature", 32)).isTrue();
    assertThat(host.valuesSoFar(id)).doesNotContain(Value.of(99)).contains(Value.of(32));
  }

  @Test
  void a_session_begun_with_the_key_before_ends_when_who_is_called_is_paired_anew()
      throws Exception {
    SecureTestDevice first = given("hearth", OLD, 0, ReplacedKeyTest::dimmer);
    assertThat(pair(first, OLD)).isInstanceOf(PairingOutcome.Paired.class);
    DeviceId id = accept(host.sightingOf("psk"));
    host.reading(id, "level", Value.of(40));
    SecureTestDevice thief = given("hearth", OLD, 0, _ -> {});
    assertThat(isHeard(thief, "level", 41)).isTrue();

    int port = first.port();
    first.close();
    SecureTestDevice reset = given("hearth", NEW, port, ReplacedKeyTest::dimmer);
    assertThat(pair(reset, NEW)).isInstanceOf(PairingOutcome.Paired.class);

    assertThat(isHeard(thief, "level", 99)).isFalse();
    assertThat(host.valuesSoFar(id)).doesNotContain(Value.of(99));
    reset.cell("level").set("55");
    host.reading(id, "level", Value.of(55));
  }

  @Test
  void who_began_with_the_key_before_and_finishes_later_is_not_heard() throws Exception {
    expect("sensor-7", OLD);
    SecureTestDevice sensor = given("sensor-7", OLD, 0, it -> it.text("temperature", "21"));
    sensor.call(adapter.securePort(), "/rd?ep=sensor-7&lt=300");
    DeviceId id = accept(host.sightingOf("psk"));
    SecureTestDevice thief = given("sensor-7", OLD, 0, _ -> {});
    try (Router router = new Router(adapter.securePort())) {
      router.holdFinished();
      FutureTask<Boolean> push =
          new FutureTask<>(() -> isHeard(thief, router.port(), "temperature", 99));
      Thread.ofVirtual().start(push);
      router.awaitFinished();
      assertThat(isHeard(sensor, "temperature", 22)).isTrue(); // and so the key was looked up

      expect("sensor-7", NEW);
      SecureTestDevice now = given("sensor-7", NEW, 0, it -> it.text("temperature", "31"));
      now.call(adapter.securePort(), "/rd?ep=sensor-7&lt=300");
      host.reading(id, "temperature", Value.of(31));
      router.release();

      assertThat(push.get(20, TimeUnit.SECONDS)).isFalse();
      assertThat(isHeard(thief, router.port(), "temperature", 98)).isFalse();
    }
    assertThat(host.valuesSoFar(id)).doesNotContain(Value.of(99), Value.of(98));
  }

  /** The hub tries the key that it has, in the background; that is no proof of another one. */
  private void triedInBackground(DeviceId id) {
    adapter.forgotten(host.keys.all().getFirst().peer()); // its session, so that another one begins
    Thread.ofVirtual().start(() -> adapter.write(id, LEVEL, Value.of(70), PATIENCE));
  }

  @Test
  void a_reset_device_is_paired_while_its_key_before_is_still_tried() throws Exception {
    SecureTestDevice first = given("hearth", OLD, 0, ReplacedKeyTest::dimmer);
    assertThat(pair(first, OLD)).isInstanceOf(PairingOutcome.Paired.class);
    DeviceId id = accept(host.sightingOf("psk"));
    host.reading(id, "level", Value.of(40));
    int port = first.port();
    adapter.look(first.address());
    Sighting known = host.sightingAt(port);
    first.close();
    SecureTestDevice reset = given("hearth", NEW, port, ReplacedKeyTest::dimmer);
    triedInBackground(id);
    reset.awaitAsked();

    assertThat(adapter.pair(itself(attempt(Optional.of(known), Optional.empty(), NEW))))
        .isInstanceOf(PairingOutcome.Paired.class);
    reset.cell("level").set("55");
    host.reading(id, "level", Value.of(55));
  }

  private static PairingAttempt mistyped(Sighting at) {
    return new PairingAttempt(
        Optional.of(at),
        Optional.empty(),
        LabelSecret.parse("k3Jx-92mQ/aZ!r7Lw_v8Tn0"),
        Duration.ofSeconds(20));
  }

  @Test
  void a_mistyped_secret_is_not_proven_by_the_key_before() throws Exception {
    SecureTestDevice dimmer = given("hearth", OLD, 0, ReplacedKeyTest::dimmer);
    assertThat(pair(dimmer, OLD)).isInstanceOf(PairingOutcome.Paired.class);
    DeviceId id = accept(host.sightingOf("psk"));
    host.reading(id, "level", Value.of(40));
    adapter.look(dimmer.address());
    Sighting known = host.sightingAt(dimmer.port());
    dimmer.holdKey();
    triedInBackground(id);
    dimmer.awaitAsked();

    FutureTask<PairingOutcome> pairing =
        new FutureTask<>(() -> adapter.pair(itself(mistyped(known))));
    Thread person = Thread.ofPlatform().start(pairing);
    while (person.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    dimmer.freeKey();

    assertThat(pairing.get(30, TimeUnit.SECONDS)).isInstanceOf(PairingOutcome.WrongSecret.class);
    assertThat(host.keys.all())
        .singleElement()
        .satisfies(kept -> assertThat(kept.key()).isEqualTo(new PreSharedKey(OLD)));
    assertThat(adapter.write(id, LEVEL, Value.of(55), PATIENCE))
        .isInstanceOf(CommandOutcome.Confirmed.class);
  }
}
