package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hearthhub.access.Role;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.hearthhub.web.Browser.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Many series at once, export, how long the past is kept and how large it is. */
class PastApiTest {
  private static final String UNKNOWN = "urn:uuid:6f1c1c6e-8d3c-4f0e-9d3b-2f5a0a5f7f11";

  @TempDir Path folder;
  private TestHub home;
  private Browser owner;
  private DeviceId lamp;

  @BeforeEach
  void start() throws Exception {
    home = new TestHub(folder);
    owner = home.owner();
    lamp = home.lamp();
    for (int power = 1; power <= 9; power++) {
      committed("power", Value.of(power));
    }
    committed("on", Value.of(true));
    committed("on", Value.of(false));
  }

  private void committed(String property, Value value) throws Exception {
    home.adapter.push(lamp, property, value).toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() {
    home.close();
  }

  @Test
  void many_series_come_in_one_answer_and_those_that_are_not_there_are_left_out() {
    JsonNode series =
        owner
            .get(
                "/api/v1/history?series="
                    + lamp
                    + "/power&series="
                    + UNKNOWN
                    + "/power&series="
                    + lamp
                    + "/colour&series="
                    + lamp
                    + "/on")
            .json()
            .path("series");

    assertThat(series).hasSize(2);
    assertThat(series.get(0).path("device").asString()).isEqualTo(lamp.toString());
    assertThat(series.get(0).path("property").asString()).isEqualTo("power");
    assertThat(series.get(0).path("unit").asString()).isEqualTo("W");
    assertThat(series.get(0).path("readings")).hasSize(9);
    assertThat(series.get(1).path("readings").get(0).path("value").asBoolean()).isTrue();
  }

  @Test
  void nobody_asks_for_more_than_can_be_answered() {
    assertThat(owner.get("/api/v1/history").problem()).isEqualTo("bad-series");
    assertThat(owner.get("/api/v1/history?series=power").problem()).isEqualTo("bad-series");
    assertThat(owner.get("/api/v1/history?series=" + lamp).problem()).isEqualTo("bad-series");
    assertThat(owner.get("/api/v1/history?series=" + lamp + "/power&form=pie").problem())
        .isEqualTo("bad-form");
    String many = ("series=" + lamp + "/power&").repeat(21);
    Answer tooMany = owner.get("/api/v1/history?" + many + "points=5000");
    assertThat(tooMany.status()).isEqualTo(413);
    assertThat(tooMany.problem()).isEqualTo("too-many-points");
  }

  @Test
  void peaks_stay_when_there_are_fewer_points_than_readings() {
    JsonNode past = history("power", "form=peaks&points=4");

    assertThat(past.path("kind").asString()).isEqualTo("readings");
    assertThat(past.path("readings").size()).isBetween(2, 4);
    assertThat(past.path("readings").toString()).contains("\"value\":9").contains("\"value\":1");
  }

  @Test
  void states_say_how_long_it_was_what() {
    JsonNode past = history("on", "form=states");

    assertThat(past.path("kind").asString()).isEqualTo("states");
    assertThat(past.path("states")).hasSize(2);
    assertThat(past.path("states").get(0).path("value").asBoolean()).isTrue();
    assertThat(past.path("totals")).hasSize(2);
    assertThat(past.path("totals").get(0).path("seconds").isNumber()).isTrue();
  }

  @Test
  void increases_say_how_much_a_counter_grew() {
    JsonNode past = history("power", "form=increases");

    assertThat(past.path("kind").asString()).isEqualTo("increases");
    assertThat(past.path("total").asDouble()).isEqualTo(8.0);
  }

  private JsonNode history(String property, String query) {
    return owner.get("/things/" + lamp + "/properties/" + property + "/history?" + query).json();
  }

  @Test
  void everything_is_exported_as_csv() {
    Answer csv = owner.get("/api/v1/export");

    assertThat(csv.status()).isEqualTo(200);
    assertThat(csv.header("Content-Type")).startsWith("text/csv");
    assertThat(csv.header("Content-Disposition")).contains("attachment", ".csv");
    assertThat(csv.header("Cache-Control")).isEqualTo("no-store");
    assertThat(csv.body().lines().findFirst()).hasValue("time,device,title,property,unit,value");
    assertThat(csv.body().lines()).hasSize(12);
    assertThat(csv.body()).contains("," + lamp + ",Lamp,power,W,9");
  }

  @Test
  void one_series_is_exported_as_json_lines() {
    Answer lines = owner.get("/api/v1/export?format=jsonl&series=" + lamp + "/power");

    assertThat(lines.header("Content-Type")).startsWith("application/jsonl");
    assertThat(lines.body().lines()).hasSize(9);
    assertThat(lines.body().lines().findFirst().orElseThrow())
        .startsWith("{")
        .contains("\"property\":\"power\"", "\"value\":1");
  }

  @Test
  void an_export_that_cannot_be_is_said_before_it_begins() {
    assertThat(owner.get("/api/v1/export?format=xml").problem()).isEqualTo("bad-format");
    assertThat(owner.get("/api/v1/export?series=" + UNKNOWN).status()).isEqualTo(404);
    assertThat(
            owner.get("/api/v1/export?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z").problem())
        .isEqualTo("bad-span");
  }

  @Test
  void the_rule_of_the_home_and_its_exceptions_are_set_and_taken_back() {
    assertThat(owner.get("/api/v1/retention").json().path("home").path("raw").asString())
        .isEqualTo("forever");

    JsonNode set =
        owner
            .put(
                "/api/v1/retention",
                "{\"raw\":\"P90D\",\"rollUps\":\"forever\",\"cap\":20000000000}")
            .json();
    assertThat(set.path("home").path("raw").asString()).isEqualTo("P90D");
    assertThat(set.path("home").path("cap").asLong()).isEqualTo(20_000_000_000L);

    String rule = "{\"raw\":\"none\",\"rollUps\":\"P365D\"}";
    assertThat(owner.put("/api/v1/retention/" + lamp, rule).status()).isEqualTo(200);
    JsonNode exceptions =
        owner.put("/api/v1/retention/" + lamp + "/power", rule).json().path("exceptions");
    assertThat(exceptions).hasSize(2);
    assertThat(exceptions.get(0).has("property")).isFalse();
    assertThat(exceptions.get(1).path("property").asString()).isEqualTo("power");
    assertThat(exceptions.get(1).path("rollUps").asString()).isEqualTo("P365D");

    assertThat(owner.delete("/api/v1/retention/" + lamp + "/power").status()).isEqualTo(204);
    assertThat(owner.delete("/api/v1/retention/" + lamp).status()).isEqualTo(204);
    assertThat(owner.get("/api/v1/retention").json().path("exceptions")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"raw\":\"P0D\",\"rollUps\":\"forever\",\"cap\":null}",
        "{\"raw\":\"a while\",\"rollUps\":\"forever\",\"cap\":null}",
        "{\"raw\":\"forever\",\"cap\":null}",
        "{\"raw\":\"forever\",\"rollUps\":\"forever\"}",
        "{\"raw\":\"forever\",\"rollUps\":\"forever\",\"cap\":\"much\"}",
        "{\"raw\":\"forever\",\"rollUps\":\"forever\",\"cap\":1000}"
      })
  void a_rule_that_is_none_changes_nothing(String body) {
    assertThat(owner.put("/api/v1/retention", body).status()).isEqualTo(400);
    assertThat(owner.get("/api/v1/retention").json().path("home").path("raw").asString())
        .isEqualTo("forever");
  }

  @Test
  void the_store_says_how_large_it_is_and_what_it_does_not_know_yet() {
    JsonNode storage = owner.get("/api/v1/storage").json();

    assertThat(storage.path("bytes").asLong()).isPositive();
    assertThat(storage.path("free").asLong()).isPositive();
    assertThat(storage.path("readings").asLong()).isEqualTo(11);
    assertThat(storage.path("cap").isNull()).isTrue();
    assertThat(storage.has("perDay")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/api/v1/history?series=DEVICE/power,200,200",
    "GET,/api/v1/export,200,200",
    "GET,/api/v1/retention,200,200",
    "GET,/api/v1/storage,200,200",
    "PUT,/api/v1/retention,403,403",
    "PUT,/api/v1/retention/DEVICE,403,403",
    "DELETE,/api/v1/retention/DEVICE,403,403",
    "PUT,/api/v1/retention/DEVICE/power,403,403",
    "DELETE,/api/v1/retention/DEVICE/power,403,403"
  })
  void everybody_may_look_and_owners_may_change(
      String method, String path, int resident, int guest) {
    String there = path.replace("DEVICE", lamp.toString());
    Optional<String> body =
        method.equals("PUT")
            ? Optional.of("{\"raw\":\"none\",\"rollUps\":\"none\",\"cap\":null}")
            : Optional.empty();

    assertThat(home.browser().send(method, there, body).status()).isEqualTo(401);
    assertThat(home.browserOf("Bea", Role.RESIDENT).send(method, there, body).status())
        .isEqualTo(resident);
    assertThat(home.browserOf("Gil", Role.GUEST).send(method, there, body).status())
        .isEqualTo(guest);
  }
}
