package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataSchema;
import org.hearthhub.thing.DataType;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.PropertyAffordance;
import org.hearthhub.thing.ThingDescription;
import org.hearthhub.thing.Value;
import org.hearthhub.web.Browser.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Properties, actions, history. */
class InteractionsTest {
  @TempDir Path folder;
  private TestHub home;
  private Browser owner;
  private DeviceId lamp;
  private String path;

  @BeforeEach
  void start() {
    home = new TestHub(folder);
    owner = home.owner();
    lamp = home.lamp();
    path = "/things/" + lamp;
  }

  @AfterEach
  void stop() {
    home.close();
  }

  @Test
  void a_property_reads_as_the_bare_value_that_was_heard_last() {
    tell("on", Value.of(true));
    tell("brightness", Value.of(55));
    tell("power", Value.of(7.25));

    assertThat(owner.get(path + "/properties/on").body()).isEqualTo("true");
    assertThat(owner.get(path + "/properties/brightness").body()).isEqualTo("55");
    assertThat(owner.get(path + "/properties/power").body()).isEqualTo("7.25");
    assertThat(owner.get(path + "/properties").json().toString())
        .isEqualTo("{\"on\":true,\"brightness\":55,\"power\":7.25}");
    assertThat(owner.get(path + "/properties/on").header("Content-Type"))
        .startsWith("application/json");
  }

