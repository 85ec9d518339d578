package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hearthhub.adapter.coap.profile.lwm2m.Lwm2mProfile;
import org.hearthhub.adapter.coap.profile.senml.SenmlProfile;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.device.DeviceStatus;
import org.hearthhub.device.LabelSecret;
import org.hearthhub.device.PairingAttempt;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Kind;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LwM2M with the client of others: Eclipse Leshan. */
final class LeshanIT extends CoapAdapterTest {
  private static final String LABEL = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

  @Override
  List<CoapProfile> profiles() {
    return List.of(new Lwm2mProfile(), new SenmlProfile());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLV", "SENML_JSON", "SENML_CBOR"})
  void a_client_registers_is_observed_written_and_executed(String format) throws Exception {
    try (Leshan lamp = Leshan.start(adapter.port(), "lamp-1", format)) {
      Sighting sighting = host.offerNear("127.0.0.1");
      assertThat(sighting.identity()).isEqualTo(new DeviceIdentity("ep", "lamp-1"));
      assertThat(sighting.title()).isEqualTo("Leshan Lamp");
      assertThat(sighting.kind()).isEqualTo(Kind.LIGHT);

      DeviceId id = accept(sighting);
      host.reading(id, "temperature", Value.of(20.5));
      host.reading(id, "on", Value.of(false));
      host.reading(id, "brightness", Value.of(40));

      lamp.warm();
      host.reading(id, "temperature", Value.of(21.25));

      assertThat(adapter.write(id, AffordanceName.of("on"), Value.of(true), PATIENCE))
          .isInstanceOf(CommandOutcome.Confirmed.class);
      assertThat(lamp.wasTold()).isEqualTo("written 5850 true");
      assertThat(adapter.write(id, AffordanceName.of("brightness"), Value.of(73), PATIENCE))
          .isInstanceOf(CommandOutcome.Confirmed.class);
      assertThat(lamp.wasTold()).isEqualTo("written 5851 73");
      assertThat(adapter.invoke(id, AffordanceName.of("restart"), Optional.empty(), PATIENCE))
          .isInstanceOf(CommandOutcome.Confirmed.class);
      assertThat(lamp.wasTold()).isEqualTo("executed 4");
    }
  }

  @Test
  void a_client_that_signs_off_is_told_as_gone_and_comes_back_when_it_registers_again()
      throws Exception {
    DeviceId id;
    try (Leshan lamp = Leshan.start(adapter.port(), "lamp-2", "TLV")) {
      id = accept(host.offerNear("127.0.0.1"));
      host.reading(id, "temperature", Value.of(20.5));
      lamp.leave();
      host.status(id, DeviceStatus.State.OFFLINE);
    }
    try (Leshan _ = Leshan.start(adapter.port(), "lamp-2", "TLV")) {
      host.status(id, DeviceStatus.State.ONLINE);
    }
  }

  @Test
  void over_dtls_a_client_that_was_paired_by_its_label_is_authenticated_and_observed()
      throws Exception {
    expect("lamp-3");
    try (Leshan lamp = Leshan.startSecure(adapter.securePort(), "lamp-3", LABEL)) {
      assertThat(lamp.did()).isEqualTo("registered");
      Sighting sighting = host.sightingOf("psk");
      assertThat(sighting.identity()).isEqualTo(new DeviceIdentity("psk", "lamp-3"));
      assertThat(sighting.authenticated()).isTrue();
      assertThat(sighting.title()).isEqualTo("Leshan Lamp");

      DeviceId id = accept(sighting);
      host.reading(id, "temperature", Value.of(20.5));
      lamp.warm();
      host.reading(id, "temperature", Value.of(21.25));
      assertThat(adapter.write(id, AffordanceName.of("on"), Value.of(true), PATIENCE))
          .isInstanceOf(CommandOutcome.Confirmed.class);
      assertThat(lamp.wasTold()).isEqualTo("written 5850 true");
    }
  }

  @Test
  void a_client_that_asks_is_told_a_key_of_its_own_and_its_label_is_good_for_nothing()
      throws Exception {
    expect("lamp-4");
    try (Leshan lamp = Leshan.startSecure(adapter.securePort(), "lamp-4", LABEL, "bootstrap")) {
      assertThat(lamp.did()).isEqualTo("bootstrapped");
      assertThat(lamp.did()).isEqualTo("registered");
      Sighting sighting = host.sightingOf("psk");
      assertThat(sighting.identity()).isEqualTo(new DeviceIdentity("psk", "lamp-4"));
      assertThat(host.keys.of("lamp-4"))
          .singleElement()
          .satisfies(
              fresh -> {
                assertThat(fresh.name()).startsWith("hearth-");
                assertThat(fresh.proven()).isTrue();
                assertThat(fresh.key().octets()).hasSize(16).isNotEqualTo(octets(LABEL));
              });
      DeviceId id = accept(sighting);
      host.reading(id, "temperature", Value.of(20.5));
      assertThat(adapter.write(id, AffordanceName.of("brightness"), Value.of(73), PATIENCE))
          .isInstanceOf(CommandOutcome.Confirmed.class);
    }
    try (SecureTestDevice label = new SecureTestDevice("lamp-4", octets(LABEL), _ -> {})) {
      assertThatThrownBy(() -> label.get(adapter.securePort(), "/.well-known/core"))
          .isInstanceOf(Exception.class);
    }
  }

  @Test
  void a_client_in_queue_mode_that_sleeps_is_told_when_it_wakes() throws Exception {
    try (Leshan lamp = Leshan.start(adapter.port(), "lamp-5", "TLV", "queue")) {
      DeviceId id = accept(host.offerNear("127.0.0.1"));
      host.reading(id, "brightness", Value.of(40));

      lamp.sleep();
      CommandOutcome outcome =
          adapter.write(id, AffordanceName.of("brightness"), Value.of(73), PATIENCE);
      assertThat(outcome).isInstanceOf(CommandOutcome.Waits.class);
      lamp.wake();
      lamp.update();

      assertThat(((CommandOutcome.Waits) outcome).later().get(30, TimeUnit.SECONDS))
          .isInstanceOf(CommandOutcome.Confirmed.class);
      assertThat(lamp.wasTold()).isEqualTo("written 5851 73");
      assertThat(host.statusesSoFar(id)).doesNotContain(DeviceStatus.State.OFFLINE);
    }
  }

  private void expect(String name) {
    adapter.expect(
        new PairingAttempt(
            Optional.empty(), Optional.of(name), LabelSecret.parse(LABEL), Duration.ofMinutes(2)),
        _ -> {});
  }

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
