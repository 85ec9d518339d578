package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.web.Browser.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Thing Descriptions and their directory. */
class ThingsTest {
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
  void the_json_schema_of_the_w3c_accepts_what_we_serve() throws IOException {
    String lamp = owner.get("/things/" + home.lamp()).body();
    String sensor =
        owner.get("/things/" + home.accepted("s", Samples.plainSensor("Thermometer"))).body();
    String hub = home.browser().get("/.well-known/wot").body();

    for (String description : List.of(lamp, sensor, hub)) {
      assertThat(complaintsOfTheW3c(description)).as(description).isEmpty();
    }
    assertThat(complaintsOfTheW3c("{\"title\":\"no context\"}")).isNotEmpty();
  }

  @Test
  void every_form_leads_to_something() {
    DeviceId id = home.lamp();
    JsonNode lamp = owner.get("/things/" + id).json();
    String base = lamp.path("base").stringValue();
    assertThat(base).isEqualTo(home.web.localUrl() + "/");

    for (JsonNode property : lamp.path("properties")) {
      for (JsonNode form : property.path("forms")) {
        URI target = URI.create(base).resolve(form.path("href").stringValue());
        String method = form.path("htv:methodName").stringValue();
        int status =
            method.equals("GET")
                ? owner.get(target.getPath()).status()
                : owner.put(target.getPath(), "null").status();
        // A property not heard yet answers 504; what must not be is a form that leads nowhere.
        assertThat(status).isIn(200, 504, 400);
      }
    }
    JsonNode fade = lamp.path("actions").path("fade").path("forms").get(0);
    assertThat(owner.post(fade.path("href").stringValue(), "5").status()).isEqualTo(204);
    for (JsonNode event : lamp.path("events")) {
      String href = event.path("forms").get(0).path("href").stringValue();
      try (EventStream stream = new EventStream(owner, href)) {
        assertThat(stream.response().statusCode()).isEqualTo(200);
      }
    }
    assertThat(lamp.path("forms")).hasSize(3);
  }

  @Test
  void forms_offer_only_what_can_be_done() {
    JsonNode properties = owner.get("/things/" + home.lamp()).json().path("properties");

    assertThat(operations(properties.path("on"))).containsExactly("readproperty", "writeproperty");
    assertThat(operations(properties.path("power"))).containsExactly("readproperty");
    assertThat(operations(properties.path("pin"))).containsExactly("writeproperty");
  }

  @Test
  void a_description_names_the_title_that_people_gave() {
    DeviceId lamp = home.lamp();
    owner.patch("/api/v1/devices/" + lamp, "{\"title\":\"Grandma's lamp\"}");

    Answer answer = owner.get("/things/" + lamp);

    assertThat(answer.header("Content-Type")).startsWith("application/td+json");
    assertThat(answer.json().path("title").stringValue()).isEqualTo("Grandma's lamp");
    assertThat(answer.json().path("@type").toString()).contains("Light");
  }

  @Test
  void an_id_may_be_percent_encoded() {
    String encoded = home.lamp().toString().replace(":", "%3A");

    assertThat(owner.get("/things/" + encoded).status()).isEqualTo(200);
  }

  @Test
  void the_directory_comes_in_pages_that_lead_on() {
    for (int i = 0; i < 5; i++) {
      home.accepted("s" + i, Samples.plainSensor("Sensor " + i));
    }

    Answer all = owner.get("/things");
    assertThat(all.header("Content-Type")).startsWith("application/ld+json");
    assertThat(all.json()).hasSize(5);
    assertThat(all.header("Link")).isEmpty();

    Answer first = owner.get("/things?limit=2");
    assertThat(first.json()).hasSize(2);
    assertThat(first.header("Link")).isEqualTo("</things?offset=2&limit=2>; rel=\"next\"");
    Answer last = owner.get("/things?offset=4&limit=2");
    assertThat(last.json()).hasSize(1);
    assertThat(last.header("Link")).isEmpty();
    assertThat(owner.get("/things?offset=99").json()).isEmpty();
    assertThat(owner.get("/things?limit=501").problem()).isEqualTo("bad-limit");
    assertThat(owner.get("/things?offset=-1").problem()).isEqualTo("bad-offset");
  }

  @Test
  void who_has_the_present_directory_need_not_load_it_again() {
    home.lamp();
    String tag = owner.get("/things").header("ETag");

    Answer again = owner.get("/things", "If-None-Match", tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();

    home.accepted("s", Samples.plainSensor("Thermometer"));
    assertThat(owner.get("/things", "If-None-Match", tag).status()).isEqualTo(200);
  }

  @Test
  void the_hubs_own_description_is_public_and_says_nothing_about_the_home() {
    home.lamp();

    Answer answer = home.browser().get("/.well-known/wot");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("application/td+json");
    assertThat(answer.json().path("@type").stringValue()).isEqualTo("ThingDirectory");
    assertThat(answer.body()).doesNotContain("Lamp").doesNotContain("Anna");
  }

  private static List<String> operations(JsonNode affordance) {
    return affordance
        .path("forms")
        .valueStream()
        .map(form -> form.path("op").get(0).stringValue())
        .toList();
  }

  private static List<String> complaintsOfTheW3c(String description) throws IOException {
    try (InputStream schema =
        Objects.requireNonNull(ThingsTest.class.getResourceAsStream("/td-schema.json"))) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(new String(schema.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON)
          .validate(description, InputFormat.JSON)
          .stream()
          .map(Object::toString)
          .toList();
    }
  }
}
