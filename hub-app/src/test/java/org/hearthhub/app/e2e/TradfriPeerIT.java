package org.hearthhub.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.hearthhub.adapter.simulator.TradfriGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The simulated TRADFRI gateway, driven by software that others wrote for real ones: what it takes
 * for a gateway is one.
 */
class TradfriPeerIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String CODE = "aB3dE6gH9jK2mN5p";

  /** A loopback address of its own: the client knows no port but 5684. */
  private static final String HOST = "127.84.0.1";

  @TempDir Path temp;

  @Test
  void node_tradfri_client_pairs_with_it_and_drives_what_is_behind_it() throws Exception {
    Path folder = NodeFolder.installed("hub-app/src/test/peers/tradfri", temp);
    Path said = temp.resolve("said.txt");
    try (TradfriGateway gateway =
            TradfriGateway.start(new InetSocketAddress(HOST, 5684), "7e0b5a2c11d4", CODE);
        Peer app = Peer.start(folder, said, "node", "drive.js", HOST, CODE)) {
      assertThat(app.end(PATIENCE)).as(Files.readString(said)).isZero();

      assertThat(Files.readAllLines(said))
          .containsExactly(
              "a key for tradfri_N of 16 characters",
              "connected",
              "Bedroom blind, Colour lamp, Fan plug, Reading lamp, Remote",
              "lamp on",
              "lamp dimmed to 20 %",
              "blind half open",
              "blind stopped on its way",
              "battery 47",
              "group 65537 65538");
      assertThat(gateway.document(65537)).contains("\"5850\":1", "\"5851\":51");
      assertThat(gateway.isMoving(65540)).isFalse();
      assertThat(gateway.document(65540)).doesNotContain("\"5536\":0.0", "\"5536\":50.0");
    }
  }
}
