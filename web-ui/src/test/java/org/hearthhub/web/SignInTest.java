package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.hearthhub.access.Role;
import org.hearthhub.web.Browser.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {
  @TempDir Path folder;
  private TestHub home;

  @BeforeEach
  void start() {
    home = new TestHub(folder);
  }

  @AfterEach
  void stop() {
    home.close();
  }

  @Test
  void the_first_person_becomes_the_owner_and_is_signed_in() throws Exception {
    home.hub.setupCode().announce();
    String code = home.setupCodes.take();

    assertThat(home.browser().get("/api/v1/session").json().path("setup").stringValue())
        .isEqualTo("needed");
    Answer answer =
        home.browser()
            .post(
                "/api/v1/setup",
                Map.of("code", code, "name", "Anna", "password", TestHub.PASSWORD));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("setup").stringValue()).isEqualTo("recovery-code");
    assertThat(answer.json().path("resident").path("name").stringValue()).isEqualTo("Anna");
    assertThat(answer.json().path("resident").path("role").stringValue()).isEqualTo("owner");
    assertThat(home.browser().with(tokenOf(answer)).get("/api/v1/devices").status()).isEqualTo(200);
  }

  @Test
  void a_wrong_setup_code_makes_nobody_the_owner() {
    home.hub.setupCode().announce();

    Answer answer =
        home.browser()
            .post(
                "/api/v1/setup",
                Map.of("code", "0000-0000", "name", "Eve", "password", TestHub.PASSWORD));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("wrong-setup-code");
    assertThat(home.hub.residents().ownerExists()).isFalse();
  }

  @Test
  void a_home_with_an_owner_is_not_set_up_again() {
    home.owner();

    Answer answer =
        home.browser()
            .post(
                "/api/v1/setup",
                Map.of("code", "0000-0000", "name", "Eve", "password", TestHub.PASSWORD));

    assertThat(answer.status()).isEqualTo(409);
  }

  @Test
  void the_session_cookie_is_for_this_host_only_and_out_of_reach_of_scripts() {
    home.owner();

    Answer answer = signIn("Anna", TestHub.PASSWORD);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Set-Cookie"))
        .startsWith("__Host-hearth=")
        .contains("; Secure")
        .contains("; HttpOnly")
        .contains("; SameSite=Strict")
        .contains("; Path=/")
        .doesNotContain("Domain");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void wrong_credentials_are_refused_alike_for_known_and_unknown_names() {
    home.owner();

    Answer wrongPassword = signIn("Anna", "not the password");
    Answer wrongName = signIn("Nobody", "not the password");

    assertThat(wrongPassword.status()).isEqualTo(401);
    assertThat(wrongPassword.body()).isEqualTo(wrongName.body());
    assertThat(wrongPassword.header("Set-Cookie")).isEmpty();
  }

  @Test
  void after_too_many_wrong_tries_one_has_to_wait() {
    home.owner();

    Answer last = signIn("Anna", "wrong");
    for (int attempt = 0; attempt < 20 && last.status() == 401; attempt++) {
      last = signIn("Anna", "wrong");
    }

    assertThat(last.status()).isEqualTo(429);
    assertThat(Integer.parseInt(last.header("Retry-After"))).isPositive();
  }

  @Test
  void signing_out_ends_the_session_and_the_cookie() {
    home.owner();
    Browser browser = home.browser().with(tokenOf(signIn("Anna", TestHub.PASSWORD)));

    Answer out = browser.delete("/api/v1/session");

    assertThat(out.status()).isEqualTo(204);
    assertThat(out.header("Set-Cookie")).startsWith("__Host-hearth=;").contains("Max-Age=0");
    assertThat(browser.get("/api/v1/devices").status()).isEqualTo(401);
    assertThat(browser.get("/api/v1/session").json().path("resident").isNull()).isTrue();
  }

  @Test
  void signing_in_again_ends_the_session_that_was_there() {
    home.owner();
    Browser first = home.browser().with(tokenOf(signIn("Anna", TestHub.PASSWORD)));

    first.post("/api/v1/session", Map.of("name", "Anna", "password", TestHub.PASSWORD));

    assertThat(first.get("/api/v1/devices").status()).isEqualTo(401);
  }

  @Test
  void strangers_learn_nothing_about_the_home() {
    home.owner();

    Answer answer = home.browser().get("/api/v1/session");

    assertThat(answer.json().path("setup").stringValue()).isEqualTo("done");
    assertThat(answer.json().path("resident").isNull()).isTrue();
    assertThat(answer.body()).doesNotContain("Anna");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/inbox",
        "/api/v1/ignored",
        "/api/v1/rooms",
        "/api/v1/devices",
        "/api/v1/devices/urn:uuid:6f1c1c6e-8d3c-4f0e-9d3b-2f5a0a5f7f11",
        "/api/v1/activity",
        "/api/v1/events",
        "/things",
        "/things/urn:uuid:6f1c1c6e-8d3c-4f0e-9d3b-2f5a0a5f7f11",
        "/things/urn:uuid:6f1c1c6e-8d3c-4f0e-9d3b-2f5a0a5f7f11/properties",
        "/things/urn:uuid:6f1c1c6e-8d3c-4f0e-9d3b-2f5a0a5f7f11/properties/on",
        "/things/urn:uuid:6f1c1c6e-8d3c-4f0e-9d3b-2f5a0a5f7f11/properties/on/history"
      })
  void whoever_is_not_signed_in_reads_nothing(String path) {
    assertThat(home.browser().get(path).problem()).isEqualTo("not-signed-in");
    assertThat(home.browser().with("made-up").get(path).status()).isEqualTo(401);
  }

  @Test
  void a_cookie_beside_an_authorization_counts_for_nothing() {
    assertThat(home.owner().get("/api/v1/devices", "Authorization", "Bearer x").status())
        .isEqualTo(401);
  }

  @Test
  void guests_see_devices_but_neither_inbox_nor_activity_and_change_nothing() {
    var lamp = home.lamp();
    Browser guest = home.browserOf("Gast", Role.GUEST);

    assertThat(guest.get("/api/v1/devices").json()).hasSize(1);
    assertThat(guest.get("/api/v1/inbox").problem()).isEqualTo("not-allowed");
    assertThat(guest.get("/api/v1/ignored").problem()).isEqualTo("not-allowed");
    assertThat(guest.get("/api/v1/activity").problem()).isEqualTo("not-allowed");
    assertThat(guest.put("/things/" + lamp + "/properties/on", "true").status()).isEqualTo(403);
    assertThat(guest.post("/api/v1/rooms", "{\"title\":\"Attic\"}").status()).isEqualTo(403);
    assertThat(guest.delete("/api/v1/devices/" + lamp).status()).isEqualTo(403);
    assertThat(home.adapter.commands).isEmpty();
  }

  private Answer signIn(String name, String password) {
    return home.browser().post("/api/v1/session", Map.of("name", name, "password", password));
  }

  private static String tokenOf(Answer answer) {
    String cookie = answer.header("Set-Cookie");
    return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
  }
}
