package org.hearthhub.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hearthhub.app.Await;
import org.hearthhub.app.HearthProcess;
import org.hearthhub.app.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page for integrators shows is run as it stands, one block after the other. */
class RestDocsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```");

  @TempDir Path temp;

  @Test
  void every_command_of_the_page_on_rest_works() throws Exception {
    Peer.need("bash", "bash");
    Peer.need("curl", "curl");
    Peer.need("jq", "jq");
    String page = Files.readString(Checkout.root().resolve("docs/rest.md"));
    String script =
        BLOCK
            .matcher(page)
            .results()
            .map(block -> block.group(1))
            .collect(Collectors.joining("\n"));
    assertThat(script).contains("/api/v1/session", "/things", "/api/v1/events", "/api/v1/export");
    Path data = temp.resolve("home");

    try (HearthProcess demo =
        HearthProcess.start(
            temp, Map.of(), "demo", "--http-port=0", "--coap-port=0", "--data=" + data)) {
      String hub = demo.awaitLine("Hearth is ready at ");
      RestClient rest = new RestClient(URI.create(hub));
      rest.post(
          "/api/v1/setup",
          Map.of(
              "code", demo.awaitLine("Setup code: "), "name", "Ada", "password", "correct horse"),
          201);
      Await.until(PATIENCE, "a lamp in the inbox", () -> hasLamp(rest));

      Path said = temp.resolve("said.txt");
      Map<String, String> told =
          Map.of("HUB", hub, "DATA", data.toString(), "NAME", "Ada", "PASSWORD", "correct horse");
      try (Peer bash = Peer.start(temp, said, told, "bash", "-xeuo", "pipefail", "-c", script)) {
        int code = bash.end(PATIENCE);
        assertThat(code).as(bash.said()).isZero();
        assertThat(bash.said())
            .contains("\"role\":\"owner\"", "\"on\":true", "event: hello", "\"states\"");
      }
      assertThat(temp.resolve("lamp.csv"))
          .content()
          .startsWith("time,device,title,property,unit,value")
          .contains("lamp");
      assertThat(temp.resolve("cookies")).doesNotExist();
      demo.stop();
    }
  }

  private static boolean hasLamp(RestClient rest) throws Exception {
    return rest.get("/api/v1/inbox")
        .valueStream()
        .anyMatch(entry -> entry.path("kind").asString("").equals("light"));
  }
}