  @Test
  void a_property_that_was_never_heard_has_no_value_yet() {
    Answer answer = owner.get(path + "/properties/on");

    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.problem()).isEqualTo("not-heard-yet");
    assertThat(owner.get(path + "/properties").body()).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"colour", "on%20off", "..%2Fon", "x%00y"})
  void there_is_no_property_of_another_name(String name) {
    assertThat(owner.get(path + "/properties/" + name).status()).isIn(400, 404);
    assertThat(owner.put(path + "/properties/" + name, "1").status()).isIn(400, 404);
    assertThat(home.adapter.commands).isEmpty();
  }

  @Test
  void a_confirmed_write_holds() {
    home.adapter.answerCommandsWith(new CommandOutcome.Confirmed(Optional.of(Value.of(30))));

    Answer answer = owner.put(path + "/properties/brightness", "30");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(home.adapter.commands).containsExactly("brightness=Num[value=30.0]");
    assertThat(owner.get(path + "/properties/brightness").body()).isEqualTo("30");
  }

  @Test
  void a_write_that_did_not_take_effect_is_a_conflict_with_the_devices_reason() {
    home.adapter.answerCommandsWith(new CommandOutcome.Refused("The lamp is locked."));

    Answer answer = owner.put(path + "/properties/on", "true");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.sentence()).isEqualTo("The lamp is locked.");
  }

  @Test
  void a_device_that_does_not_answer_is_a_gateway_timeout() {
    home.adapter.answerCommandsWith(new CommandOutcome.Unreachable(Duration.ofSeconds(5)));

    Answer answer = owner.put(path + "/properties/on", "true");

    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.problem()).isEqualTo("no-answer");
    assertThat(answer.sentence()).contains("Lamp did not answer within 5 seconds");
  }

  @Test
  void a_device_that_sleeps_has_its_command_pending_until_it_wakes() {
    CommandOutcome.Waits waits =
        CommandOutcome.Waits.until(Instant.now().plus(Duration.ofHours(1)));
    home.adapter.answerCommandsWith(waits);

    Answer answer = owner.put(path + "/properties/brightness", "30");

    assertThat(answer.status()).isEqualTo(202);
    String href = answer.header("Location");
    assertThat(answer.json().path("status").stringValue()).isEqualTo("pending");
    assertThat(answer.json().path("href").stringValue()).isEqualTo(href);
    assertThat(answer.json().path("detail").stringValue())
        .isEqualTo("The device sleeps. It is told when it wakes.");
    assertThat(owner.get(href).json().path("status").stringValue()).isEqualTo("pending");
    assertThat(owner.get(path + "/properties").body()).isEqualTo("{}");
    assertThat(home.browser().get(href).status()).isEqualTo(401);

    waits.later().complete(new CommandOutcome.Confirmed(Optional.of(Value.of(30))));

    assertThat(owner.get(href).json().path("status").stringValue()).isEqualTo("completed");
    assertThat(owner.get(path + "/properties/brightness").body()).isEqualTo("30");
  }

  @Test
  void an_action_of_a_device_that_does_not_wake_has_failed() {
    CommandOutcome.Waits waits =
        CommandOutcome.Waits.until(Instant.now().plus(Duration.ofHours(1)));
    home.adapter.answerCommandsWith(waits);

    Answer answer = owner.post(path + "/actions/fade", "5");
    assertThat(answer.status()).isEqualTo(201);
    waits.later().complete(new CommandOutcome.Unreachable(Duration.ofHours(1)));

    JsonNode status = owner.get(answer.header("Location")).json();
    assertThat(status.path("status").stringValue()).isEqualTo("failed");
    assertThat(status.path("detail").stringValue())
        .isEqualTo("The device did not wake in time, and was not told.");
    assertThat(owner.get("/api/v1/commands/nobody").status()).isEqualTo(404);
  }

  @Test
  void what_is_read_only_is_not_written_and_says_what_goes() {
    Answer answer = owner.put(path + "/properties/power", "1");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.problem()).isEqualTo("read-only");
    assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void what_is_write_only_is_not_read_and_says_what_goes() {
    Answer answer = owner.get(path + "/properties/pin");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("PUT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"101", "-1", "5.5", "\"5\"", "true", "null", "[]", "{}", "1e400"})
  void a_value_that_does_not_fit_is_refused_before_the_device_hears_of_it(String value) {
    Answer answer = owner.put(path + "/properties/brightness", value);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isNotBlank();
    assertThat(home.adapter.commands).isEmpty();
  }

  @Test
  void several_properties_are_written_in_order() {
    Answer answer = owner.put(path + "/properties", "{\"on\":true,\"brightness\":80}");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(home.adapter.commands)
        .containsExactly("on=Bool[value=true]", "brightness=Num[value=80.0]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"on\":true,\"brightness\":800}",
        "{\"on\":true,\"colour\":1}",
        "{\"on\":true,\"power\":1}",
        "[true]",
        "{\"on\":null}"
      })
  void of_several_properties_none_is_written_when_one_cannot_be(String body) {
    assertThat(owner.put(path + "/properties", body).status()).isIn(400, 404, 405);
    assertThat(home.adapter.commands).isEmpty();
  }

  @Test
  void of_several_properties_none_is_written_when_one_may_not_be() {
    Map<AffordanceName, PropertyAffordance> properties = new LinkedHashMap<>();
    properties.put(
        AffordanceName.of("volume"), new PropertyAffordance(DataSchema.of(DataType.INTEGER), true));
    properties.put(
        AffordanceName.of("locked"),
        new PropertyAffordance(DataSchema.of(DataType.BOOLEAN).meaning("LockedProperty"), true));
    DeviceId door = home.accepted("door", new ThingDescription("Door", List.of(), properties));

    Answer answer = owner.put("/things/" + door + "/properties", "{\"volume\":3,\"locked\":false}");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.sentence()).contains("cannot prove who it is");
    assertThat(home.adapter.commands).isEmpty();
  }

  @Test
  void an_action_is_invoked_with_its_input() {
    assertThat(owner.post(path + "/actions/fade", "5").status()).isEqualTo(204);
    assertThat(home.adapter.commands).containsExactly("fade(Num[value=5.0])");
    assertThat(owner.post(path + "/actions/fade", "50").status()).isEqualTo(400);
    assertThat(owner.send("POST", path + "/actions/fade", Optional.empty()).status())
        .isEqualTo(400);
    assertThat(owner.post(path + "/actions/explode", "5").problem()).isEqualTo("no-such-action");
  }

  @Test
  void the_past_of_a_property_is_its_readings() {
    for (int i = 1; i <= 5; i++) {
      tell("brightness", Value.of(i));
    }
    settle();

    JsonNode past = owner.get(path + "/properties/brightness/history").json();

    assertThat(past.path("property").stringValue()).isEqualTo("brightness");
    assertThat(past.path("unit").stringValue()).isEqualTo("%");
    assertThat(past.path("kind").stringValue()).isEqualTo("readings");
    assertThat(past.path("readings").valueStream().map(each -> each.path("value").toString()))
        .containsExactly("1", "2", "3", "4", "5");
    assertThat(past.path("readings").get(0).path("time").stringValue()).endsWith("Z");
  }

  @Test
  void the_past_is_never_more_than_was_asked_for() {
    for (int i = 1; i <= 50; i++) {
      tell("power", Value.of(i));
    }
    settle();

    JsonNode past = owner.get(path + "/properties/power/history?points=4").json();

    assertThat(past.path("kind").stringValue()).isEqualTo("steps");
    assertThat(past.path("step").doubleValue()).isPositive();
    assertThat(past.path("steps").size()).isBetween(1, 4);
    JsonNode step = past.path("steps").get(0);
    assertThat(step.path("count").intValue()).isPositive();
    assertThat(step.has("min") && step.has("mean") && step.has("max") && step.has("last")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "points=0",
        "points=10001",
        "points=many",
        "from=yesterday",
        "to=2026-13-01T00:00:00Z",
        "from=%2B999999999-12-31T23:59:59Z",
        "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
        "to=1970-01-01T00:00:00Z&from=1969-01-01T00:00:00Z"
      })
  void a_span_that_makes_no_sense_is_said(String query) {
    assertThat(owner.get(path + "/properties/power/history?" + query).problem()).startsWith("bad-");
  }

  @Test
  void there_is_no_past_of_what_is_not_there() {
    assertThat(owner.get(path + "/properties/colour/history").problem())
        .isEqualTo("no-such-property");
  }

  private void tell(String property, Value value) {
    home.adapter.tell(lamp, property, value);
  }

  /** Waits until everything that was told is stored; what is pushed does not wait for a batch. */
  private void settle() {
    home.adapter.push(lamp, "on", Value.of(true)).toCompletableFuture().join();
  }
}
