package org.hearthhub.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.hearthhub.app.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The device of the guide for device makers, with the CoAP stack that it is written for. */
class ExampleDeviceIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path temp;

  @Test
  void the_thermometer_of_the_guide_is_added_by_address_and_its_temperature_rises()
      throws Exception {
    int port = Ports.freeUdp();
    Path folder = NodeFolder.installed("docs/examples", temp);
    try (Peer thermometer =
            Peer.start(folder, temp.resolve("said.txt"), "node", "thermometer.js", "" + port);
        HomeOnThisMachine home = HomeOnThisMachine.start(temp)) {
      home.setUp("Ada", "correct horse");

      String thing = home.accept("127.0.0.1:" + port, Map.of("room", "Greenhouse"));

      assertThat(home.get(thing).path("title").asString()).isEqualTo("Greenhouse thermometer");
      assertThat(home.get(thing).path("properties").path("temperature").path("unit").asString())
          .isEqualTo("Cel");
      Await.until(PATIENCE, "a temperature", () -> temperature(home, thing).isNumber());
      double first = temperature(home, thing).asDouble();
      assertThat(first).isBetween(20.0, 30.0);
      Await.until(PATIENCE, "it to rise", () -> temperature(home, thing).asDouble() > first);
      assertThat(thermometer.said()).isEmpty();
    }
  }

  private static JsonNode temperature(HomeOnThisMachine home, String thing) throws Exception {
    return home.get(thing + "/properties").path("temperature");
  }
}
