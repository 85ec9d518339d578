package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.hearthhub.device.LoginOutcome;
import org.hearthhub.web.Browser.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Passwords of devices; who may what is in {@link RightsMatrixTest}. */
class LoginsApiTest {
  private static final String LOGIN = "{\"user\":\"anna\",\"password\":\"open sesame\"}";

  @TempDir Path folder;
  private TestHub home;
  private Browser owner;
  private String path = "";

  @BeforeEach
  void start() {
    home = new TestHub(folder);
    owner = home.owner();
    path = "/api/v1/devices/" + home.lamp() + "/login";
  }

  @AfterEach
  void stop() {
    home.close();
  }

  @Test
  void a_device_that_never_asks_says_so_and_takes_none() {
    JsonNode standing = owner.get(path).json();

    assertThat(standing.path("possible").asBoolean()).isFalse();
    assertThat(owner.put(path, LOGIN).problem()).isEqualTo("no-login");
  }

  @Test
  void what_it_accepted_is_kept_until_it_is_forgotten_and_never_shown() {
    home.adapter.answerLoginsWith(new LoginOutcome.Accepted("It accepted the password."));
    assertThat(owner.get(path).json().path("user").asString()).isEqualTo("admin");

    Answer kept = owner.put(path, LOGIN);

    assertThat(kept.status()).isEqualTo(200);
    assertThat(kept.json().path("sentence").asString()).isEqualTo("It accepted the password.");
    Answer standing = owner.get(path);
    assertThat(standing.json().path("kept").asBoolean()).isTrue();
    assertThat(standing.json().path("user").asString()).isEqualTo("anna");
    assertThat(standing.body()).doesNotContain("sesame");
    assertThat(owner.get("/api/v1/activity").body()).doesNotContain("sesame");
    assertThat(owner.get("/api/v1/paired").json()).as("it proves nothing").isEmpty();
    assertThat(owner.delete(path).status()).isEqualTo(204);
    assertThat(owner.get(path).json().path("kept").asBoolean()).isFalse();
  }

  @Test
  void what_it_does_not_accept_or_does_not_ask_for_is_told_apart_from_silence() {
    home.adapter.answerLoginsWith(new LoginOutcome.Wrong("It did not accept the password."));
    Answer wrong = owner.put(path, LOGIN);
    home.adapter.answerLoginsWith(new LoginOutcome.NotAsked("It asks for none."));
    Answer unasked = owner.put(path, LOGIN);
    home.adapter.answerLoginsWith(new LoginOutcome.Unreachable(Duration.ofSeconds(10)));
    Answer silent = owner.put(path, LOGIN);

    assertThat(wrong.status()).isEqualTo(403);
    assertThat(wrong.problem()).isEqualTo("wrong-password");
    assertThat(wrong.body()).doesNotContain("sesame");
    assertThat(unasked.problem()).isEqualTo("no-password-asked");
    assertThat(silent.status()).isEqualTo(504);
    assertThat(owner.get(path).json().path("kept").asBoolean()).isFalse();
  }

  @Test
  void what_can_be_no_login_is_refused_before_it_is_tried() {
    home.adapter.answerLoginsWith(new LoginOutcome.Accepted("It accepted the password."));

    assertThat(owner.put(path, "{\"user\":\"a:b\",\"password\":\"x\"}").problem())
        .isEqualTo("bad-user");
    assertThat(owner.put(path, "{\"password\":\"\"}").problem()).isEqualTo("bad-password");
    assertThat(owner.put(path, "{}").problem()).isEqualTo("missing-password");
  }
}
