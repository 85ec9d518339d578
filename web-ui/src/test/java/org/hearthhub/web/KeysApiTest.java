package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hearthhub.access.Role;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.StoreNotice;
import org.hearthhub.vault.Tier;
import org.hearthhub.web.Browser.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The ways to open the store, and locking and unlocking its past. */
class KeysApiTest {
  private static final String PASSPHRASE = "four words nobody guesses";

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

  private Answer add(Map<String, ?> key) {
    return owner.post("/api/v1/keys", key);
  }

  private String addPassphrase() {
    Answer made = add(Map.of("kind", "passphrase", "passphrase", PASSPHRASE, "label", "Kitchen"));
    assertThat(made.status()).isEqualTo(201);
    return made.json().path("key").path("id").asString();
  }

  @Test
  void a_passphrase_is_added_typed_back_replaced_and_removed() {
    String id = addPassphrase();
    add(Map.of("kind", "recovery-code"));

    JsonNode key = owner.get("/api/v1/keys").json().get(1);
    assertThat(key.path("id").asString()).isEqualTo(id);
    assertThat(key.path("kind").asString()).isEqualTo("passphrase");
    assertThat(key.path("label").asString()).isEqualTo("Kitchen");
    assertThat(key.path("opens")).hasSize(2);
    assertThat(key.path("proven").asBoolean()).isFalse();

    Answer wrong = prove(id, Map.of("passphrase", "not this one"));
    assertThat(wrong.status()).isEqualTo(403);
    assertThat(wrong.body()).doesNotContain("not this one");
    Answer proven = prove(id, Map.of("passphrase", PASSPHRASE));
    assertThat(proven.json().path("proven").asBoolean()).isTrue();

    Answer replaced =
        owner.post("/api/v1/keys/" + id + "/rotate", Map.of("passphrase", "another four words"));
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(prove(id, Map.of("passphrase", PASSPHRASE)).status()).isEqualTo(403);
    assertThat(prove(id, Map.of("passphrase", "another four words")).status()).isEqualTo(200);

    assertThat(owner.delete("/api/v1/keys/" + id).status()).isEqualTo(204);
    assertThat(owner.delete("/api/v1/keys/" + id).problem()).isEqualTo("no-such-key");
  }

  private Answer prove(String id, Map<String, ?> secret) {
    return owner.post("/api/v1/keys/" + id + "/prove", secret);
  }

  @Test
  void a_recovery_code_is_shown_once_and_asked_back() {
    Answer made = add(Map.of("kind", "recovery-code"));

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Cache-Control")).isEqualTo("no-store");
    String code = made.json().path("recoveryCode").path("code").asString();
    assertThat(code).matches("[0-9A-Z]{5}(-[0-9A-Z]{5}){6}");
    assertThat(made.json().path("recoveryCode").path("qr").asString())
        .startsWith("<svg xmlns=")
        .contains("viewBox", "<path d=\"M");
    String id = made.json().path("key").path("id").asString();
    assertThat(owner.get("/api/v1/keys").body()).doesNotContain(code);
    assertThat(owner.get("/api/v1/activity").body()).doesNotContain(code);

    char last = code.charAt(code.length() - 1);
    String mistyped = code.substring(0, code.length() - 1) + (last == '7' ? '8' : '7');
    assertThat(prove(id, Map.of("recoveryCode", mistyped)).problem())
        .isEqualTo("bad-recovery-code");
    assertThat(
            prove(id, Map.of("recoveryCode", code.toLowerCase(Locale.ROOT).replace("-", " ")))
                .json()
                .path("proven")
                .asBoolean())
        .isTrue();
  }

  @Test
  void setup_ends_when_the_recovery_code_was_typed_back() {
    assertThat(setup()).isEqualTo("recovery-code");
    JsonNode made = add(Map.of("kind", "recovery-code")).json();
    assertThat(setup()).isEqualTo("recovery-code");

    prove(
        made.path("key").path("id").asString(),
        Map.of("recoveryCode", made.path("recoveryCode").path("code").asString()));

    assertThat(setup()).isEqualTo("done");
    assertThat(
            home.browserOf("Bea", Role.RESIDENT)
                .get("/api/v1/session")
                .json()
                .path("setup")
                .asString())
        .isEqualTo("done");
  }

  private String setup() {
    return owner.get("/api/v1/session").json().path("setup").asString();
  }

