package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.hearthhub.access.Resident;
import org.hearthhub.access.Role;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.hearthhub.web.stream.HomeStream.Bounds;
import org.hearthhub.web.stream.Places.Shares;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream ends with its session. The next beat is hours away, so nothing else can end one. */
class StreamEndsTest {
  @TempDir Path folder;
  private TestHub home;
  private DeviceId lamp;
  private Resident ben;
  private Browser here;
  private Browser elsewhere;

  @BeforeEach
  void start() {
    Bounds bounds = new Bounds(Shares.USUAL, 100, Duration.ofHours(5));
    home = new TestHub(folder, settings -> settings.withStream(bounds));
    lamp = home.lamp();
    ben =
        home.hub
            .household()
            .admit(new Actor.Operator(), "Ben", TestHub.PASSWORD.toCharArray(), Role.RESIDENT);
    here = signedIn();
    elsewhere = signedIn();
  }

  @AfterEach
  void stop() {
    home.close();
  }

  private Browser signedIn() {
    return home.browser().with(home.hub.sessions().begin(ben).token());
  }

  private static EventStream following(Browser browser) {
    EventStream stream = new EventStream(browser);
    stream.next("hello");
    return stream;
  }

  private void assertThatItGoesOn(EventStream stream) {
    home.adapter.tell(lamp, "on", Value.of(true));
    assertThat(stream.next("readings")).isNotNull();
  }

  @Test
  void signing_out_ends_all_streams_of_that_session_and_no_other() {
    try (EventStream one = following(here);
        EventStream two = following(here);
        EventStream other = following(elsewhere)) {

      here.delete("/api/v1/session");

      one.awaitEnd();
      two.awaitEnd();
      assertThatItGoesOn(other);
    }
  }

  @Test
  void a_changed_password_ends_those_of_the_other_sessions() {
    try (EventStream mine = following(here);
        EventStream other = following(elsewhere)) {

      var answer =
          here.post("/api/v1/password", Map.of("old", TestHub.PASSWORD, "new", "another horse"));

      assertThat(answer.status()).isEqualTo(204);
      other.awaitEnd();
      assertThatItGoesOn(mine);
    }
  }

  @Test
  void a_password_that_was_reset_on_the_machine_ends_them_all() {
    try (EventStream one = following(here);
        EventStream two = following(elsewhere);
        EventStream annas = following(home.owner())) {

      home.hub
          .household()
          .resetPassword(new Actor.Operator(), "Ben", "another horse".toCharArray());

      one.awaitEnd();
      two.awaitEnd();
      assertThatItGoesOn(annas);
    }
  }

  @Test
  void who_signs_in_anew_in_the_same_browser_ends_those_of_before() {
    try (EventStream before = following(here)) {
      here.post("/api/v1/session", Map.of("name", "Ben", "password", TestHub.PASSWORD));

      before.awaitEnd();
    }
  }

  @Test
  void a_session_that_gave_way_to_newer_ones_ends_its_streams() {
    try (EventStream oldest = following(here)) {
      for (int i = 0; i < 50; i++) {
        signedIn();
      }

      oldest.awaitEnd();
    }
  }
}
