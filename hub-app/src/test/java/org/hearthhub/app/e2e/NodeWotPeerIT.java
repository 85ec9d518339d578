package org.hearthhub.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.hearthhub.app.Await;
import org.hearthhub.app.EventStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Thing as the W3C community's own implementation serves it over CoAP. */
class NodeWotPeerIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path temp;

  @Test
  void a_thing_of_node_wot_is_added_by_address_read_written_heard_and_does_what_it_can()
      throws Exception {
    Path folder = NodeFolder.installed("hub-app/src/test/peers/node-wot", temp);
    int port = Ports.freeUdp();
    try (Peer machine =
            Peer.start(folder, temp.resolve("said.txt"), "node", "coffee-machine.js", "" + port);
        HomeOnThisMachine home = HomeOnThisMachine.start(temp)) {
      Await.until(PATIENCE, "the Thing to be served", () -> machine.said().contains("served"));
      home.setUp("Ada", "correct horse");

      String thing = home.accept("127.0.0.1:" + port, Map.of("room", "Kitchen"));

      assertThat(home.get(thing).path("title").asString()).isEqualTo("Coffee machine");
      holds(home, thing, "water", "80");
      holds(home, thing, "strength", "mild");
      home.rest().put(thing + "/properties/strength", "strong", 204);
      holds(home, thing, "strength", "strong");
      try (EventStream ready = home.rest().events(thing + "/events/ready")) {
        Await.until(PATIENCE, "to be listened to", () -> machine.said().contains("somebody waits"));
        home.rest().post(thing + "/actions/brew", 2, 204);
        // Asked for after the action, not at the next round, which comes once a minute.
        Await.until(
            Duration.ofSeconds(30),
            "less water",
            () -> home.get(thing + "/properties").path("water").asInt(0) == 70);
        assertThat(machine.said()).contains("made strong", "brewed 2");
        // Coffee takes its time: it is ready when somebody hears of it.
        assertThat(ready.awaitMessage(PATIENCE)).contains(new EventStream.Message("ready", "2"));
        Await.until(
            PATIENCE,
            "it to be kept",
            () ->
                home.get(thing + "/events/ready/history")
                        .path("notifications")
                        .path(0)
                        .path("data")
                        .asInt(0)
                    == 2);
      }
    }
  }

  private static void holds(HomeOnThisMachine home, String thing, String property, String value)
      throws Exception {
    Await.until(
        PATIENCE,
        property + " to be " + value,
        () -> home.get(thing + "/properties").path(property).asString("").equals(value));
  }
}
