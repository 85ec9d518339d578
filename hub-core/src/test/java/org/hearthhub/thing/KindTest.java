package org.hearthhub.thing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class KindTest {
  @ParameterizedTest
  @CsvSource({
    "OnOffSwitch Light, LIGHT",
    "SmartPlug EnergyMonitor, PLUG",
    "hearth:Blind, BLIND",
    "https://webthings.io/schemas#MotionSensor, MOTION",
    "hearth:HeatPump Thermostat, HEAT_PUMP",
    "TemperatureSensor HumiditySensor, CLIMATE",
    "Nonsense, UNKNOWN"
  })
  void a_type_says_the_kind(String types, Kind kind) {
    assertThat(Kind.of(new ThingDescription("It", List.of(types.split(" ", -1)), Map.of())))
        .isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "OnOffProperty BrightnessProperty, LIGHT",
    "OnOffProperty InstantaneousPowerProperty, PLUG",
    "TemperatureProperty TargetTemperatureProperty, THERMOSTAT",
    "TemperatureProperty, CLIMATE",
    "OddProperty, SENSOR"
  })
  void without_a_type_its_properties_say_it(String meanings, Kind kind) {
    Map<AffordanceName, PropertyAffordance> properties = new LinkedHashMap<>();
    for (String meaning : meanings.split(" ", -1)) {
      properties.put(
          AffordanceName.of(meaning),
          new PropertyAffordance(DataSchema.of(DataType.ANY).meaning(meaning), false));
    }

    assertThat(Kind.of(new ThingDescription("It", List.of(), properties))).isEqualTo(kind);
  }

  @ParameterizedTest
  @EnumSource
  void a_kind_comes_back_by_its_word(Kind kind) {
    assertThat(Kind.ofWord(kind.word())).isEqualTo(kind);
  }

  @Test
  void a_word_of_a_newer_hearth_is_an_unknown_kind() {
    assertThat(Kind.ofWord("teleporter")).isEqualTo(Kind.UNKNOWN);
  }
}
