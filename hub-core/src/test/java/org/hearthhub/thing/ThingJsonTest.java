package org.hearthhub.thing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hearthhub.problem.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ThingJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "21",
        "21.5",
        "-0.25",
        "9007199254740992",
        "\"Küche\"",
        "[1,2]",
        "{\"r\":1}"
      })
  void a_value_comes_back_as_it_was_written(String json) {
    assertThat(ThingJson.text(ThingJson.parseValue(json))).isEqualTo(json);
  }

  @Test
  void a_whole_number_has_no_fraction() {
    assertThat(ThingJson.text(Value.of(20.0))).isEqualTo("20");
    assertThat(ThingJson.text(Value.of(1e300))).isEqualTo("1.0E300");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "nul", "1 2", "1e999", "{", "\"\\uD8\"", "NaN"})
  void what_is_no_value_is_refused(String json) {
    assertThatThrownBy(() -> ThingJson.parseValue(json)).isInstanceOf(Invalid.class);
  }

  @Test
  void a_deep_or_long_text_is_refused() {
    assertThatThrownBy(() -> ThingJson.parse("[".repeat(10_000))).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> ThingJson.parseValue("\"" + "x".repeat(5000) + "\""))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> ThingJson.parse("1".repeat(100_000))).isInstanceOf(Invalid.class);
  }

  @Test
  void reads_a_description_of_the_w3c_form() {
    ThingDescription lamp =
        ThingJson.parseDescription(
            """
            {"@context": "https://www.w3.org/2022/wot/td/v1.1", "id": "urn:dev:1",
             "title": "Desk lamp", "@type": ["Thing", "Light"], "security": "nosec",
             "properties": {
               "on": {"@type": "OnOffProperty", "type": "boolean", "observable": true,
                      "forms": [{"href": "/on"}]},
               "brightness": {"type": "integer", "minimum": 0, "maximum": 100, "unit": "percent",
                              "title": "Brightness"},
               "serial": {"type": "string", "readOnly": true}},
             "actions": {"fade": {"input": {"type": "object",
                         "properties": {"level": {"type": "number", "pattern": "(a+)+$"}}}}},
             "events": {"overheated": {"data": {"type": "number"}}}}
            """);

    assertThat(lamp.title()).isEqualTo("Desk lamp");
    assertThat(lamp.types()).containsExactly("Light");
    assertThat(lamp.properties().keySet())
        .extracting(AffordanceName::text)
        .containsExactly("on", "brightness", "serial");
    assertThat(lamp.property(AffordanceName.of("on")))
        .contains(
            new PropertyAffordance(DataSchema.of(DataType.BOOLEAN).meaning("OnOffProperty"), true));
    assertThat(lamp.property(AffordanceName.of("brightness")).orElseThrow().schema())
        .isEqualTo(DataSchema.of(DataType.INTEGER).between(0, 100).in("%").titled("Brightness"));
    assertThat(lamp.property(AffordanceName.of("serial")).orElseThrow().schema().readOnly())
        .isTrue();
    assertThat(lamp.actions().get(AffordanceName.of("fade")))
        .extracting(fade -> fade.input().orElseThrow().further())
        .isEqualTo("{\"properties\":{\"level\":{\"type\":\"number\"}}}");
    assertThat(lamp.events()).hasSize(1);
  }

  @Test
  void reads_a_description_of_the_webthings_form() {
    ThingDescription plug =
        ThingJson.parseDescription(
            """
            {"name": "Plug", "type": "thing", "@type": "SmartPlug",
             "properties": {"power": {"label": "Power", "type": "number", "unit": "watt",
                            "writable": false, "href": "/things/plug/properties/power"}},
             "events": {"overload": {"type": "number", "unit": "watt"}}}
            """);

    assertThat(plug.title()).isEqualTo("Plug");
    assertThat(plug.property(AffordanceName.of("power")).orElseThrow().schema())
        .isEqualTo(DataSchema.of(DataType.NUMBER).titled("Power").in("W").asReadOnly());
    assertThat(plug.events().get(AffordanceName.of("overload")))
        .extracting(EventAffordance::data)
        .isEqualTo(Optional.of(DataSchema.of(DataType.NUMBER).in("W")));
  }

  @Test
  void a_title_may_stand_in_several_languages() {
    assertThat(
            ThingJson.parseDescription("{\"titles\":{\"de\":\"Lampe\",\"en\":\"Lamp\"}}").title())
        .isEqualTo("Lamp");
    assertThat(ThingJson.parseDescription("{\"titles\":{\"de\":\"Lampe\"}}").title())
        .isEqualTo("Lampe");
  }

  @Test
  void what_was_read_comes_back_as_it_was_written() {
    ThingDescription description =
        new ThingDescription(
            "Heat pump",
            Optional.of("In the cellar"),
            List.of("hearth:HeatPump", "Thermostat"),
            Map.of(
                AffordanceName.of("mode"),
                new PropertyAffordance(
                    DataSchema.of(DataType.STRING)
                        .oneOf(List.of(Value.of("off"), Value.of("heat")))
                        .described("What it does"),
                    true)),
            Map.of(
                AffordanceName.of("boost"),
                new ActionAffordance(
                    Optional.of("Boost"),
                    Optional.empty(),
                    Optional.of(DataSchema.of(DataType.NUMBER).between(1, 60).inStepsOf(0.5)),
                    Optional.empty())),
            Map.of(
                AffordanceName.of("fault"),
                new EventAffordance(
                    Optional.empty(), Optional.empty(), Optional.of(DataSchema.of(DataType.ANY)))));

    assertThat(ThingJson.parseDescription(ThingJson.text(description))).isEqualTo(description);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "3", "{}", "{\"title\":7}", "{\"title\":\"  \"}", "{\"titles\":[]}"})
  void what_has_no_title_is_no_description(String json) {
    assertThatThrownBy(() -> ThingJson.parseDescription(json)).isInstanceOf(Invalid.class);
  }

  @Test
  void a_thing_with_too_many_properties_is_refused() {
    assertThatThrownBy(() -> ThingJson.parseDescription(withProperties(257)))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("256");
    assertThat(ThingJson.parseDescription(withProperties(256)).properties()).hasSize(256);
  }

  @Test
  void words_of_a_stranger_lose_what_a_page_must_not_show() {
    ThingDescription description =
        ThingJson.parseDescription(
            "{\"title\":\"Lamp\\u0000\\u202E \\n x" + "y".repeat(300) + "\"}");

    assertThat(description.title()).startsWith("Lamp xy").hasSize(Wording.TITLE);
  }

  @Test
  void rubbish_within_a_description_is_passed_over() {
    ThingDescription description =
        ThingJson.parseDescription(
            """
            {"title": "Odd", "@type": {"a": 1}, "actions": [1], "events": "none",
             "properties": {"a": 5, "b": {"type": 7, "enum": "x", "minimum": "low", "unit": 4,
               "required": 7, "minLength": -1, "items": {"type": ["nonsense"]}, "oneOf": "one",
               "$ref": "http://192.0.2.1/schema", "readOnly": "yes"},
               "c": {"type": ["null", "number"], "minimum": 9, "maximum": 1, "multipleOf": 0}}}
            """);

    assertThat(description.properties())
        .containsOnlyKeys(AffordanceName.of("b"), AffordanceName.of("c"));
    assertThat(description.property(AffordanceName.of("b")).orElseThrow().schema().further())
        .isEqualTo("{\"items\":{}}");
    assertThat(description.property(AffordanceName.of("c")).orElseThrow().schema())
        .isEqualTo(DataSchema.of(DataType.NUMBER));
  }

  private static String withProperties(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> "\"p" + n + "\":{}")
        .collect(Collectors.joining(",", "{\"title\":\"Many\",\"properties\":{", "}}"));
  }
}
