package org.hearthhub.adapter.coap.profile.wot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.hearthhub.adapter.coap.Control;
import org.hearthhub.adapter.coap.Feed;
import org.hearthhub.adapter.coap.Found;
import org.hearthhub.adapter.coap.format.Trees;
import org.hearthhub.problem.Problem;
import org.hearthhub.thing.AffordanceName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class ThingReaderTest {
  private static final String PUMP =
      """
      {"title": "Pump", "id": "urn:example:pump", "base": "coap://[fe80::1]:5683/dev/",
       "securityDefinitions": {"none": {"scheme": "nosec"}, "psk": {"scheme": "psk"}},
       "security": ["none"],
       "properties": {
         "speed": {"type": "number", "observable": true, "forms": [{"href": "speed{?unit}"}]},
         "mode": {"type": "string", "forms": [
           {"href": "mode", "op": ["readproperty", "writeproperty"], "cov:methodName": "GET"}]},
         "start": {"type": "boolean", "writeOnly": true, "forms": [
           {"href": "/start?now=1", "op": "writeproperty", "cov:method": "POST"}]},
         "strange": {"type": "number", "forms": [
           {"href": "mailto:a@example.org"}, {"href": "x", "contentType": "image/png"}]}},
       "actions": {"purge": {"forms": [{"href": "purge", "cov:method": "FETCH"}, {"href": "purge"}]}}}
      """;

  private static JsonNode tree(String json) {
    return Trees.read(json.getBytes(UTF_8), false);
  }

  private static Optional<Found> read(JsonNode thing) {
    return new ThingReader(thing, "/.well-known/wot", false).read();
  }

  @Test
  void forms_lead_to_paths_on_the_device_itself() {
    Found found = read(tree(PUMP)).orElseThrow();

    assertThat(found.feeds())
        .extracting(Feed::path, Feed::observable)
        .containsExactly(tuple("/dev/speed", true), tuple("/dev/mode", false));
    assertThat(found.controls())
        .extracting(Control::path, Control::method)
        .containsExactly(
            tuple("/dev/speed", Control.Method.PUT),
            tuple("/dev/mode", Control.Method.PUT),
            tuple("/start?now=1", Control.Method.POST),
            tuple("/dev/purge", Control.Method.POST));
    assertThat(found.description().properties())
        .doesNotContainKey(AffordanceName.of("strange"))
        .hasSize(3);
  }

  @Test
  void a_thing_that_wants_a_key_shows_its_door_and_is_neither_read_nor_written_before() {
    ObjectNode thing = (ObjectNode) tree(PUMP);
    thing.put("security", "psk");

    Found found = read(thing).orElseThrow();

    assertThat(found.door()).isPresent();
    assertThat(found.feeds()).isEmpty();
    assertThat(found.controls()).isEmpty();
  }

  @Test
  void a_description_with_anything_anywhere_is_read_or_refused() {
    Random random = new Random(11);
    int read = 0;
    for (int i = 0; i < 5000; i++) {
      JsonNode thing = tree(PUMP);
      mutate(thing, random);
      try {
        read += read(thing).isPresent() ? 1 : 0;
      } catch (Problem problem) {
        assertThat(problem.sentence()).isNotBlank();
      }
    }
    assertThat(read).isBetween(1, 4999);
  }

  private static void mutate(JsonNode root, Random random) {
    List<JsonNode> places = new ArrayList<>();
    collect(root, places);
    JsonNode other =
        tree(
            List.of("1", "true", "null", "\"x\"", "[]", "{}", "[{}]", "\" :/?#[%\"")
                .get(random.nextInt(8)));
    JsonNode place = places.get(random.nextInt(places.size()));
    switch (place) {
      case ObjectNode object -> {
        List<String> names = List.copyOf(object.propertyNames());
        object.set(names.get(random.nextInt(names.size())), other);
      }
      case ArrayNode array -> array.set(random.nextInt(array.size()), other);
      default -> throw new IllegalStateException();
    }
  }

  private static void collect(JsonNode node, List<JsonNode> places) {
    if (node.isContainer() && !node.isEmpty()) {
      places.add(node);
      node.forEach(child -> collect(child, places));
    }
  }
}
