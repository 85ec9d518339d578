package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.hearthhub.access.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** How devices are looked for. */
class FindingTest {
  @TempDir Path folder;
  private TestHub home;
  private Browser owner;

  @BeforeEach
  void start() {
    home = new TestHub(folder);
    owner = home.owner();
  }

  @AfterEach
  void stop() {
    home.close();
  }

  @Test
  void diagnostics_say_what_was_sent_heard_and_not_understood_and_what_to_do() {
    JsonNode part = owner.get("/api/v1/diagnostics/discovery").json().path("parts").get(0);

    assertThat(part.path("adapter").asString()).isEqualTo("obedient");
    JsonNode place = part.path("places").get(0);
    assertThat(place.path("interface").asString()).isEqualTo("eth9");
    assertThat(place.path("group").asString()).isEqualTo("224.0.1.187");
    assertThat(place.path("sent").get(0).path("count").asInt()).isEqualTo(4);
    assertThat(place.path("sent").get(0).path("last").asString()).endsWith("Z");
    assertThat(place.path("heard").get(0).has("last")).isFalse();
    assertThat(part.path("ports").get(0).path("holder").asString()).isEqualTo("coap-server");
    assertThat(part.path("names").get(0).path("used").asString()).isEqualTo("hearth-test-2.local");
    assertThat(part.path("strange").get(0).path("hex").asString()).isEqualTo("c0ffee");
    assertThat(part.path("strangeInAll").asInt()).isEqualTo(3);
    assertThat(part.path("advice").get(0).path("code").asString()).isEqualTo("port-taken");
  }

  @Test
  void a_subnet_is_looked_through_until_somebody_stops_it() {
    assertThat(owner.get("/api/v1/scan").body()).isEqualTo("null");

    Browser.Answer begun = owner.post("/api/v1/scan", "{\"subnet\":\"10.9.8.0/24\"}");

    assertThat(begun.status()).isEqualTo(202);
    assertThat(begun.json().path("of").asInt()).isEqualTo(254);
    assertThat(owner.get("/api/v1/scan").json().path("running").asBoolean()).isTrue();
    assertThat(owner.delete("/api/v1/scan").status()).isEqualTo(204);
    assertThat(owner.get("/api/v1/scan").body()).isEqualTo("null");
  }

  @Test
  void what_is_no_subnet_is_said_to_be_none() {
    Browser.Answer answer = owner.post("/api/v1/scan", "{\"subnet\":\"the garden\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("bad-subnet");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/diagnostics/discovery",
    "GET, /api/v1/scan",
    "POST, /api/v1/scan",
    "DELETE, /api/v1/scan"
  })
  void only_owners_may(String method, String path) {
    Optional<String> body =
        method.equals("POST") ? Optional.of("{\"subnet\":\"10.9.8.0/24\"}") : Optional.empty();

    assertThat(home.browser().send(method, path, body).status()).isEqualTo(401);
    assertThat(home.browserOf("Bea", Role.RESIDENT).send(method, path, body).status())
        .isEqualTo(403);
    assertThat(home.browserOf("Gil", Role.GUEST).send(method, path, body).status()).isEqualTo(403);
  }

  @Test
  void an_entry_says_in_which_ways_it_was_seen() {
    home.adapter.see("a", Samples.lamp("Desk Lamp"));

    JsonNode entry = owner.get("/api/v1/inbox").json().get(0);

    assertThat(entry.path("ways")).hasSize(1);
    assertThat(entry.path("ways").get(0).path("adapter").asString()).isEqualTo("obedient");
    assertThat(entry.has("because")).isFalse();
    assertThat(entry.has("page")).isFalse();
  }
}
