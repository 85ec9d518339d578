package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hearthhub.adapter.coap.profile.shelly.ShellyProfile;
import org.hearthhub.adapter.simulator.ShellyModel;
import org.hearthhub.adapter.simulator.SimulatedShelly;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.device.Sighting;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** Where what a Shelly announces comes from, and in which order. */
class ShellyPlaceTest extends CoapAdapterTest {
  private static final String MAC = "C45BBE6B1A2D";
  private static final String NAME = "SHPLG-S#" + MAC + "#2";
  private static final int GROUP_PORT = freePort();

  private final List<AutoCloseable> sockets = new ArrayList<>();

  @Override
  CoapSettings settings() {
    return CoapSettings.loopback().withGroupPort(GROUP_PORT).at(CoapSettings.Pace.quick());
  }

  @Override
  List<CoapProfile> profiles() {
    return List.of(new ShellyProfile());
  }

  private static int freePort() {
    try (DatagramSocket probe = new DatagramSocket()) {
      return probe.getLocalPort();
    } catch (IOException noPort) {
      throw new AssertionError(noPort);
    }
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : sockets) {
      one.close();
    }
  }

  private SimulatedShelly plug(String at) {
    SimulatedShelly shelly =
        new SimulatedShelly(
            ShellyModel.PLUG,
            MAC,
            new InetSocketAddress(InetAddress.ofLiteral(at), 0),
            0,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), adapter.port()));
    sockets.add(shelly);
    return shelly;
  }

  private DeviceId accepted(SimulatedShelly plug) {
    plug.announce();
    Sighting sighting = host.offerAt(plug.address().getPort());
    DeviceId id = accept(sighting);
    host.reading(id, "on", Value.of(false));
    return id;
  }

  private DatagramSocket socket(String at) throws IOException {
    DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral(at));
    sockets.add(socket);
    return socket;
  }

  private static void send(DatagramSocket from, InetSocketAddress to, int serial, double power)
      throws IOException {
    byte[] bytes =
        CoiotFrame.of(CoiotFrame.STATUS, NAME, serial, "{\"G\":[[0,4101," + power + "]]}");
    from.send(new DatagramPacket(bytes, bytes.length, to));
  }

  private List<Value> powers(DeviceId id) {
    return host.readings(id, 1).stream()
        .filter(reading -> reading.property().equals(AffordanceName.of("power")))
        .map(Reading::value)
        .toList();
  }

  @Test
  void what_is_told_to_everybody_is_taken_in_the_order_in_which_it_came() throws Exception {
    DeviceId id = accepted(plug("127.0.9.31"));
    DatagramSocket caller = socket("127.0.9.31");
    caller.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName("lo"));
    InetSocketAddress group =
        new InetSocketAddress(InetAddress.ofLiteral("224.0.1.187"), GROUP_PORT);

    for (int i = 1; i <= 200; i++) {
      send(caller, group, 1000 + i, 1000 + i);
    }

    host.reading(id, "power", Value.of(1200));
    assertThat(powers(id))
        .filteredOn(power -> power instanceof Value.Num(double watts) && watts > 1000)
        .isEqualTo(IntStream.rangeClosed(1001, 1200).mapToObj(Value::of).toList());
  }

  @Test
  void another_port_of_the_same_host_is_no_move() throws Exception {
    DeviceId id = accepted(plug("127.0.9.32"));
    DatagramSocket one = socket("127.0.9.32");
    DatagramSocket other = socket("127.0.9.32");
    InetSocketAddress hub = new InetSocketAddress(InetAddress.getLoopbackAddress(), adapter.port());

    for (int i = 1; i <= 50; i++) {
      send(i % 2 == 0 ? one : other, hub, 1000 + i, 1000 + i);
      host.reading(id, "power", Value.of(1000 + i));
    }

    assertThat(host.redescriptionsSoFar(id)).isEmpty();
  }

  @Test
  void who_announces_itself_by_the_name_of_a_device_that_is_well_takes_nothing_over()
      throws Exception {
    SimulatedShelly plug = plug("127.0.9.33");
    DeviceId id = accepted(plug);

    SimulatedShelly impostor = plug("127.0.9.34");
    impostor.set(4101, JsonNodeFactory.instance.numberNode(666));
    host.farewell(
        new DeviceIdentity("address", "coap://127.0.9.34:" + impostor.address().getPort()));
    plug.set(4101, JsonNodeFactory.instance.numberNode(42));

    host.reading(id, "power", Value.of(42));
    assertThat(powers(id)).doesNotContain(Value.of(666));
    assertThat(host.redescriptionsSoFar(id)).isEmpty();
  }

  @Test
  void one_that_moved_is_followed_and_what_it_announced_there_counts() throws Exception {
    SimulatedShelly before = plug("127.0.9.35");
    DeviceId id = accepted(before);
    before.close();

    SimulatedShelly after = plug("127.0.9.36");
    after.set(4101, JsonNodeFactory.instance.numberNode(77));

    host.reading(id, "power", Value.of(77));
    assertThat(host.redescription(id).address()).contains("127.0.9.36");
  }
}
