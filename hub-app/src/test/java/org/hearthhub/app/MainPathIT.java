package org.hearthhub.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.hearthhub.app.HearthProcess.Ended;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The main job, end to end, as a script would do it: a demo home from setup to a flipped lamp. */
class MainPathIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path temp;

  private final LinkedBlockingQueue<HearthProcess> started = new LinkedBlockingQueue<>();

  @AfterEach
  void endAll() {
    started.forEach(HearthProcess::close);
  }

  @Test
  void from_setup_to_a_flipped_lamp_and_everything_is_there_after_a_restart() throws Exception {
    HearthProcess demo = demo("--data=" + temp.resolve("home"));
    RestClient rest = rest(demo);
    String code = demo.awaitLine("Setup code: ");
    assertThat(code).matches("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}");

    rest.post(
        "/api/v1/setup", Map.of("code", code, "name", "Ada", "password", "correct horse"), 201);
    try (EventStream events = rest.events()) {
      String lamp = acceptLamp(rest);
      JsonNode properties = rest.get("/things/" + lamp + "/properties");
      boolean before = properties.path("on").asBoolean();

      rest.put("/things/" + lamp + "/properties/on", !before, 204);

      assertThat(rest.get("/things/" + lamp + "/properties/on").asBoolean()).isEqualTo(!before);
      assertThat(events.awaitReading(lamp, "on", !before, PATIENCE)).isTrue();
      Await.until(PATIENCE, "history of the lamp", () -> history(rest, lamp) > 0);
      assertThat(rest.get("/things").valueStream().map(thing -> thing.path("title").asString()))
          .contains("My lamp");
      assertThat(hearth("devices", "--json", "--data=" + temp.resolve("home")).out())
          .contains("My lamp")
          .hasLineCount(1);

      Ended ended = stopWithin3Seconds(demo);
      assertThat(ended.code()).isZero();
      assertThat(ended.err()).isEmpty();

      HearthProcess again = demo("--data=" + temp.resolve("home"));
      RestClient later = rest(again);
      later.post("/api/v1/session", Map.of("name", "Ada", "password", "correct horse"), 201);
      assertThat(later.get("/api/v1/devices").get(0).path("room").path("title").asString())
          .isEqualTo("Study");
      assertThat(history(later, lamp)).isPositive();
      Await.until(
          PATIENCE,
          "the lamp to be heard again",
          () -> later.get("/things/" + lamp + "/properties").has("on"));
      assertThat(again.out()).doesNotContain("Setup code");
      assertThat(stopWithin3Seconds(again).code()).isZero();
    }
  }

  @Test
  void a_demo_without_a_folder_leaves_nothing_behind() throws Exception {
    HearthProcess demo = demo();
    RestClient rest = rest(demo);
    assertThat(rest.get("/health").path("status").asString()).isEqualTo("up");
    ProcessHandle neighbours =
        demo.process().children().findFirst().orElseThrow(() -> new AssertionError("no child"));

    Ended ended = stopWithin3Seconds(demo);

    assertThat(ended.code()).isZero();
    assertThat(temp.resolve("tmp")).isEmptyDirectory();
    neighbours.onExit().get(5, SECONDS);
    try (var left = Files.walk(temp)) {
      assertThat(left.filter(Files::isRegularFile).map(file -> "" + file.getFileName()))
          .allMatch(name -> name.startsWith("out-") || name.startsWith("err-"));
    }
  }

  @Test
  void the_simulated_home_ends_when_its_hub_is_killed() throws Exception {
    HearthProcess demo = demo();
    demo.awaitLine("Setup code: ");
    ProcessHandle neighbours =
        demo.process().children().findFirst().orElseThrow(() -> new AssertionError("no child"));

    demo.process().destroyForcibly();

    assertThat(neighbours.onExit().get(5, SECONDS).isAlive()).isFalse();
  }

  private String acceptLamp(RestClient rest) throws Exception {
    Await.until(PATIENCE, "a lamp in the inbox", () -> lampInInbox(rest).isPresent());
    String id = lampInInbox(rest).orElseThrow().path("id").asString();
    URI thing =
        rest.postForLocation(
            "/api/v1/inbox/" + id + "/accept", Map.of("title", "My lamp", "room", "Study"));
    assertThat(thing.getPath()).startsWith("/things/");
    String lamp = thing.getPath().substring("/things/".length());
    Await.until(
        PATIENCE, "the lamp's state", () -> rest.get("/things/" + lamp + "/properties").has("on"));
    return lamp;
  }

  private static Optional<JsonNode> lampInInbox(RestClient rest) throws Exception {
    return rest.get("/api/v1/inbox")
        .valueStream()
        .filter(entry -> entry.path("title").asString("").equals("Kitchen lamp"))
        .findFirst();
  }

  private static int history(RestClient rest, String lamp) throws Exception {
    return rest.get("/things/" + lamp + "/properties/on/history").path("readings").size();
  }

  private static Ended stopWithin3Seconds(HearthProcess process) throws Exception {
    process.process().destroy();
    assertThat(process.process().waitFor(3, SECONDS)).as("stopped within 3 s").isTrue();
    return process.end();
  }

  private HearthProcess demo(String... more) throws Exception {
    String[] arguments = new String[3 + more.length];
    arguments[0] = "demo";
    arguments[1] = "--http-port=0";
    arguments[2] = "--coap-port=0";
    System.arraycopy(more, 0, arguments, 3, more.length);
    HearthProcess process = HearthProcess.start(temp, Map.of(), arguments);
    started.add(process);
    return process;
  }

  private static RestClient rest(HearthProcess demo) throws Exception {
    String url = demo.awaitLine("Hearth is ready at ");
    assertThat(url).matches("http://localhost:\\d+");
    return new RestClient(URI.create(url));
  }

  private Ended hearth(String... arguments) throws Exception {
    return HearthProcess.run(temp, arguments);
  }
}
