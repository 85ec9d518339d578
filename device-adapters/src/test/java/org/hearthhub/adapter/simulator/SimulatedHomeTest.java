package org.hearthhub.adapter.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Response;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

class SimulatedHomeTest {
  private static SimulatedHome home;
  private static CoapPeer peer;

  @BeforeAll
  static void open() throws IOException {
    home = SimulatedHome.start(SimulationSettings.of(SimulationSettings.NAMED_DEVICES));
    peer = new CoapPeer();
  }

  @AfterAll
  static void close() {
    peer.close();
    home.close();
  }

  @Test
  void the_first_fourteen_devices_cover_six_rooms() {
    Set<String> rooms = new HashSet<>();
    for (SimulatedDevice device : home.devices().subList(0, 14)) {
      for (String room :
          new String[] {
            "Living room", "Kitchen", "Bedroom", "Bathroom", "Hallway", "Utility room"
          }) {
        if (device.title().startsWith(room + " ")) {
          rooms.add(room);
        }
      }
    }
    assertThat(rooms).hasSize(6);
    assertThat(home.devices()).hasSizeGreaterThanOrEqualTo(16);
  }

  @Test
  void each_device_has_its_own_port_and_endpoint_name() {
    assertThat(home.devices())
        .extracting(device -> device.address().getPort())
        .doesNotHaveDuplicates();
    assertThat(home.devices())
        .extracting(SimulatedDevice::endpointName)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("sim-[a-z0-9-]+"));
  }

  @Test
  void links_begin_with_the_device_itself_and_its_endpoint_name() throws Exception {
    Response links = peer.get(device("Bedroom lamp"), "/.well-known/core");

    assertThat(links.getOptions().getContentFormat())
        .isEqualTo(MediaTypeRegistry.APPLICATION_LINK_FORMAT);
    assertThat(links.getPayloadString())
        .startsWith("</>;ep=\"sim-bedroom-lamp\";title=\"Bedroom lamp\",")
        .contains("</on>;title=\"On\";rt=\"oic.r.switch.binary\";if=\"core.a\";ct=110;obs")
        .doesNotContain("misbehave");
  }

  @Test
  void links_can_be_asked_for_by_attribute() throws Exception {
    SimulatedDevice door = device("Hallway front door");

    assertThat(peer.get(door, "/.well-known/core?rt=wot.*").getPayloadString())
        .isEqualTo("</.well-known/wot>;rt=\"wot.thing\";ct=\"432 50\"");
    assertThat(peer.get(door, "/.well-known/core?ep=sim-front-door").getPayloadString())
        .startsWith("</>");
    assertThat(peer.get(door, "/.well-known/core?rt=nothing").getPayloadString()).isEmpty();
  }

  @Test
  void a_thing_description_of_more_than_eight_kilobytes_arrives_in_blocks() throws Exception {
    Response td = peer.get(device("Living room lamp"), "/.well-known/wot");

    assertThat(td.getPayloadSize()).isGreaterThan(8192);
    assertThat(td.getOptions().getContentFormat()).isEqualTo(432);
    JsonNode thing = JsonMapper.shared().readTree(td.getPayload());
    assertThat(thing.path("title").stringValue()).isEqualTo("Living room lamp");
    assertThat(thing.path("@type").path(0).stringValue()).isEqualTo("Light");
    assertThat(thing.at("/properties/brightness/maximum").intValue()).isEqualTo(100);
    assertThat(thing.at("/properties/on/forms/2/subprotocol").stringValue())
        .isEqualTo("cov:observe");
  }

  @Test
  void a_thing_is_written_and_read_by_its_forms() throws Exception {
    SimulatedDevice lamp = device("Kitchen lamp");

    assertThat(peer.put(lamp, "/properties/on", 50, bytes("true")).getCode())
        .isEqualTo(ResponseCode.CHANGED);
    assertThat(peer.get(lamp, "/properties/on").getPayloadString()).isEqualTo("true");
    assertThat(peer.post(lamp, "/actions/toggle").getCode()).isEqualTo(ResponseCode.CHANGED);
    assertThat(lamp.value("on")).contains(Value.of(false));
  }

  @Test
  void senml_in_json_has_base_name_unit_and_value() throws Exception {
    JsonNode pack =
        JsonMapper.shared().readTree(peer.get(device("Kitchen climate"), "/sensors").getPayload());

    assertThat(pack.path(0).path("bn").stringValue()).isEqualTo("sim-kitchen-climate/");
    assertThat(pack.path(0).path("n").stringValue()).isEqualTo("temperature");
    assertThat(pack.path(0).path("u").stringValue()).isEqualTo("Cel");
    assertThat(pack.path(0).path("v").doubleValue()).isBetween(5.0, 30.0);
    assertThat(pack.path(1).path("u").stringValue()).isEqualTo("%RH");
    assertThat(pack.size()).isEqualTo(3);
  }

  @Test
  void senml_in_cbor_has_number_labels() throws Exception {
    Response leak = peer.get(device("Kitchen leak sensor"), "/leak");

    assertThat(leak.getOptions().getContentFormat()).isEqualTo(112);
    // [{-2: "sim-kitchen-leak-sensor/", 0: "leak", 4: false}]
    JsonNode record = CBORMapper.shared().readTree(leak.getPayload()).path(0);
    assertThat(record.path("-2").stringValue()).isEqualTo("sim-kitchen-leak-sensor/");
    assertThat(record.path("0").stringValue()).isEqualTo("leak");
    assertThat(record.path("4").isBoolean()).isTrue();
  }

  @Test
  void senml_cbor_and_text_are_written_in_their_own_format() throws Exception {
    SimulatedDevice lamp = device("Bedroom lamp");
    SimulatedDevice plug = device("Kitchen kettle plug");
    SimulatedDevice passage = device("Hallway lamp");

    assertThat(peer.put(lamp, "/brightness", 110, bytes("[{\"v\":25}]")).getCode())
        .isEqualTo(ResponseCode.CHANGED);
    assertThat(peer.put(plug, "/on", 60, new byte[] {(byte) 0xf4}).getCode())
        .isEqualTo(ResponseCode.CHANGED);
    assertThat(peer.put(passage, "/on", "true").getCode()).isEqualTo(ResponseCode.CHANGED);

    assertThat(lamp.value("brightness")).contains(Value.of(25));
    assertThat(plug.value("on")).contains(Value.of(false));
    assertThat(passage.value("on")).contains(Value.of(true));
  }

  @Test
  void what_a_property_cannot_be_is_refused() throws Exception {
    SimulatedDevice lamp = device("Kitchen lamp");
    SimulatedDevice climate = device("Hallway motion sensor");

    assertThat(peer.put(lamp, "/properties/brightness", 50, bytes("101")).getCode())
        .isEqualTo(ResponseCode.BAD_REQUEST);
    assertThat(peer.put(lamp, "/properties/on", 50, bytes("\"yes\"")).getCode())
        .isEqualTo(ResponseCode.BAD_REQUEST);
    assertThat(peer.put(lamp, "/properties/on", 50, bytes("{")).getCode())
        .isEqualTo(ResponseCode.BAD_REQUEST);
    assertThat(peer.put(lamp, "/properties/on", 60, bytes("true")).getCode())
        .isEqualTo(ResponseCode.UNSUPPORTED_CONTENT_FORMAT);
    assertThat(peer.put(climate, "/motion", 50, bytes("true")).getCode())
        .isEqualTo(ResponseCode.METHOD_NOT_ALLOWED);
    assertThat(peer.get(lamp, "/properties/on", 60).getCode())
        .isEqualTo(ResponseCode.NOT_ACCEPTABLE);
  }

  @Test
  void an_observer_hears_of_a_change_and_how_long_it_is_good_for() throws Exception {
    SimulatedDevice blind = device("Bedroom blind");
    CoapPeer.Observation observation = peer.observe(blind, "/position");
    assertThat(observation.next().getOptions().getMaxAge()).isEqualTo(60);

    peer.put(blind, "/position", 50, bytes("30"));

    assertThat(observation.next().getPayloadString()).isEqualTo("30");
    observation.relation().proactiveCancel();
  }

  @Test
  void every_device_answers_multicast_on_loopback_from_its_own_port() throws Exception {
    String prefix = "t" + ProcessHandle.current().pid();
    try (SimulatedHome ours = SimulatedHome.start(SimulationSettings.of(16).named(prefix))) {
      BlockingQueue<Response> answers =
          peer.multicast(Switchboard.groupAddress(), "ep=" + prefix + "-*");

      Set<Integer> ports = new HashSet<>();
      while (ports.size() < ours.devices().size()) {
        Response answer = nextOf(prefix, answers);
        ports.add(answer.getSourceContext().getPeerAddress().getPort());
      }
      assertThat(ports)
          .containsExactlyInAnyOrderElementsOf(
              ours.devices().stream().map(d -> d.address().getPort()).toList());
    }
  }

  @Test
  void multicast_for_what_one_device_has_is_answered_by_it_alone() throws Exception {
    String prefix = "u" + ProcessHandle.current().pid();
    try (SimulatedHome ours = SimulatedHome.start(SimulationSettings.of(16).named(prefix))) {
      BlockingQueue<Response> answers =
          peer.multicast(Switchboard.groupAddress(), "ep=" + prefix + "-solar-inverter");

      Response answer = nextOf(prefix, answers);

      assertThat(answer.getSourceContext().getPeerAddress())
          .isEqualTo(ours.device("Utility room solar inverter").orElseThrow().address());
    }
  }

  @Test
  void pressing_the_test_button_of_the_smoke_alarm_sets_it_off() throws Exception {
    SimulatedDevice alarm = device("Hallway smoke alarm");

    peer.post(alarm, "/actions/test");
    assertThat(alarm.value("smoke")).contains(Value.of(true));

    peer.put(alarm, "/alarm", "off");
    assertThat(alarm.value("smoke")).contains(Value.of(false));
  }

  @Test
  void a_leak_can_be_tested_by_writing_and_be_made_from_outside() throws Exception {
    SimulatedDevice sensor = device("Kitchen leak sensor");

    peer.put(sensor, "/test", 112, new byte[] {(byte) 0x81, (byte) 0xa1, 0x04, (byte) 0xf5});
    assertThat(sensor.value("leak")).contains(Value.of(true));
    peer.put(sensor, "/alarm", "off");
    assertThat(sensor.value("leak")).contains(Value.of(false));
    assertThat(sensor.value("test")).contains(Value.of(false));

    sensor.alarm(true);
    assertThat(sensor.value("leak")).contains(Value.of(true));
    sensor.alarm(false);
  }

  @Test
  void no_configuration_file_is_left_behind() {
    assertThat(Files.exists(Path.of("Californium3.properties"))).isFalse();
  }

  /** Others on this machine may answer multicast at the same time: ours begin with our prefix. */
  private static Response nextOf(String prefix, BlockingQueue<Response> answers)
      throws InterruptedException {
    while (true) {
      Response answer = answers.poll(20, TimeUnit.SECONDS);
      assertThat(answer).as("an answer of ours").isNotNull();
      if (answer.getPayloadString().startsWith("</>;ep=\"" + prefix + "-")) {
        return answer;
      }
    }
  }

  private static SimulatedDevice device(String title) {
    return home.device(title).orElseThrow();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
