package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hearthhub.device.DeviceStatus.State;
import org.hearthhub.device.LabelSecret;
import org.hearthhub.device.PairingAttempt;
import org.hearthhub.device.PairingOutcome;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With libcoap over OpenSSL, called and calling: the pre-shared keys of others. */
class SecureLibcoapIT extends CoapAdapterTest {
  private static final String SECRET = "k3Jx-92mQ/aZ!r7Lw_v8Tn0";
  private static final String OTHER = "Zz9Yx-88wV/uT!s6Rq_p5On4";
  private static final String SERVER = "coap-server-openssl";
  private static final String CLIENT = "coap-client-openssl";

  @BeforeAll
  static void needsLibcoap() {
    Libcoap.require(SERVER, CLIENT);
  }

  private static Libcoap server(int port) throws Exception {
    return Libcoap.run(
        List.of(SERVER, "-A", "127.0.0.1", "-p", "" + (port - 1), "-k", SECRET, "-h", "anybody"));
  }

  private static PairingAttempt attempt(Sighting sighting, String secret) {
    return new PairingAttempt(
        Optional.of(sighting), Optional.empty(), LabelSecret.parse(secret), Duration.ofSeconds(25));
  }

  private Sighting found(int port) {
    adapter.look("coaps://127.0.0.1:" + port);
    return host.sightingAt(port);
  }

  @Test
  void its_server_is_paired_and_its_clock_observed_over_dtls() throws Exception {
    int port = Libcoap.freePort();
    try (Libcoap server = server(port)) {
      assertThat(server).isNotNull();
      Sighting locked = found(port);
      assertThat(locked.offer()).isEmpty();

      assertThat(adapter.pair(attempt(locked, SECRET))).isInstanceOf(PairingOutcome.Paired.class);

      Sighting sighting = host.sightingOf("psk");
      assertThat(sighting.authenticated()).isTrue();
      DeviceId id = accept(sighting);
      Value first = host.anyReading(id, "time").value();
      host.otherReading(id, "time", first);
      host.status(id, State.ONLINE);
    }
  }

  @Test
  void its_server_tells_a_wrong_secret() throws Exception {
    int port = Libcoap.freePort();
    try (Libcoap server = server(port)) {
      assertThat(server).isNotNull();

      assertThat(adapter.pair(attempt(found(port), OTHER)))
          .isInstanceOf(PairingOutcome.WrongSecret.class);
    }
  }

  @Test
  void its_client_is_expected_and_let_in_with_its_key_and_not_with_another() throws Exception {
    BlockingQueue<PairingOutcome> told = new LinkedBlockingQueue<>();
    adapter.expect(
        new PairingAttempt(
            Optional.empty(),
            Optional.of("sensor-7"),
            LabelSecret.parse(SECRET),
            Duration.ofMinutes(2)),
        told::add);
    String core = "coaps://127.0.0.1:" + adapter.securePort() + "/.well-known/core";

    assertThat(ask("-B", "3", "-u", "sensor-7", "-k", OTHER, "-m", "get", core))
        .doesNotContain("/report");
    assertThat(told.poll(10, TimeUnit.SECONDS)).isInstanceOf(PairingOutcome.WrongSecret.class);
    assertThat(ask("-u", "sensor-7", "-k", SECRET, "-m", "get", core)).contains("</report>");
    assertThat(told.poll(10, TimeUnit.SECONDS)).isInstanceOf(PairingOutcome.Paired.class);
    assertThat(ask("-B", "3", "-u", "sensor-8", "-k", SECRET, "-m", "get", core))
        .doesNotContain("/report");
  }

  private static String ask(String... options) throws Exception {
    return Libcoap.askWith(CLIENT, options);
  }
}
