package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.hearthhub.web.Browser.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Inbox, rooms, devices, activity. */
class HomeApiTest {
  private static final String UNKNOWN = "urn:uuid:6f1c1c6e-8d3c-4f0e-9d3b-2f5a0a5f7f11";

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
  void the_inbox_says_what_was_seen_and_why() {
    home.adapter.see("a", Samples.lamp("Desk Lamp"));
    home.adapter.seeUnsupported("b");

    JsonNode inbox = owner.get("/api/v1/inbox").json();

    assertThat(inbox).hasSize(2);
    JsonNode printer = inbox.get(0);
    assertThat(printer.path("title").stringValue()).isEqualTo("Printer");
    assertThat(printer.path("acceptable").booleanValue()).isFalse();
    JsonNode lamp = inbox.get(1);
    assertThat(lamp.path("kind").stringValue()).isEqualTo("light");
    assertThat(lamp.path("address").stringValue()).isEqualTo("test://a");
    assertThat(lamp.path("why").stringValue()).isEqualTo("answered on the network");
    assertThat(lamp.path("acceptable").booleanValue()).isTrue();
    assertThat(lamp.path("authenticated").booleanValue()).isFalse();
    assertThat(lamp.path("seen").stringValue()).endsWith("Z");
    assertThat(lamp.path("properties")).hasSize(5);
  }

  @Test
  void an_accepted_entry_is_a_thing_in_its_room() {
    home.adapter.see("a", Samples.lamp("Desk Lamp"));

    Answer accepted =
        owner.post(
            "/api/v1/inbox/" + first() + "/accept", "{\"title\":\"Reading\",\"room\":\"Study\"}");

    assertThat(accepted.status()).isEqualTo(201);
    String location = accepted.header("Location");
    assertThat(location).startsWith("/things/urn:uuid:");
    assertThat(accepted.json().path("title").stringValue()).isEqualTo("Reading");
    assertThat(accepted.json().path("room").path("title").stringValue()).isEqualTo("Study");
    assertThat(accepted.json().path("values").isObject()).isTrue();
    assertThat(owner.get(location).json().path("title").stringValue()).isEqualTo("Reading");
    assertThat(owner.get("/api/v1/rooms").json()).hasSize(1);
    assertThat(owner.get("/api/v1/inbox").json()).isEmpty();
  }

  @Test
  void an_entry_is_accepted_under_its_own_title_when_none_is_given() {
    home.adapter.see("a", Samples.lamp("Desk Lamp"));

    Answer accepted = owner.post("/api/v1/inbox/" + first() + "/accept", "{}");

    assertThat(accepted.json().path("title").stringValue()).isEqualTo("Desk Lamp");
    assertThat(accepted.json().path("room").isNull()).isTrue();
  }

