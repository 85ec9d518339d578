package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hearthhub.access.Role;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.hearthhub.web.EventStream.Event;
import org.hearthhub.web.stream.HomeStream.Bounds;
import org.hearthhub.web.stream.Places.Shares;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The events of a Thing by the HTTP SSE Profile, on the stream of the home, and of the past. */
class ThingEventsTest {
  private static final Optional<Value> NOTHING = Optional.empty();

  @TempDir Path folder;
  private TestHub home;
  private Browser owner;
  private DeviceId lamp;

  @BeforeEach
  void start() {
    home =
        new TestHub(
            folder,
            settings -> settings.withStream(new Bounds(Shares.USUAL, 100, Duration.ofMillis(200))));
    owner = home.owner();
    lamp = home.lamp();
  }

  @AfterEach
  void stop() {
    home.close();
  }

  private String path(String more) {
    return "/things/" + lamp + "/events" + more;
  }

  private static Optional<Value> text(String word) {
    return Optional.of(Value.of(word));
  }

  /** A stream that is open: its first comment came. */
  private EventStream open(String path) {
    EventStream stream = new EventStream(owner, path);
    stream.next("comment");
    return stream;
  }

  private static Event nextEvent(EventStream stream) {
    Event event = stream.next();
    while (event.name().equals("comment")) {
      event = stream.next();
    }
    return event;
  }

  @Test
  void the_description_says_where_events_are_heard() {
    JsonNode td = owner.get("/things/" + lamp).json();

    JsonNode pressed = td.path("events").path("pressed");
    assertThat(pressed.path("data").path("type").asString()).isEqualTo("string");
    assertThat(pressed.path("forms")).hasSize(1);
    JsonNode form = pressed.path("forms").get(0);
    assertThat(form.path("href").asString()).isEqualTo(path("/pressed"));
    assertThat(form.path("subprotocol").asString()).isEqualTo("sse");
    assertThat(form.path("op").toString()).isEqualTo("[\"subscribeevent\",\"unsubscribeevent\"]");
    assertThat(td.path("events").path("overheated").path("forms")).hasSize(1);
    assertThat(td.path("forms").toString())
        .contains("\"subscribeallevents\",\"unsubscribeallevents\"");
  }

