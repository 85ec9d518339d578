package org.hearthhub.thing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the {@link Kind} of a Thing by its own words. */
final class KindGuess {
  /**
   * Thing types, from the telling to the general: a light that can be switched is a light. The
   * first are ours ({@code hearth:}), the others WebThings capabilities.
   */
  private static final List<Map.Entry<String, Kind>> TYPES =
      List.of(
          Map.entry("HeatPump", Kind.HEAT_PUMP),
          Map.entry("SolarInverter", Kind.SOLAR),
          Map.entry("Blind", Kind.BLIND),
          Map.entry("WindowSensor", Kind.WINDOW),
          Map.entry("Printer", Kind.PRINTER),
          Map.entry("Speaker", Kind.SPEAKER),
          Map.entry("Display", Kind.DISPLAY),
          Map.entry("Bridge", Kind.BRIDGE),
          Map.entry("Thermostat", Kind.THERMOSTAT),
          Map.entry("SmokeSensor", Kind.SMOKE),
          Map.entry("LeakSensor", Kind.LEAK),
          Map.entry("DoorSensor", Kind.DOOR),
          Map.entry("MotionSensor", Kind.MOTION),
          Map.entry("Light", Kind.LIGHT),
          Map.entry("ColorControl", Kind.LIGHT),
          Map.entry("SmartPlug", Kind.PLUG),
          Map.entry("OnOffSwitch", Kind.PLUG),
          Map.entry("MultiLevelSwitch", Kind.LIGHT),
          Map.entry("TemperatureSensor", Kind.CLIMATE),
          Map.entry("HumiditySensor", Kind.CLIMATE),
          Map.entry("BarometricPressureSensor", Kind.CLIMATE),
          Map.entry("AirQualitySensor", Kind.CLIMATE),
          Map.entry("EnergyMonitor", Kind.SENSOR),
          Map.entry("MultiLevelSensor", Kind.SENSOR),
          Map.entry("BinarySensor", Kind.SENSOR),
          Map.entry("ColorSensor", Kind.SENSOR),
          Map.entry("PushButton", Kind.SENSOR),
          Map.entry("Alarm", Kind.SENSOR));

  /** Property types, likewise. */
  private static final List<Map.Entry<String, Kind>> PROPERTIES =
      List.of(
          Map.entry("SmokeProperty", Kind.SMOKE),
          Map.entry("LeakProperty", Kind.LEAK),
          Map.entry("MotionProperty", Kind.MOTION),
          Map.entry("OpenProperty", Kind.DOOR),
          Map.entry("TargetTemperatureProperty", Kind.THERMOSTAT),
          Map.entry("BrightnessProperty", Kind.LIGHT),
          Map.entry("ColorProperty", Kind.LIGHT),
          Map.entry("ColorTemperatureProperty", Kind.LIGHT),
          Map.entry("OnOffProperty", Kind.PLUG),
          Map.entry("TemperatureProperty", Kind.CLIMATE),
          Map.entry("HumidityProperty", Kind.CLIMATE),
          Map.entry("BarometricPressureProperty", Kind.CLIMATE));

  private KindGuess() {}

  static Kind of(ThingDescription description) {
    Set<String> types =
        description.types().stream().map(KindGuess::localName).collect(Collectors.toSet());
    return first(TYPES, types).orElseGet(() -> byProperties(description));
  }

  private static Kind byProperties(ThingDescription description) {
    Set<String> meanings =
        description.properties().values().stream()
            .flatMap(property -> property.schema().semanticTypes().stream())
            .map(KindGuess::localName)
            .collect(Collectors.toSet());
    return first(PROPERTIES, meanings).orElse(tells(description) ? Kind.SENSOR : Kind.UNKNOWN);
  }

  private static boolean tells(ThingDescription description) {
    return !description.properties().isEmpty() || !description.events().isEmpty();
  }

  private static Optional<Kind> first(List<Map.Entry<String, Kind>> table, Set<String> words) {
    return table.stream()
        .filter(entry -> words.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** {@code Blind} of {@code hearth:Blind} and of {@code https://example.org/terms#Blind}. */
  static String localName(String type) {
    int end =
        Math.max(type.lastIndexOf(':'), Math.max(type.lastIndexOf('#'), type.lastIndexOf('/')));
    return type.substring(end + 1);
  }
}
