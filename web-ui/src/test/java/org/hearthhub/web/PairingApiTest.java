package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hearthhub.access.Role;
import org.hearthhub.device.PairingOutcome;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.web.Browser.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Agreeing on keys with devices. */
class PairingApiTest {
  private static final String SECRET = "{\"secret\":\"aB3dE6gH9jK2mN5pQ8rS1tU4\"}";

  @TempDir Path folder;
  private TestHub home;
  private Browser owner;

  @BeforeEach
  void start() {
    home = new TestHub(folder);
    owner = home.owner();
    home.adapter.seeLocked("door-1");
  }

  @AfterEach
  void stop() {
    home.close();
  }

  @Test
  void the_window_opens_for_two_minutes_and_closes_when_asked_to() {
    assertThat(owner.get("/api/v1/pairing").json().path("open").asBoolean()).isFalse();

    JsonNode open = owner.send("POST", "/api/v1/pairing", Optional.empty()).json();

    assertThat(open.path("open").asBoolean()).isTrue();
    assertThat(
            Duration.between(
                java.time.Instant.parse(open.path("opened").asString()),
                java.time.Instant.parse(open.path("closes").asString())))
        .isEqualTo(Duration.ofMinutes(2));
    assertThat(owner.delete("/api/v1/pairing").status()).isEqualTo(204);
    assertThat(owner.get("/api/v1/pairing").json().has("closes")).isFalse();
  }

  @Test
  void an_entry_says_what_to_type_and_a_closed_window_takes_nothing() {
    JsonNode entry = owner.get("/api/v1/inbox").json().get(0);

    assertThat(entry.path("pairing").path("required").asBoolean()).isTrue();
    assertThat(entry.path("pairing").path("named").asBoolean()).isFalse();
    assertThat(entry.path("pairing").path("hint").asString()).isEqualTo("The code under the lid.");
    assertThat(pair().status()).isEqualTo(409);
  }

  @Test
  void what_was_paired_is_known_until_its_key_is_forgotten() {
    home.adapter.answerPairingWith(new PairingOutcome.Paired("door-1", "You share a key now."));
    open();

    Answer paired = pair();

    assertThat(paired.status()).isEqualTo(200);
    assertThat(paired.json().path("sentence").asString()).isEqualTo("You share a key now.");
    JsonNode tried = owner.get("/api/v1/pairing").json().path("tries").get(0);
    assertThat(tried.path("outcome").asString()).isEqualTo("paired");
    JsonNode peer = owner.get("/api/v1/paired").json().get(0);
    assertThat(peer.path("peer").asString()).isEqualTo("door-1");
    assertThat(owner.delete("/api/v1/paired/obedient/door-1").status()).isEqualTo(204);
    assertThat(owner.get("/api/v1/paired").json()).isEmpty();
    assertThat(owner.delete("/api/v1/paired/obedient/door-1").status()).isEqualTo(404);
  }

