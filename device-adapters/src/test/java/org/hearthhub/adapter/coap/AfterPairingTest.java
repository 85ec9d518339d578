package org.hearthhub.adapter.coap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.hearthhub.device.LabelSecret;
import org.hearthhub.device.PairingAttempt;
import org.hearthhub.device.PairingOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a device once it was paired, and once its key is forgotten. */
class AfterPairingTest extends CoapAdapterTest {
  private static final String SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

  private final List<SecureTestDevice> secure = new ArrayList<>();

  @AfterEach
  void switchOff() {
    secure.forEach(SecureTestDevice::close);
  }

  private SecureTestDevice givenSecure(String name, Consumer<SecureTestDevice> made)
      throws Exception {
    SecureTestDevice device = new SecureTestDevice(name, HexFormat.of().parseHex(SECRET), made);
    secure.add(device);
    return device;
  }

  /** Of devices that call by themselves. */
  private SecureTestDevice givenCaller(String name) throws Exception {
    adapter.expect(
        new PairingAttempt(
            Optional.empty(), Optional.of(name), LabelSecret.parse(SECRET), Duration.ofMinutes(2)),
        _ -> {});
    return givenSecure(name, it -> it.text("temperature", "21.5"));
  }

  private CoapResponse registerAsKitchen(SecureTestDevice device) throws Exception {
    return Objects.requireNonNull(device.call(adapter.securePort(), "/rd?ep=kitchen&lt=300"));
  }

  @Test
  void the_name_that_it_held_is_free_as_soon_as_its_key_is_forgotten() throws Exception {
    SecureTestDevice next = givenCaller("sensor-8");
    assertThat(registerAsKitchen(givenCaller("sensor-7")).getCode())
        .isEqualTo(ResponseCode.CREATED);
    assertThat(registerAsKitchen(next).getCode())
        .as("while the other one holds it")
        .isEqualTo(ResponseCode.FORBIDDEN);

    host.keys.forget("sensor-7");
    adapter.forgotten("sensor-7");

    assertThat(lookUp(next)).doesNotContain("kitchen");
    assertThat(registerAsKitchen(next).getCode()).isEqualTo(ResponseCode.CREATED);
    assertThat(lookUp(next)).contains("kitchen");
  }

  private String lookUp(SecureTestDevice device) throws Exception {
    CoapResponse answer = device.get(adapter.securePort(), "/rd-lookup/ep");
    return requireNonNull(answer, "no answer to the lookup").getResponseText();
  }

  /** A resource whose answer is held back until it is let go. */
  private static final class Held extends CoapResource {
    final BlockingQueue<CoapExchange> asked = new LinkedBlockingQueue<>();

    Held() {
      super("temperature");
      getAttributes().addResourceType("temperature");
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      exchange.accept();
      asked.add(exchange);
    }
  }

  @Test
  void that_it_is_paired_is_told_however_long_it_takes_to_say_what_it_offers() throws Exception {
    Held held = new Held();
    SecureTestDevice slow = givenSecure("hearth", it -> it.add(held));
    adapter.look(slow.address());
    PairingAttempt attempt =
        new PairingAttempt(
            Optional.of(host.sightingAt(slow.port())),
            Optional.empty(),
            LabelSecret.parse(SECRET),
            Duration.ofSeconds(3));

    assertThat(adapter.pair(attempt)).isInstanceOf(PairingOutcome.Paired.class);

    CoapExchange first = held.asked.poll(10, TimeUnit.SECONDS);
    assertThat(first).isNotNull();
    assertThat(held.asked).as("the first question was not given up").isEmpty();
    first.respond(ResponseCode.CONTENT, "21.5");
    assertThat(host.sightingOf("psk").why()).startsWith("was paired");
  }
}
