package org.hearthhub.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hearthhub.app.Await;
import org.hearthhub.app.HearthProcess;
import org.hearthhub.app.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * {@code --gateway}, as its help and the quick start tell it: with the code that is printed, what
 * is behind the gateway comes in, proven.
 */
class SimulatedGatewayIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path temp;

  @Test
  void the_gateway_of_a_demo_is_found_and_paired_with_the_code_that_is_printed() throws Exception {
    try (HearthProcess demo =
        HearthProcess.start(
            temp, Map.of(), "demo", "--gateway", "--devices=1", "--http-port=0", "--coap-port=0")) {
      RestClient rest = new RestClient(URI.create(demo.awaitLine("Hearth is ready at ")));
      String label = demo.awaitLine("Label of the simulated gateway: ");
      String code = demo.awaitLine("Setup code: ");
      rest.post(
          "/api/v1/setup", Map.of("code", code, "name", "Ada", "password", "correct horse"), 201);

      pairAndUse(rest, "coaps://127.0.0.1:", label);

      assertThat(demo.stop().code()).isZero();
    }
  }

  @Test
  void the_gateway_of_a_simulation_is_added_by_its_address() throws Exception {
    int port = Ports.freeUdp();
    String address = "coaps://127.0.0.1:" + port;
    try (HearthProcess simulation =
            HearthProcess.start(
                temp, Map.of(), "simulate", "--devices=1", "--no-multicast", "--gateway=" + port);
        HomeOnThisMachine home = HomeOnThisMachine.start(temp)) {
      String label = simulation.awaitLine("Label of the gateway at " + address + ": ");
      home.setUp("Ada", "correct horse");
      home.rest().post("/api/v1/inbox", Map.of("address", address), 202);

      pairAndUse(home.rest(), address, label);
    }
  }

  private static void pairAndUse(RestClient rest, String address, String label) throws Exception {
    Await.until(
        PATIENCE,
        "a gateway to pair",
        () -> !waiting(rest, address, "/pairing/required").isEmpty());
    String gateway = waiting(rest, address, "/pairing/required").getFirst().path("id").asString();
    rest.post("/api/v1/pairing", Map.of(), 200);

    rest.post("/api/v1/inbox/" + gateway + "/pair", Map.of("secret", label), 200);

    Await.until(
        PATIENCE,
        "what is behind it",
        () ->
            waiting(rest, address, "/acceptable").stream()
                .map(entry -> entry.path("title").asString())
                .toList()
                .containsAll(List.of("Reading lamp", "Fan plug", "Bedroom blind")));
    JsonNode plug =
        waiting(rest, address, "/acceptable").stream()
            .filter(entry -> entry.path("title").asString().equals("Fan plug"))
            .findFirst()
            .orElseThrow();
    assertThat(plug.path("authenticated").asBoolean()).isTrue();
    String thing =
        rest.postForLocation(
                "/api/v1/inbox/" + plug.path("id").asString() + "/accept", Map.of("room", "Study"))
            .getPath();
    Await.until(PATIENCE, "its state", () -> rest.get(thing + "/properties").has("on"));
    boolean before = rest.get(thing + "/properties/on").asBoolean();
    rest.put(thing + "/properties/on", !before, 204);
    assertThat(rest.get(thing + "/properties/on").asBoolean()).isEqualTo(!before);
  }

  /** The entries of the inbox at that address that are so. */
  private static List<JsonNode> waiting(RestClient rest, String address, String so)
      throws Exception {
    return rest.get("/api/v1/inbox")
        .valueStream()
        .filter(entry -> entry.path("address").asString("").startsWith(address))
        .filter(entry -> entry.at(so).asBoolean())
        .toList();
  }
}
