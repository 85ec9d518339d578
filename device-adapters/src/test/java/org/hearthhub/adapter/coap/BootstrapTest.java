package org.hearthhub.adapter.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.elements.exception.ConnectorException;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.Senml;
import org.hearthhub.adapter.coap.format.SenmlRecord;
import org.hearthhub.adapter.coap.format.Tlv;
import org.hearthhub.adapter.coap.profile.lwm2m.Lwm2mProfile;
import org.hearthhub.device.Credential;
import org.hearthhub.device.Diagnostics;
import org.hearthhub.device.LabelSecret;
import org.hearthhub.device.PairingAttempt;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A paired client is told a key of its own; the old one is good until the new one has worked. */
final class BootstrapTest extends CoapAdapterTest {
  private static final byte[] LABEL = HexFormat.of().parseHex("0f1e2d3c4b5a69788796a5b4c3d2e1f0");
  private static final int TLV = 11542;

  private final List<SecureTestDevice> secure = new ArrayList<>();
  private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();

  /** What the hub sent a client. */
  private record Told(Code method, String path, int format, byte[] payload) {}

  /** Everything below a first segment: takes note, and answers as it is told to. */
  private final class Listening extends CoapResource {
    private final String path;
    private final ResponseCode toWrites;

    Listening(String name, String path, ResponseCode toWrites) {
      super(name);
      this.path = path;
      this.toWrites = toWrites;
    }

    @Override
    public Resource getChild(String name) {
      return new Listening(name, path + "/" + name, toWrites);
    }

    @Override
    public void handleRequest(Exchange exchange) {
      Request request = exchange.getRequest();
      told.add(
          new Told(
              request.getCode(),
              path,
              request.getOptions().getContentFormat(),
              request.getPayload()));
      CoapExchange answer = new CoapExchange(exchange);
      switch (request.getCode()) {
        case DELETE -> answer.respond(ResponseCode.DELETED);
        case GET ->
            answer.respond(
                ResponseCode.CONTENT,
                "</0>;ver=1.1,</0/0>".getBytes(UTF_8),
                ContentFormat.LINK_FORMAT);
        case PUT -> answer.respond(toWrites);
        default -> answer.respond(ResponseCode.CHANGED);
      }
    }
  }

  @Override
  List<CoapProfile> profiles() {
    return List.of(new Lwm2mProfile());
  }

  @BeforeEach
  void expectSensor() {
    adapter.expect(
        new PairingAttempt(
            Optional.empty(),
            Optional.of("sensor-7"),
            LabelSecret.parse(HexFormat.of().formatHex(LABEL)),
            Duration.ofMinutes(2)),
        _ -> {});
  }

  @AfterEach
  void switchOff() {
    secure.forEach(SecureTestDevice::close);
  }

  private SecureTestDevice client(String name, byte[] key, ResponseCode toWrites) throws Exception {
    SecureTestDevice client =
        new SecureTestDevice(
            name,
            key,
            it -> {
              for (String first : List.of("0", "1", "bs")) {
                it.add(new Listening(first, "/" + first, toWrites));
              }
            });
    secure.add(client);
    return client;
  }

  private Told next(Code method, String path) throws InterruptedException {
    for (Told one = poll(); ; one = poll()) {
      if (one.method() == method && one.path().equals(path)) {
        return one;
      }
    }
  }

  private Told poll() throws InterruptedException {
    Told one = told.poll(10, TimeUnit.SECONDS);
    assertThat(one).as("what the hub sends next").isNotNull();
    return one;
  }

  private boolean opens(String name, byte[] key) throws Exception {
    try (SecureTestDevice caller = new SecureTestDevice(name, key, _ -> {})) {
      return caller.get(adapter.securePort(), "/.well-known/core") != null;
    } catch (ConnectorException | IOException refused) {
      return false;
    }
  }

  /** The resources of an object instance as they were written. */
  private record Written(Map<Integer, Tlv.Entry> entries) {
    Tlv.Entry at(int resource) {
      return Objects.requireNonNull(entries.get(resource), () -> "no resource " + resource);
    }
  }

  private static Written entries(Told told) {
    assertThat(told.format()).isEqualTo(TLV);
    return new Written(
        Tlv.read(told.payload()).stream().collect(Collectors.toMap(Tlv.Entry::id, one -> one)));
  }

  private CoapResponse call(SecureTestDevice client, String path) throws Exception {
    return Objects.requireNonNull(client.call(adapter.securePort(), path), "no answer");
  }

