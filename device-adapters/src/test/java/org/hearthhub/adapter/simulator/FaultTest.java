package org.hearthhub.adapter.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FaultTest {
  private SimulatedHome home;
  private CoapPeer peer;
  private SimulatedDevice blind;

  @BeforeEach
  void open() throws IOException {
    home =
        SimulatedHome.start(
            SimulationSettings.of(SimulationSettings.NAMED_DEVICES).withoutMulticast());
    peer = new CoapPeer();
    blind = home.device("Bedroom blind").orElseThrow();
  }

  @AfterEach
  void close() {
    peer.close();
    home.close();
  }

  @Test
  void an_unplugged_device_does_not_answer_until_it_is_back() throws Exception {
    blind.misbehave(new Fault.Unplugged());
    BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    peer.ask(blind, "/position", CoAP.Type.NON, answer -> answers.add("while unplugged"));
    // Once another device answered, the first request has surely arrived.
    peer.get(home.devices().getFirst(), "/.well-known/core");

    blind.behave();

    assertThat(peer.get(blind, "/position").getPayloadString()).isEqualTo("100");
    assertThat(answers).isEmpty();
  }

  @Test
  void a_share_of_the_datagrams_is_lost() {
    DeviceSocket.Line line = new DeviceSocket.Line(new Random(7));
    line.lose(0.3);

    int lost = 0;
    for (int i = 0; i < 10_000; i++) {
      lost += line.isLost() ? 1 : 0;
    }

    assertThat(lost).isBetween(2_800, 3_200);
  }

  @Test
  void a_device_that_loses_messages_is_reached_by_repeating() throws Exception {
    blind.misbehave(new Fault.Drop(0.2));

    assertThat(peer.get(blind, "/position").getPayloadString()).isEqualTo("100");
  }

  @Test
  void a_late_device_is_overtaken_by_another() throws Exception {
    blind.misbehave(new Fault.Delay(Duration.ofSeconds(1)));
    BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    peer.ask(blind, "/position", CoAP.Type.NON, answer -> answers.add("late"));
    peer.ask(
        home.device("Bedroom lamp").orElseThrow(),
        "/on",
        CoAP.Type.NON,
        answer -> answers.add("in time"));

    assertThat(answers.poll(20, TimeUnit.SECONDS)).isEqualTo("in time");
    assertThat(answers.poll(20, TimeUnit.SECONDS)).isEqualTo("late");
  }

  @Test
  void after_a_reboot_it_is_at_its_old_address_and_knows_no_observers() throws Exception {
    CoapPeer.Observation observation = peer.observe(blind, "/position");
    observation.next();
    InetSocketAddress before = blind.address();

    blind.misbehave(new Fault.Reboot(Duration.ofMillis(200)));
    blind.awaitStarts(2);
    peer.put(blind, "/position", 50, bytes("10"));

    assertThat(peer.get(blind, "/position").getPayloadString()).isEqualTo("10");
    assertThat(blind.address()).isEqualTo(before);
    assertThat(observation.drain()).extracting(Response::getPayloadString).doesNotContain("10");
  }

  @Test
  void a_device_that_moves_keeps_its_name_at_another_port() throws Exception {
    InetSocketAddress before = blind.address();

    blind.misbehave(new Fault.Move(Duration.ofMillis(1)));
    blind.awaitStarts(2);

    assertThat(blind.address()).isNotEqualTo(before);
    assertThat(peer.get(blind, "/.well-known/core").getPayloadString())
        .startsWith("</>;ep=\"sim-bedroom-blind\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bedroom lamp /on",
        "Hallway lamp /on",
        "Bedroom blind /position",
        "Kitchen kettle plug /on",
        "Kitchen leak sensor /leak",
        "Kitchen lamp /properties/on"
      })
  void a_wrong_payload_is_not_what_its_format_says(String deviceAndPath) throws Exception {
    int slash = deviceAndPath.indexOf(" /");
    SimulatedDevice device = home.device(deviceAndPath.substring(0, slash)).orElseThrow();
    String path = deviceAndPath.substring(slash + 1);
    assertThat(peer.put(device, "/misbehave", "wrong-payload").getCode())
        .isEqualTo(ResponseCode.CHANGED);

    Response wrong = peer.get(device, path);

    Format format = device.blueprint().format();
    assertThat(wrong.getOptions().getContentFormat()).isEqualTo(format.number());
    assertThat(wrong.getPayload()).isEqualTo(Payloads.rubbish(format));
    peer.put(device, "/misbehave", "off");
    assertThat(Payloads.read(format, peer.get(device, path).getPayload())).isPresent();
  }

  @Test
  void an_ignored_write_is_answered_with_success() throws Exception {
    peer.put(blind, "/misbehave", "ignore-writes");

    assertThat(peer.put(blind, "/position", 50, bytes("20")).getCode())
        .isEqualTo(ResponseCode.CHANGED);

    assertThat(blind.value("position")).contains(Value.of(100));
  }

  @Test
  void a_silent_device_answers_but_tells_its_observers_nothing() throws Exception {
    CoapPeer.Observation observation = peer.observe(blind, "/position");
    observation.next();
    peer.put(blind, "/misbehave", "silent");

    peer.put(blind, "/position", 50, bytes("20"));
    assertThat(peer.get(blind, "/position").getPayloadString()).isEqualTo("20");
    peer.put(blind, "/misbehave", "off");
    peer.put(blind, "/position", 50, bytes("30"));

    assertThat(observation.next().getPayloadString()).isEqualTo("30");
  }

  @Test
  void a_request_can_lose_its_answer_and_be_repeated_without_being_done_twice() throws Exception {
    SimulatedDevice lamp = home.device("Kitchen lamp").orElseThrow();
    lamp.misbehave(new Fault.Drop(0.4));
    Request toggle = Request.newPost();

    peer.send(toggle, lamp, "/actions/toggle");

    assertThat(lamp.value("on")).contains(Value.of(true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "explode",
        "drop 2",
        "drop -1",
        "drop NaN",
        "delay 1h",
        "delay 90s",
        "delay s"
      })
  void what_is_no_fault_is_refused(String text) throws Exception {
    assertThatThrownBy(() -> Fault.parse(text)).isInstanceOf(Invalid.class);
    assertThat(peer.put(blind, "/misbehave", text).getCode()).isEqualTo(ResponseCode.BAD_REQUEST);
  }

  @Test
  void faults_are_read_with_and_without_their_measure() {
    assertThat(
            List.of("drop 0.5", "delay 250ms", "delay 1.5s", "reboot", "reboot 3s", " Silent ")
                .stream()
                .map(Fault::parse))
        .containsExactly(
            new Fault.Drop(0.5),
            new Fault.Delay(Duration.ofMillis(250)),
            new Fault.Delay(Duration.ofMillis(1500)),
            new Fault.Reboot(Duration.ofSeconds(1)),
            new Fault.Reboot(Duration.ofSeconds(3)),
            new Fault.Silent());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