  @Test
  void what_cannot_be_controlled_yet_cannot_be_accepted() {
    home.adapter.seeUnsupported("b");

    Answer refused = owner.post("/api/v1/inbox/" + first() + "/accept", "{}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("not-acceptable");
  }

  @Test
  void an_ignored_entry_is_gone_until_it_is_no_longer_ignored() {
    home.adapter.see("a", Samples.lamp("Desk Lamp"));

    assertThat(owner.delete("/api/v1/inbox/" + first()).status()).isEqualTo(204);
    home.adapter.see("a", Samples.lamp("Desk Lamp"));
    assertThat(owner.get("/api/v1/inbox").json()).isEmpty();
    JsonNode ignored = owner.get("/api/v1/ignored").json();
    assertThat(ignored.get(0).path("title").stringValue()).isEqualTo("Desk Lamp");

    String id = ignored.get(0).path("id").stringValue();
    assertThat(owner.delete("/api/v1/ignored/" + id).status()).isEqualTo(204);
    home.adapter.see("a", Samples.lamp("Desk Lamp"));
    assertThat(owner.get("/api/v1/inbox").json()).hasSize(1);
  }

  @Test
  void nobody_decides_on_what_does_not_wait() {
    assertThat(owner.post("/api/v1/inbox/none/accept", "{}").problem())
        .isEqualTo("no-such-sighting");
    assertThat(owner.delete("/api/v1/inbox/none").status()).isEqualTo(404);
    assertThat(owner.delete("/api/v1/ignored/none").status()).isEqualTo(404);
  }

  @Test
  void an_address_that_was_typed_is_looked_at() {
    assertThat(owner.post("/api/v1/inbox", "{\"address\":\" test://typed \"}").status())
        .isEqualTo(202);
    assertThat(owner.get("/api/v1/inbox").json().get(0).path("address").stringValue())
        .isEqualTo("test://typed");
    assertThat(owner.post("/api/v1/inbox", "{\"address\":\"gopher://x\"}").status()).isEqualTo(400);
    assertThat(
            owner
                .post("/api/v1/inbox", "{\"address\":\"%s\"}".formatted("x".repeat(301)))
                .problem())
        .isEqualTo("bad-address");
  }

  @Test
  void requests_run_on_virtual_threads_that_have_a_name() {
    owner.post("/api/v1/inbox", "{\"address\":\"test://typed\"}");

    assertThat(home.adapter.lookers)
        .singleElement()
        .satisfies(
            thread -> {
              assertThat(thread.isVirtual()).isTrue();
              assertThat(thread.getName()).startsWith("web-request-");
            });
  }

  @Test
  void rooms_are_made_renamed_and_removed() {
    Answer made = owner.post("/api/v1/rooms", "{\"title\":\"Kitchen\"}");
    assertThat(made.status()).isEqualTo(201);
    String id = made.json().path("id").stringValue();

    assertThat(owner.post("/api/v1/rooms", "{\"title\":\"Kitchen\"}").status()).isEqualTo(409);
    assertThat(owner.patch("/api/v1/rooms/" + id, "{\"title\":\"Galley\"}").json())
        .isEqualTo(owner.get("/api/v1/rooms").json().get(0));
    assertThat(owner.delete("/api/v1/rooms/" + id).status()).isEqualTo(204);
    assertThat(owner.get("/api/v1/rooms").json()).isEmpty();
    assertThat(owner.delete("/api/v1/rooms/" + id).status()).isEqualTo(404);
    assertThat(owner.delete("/api/v1/rooms/nonsense").problem()).isEqualTo("no-such-room");
    assertThat(owner.post("/api/v1/rooms", "{\"title\":\" \"}").status()).isEqualTo(400);
  }

  @Test
  void a_device_comes_with_everything_a_first_picture_needs() {
    DeviceId lamp = home.lamp();
    home.adapter.tell(lamp, "brightness", Value.of(40));

    JsonNode device = owner.get("/api/v1/devices").json().get(0);

    assertThat(device.path("id").stringValue()).isEqualTo(lamp.toString());
    assertThat(device.path("kind").stringValue()).isEqualTo("light");
    assertThat(device.path("adapter").stringValue()).isEqualTo("obedient");
    assertThat(device.path("status").path("state").stringValue()).isNotBlank();
    assertThat(device.path("status").path("since").stringValue()).endsWith("Z");
    assertThat(device.path("description").path("id").stringValue()).isEqualTo(lamp.toString());
    JsonNode brightness = device.path("values").path("brightness");
    assertThat(brightness.path("value").toString()).isEqualTo("40");
    assertThat(brightness.path("time").stringValue()).endsWith("Z");
    assertThat(owner.get("/api/v1/devices/" + lamp).json()).isEqualTo(device);
  }

  @Test
  void a_unit_that_a_person_knows_better_stands_in_the_description_until_it_is_taken_back() {
    String lamp = home.lamp().toString();
    String path = "/api/v1/devices/" + lamp + "/properties/brightness";

    JsonNode corrected = owner.patch(path, "{\"unit\":\"/\"}").json();

    assertThat(corrected.at("/description/properties/brightness/unit").stringValue())
        .isEqualTo("/");
    assertThat(corrected.at("/units/brightness").isString()).isTrue();
    assertThat(owner.get("/things/" + lamp).json().at("/properties/brightness/unit").stringValue())
        .isEqualTo("/");
    JsonNode own = owner.patch(path, "{\"unit\":null}").json();
    assertThat(own.path("units").isMissingNode()).isTrue();
    assertThat(owner.patch(path, "{}").problem()).isEqualTo("nothing-to-change");
    assertThat(
            owner.patch("/api/v1/devices/" + lamp + "/properties/on", "{\"unit\":\"W\"}").problem())
        .isEqualTo("no-number");
  }

  @Test
  void a_room_stands_in_the_activity_by_its_name() {
    owner.post("/api/v1/rooms", "{\"title\":\"Cellar\"}");

    JsonNode entry = owner.get("/api/v1/activity").json().get(0);

    assertThat(entry.path("action").stringValue()).isEqualTo("change-room");
    assertThat(entry.at("/room/title").stringValue()).isEqualTo("Cellar");
    assertThat(entry.path("new").stringValue()).isEqualTo("Cellar");
    assertThat(entry.has("thing")).isFalse();
  }

  @Test
  void a_device_is_renamed_and_moved_and_taken_out_of_its_room() {
    String path = "/api/v1/devices/" + home.lamp();

    JsonNode moved = owner.patch(path, "{\"title\":\"Spot\",\"room\":\"Hall\"}").json();
    assertThat(moved.path("title").stringValue()).isEqualTo("Spot");
    assertThat(moved.path("room").path("title").stringValue()).isEqualTo("Hall");

    JsonNode renamed = owner.patch(path, "{\"title\":\"Beam\"}").json();
    assertThat(renamed.path("room").path("title").stringValue()).isEqualTo("Hall");

    JsonNode nowhere = owner.patch(path, "{\"room\":null}").json();
    assertThat(nowhere.path("title").stringValue()).isEqualTo("Beam");
    assertThat(nowhere.path("room").isNull()).isTrue();

    assertThat(owner.patch(path, "{}").problem()).isEqualTo("nothing-to-change");
    assertThat(owner.patch(path, "{\"title\":\"\"}").status()).isEqualTo(400);
  }

  @Test
  void a_removed_device_is_gone() {
    DeviceId lamp = home.lamp();

    assertThat(owner.delete("/api/v1/devices/" + lamp).status()).isEqualTo(204);

    assertThat(owner.get("/api/v1/devices/" + lamp).problem()).isEqualTo("no-such-thing");
    assertThat(owner.delete("/api/v1/devices/" + lamp).status()).isEqualTo(404);
    assertThat(owner.patch("/api/v1/devices/" + UNKNOWN, "{\"title\":\"x\"}").status())
        .isEqualTo(404);
    assertThat(owner.get("/api/v1/devices/lamp").problem()).isEqualTo("no-such-thing");
  }

  @Test
  void activity_names_who_did_what_newest_first() {
    DeviceId lamp = home.lamp();
    owner.put("/things/" + lamp + "/properties/on", "true");

    JsonNode activity = owner.get("/api/v1/activity").json();

    JsonNode newest = activity.get(0);
    assertThat(newest.path("actor").path("kind").stringValue()).isEqualTo("person");
    assertThat(newest.path("actor").path("name").stringValue()).isEqualTo("Anna");
    assertThat(newest.path("action").stringValue()).isEqualTo("write-property");
    assertThat(newest.path("thing").path("id").stringValue()).isEqualTo(lamp.toString());
    assertThat(newest.path("thing").path("title").stringValue()).isEqualTo("Lamp");
    assertThat(newest.path("property").stringValue()).isEqualTo("on");
    assertThat(newest.path("new").booleanValue()).isTrue();
    assertThat(newest.path("outcome").stringValue()).isEqualTo("done");
    assertThat(newest.path("time").stringValue()).endsWith("Z");
    assertThat(
            StreamSupport.stream(activity.spliterator(), false)
                .map(entry -> entry.path("id").longValue()))
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
  }

  @Test
  void activity_comes_in_pages() {
    home.lamp();
    JsonNode all = owner.get("/api/v1/activity").json();
    long newest = all.get(0).path("id").longValue();

    JsonNode page = owner.get("/api/v1/activity?limit=1&before=" + newest).json();

    assertThat(page).hasSize(1);
    assertThat(page.get(0)).isEqualTo(all.get(1));
    assertThat(owner.get("/api/v1/activity?limit=0").problem()).isEqualTo("bad-limit");
    assertThat(owner.get("/api/v1/activity?limit=501").status()).isEqualTo(400);
    assertThat(owner.get("/api/v1/activity?before=x").problem()).isEqualTo("bad-before");
  }

  private String first() {
    return owner.get("/api/v1/inbox").json().get(0).path("id").stringValue();
  }
}
