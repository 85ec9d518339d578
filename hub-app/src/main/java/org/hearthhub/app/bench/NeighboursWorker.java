package org.hearthhub.app.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.hearthhub.adapter.simulator.AnnouncedDevices;
import org.hearthhub.adapter.simulator.SimulatedHome;
import org.hearthhub.adapter.simulator.SimulationSettings;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The process that holds the devices to be found, once its network is there. */
final class NeighboursWorker {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private @Nullable SimulatedHome home;
  private @Nullable AnnouncedDevices announced;

  private NeighboursWorker() {}

  static void run() throws IOException {
    NeighboursWorker worker = new NeighboursWorker();
    try {
      new Orders(Map.of("move-in", worker::moveIn)).serve(System.in, System.out);
    } finally {
      worker.moveOut();
    }
  }

  /**
   * Begins to be there, and answers where each device is, as the inbox will say it.
   *
   * @param words how many answer a call to everybody, and how many announce themselves
   */
  private JsonNode moveIn(List<String> words) throws InterruptedException {
    InetAddress address = InetAddress.ofLiteral(Cable.DEVICES);
    home =
        SimulatedHome.start(
            SimulationSettings.of(Integer.parseInt(words.get(0))).at(address).named("bench"));
    announced = AnnouncedDevices.start(Integer.parseInt(words.get(1)), address);
    ArrayNode places = JSON.arrayNode();
    home.devices().forEach(device -> places.add("coap://" + at(device.address().getPort())));
    announced.ports().forEach(port -> places.add(at(port)));
    return places;
  }

  private static String at(int port) {
    return Cable.DEVICES + ":" + port;
  }

  private void moveOut() {
    if (announced != null) {
      announced.close();
    }
    if (home != null) {
      home.close();
    }
  }
}