  @Test
  void the_label_opens_until_the_fresh_key_has_worked_once_and_never_again() throws Exception {
    SecureTestDevice client = client("sensor-7", LABEL, ResponseCode.CHANGED);

    assertThat(call(client, "/bs?ep=sensor-7").getCode()).isEqualTo(ResponseCode.CHANGED);
    Written account = entries(next(Code.PUT, "/0/1"));
    next(Code.POST, "/bs");

    assertThat(account.at(0).text())
        .isEqualTo(Value.of("coaps://127.0.0.1:" + adapter.securePort()));
    assertThat(account.at(1).truth()).isEqualTo(Value.of(false));
    assertThat(account.at(2).integer()).isEqualTo(Value.of(0));
    String name = new String(account.at(3).value(), UTF_8);
    byte[] key = account.at(5).value();
    assertThat(host.keys.of("sensor-7"))
        .extracting(Credential::name)
        .containsExactly(name, "sensor-7");
    assertThat(opens("sensor-7", LABEL)).isTrue();
    assertThat(host.keys.of("sensor-7")).hasSize(2);

    assertThat(opens(name, key)).isTrue();
    assertThat(host.keys.of("sensor-7"))
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.name()).isEqualTo(name);
              assertThat(left.proven()).isTrue();
            });
    assertThat(opens("sensor-7", LABEL)).isFalse();
    assertThat(opens(name, key)).isTrue();
  }

  @Test
  void its_account_for_the_next_time_gets_the_fresh_key_too() throws Exception {
    client("sensor-7", LABEL, ResponseCode.CHANGED).call(adapter.securePort(), "/bs?ep=sensor-7");

    next(Code.DELETE, "/0");
    next(Code.DELETE, "/1");
    Written own = entries(next(Code.PUT, "/0/1"));
    Written server = entries(next(Code.PUT, "/1/0"));
    Written again = entries(next(Code.PUT, "/0/0"));
    next(Code.POST, "/bs");

    assertThat(server.at(0).integer()).isEqualTo(own.at(10).integer());
    assertThat(again.at(1).truth()).isEqualTo(Value.of(true));
    assertThat(again.at(5).value()).isEqualTo(own.at(5).value());
  }

  @Test
  void one_that_does_not_take_it_keeps_its_label_and_is_told_the_same_key_again() throws Exception {
    SecureTestDevice client = client("sensor-7", LABEL, ResponseCode.METHOD_NOT_ALLOWED);
    client.call(adapter.securePort(), "/bs?ep=sensor-7");
    byte[] first = entries(next(Code.PUT, "/0/1")).at(5).value();

    Told again;
    do {
      client.call(adapter.securePort(), "/bs?ep=sensor-7"); // it may still be at the first one
      again = told.poll(200, TimeUnit.MILLISECONDS);
    } while (again == null || again.method() != Code.PUT);

    assertThat(entries(again).at(5).value()).isEqualTo(first);
    assertThat(adapter.diagnostics().strange())
        .extracting(Diagnostics.Strange::why)
        .contains("It asked for a key of its own and did not take it (4.05).");
    assertThat(told).noneMatch(one -> one.path().equals("/bs"));
    assertThat(opens("sensor-7", LABEL)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {ContentFormat.SENML_JSON, ContentFormat.SENML_CBOR})
  void it_is_written_in_the_format_that_the_client_prefers(int format) throws Exception {
    client("sensor-7", LABEL, ResponseCode.CHANGED)
        .call(adapter.securePort(), "/bs?ep=sensor-7&pct=" + format);
    Told account = next(Code.PUT, "/0/1");

    assertThat(account.format()).isEqualTo(format);
    Map<String, Value> values =
        Senml.read(account.payload(), format, host.clock().instant()).stream()
            .collect(Collectors.toMap(SenmlRecord::name, one -> one.held().orElseThrow()));
    assertThat(values.get("/0/1/2")).isEqualTo(Value.of(0));
    assertThat(values.get("/0/1/5"))
        .isEqualTo(
            Value.of(
                Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(host.keys.of("sensor-7").getFirst().key().octets())));
  }

  @Test
  void who_proves_nothing_is_told_nothing() throws Exception {
    TestDevice stranger = given(it -> it.text("temperature", "21"));
    Request plain = Request.newPost();
    plain.setURI("coap://127.0.0.1:" + adapter.port() + "/bs?ep=sensor-7");

    assertThat(stranger.ask(plain).getCode()).isEqualTo(ResponseCode.BAD_REQUEST);
    assertThat(host.keys.all()).isEmpty();
  }

  @Test
  void a_client_registered_with_its_label_is_asked_to_ask_for_a_key() throws Exception {
    SecureTestDevice client = client("sensor-7", LABEL, ResponseCode.CHANGED);
    Request registration = Request.newPost();
    registration.setPayload("</1/0>,</3/0>,</3303/0>");
    registration.getOptions().setContentFormat(ContentFormat.LINK_FORMAT);

    client.ask(registration, adapter.securePort(), "/rd?ep=sensor-7&lwm2m=1.1&lt=300");

    assertThat(next(Code.POST, "/1/0/9")).isNotNull();
  }

  @Test
  void one_that_did_not_take_its_key_is_asked_again_when_it_registers() throws Exception {
    SecureTestDevice client = client("sensor-7", LABEL, ResponseCode.METHOD_NOT_ALLOWED);
    client.call(adapter.securePort(), "/bs?ep=sensor-7");
    next(Code.PUT, "/0/1");
    Request registration = Request.newPost();
    registration.setPayload("</1/0>,</3/0>,</3303/0>");
    registration.getOptions().setContentFormat(ContentFormat.LINK_FORMAT);

    client.ask(registration, adapter.securePort(), "/rd?ep=sensor-7&lwm2m=1.1&lt=300");

    assertThat(next(Code.POST, "/1/0/9")).isNotNull();
  }

  @Test
  void what_cannot_be_written_is_refused() throws Exception {
    SecureTestDevice client = client("sensor-7", LABEL, ResponseCode.CHANGED);

    assertThat(call(client, "/bs?ep=sensor-7&pct=11543").getCode())
        .isEqualTo(ResponseCode.BAD_REQUEST);
  }
}
