package org.hearthhub.app.e2e;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.hearthhub.app.Await;
import org.hearthhub.app.HearthProcess;
import org.hearthhub.app.HearthProcess.Ended;
import org.hearthhub.app.RestClient;
import tools.jackson.databind.JsonNode;

/** {@code hearth run} on loopback, again and again on the same data folder. */
final class HomeOnThisMachine implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final int coapPort;
  private HearthProcess process;
  private RestClient rest;

  private HomeOnThisMachine(Path folder, int coapPort, HearthProcess process, RestClient rest) {
    this.folder = folder;
    this.coapPort = coapPort;
    this.process = process;
    this.rest = rest;
  }

  /**
   * @param folder gets the data folder {@code home}, the key folder, temporary files and all that
   *     is printed
   */
  static HomeOnThisMachine start(Path folder) throws Exception {
    int coapPort = Ports.freeUdp();
    HearthProcess process = process(folder, coapPort);
    return new HomeOnThisMachine(folder, coapPort, process, rest(process));
  }

  private static HearthProcess process(Path folder, int coapPort) throws Exception {
    return HearthProcess.start(
        folder,
        Map.of(),
        "run",
        "--interface=lo",
        "--http-port=0",
        "--https-port=0",
        "--coap-port=" + coapPort,
        "--data=" + folder.resolve("home"));
  }

  private static RestClient rest(HearthProcess process) throws Exception {
    try {
      return new RestClient(URI.create(process.awaitLine("Hearth is ready at ")));
    } catch (Exception | AssertionError failed) {
      process.close();
      throw failed;
    }
  }

  void setUp(String name, String password) throws Exception {
    String code = process.awaitLine("Setup code: ");
    rest.post("/api/v1/setup", Map.of("code", code, "name", name, "password", password), 201);
  }

  void signIn(String name, String password) throws Exception {
    rest.post("/api/v1/session", Map.of("name", name, "password", password), 201);
  }

  /** Adds a device by its address and accepts it; the path of its Thing. */
  String accept(String address, Map<String, String> wanted) throws Exception {
    rest.post("/api/v1/inbox", Map.of("address", address), 202);
    Await.until(PATIENCE, address + " in the inbox", () -> !inboxId(address).isEmpty());
    return rest.postForLocation("/api/v1/inbox/" + inboxId(address) + "/accept", wanted).getPath();
  }

  private String inboxId(String address) throws Exception {
    return rest.get("/api/v1/inbox")
        .valueStream()
        .filter(entry -> entry.path("address").asString("").contains(address))
        .filter(entry -> entry.path("acceptable").asBoolean())
        .map(entry -> entry.path("id").asString())
        .findFirst()
        .orElse("");
  }

  RestClient rest() {
    return rest;
  }

  JsonNode get(String path) throws Exception {
    return rest.get(path);
  }

  int coapPort() {
    return coapPort;
  }

  /** As {@code kill -9} does it. */
  void kill() {
    process.process().destroyForcibly();
    process.process().onExit().join();
  }

  Ended stop() throws Exception {
    return process.stop();
  }

  void startAgain() throws Exception {
    process = process(folder, coapPort);
    rest = rest(process);
  }

  @Override
  public void close() {
    process.close();
    process.process().onExit().join();
  }
}
