package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hearthhub.adapter.coap.profile.senml.SenmlProfile;
import org.hearthhub.adapter.coap.profile.shelly.ShellyProfile;
import org.hearthhub.adapter.coap.profile.wot.WotProfile;
import org.hearthhub.adapter.simulator.ShellyModel;
import org.hearthhub.adapter.simulator.SimulatedShelly;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.device.DeviceStatus;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Kind;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shelly devices as they announce themselves, on real sockets. */
final class ShellyTest extends CoapAdapterTest {
  private static final String MAC = "C45BBE6B1A2C";
  private static final int HTTP = freePort();

  private final DatagramSocket raw = rawSocket();
  private final List<SimulatedShelly> shellies = new ArrayList<>();

  @Override
  List<CoapProfile> profiles() {
    return List.of(new WotProfile(), new ShellyProfile(HTTP), new SenmlProfile());
  }

  /** The devices have addresses of their own and all the same port, as real ones do. */
  private static int freePort() {
    try (ServerSocket probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    } catch (IOException noPort) {
      throw new AssertionError(noPort);
    }
  }

  private static DatagramSocket rawSocket() {
    try {
      return new DatagramSocket(0, InetAddress.ofLiteral("127.0.9.12"));
    } catch (IOException noSocket) {
      throw new AssertionError(noSocket);
    }
  }

  @AfterEach
  void closeShellies() {
    raw.close();
    shellies.forEach(SimulatedShelly::close);
  }

