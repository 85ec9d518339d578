package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.hearthhub.access.Resident;
import org.hearthhub.access.Role;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.Value;
import org.hearthhub.web.Browser.Answer;
import org.hearthhub.web.stream.HomeStream.Bounds;
import org.hearthhub.web.stream.Places.Shares;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody takes all the places for streams: of six here two are kept for owners. */
class StreamPlacesTest {
  private static final int PER_SESSION = 2;
  private static final int PER_PERSON = 3;
  private static final int FOR_ALL_BUT_OWNERS = 4;
  private static final int ALL = 6;

  @TempDir Path folder;
  private final Deque<EventStream> open = new ArrayDeque<>();
  private TestHub home;

  @BeforeEach
  void start() {
    Shares shares = new Shares(ALL, ALL - FOR_ALL_BUT_OWNERS, PER_PERSON, PER_SESSION);
    home =
        new TestHub(
            folder, settings -> settings.withStream(new Bounds(shares, 100, Duration.ofHours(1))));
  }

  @AfterEach
  void stop() {
    open.forEach(EventStream::close);
    home.close();
  }

  private Resident person(String name, Role role) {
    return home.hub
        .household()
        .admit(new Actor.Operator(), name, TestHub.PASSWORD.toCharArray(), role);
  }

  private Browser browserOf(Resident person) {
    return home.browser().with(home.hub.sessions().begin(person).token());
  }

  private EventStream follow(Browser browser) {
    return follow(browser, "/api/v1/events");
  }

  private EventStream follow(Browser browser, String path) {
    EventStream stream = new EventStream(browser, path);
    open.add(stream);
    assertThat(stream.response().statusCode()).isEqualTo(200);
    stream.next("hello");
    return stream;
  }

  private static void assertThatNoneIsLeft(Browser browser, String words) {
    Answer answer = browser.get("/api/v1/events");
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.problem()).isEqualTo("too-many-streams");
    assertThat(answer.sentence()).contains(words, "again");
    assertThat(answer.header("Retry-After")).isEqualTo("30");
  }

  @Test
  void a_browser_with_too_many_pages_is_told_so_and_shuts_nobody_out() {
    Browser guest = browserOf(person("Gast", Role.GUEST));
    for (int page = 0; page < PER_SESSION; page++) {
      follow(guest);
    }

    assertThatNoneIsLeft(guest, "This browser follows this home on 2 pages already.");

    follow(browserOf(person("Ben", Role.RESIDENT)));
  }

  @Test
  void who_signs_in_again_and_again_has_no_more_places_for_it() {
    Resident guest = person("Gast", Role.GUEST);
    for (int page = 0; page < PER_PERSON; page++) {
      follow(browserOf(guest));
    }

    assertThatNoneIsLeft(browserOf(guest), "on all your devices together");

    follow(browserOf(person("Ben", Role.RESIDENT)));
  }

  @Test
  void all_guests_together_leave_the_places_of_owners() {
    for (int page = 0; page < FOR_ALL_BUT_OWNERS; page++) {
      follow(browserOf(person("Guest " + page, Role.GUEST)));
    }

    assertThatNoneIsLeft(browserOf(person("One more", Role.GUEST)), "As many pages");
    assertThatNoneIsLeft(browserOf(person("Ben", Role.RESIDENT)), "As many pages");

    Browser owner = home.owner();
    follow(owner);
    follow(owner);
    assertThatNoneIsLeft(browserOf(person("Berta", Role.OWNER)), "As many pages");
  }

  @Test
  void a_page_that_comes_back_takes_over_its_own_place() {
    Browser guest = browserOf(person("Gast", Role.GUEST));
    EventStream other = follow(guest, "/api/v1/events?page=other");
    EventStream before = follow(guest, "/api/v1/events?page=mine");

    EventStream after = follow(guest, "/api/v1/events?page=mine");

    before.awaitEnd();
    home.adapter.tell(home.lamp(), "on", Value.of(true));
    assertThat(after.next("readings")).isEqualTo(other.next("readings"));
  }

  @Test
  void a_page_of_somebody_else_is_never_taken_over() {
    EventStream hers = follow(home.owner(), "/api/v1/events?page=mine");

    follow(browserOf(person("Gast", Role.GUEST)), "/api/v1/events?page=mine");

    home.adapter.tell(home.lamp(), "on", Value.of(true));
    assertThat(hers.next("readings")).isNotNull();
  }

  @Test
  void a_place_is_free_again_when_its_stream_ended() {
    Resident guest = person("Gast", Role.GUEST);
    for (int round = 0; round < 3 * ALL; round++) {
      String token = home.hub.sessions().begin(guest).token();
      EventStream stream = follow(home.browser().with(token));
      home.hub.sessions().end(token);
      stream.awaitEnd();
    }
  }

  @Test
  void a_page_without_a_proper_name_is_refused() {
    Browser owner = home.owner();

    assertThat(owner.get("/api/v1/events?page=").problem()).isEqualTo("bad-page");
    assertThat(owner.get("/api/v1/events?page=" + "x".repeat(65)).problem()).isEqualTo("bad-page");
  }
}
