package org.hearthhub.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.hearthhub.app.HearthProcess;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The story of a first evening, in chromium: each sentence of {@code walk.mjs} is a test. Pictures
 * of the pages are kept in {@code target/screenshots}.
 */
class BrowserWalkIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path temp;

  @TestFactory
  Stream<DynamicTest> from_setup_to_a_flipped_lamp() throws Exception {
    Peer.need("chromium", "chromium");
    Peer.need("node", "nodejs");
    Peer.need("coap-server-notls", "libcoap3-bin");
    Path frontend = Checkout.root().resolve("web-ui/src/main/frontend");
    Peer.need(
        Files.isDirectory(frontend.resolve("node_modules/playwright-core")),
        "the dashboard was not built: run mvn without -DskipFrontend");
    int strangerPort = Ports.freeUdp();
    Path browserScripts = Checkout.root().resolve("hub-app/src/test/browser");
    Path told = temp.resolve("told.txt");
    int code;
    try (Peer stranger =
            Peer.start(
                temp,
                temp.resolve("stranger.txt"),
                "coap-server-notls",
                "-A",
                "127.0.0.1",
                "-p",
                "" + strangerPort);
        HearthProcess demo =
            HearthProcess.start(
                temp, Map.of(), "demo", "--gateway", "--http-port=0", "--coap-port=0")) {
      Map<String, String> environment =
          Map.of(
              "HEARTH", demo.awaitLine("Hearth is ready at "),
              "CODE", demo.awaitLine("Setup code: "),
              "LABEL", demo.awaitLine("Label of the simulated gateway: "),
              "STRANGER", "127.0.0.1:" + strangerPort,
              "BACKUPS", Files.createDirectory(temp.resolve("backups")).toString(),
              "FRONTEND", frontend.toString(),
              "SCREENSHOTS", Checkout.target().resolve("screenshots").toString());
      try (Peer walk = Peer.start(browserScripts, told, environment, "node", "walk.mjs")) {
        code = walk.end(PATIENCE);
      }
      demo.stop();
    }
    return Stream.concat(
        Files.readAllLines(told).stream()
            .filter(line -> line.startsWith("{"))
            .map(JsonMapper.shared()::readTree)
            .map(BrowserWalkIT::test),
        Stream.of(
            dynamicTest(
                "the story came to its end",
                () -> assertThat(code).as(Files.readString(told)).isZero())));
  }

  private static DynamicTest test(JsonNode step) {
    return dynamicTest(
        step.path("step").asString(),
        () -> assertThat(step.path("ok").asBoolean()).as(step.path("said").asString("")).isTrue());
  }
}