  private SimulatedShelly shelly(ShellyModel model, String host) throws IOException {
    SimulatedShelly shelly =
        new SimulatedShelly(
            model,
            MAC,
            new InetSocketAddress(InetAddress.ofLiteral(host), 0),
            HTTP,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), adapter.port()));
    shellies.add(shelly);
    return shelly;
  }

  private Sighting announced(SimulatedShelly shelly) {
    shelly.announce();
    return host.offerAt(shelly.address().getPort());
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  @Test
  void a_plug_that_announces_itself_is_found() throws Exception {
    Sighting plug = announced(shelly(ShellyModel.PLUG, "127.0.9.1"));

    assertThat(plug.identity()).isEqualTo(new DeviceIdentity("coiot", "SHPLG-S#" + MAC));
    assertThat(plug.title()).isEqualTo("Shelly Plug S 1A2C");
    assertThat(plug.kind()).isEqualTo(Kind.PLUG);
    assertThat(plug.authenticated()).isFalse();
    assertThat(plug.why()).startsWith("announced itself");
  }

  @Test
  void one_at_a_typed_address_is_found_without_any_announcement() throws Exception {
    SimulatedShelly plug = shelly(ShellyModel.PLUG, "127.0.9.2");

    adapter.look("127.0.9.2:" + plug.address().getPort());

    assertThat(host.offerAt(plug.address().getPort()).identity().scheme()).isEqualTo("coiot");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "RELAY, PLUG, on input-1 press-1 presses-1 input-2 press-2 presses-2 power energy"
        + " device-temperature too-hot",
    "PLUG, PLUG, on power energy overload device-temperature too-hot",
    "TWO_RELAYS, PLUG, on-1 on-2 input-1 press-1 presses-1 input-2 press-2 presses-2 power-1"
        + " energy-1 overload-1 power-2 energy-2 overload-2 device-temperature too-hot mode",
    "ROLLER, BLIND, movement position input-1 press-1 presses-1 input-2 press-2 presses-2 power"
        + " energy stopped-because device-temperature too-hot mode",
    "DIMMER, LIGHT, on brightness input-1 press-1 presses-1 input-2 press-2 presses-2 power energy"
        + " overload device-temperature too-hot",
    "COLOUR, LIGHT, on red green blue white gain power energy overload",
    "METER, PLUG, on power-1 energy-1 energy-returned-1 voltage-1 power-2 energy-2"
        + " energy-returned-2 voltage-2 overload",
    "CLIMATE, CLIMATE, temperature humidity sensor-fault battery woke-because",
    "DOOR, DOOR, open tilt vibration light-level daylight temperature sensor-fault battery"
        + " woke-because",
    "FLOOD, LEAK, temperature leak sensor-fault battery woke-because",
    "MOTION, MOTION, motion motion-detection vibration light-level battery",
  })
  void each_model_becomes_what_it_is(ShellyModel model, Kind kind, String names) throws Exception {
    Sighting found = announced(shelly(model, "127.0.9.3"));

    assertThat(found.kind()).isEqualTo(kind);
    assertThat(found.offer().orElseThrow().description().properties().keySet())
        .extracting(AffordanceName::text)
        .containsExactly(names.split(" "));
  }

  @Test
  void a_status_becomes_readings_in_units_of_ours_and_without_what_it_does_not_know()
      throws Exception {
    SimulatedShelly meter = shelly(ShellyModel.METER, "127.0.9.4");
    DeviceId id = accept(announced(meter));

    meter.announce();

    assertThat(host.reading(id, "energy-1", Value.of(1234.567))).isNotNull();
    assertThat(host.reading(id, "power-1", Value.of(412.5))).isNotNull();
    assertThat(host.readings(id, 9))
        .as("-1 stands for no value")
        .extracting(Reading::property)
        .doesNotContain(AffordanceName.of("power-2"));
  }

  @Test
  void what_is_announced_twice_is_read_once() throws Exception {
    SimulatedShelly door = shelly(ShellyModel.DOOR, "127.0.9.5");
    DeviceId id = accept(announced(door));
    host.reading(id, "open", Value.of(true));
    int before = openings(id);

    door.announce();
    door.announce();
    door.set(3108, json("0"));
    host.reading(id, "open", Value.of(false));

    // The first announcement after the acceptance may be news; its twin is not.
    assertThat(openings(id)).isBetween(before + 1, before + 2);
  }

  private int openings(DeviceId id) {
    return (int)
        host.readings(id, 1).stream()
            .filter(reading -> reading.property().equals(AffordanceName.of("open")))
            .count();
  }

  @Test
  void a_command_goes_over_http_and_is_confirmed_by_what_the_device_tells() throws Exception {
    SimulatedShelly plug = shelly(ShellyModel.PLUG, "127.0.9.6");
    DeviceId id = accept(announced(plug));

    CommandOutcome outcome = adapter.write(id, AffordanceName.of("on"), Value.of(true), PATIENCE);

    assertThat(outcome).isInstanceOf(CommandOutcome.Confirmed.class);
    host.reading(id, "on", Value.of(true));
  }

  @Test
  void a_command_without_effect_is_reported_as_that() throws Exception {
    SimulatedShelly plug = shelly(ShellyModel.PLUG, "127.0.9.7");
    DeviceId id = accept(announced(plug));
    plug.ignoreCommands();

    CommandOutcome outcome = adapter.write(id, AffordanceName.of("on"), Value.of(true), PATIENCE);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            CommandOutcome.Refused.class,
            refused -> assertThat(refused.reason()).contains("did not take effect"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "DIMMER, brightness, 73",
    "COLOUR, green, 128",
    "ROLLER, position, 35",
  })
  void levels_can_be_set(ShellyModel model, String property, double level) throws Exception {
    DeviceId id = accept(announced(shelly(model, "127.0.9.8")));

    CommandOutcome outcome =
        adapter.write(id, AffordanceName.of(property), Value.of(level), PATIENCE);

    assertThat(outcome).isInstanceOf(CommandOutcome.Confirmed.class);
    host.reading(id, property, Value.of(level));
  }

  @Test
  void one_that_moves_to_another_address_is_followed() throws Exception {
    SimulatedShelly plug = shelly(ShellyModel.PLUG, "127.0.9.9");
    DeviceId id = accept(announced(plug));
    host.reading(id, "on", Value.of(false));
    plug.close();

    SimulatedShelly moved = shelly(ShellyModel.PLUG, "127.0.9.10");
    moved.announce();

    assertThat(host.redescription(id).address()).contains("127.0.9.10");
    assertThat(adapter.write(id, AffordanceName.of("on"), Value.of(true), PATIENCE))
        .isInstanceOf(CommandOutcome.Confirmed.class);
  }

  @Test
  void one_that_falls_silent_for_longer_than_it_promised_is_missed_and_comes_back()
      throws Exception {
    SimulatedShelly plug = shelly(ShellyModel.PLUG, "127.0.9.11");
    plug.promise(Duration.ofMillis(200));
    DeviceId id = accept(announced(plug));
    host.status(id, DeviceStatus.State.ONLINE);
    plug.announce();

    plug.close();
    assertThat(host.status(id, DeviceStatus.State.OFFLINE).reason()).contains("does not answer");

    shelly(ShellyModel.PLUG, "127.0.9.11").announce();
    host.status(id, DeviceStatus.State.ONLINE);
  }

  @Test
  void a_status_that_comes_as_an_answer_to_no_question_is_read() throws Exception {
    SimulatedShelly plug = shelly(ShellyModel.PLUG, "127.0.9.12");
    DeviceId id = accept(announced(plug));
    host.reading(id, "on", Value.of(false));

    send(CoiotFrame.ANSWER, "SHPLG-S#" + MAC + "#2", 77, "{\"G\":[[0,1101,1],[0,4101,12.5]]}");

    host.reading(id, "power", Value.of(12.5));
  }

  @Test
  void what_makes_no_sense_is_told_and_the_device_set_apart() throws Exception {
    SimulatedShelly plug = shelly(ShellyModel.PLUG, "127.0.9.12");
    DeviceId id = accept(announced(plug));
    host.reading(id, "on", Value.of(false)); // it was asked, and will not be again for a while

    for (int serial = 100; serial < 103; serial++) {
      send(CoiotFrame.STATUS, "SHPLG-S#" + MAC + "#2", serial, "{\"G\":[[0,1101]" + serial);
    }

    assertThat(host.status(id, DeviceStatus.State.QUARANTINED).reason()).startsWith("It sends");
  }

  @Test
  void a_stranger_that_announces_rubbish_is_not_taken_for_a_device() throws Exception {
    send(CoiotFrame.STATUS, "not#an#id", 1, "{}");

    announced(shelly(ShellyModel.DOOR, "127.0.9.14"));

    assertThat(host.inboxSoFar()).hasSize(1);
  }

  private void send(int code, String device, int serial, String payload) throws IOException {
    byte[] bytes = CoiotFrame.of(code, device, serial, payload);
    raw.send(
        new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), adapter.port()));
  }
}