  @Test
  void a_wrong_secret_a_refusal_and_silence_are_told_apart_and_repeat_nothing() {
    open();
    home.adapter.answerPairingWith(new PairingOutcome.WrongSecret("It knows another one."));
    Answer wrong = pair();
    home.adapter.answerPairingWith(new PairingOutcome.Refused("It is paired elsewhere."));
    Answer refused = pair();
    home.adapter.answerPairingWith(new PairingOutcome.Unreachable(Duration.ofSeconds(20)));
    Answer silent = pair();

    assertThat(wrong.status()).isEqualTo(403);
    assertThat(wrong.problem()).isEqualTo("wrong-secret");
    assertThat(wrong.body()).doesNotContain("aB3dE6");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.sentence()).isEqualTo("It is paired elsewhere.");
    assertThat(silent.status()).isEqualTo(504);
    assertThat(silent.sentence()).contains("20 seconds");
  }

  @Test
  void a_device_that_calls_by_itself_is_awaited_under_its_name() {
    open();

    Answer awaited =
        owner.post(
            "/api/v1/pairing/expected",
            "{\"name\":\"sensor-7\",\"secret\":\"aB3dE6gH9jK2mN5pQ8rS1tU4\"}");

    assertThat(awaited.status()).isEqualTo(202);
    assertThat(awaited.json().path("sentence").asString()).contains("sensor-7");
    assertThat(owner.post("/api/v1/pairing/expected", SECRET).problem()).isEqualTo("missing-name");
  }

  @Test
  void a_device_of_the_home_is_paired_and_stays_what_it_is() {
    DeviceId lamp = home.lamp();
    home.adapter.answerPairingWith(new PairingOutcome.Paired("lamp-key", "You share a key now."));
    String path = "/api/v1/devices/" + lamp;
    assertThat(owner.post(path + "/pair", SECRET).problem()).isEqualTo("pairing-closed");
    open();
    assertThat(home.browserOf("Bea", Role.RESIDENT).post(path + "/pair", SECRET).status())
        .isEqualTo(403);

    assertThat(owner.post(path + "/pair", SECRET).status()).isEqualTo(200);
    home.adapter.seeProven("lamp-key", Samples.lamp("Lamp"));

    JsonNode device = owner.get(path).json();
    assertThat(device.path("authenticated").asBoolean()).isTrue();
    assertThat(device.path("title").asString()).isEqualTo("Lamp");
    assertThat(owner.get("/api/v1/devices").json()).hasSize(1);
  }

  @Test
  void an_owner_allows_what_is_sensitive_on_a_device_that_proves_nothing() {
    String path = "/api/v1/devices/" + home.lamp();
    assertThat(owner.get(path).json().path("allowed").asBoolean()).isFalse();
    assertThat(owner.get(path).json().path("sensitive").asBoolean()).isFalse();

    assertThat(owner.patch(path, "{\"allowed\":true}").json().path("allowed").asBoolean()).isTrue();
    assertThat(owner.patch(path, "{\"allowed\":\"yes\"}").status()).isEqualTo(400);
    assertThat(home.browserOf("Bea", Role.RESIDENT).patch(path, "{\"allowed\":false}").status())
        .isEqualTo(403);
  }

  @Test
  void who_may_be_paired_already_is_paired_only_once_a_person_said_which_it_is() {
    open();
    home.adapter.answerPairingWith(
        new PairingOutcome.Taken("lamp-key", "Who was there is paired already."));

    Answer taken = pair();

    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.problem()).isEqualTo("already-paired");
    assertThat(taken.sentence()).contains("lamp-key", "pair it as a new one");
    assertThat(owner.get("/api/v1/pairing").json().path("tries").get(0).path("outcome").asString())
        .isEqualTo("already-paired");
    String another = SECRET.replace("}", ",\"another\":true}");
    assertThat(owner.post("/api/v1/inbox/" + entry() + "/pair", another).status()).isEqualTo(200);
  }

  @Test
  void a_weak_secret_is_not_tried() {
    open();

    assertThat(owner.post("/api/v1/inbox/" + entry() + "/pair", "{\"secret\":\"1234\"}").status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/pairing",
    "POST, /api/v1/pairing",
    "DELETE, /api/v1/pairing",
    "GET, /api/v1/paired",
    "DELETE, /api/v1/paired/obedient/door-1"
  })
  void only_owners_may(String method, String path) {
    Optional<String> none = Optional.empty();

    assertThat(home.browser().send(method, path, none).status()).isEqualTo(401);
    assertThat(home.browserOf("Bea", Role.RESIDENT).send(method, path, none).status())
        .isEqualTo(403);
    assertThat(home.browserOf("Gil", Role.GUEST).send(method, path, none).status()).isEqualTo(403);
  }

  private void open() {
    assertThat(owner.send("POST", "/api/v1/pairing", Optional.empty()).status()).isEqualTo(200);
  }

  private String entry() {
    return owner.get("/api/v1/inbox").json().get(0).path("id").asString();
  }

  private Answer pair() {
    return owner.post("/api/v1/inbox/" + entry() + "/pair", SECRET);
  }
}