  @Test
  void the_last_key_that_a_person_can_type_stays() {
    String id = addPassphrase();

    Answer answer = owner.delete("/api/v1/keys/" + id);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.problem()).isEqualTo("last-human-key");
  }

  @Test
  void what_makes_no_sense_is_no_key() {
    assertThat(add(Map.of("kind", "tattoo")).problem()).isEqualTo("bad-kind");
    assertThat(add(Map.of("kind", "passphrase")).problem()).isEqualTo("missing-passphrase");
    assertThat(add(Map.of("kind", "passphrase", "passphrase", "short")).status()).isEqualTo(400);
    assertThat(
            add(Map.of("kind", "passphrase", "passphrase", PASSPHRASE, "opens", List.of("cellar")))
                .problem())
        .isEqualTo("bad-opens");
  }

  @Test
  void a_key_file_cannot_be_named_from_afar() {
    Answer answer = add(Map.of("kind", "key-file", "path", folder.resolve("k").toString()));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(folder.resolve("k")).doesNotExist();
  }

  @Test
  void the_master_key_is_changed_while_the_home_goes_on() {
    addPassphrase();

    Answer answer = owner.send("POST", "/api/v1/keys/rotate", Optional.empty());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("keys")).hasSize(2);
    assertThat(answer.json().path("remarks")).isNotEmpty();
    assertThat(owner.get("/api/v1/devices").status()).isEqualTo(200);
  }

  @Test
  void a_locked_past_answers_423_and_the_home_goes_on_until_somebody_unlocks_it() throws Exception {
    addPassphrase();
    DeviceId lamp = home.lamp();
    home.adapter.push(lamp, "power", Value.of(5)).toCompletableFuture().get(20, TimeUnit.SECONDS);

    Answer locked = owner.send("POST", "/api/v1/lock", Optional.empty());

    assertThat(locked.json().path("state").asString()).isEqualTo("past-locked");
    assertThat(locked.json().path("waiting").path("readings").isNumber()).isTrue();
    assertThat(home.hub.vault().isOpen(Tier.HISTORY)).isFalse();
    for (String path :
        List.of(
            "/api/v1/history?series=" + lamp + "/power",
            "/things/" + lamp + "/properties/power/history",
            "/api/v1/export",
            "/api/v1/activity")) {
      Answer answer = owner.get(path);
      assertThat(answer.status()).as(path).isEqualTo(423);
      assertThat(answer.problem()).as(path).isEqualTo("past-locked");
    }
    assertThat(owner.put("/things/" + lamp + "/properties/on", "true").status()).isEqualTo(204);
    home.adapter.push(lamp, "power", Value.of(6)).toCompletableFuture().get(20, TimeUnit.SECONDS);
    assertThat(home.browser().get("/api/v1/vault").json().path("state").asString())
        .isEqualTo("past-locked");
    assertThat(home.browser().get("/api/v1/vault").json().has("waiting")).isFalse();

    Browser resident = home.browserOf("Bea", Role.RESIDENT);
    assertThat(resident.post("/api/v1/unlock", Map.of("passphrase", "no")).status()).isEqualTo(403);
    Answer opened = resident.post("/api/v1/unlock", Map.of("passphrase", PASSPHRASE));

    assertThat(opened.json().path("state").asString()).isEqualTo("open");
    assertThat(opened.json().path("waiting").isNull()).isTrue();
    assertThat(
            owner
                .get("/things/" + lamp + "/properties/power/history")
                .json()
                .path("readings")
                .findValuesAsString("value"))
        .containsExactly("5", "6");
  }

  @Test
  void the_past_is_not_locked_when_nobody_could_unlock_it() {
    Answer answer = owner.send("POST", "/api/v1/lock", Optional.empty());

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.problem()).isEqualTo("nobody-could-unlock");
  }

  @Test
  void what_the_store_noticed_is_told_with_whether_somebody_is_needed() {
    home.hub.vault().notice(new StoreNotice("power-cut", "The power was cut."));
    home.hub.vault().notice(new StoreNotice("damaged-row", "A row is damaged."));

    JsonNode notices = owner.get("/api/v1/vault").json().path("notices");

    assertThat(notices.findValuesAsString("sentence"))
        .containsExactly("The power was cut.", "A row is damaged.");
    assertThat(notices.get(0).path("needsYou").asBoolean(true)).isFalse();
    assertThat(notices.get(1).path("needsYou").asBoolean(false)).isTrue();
  }

  @Test
  void what_opens_by_itself_is_the_owners_choice() {
    addPassphrase();
    assertThat(owner.get("/api/v1/vault").json().path("autoUnlock").asString()).isEqualTo("all");

    JsonNode chosen = owner.patch("/api/v1/vault", "{\"autoUnlock\":\"operating\"}").json();

    assertThat(chosen.path("autoUnlock").asString()).isEqualTo("operating");
    assertThat(owner.get("/api/v1/keys").json().get(0).path("opens")).hasSize(1);
    assertThat(owner.patch("/api/v1/vault", "{\"autoUnlock\":\"maybe\"}").problem())
        .isEqualTo("bad-autoUnlock");
  }

  @Test
  void a_devices_past_is_deleted_for_good_and_it_is_said_what_may_remain() throws Exception {
    DeviceId lamp = home.lamp();
    home.adapter.push(lamp, "power", Value.of(5)).toCompletableFuture().get(20, TimeUnit.SECONDS);

    Answer erased = owner.delete("/api/v1/devices/" + lamp + "/past");

    assertThat(erased.status()).isEqualTo(200);
    assertThat(erased.json().path("failures")).isEmpty();
    assertThat(erased.json().path("done")).isNotEmpty();
    assertThat(erased.json().path("remains")).isNotEmpty();
    assertThat(owner.get("/things/" + lamp + "/properties/power/history").json().path("readings"))
        .isEmpty();
    assertThat(owner.get("/api/v1/devices/" + lamp).status()).isEqualTo(200);
  }

  @Test
  void what_the_activity_tells_of_a_device_goes_as_well_when_that_is_asked_for() {
    DeviceId lamp = home.lamp();
    owner.put("/things/" + lamp + "/properties/on", "true");
    assertThat(owner.get("/api/v1/activity").body()).contains("\"write-property\"");

    Answer erased = owner.delete("/api/v1/devices/" + lamp + "/past?activity=true");

    assertThat(erased.status()).isEqualTo(200);
    assertThat(owner.get("/api/v1/activity").body())
        .doesNotContain("\"write-property\"")
        .contains("What was written about it went as well.");
  }

  @Test
  void only_owners_may() {
    Browser stranger = home.browser();
    Browser resident = home.browserOf("Bea", Role.RESIDENT);
    Browser guest = home.browserOf("Gil", Role.GUEST);
    List<List<String>> requests =
        List.of(
            List.of("GET", "/api/v1/keys"),
            List.of("POST", "/api/v1/keys", "{\"kind\":\"recovery-code\"}"),
            List.of("POST", "/api/v1/keys/rotate"),
            List.of("POST", "/api/v1/keys/1/prove", "{\"passphrase\":\"x\"}"),
            List.of("POST", "/api/v1/keys/1/rotate", "{\"passphrase\":\"long enough\"}"),
            List.of("DELETE", "/api/v1/keys/1"),
            List.of("PATCH", "/api/v1/vault", "{\"autoUnlock\":\"none\"}"),
            List.of("POST", "/api/v1/lock"),
            List.of("DELETE", "/api/v1/devices/urn:uuid:6f1c1c6e-8d3c-4f0e-9d3b-2f5a0a5f7f11/past"),
            List.of("GET", "/api/v1/backups"),
            List.of("POST", "/api/v1/backups"),
            List.of("GET", "/api/v1/backups/plan"),
            List.of("PUT", "/api/v1/backups/plan", "{}"),
            List.of("POST", "/api/v1/backups/x/verify"),
            List.of("GET", "/api/v1/backups/x/file"),
            List.of("GET", "/api/v1/verify"),
            List.of("POST", "/api/v1/verify"));

    for (List<String> request : requests) {
      Optional<String> body = request.size() > 2 ? Optional.of(request.get(2)) : Optional.empty();
      String path = request.get(1);
      assertThat(stranger.send(request.getFirst(), path, body).status()).as(path).isEqualTo(401);
      assertThat(resident.send(request.getFirst(), path, body).status()).as(path).isEqualTo(403);
      assertThat(guest.send(request.getFirst(), path, body).status()).as(path).isEqualTo(403);
    }
    assertThat(resident.post("/api/v1/unlock", "{\"passphrase\":\"x\"}").problem())
        .isNotEqualTo("not-allowed");
    assertThat(guest.post("/api/v1/unlock", "{\"passphrase\":\"x\"}").problem())
        .isEqualTo("not-allowed");
  }
}