  @Test
  void an_event_comes_with_its_name_its_data_and_its_time_for_an_id() {
    try (EventStream stream = open(path("/pressed"))) {
      assertThat(stream.response().headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");

      home.adapter.happens(lamp, "overheated", NOTHING);
      home.adapter.happens(lamp, "pressed", text("long\nand \"quoted\""));

      Event event = nextEvent(stream);
      assertThat(event.name()).isEqualTo("pressed");
      assertThat(event.json().asString()).isEqualTo("long\nand \"quoted\"");
      assertThat(Instant.parse(event.id()))
          .isBetween(Instant.now().minusSeconds(60), Instant.now());
    }
  }

  @Test
  void all_events_of_a_thing_come_together() {
    DeviceId other = home.accepted("other", Samples.lamp("Other"));
    try (EventStream stream = open(path(""))) {
      home.adapter.happens(other, "pressed", text("elsewhere"));
      home.adapter.happens(lamp, "overheated", NOTHING);
      home.adapter.happens(lamp, "pressed", text("here"));

      Event first = nextEvent(stream);
      assertThat(first.name()).isEqualTo("overheated");
      assertThat(first.data()).isEqualTo("null");
      assertThat(nextEvent(stream).data()).isEqualTo("\"here\"");
    }
  }

  @Test
  void whoever_comes_back_with_the_last_id_hears_what_it_missed_once() {
    String last;
    try (EventStream stream = open(path("/pressed"))) {
      home.adapter.happens(lamp, "pressed", text("heard"));
      last = nextEvent(stream).id();
    }
    home.adapter.happens(lamp, "pressed", text("missed 1"));
    home.adapter.happens(lamp, "overheated", NOTHING);
    home.adapter.happens(lamp, "pressed", text("missed 2"));

    try (EventStream stream = new EventStream(owner, path("/pressed"), last)) {
      assertThat(nextEvent(stream).data()).isEqualTo("\"missed 1\"");
      assertThat(nextEvent(stream).data()).isEqualTo("\"missed 2\"");
      home.adapter.happens(lamp, "pressed", text("new"));
      assertThat(nextEvent(stream).data()).isEqualTo("\"new\"");
    }
    try (EventStream stream = new EventStream(owner, path(""), last)) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        names.add(nextEvent(stream).name());
      }
      assertThat(names).containsExactly("pressed", "overheated", "pressed", "pressed");
    }
  }

  @Test
  void an_id_that_is_not_remembered_is_its_time_and_a_word_is_nothing() {
    home.adapter.happens(lamp, "pressed", text("before"));
    String longAgo = "2020-01-01T00:00:00Z";
    try (EventStream stream = new EventStream(owner, path("/pressed"), longAgo)) {
      assertThat(nextEvent(stream).data()).isEqualTo("\"before\"");
    }
    try (EventStream stream = new EventStream(owner, path("/pressed"), "not one of ours")) {
      stream.next("comment");
      home.adapter.happens(lamp, "pressed", text("after"));
      assertThat(nextEvent(stream).data()).isEqualTo("\"after\"");
    }
  }

  @Test
  void an_event_that_is_not_offered_is_not_found() {
    assertThat(owner.get(path("/brewed")).problem()).isEqualTo("no-such-event");
    assertThat(owner.get(path("/brewed/history")).problem()).isEqualTo("no-such-event");
    assertThat(owner.get("/things/" + DeviceId.random() + "/events").problem())
        .isEqualTo("no-such-thing");
  }

  @Test
  void a_stream_ends_with_its_session() {
    Browser guest = home.browserOf("Gus", Role.GUEST);
    try (EventStream stream = new EventStream(guest, path("/pressed"))) {
      stream.next("comment");
      guest.delete("/api/v1/session");
      Event event = stream.next();
      while (event.name().equals("comment")) {
        event = stream.next();
      }
      assertThat(event.name()).isEqualTo("end");
    }
  }

  @Test
  void the_stream_of_the_home_tells_of_it_too() {
    try (EventStream stream = new EventStream(owner)) {
      stream.next("hello");
      home.adapter.happens(lamp, "pressed", text("front"));

      JsonNode event = stream.next("event").json();
      assertThat(event.path("device").asString()).isEqualTo(lamp.toString());
      assertThat(event.path("event").asString()).isEqualTo("pressed");
      assertThat(event.path("data").asString()).isEqualTo("front");
      assertThat(event.path("time").asString()).endsWith("Z");

      home.adapter.happens(lamp, "overheated", NOTHING);
      assertThat(stream.next("event").json().has("data")).isFalse();

      home.hub.keys().erase(new Actor.Operator(), lamp, "Lamp");
      assertThat(stream.next("past-erased").json().path("id").asString())
          .isEqualTo(lamp.toString());
    }
  }

  @Test
  void a_device_shows_what_happened_last() {
    assertThat(owner.get("/api/v1/devices/" + lamp).json().has("happened")).isFalse();

    home.adapter.happens(lamp, "overheated", NOTHING);
    home.adapter.happens(lamp, "pressed", text("front"));

    JsonNode happened = owner.get("/api/v1/devices").json().get(0).path("happened");
    assertThat(happened.path("event").asString()).isEqualTo("pressed");
    assertThat(happened.path("data").asString()).isEqualTo("front");
    assertThat(happened.path("time").asString()).endsWith("Z");
  }

  @Test
  void the_past_of_an_event_is_the_latest_of_a_span() throws Exception {
    for (int i = 1; i <= 12; i++) {
      home.adapter.happens(lamp, "pressed", text("n" + i));
    }
    home.adapter
        .happens(lamp, "overheated", NOTHING)
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);

    JsonNode latest = owner.get(path("/pressed/history?points=3")).json();
    assertThat(latest.path("event").asString()).isEqualTo("pressed");
    assertThat(latest.path("notifications"))
        .extracting(it -> it.path("data").asString())
        .containsExactly("n10", "n11", "n12");
    assertThat(latest.path("more").asBoolean()).isTrue();

    JsonNode all = owner.get(path("/pressed/history")).json();
    assertThat(all.path("notifications")).hasSize(12);
    assertThat(all.path("more").asBoolean()).isFalse();

    JsonNode plain = owner.get(path("/overheated/history")).json().path("notifications");
    assertThat(plain).hasSize(1);
    assertThat(plain.get(0).has("data")).isFalse();
    assertThat(
            owner
                .get(path("/pressed/history?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z"))
                .problem())
        .isEqualTo("bad-span");
  }

  @Test
  void an_export_holds_events_apart_from_properties() throws Exception {
    home.adapter
        .happens(lamp, "pressed", text("front"))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);

    assertThat(owner.get("/api/v1/export?series=" + lamp).body())
        .contains(",events/pressed,,front");
    assertThat(owner.get("/api/v1/export?format=jsonl&series=" + lamp).body())
        .contains("\"event\":\"pressed\"")
        .doesNotContain("\"property\":\"pressed\"");
  }
}
