package org.hearthhub.adapter.coap.profile.senml;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hearthhub.thing.DataSchema;
import org.hearthhub.thing.DataType;

/**
 * What a value of a plain device means, guessed from the words of its resource and from its unit:
 * OCF resource types, IPSO object numbers, SenML units, and what people call things.
 *
 * @param words a regular expression that is found in the words
 * @param property WebThings capability of the property, or our own word
 * @param thing what a device with such a property is
 * @param type what its values are
 * @param unit SenML unit where the device gives none; empty for none
 * @param range smallest, largest and step; empty where there is none to assume
 */
record Meaning(
    Pattern words,
    String property,
    String thing,
    DataType type,
    String unit,
    Optional<Range> range) {

  /** Inclusive, with a step. */
  record Range(double from, double to, double step) {}

  private static final Range PERCENT = new Range(0, 100, 1);

  /** From the telling to the general; the first that fits is taken. */
  private static final List<Meaning> ALL =
      List.of(
          number("target.?temp|setpoint|3308", "TargetTemperatureProperty", "Thermostat", "Cel")
              .within(new Range(5, 35, 0.5)),
          number("colou?r.?temperature", "ColorTemperatureProperty", "Light", "K")
              .within(new Range(1500, 10_000, 1)),
          number("temperature|\\btemp\\b|3303", "TemperatureProperty", "TemperatureSensor", "Cel"),
          number("humidity|3304", "HumidityProperty", "HumiditySensor", "%RH"),
          number("dimming|dimmer|brightness|3343", "BrightnessProperty", "Light", "%")
              .within(PERCENT),
          number(
              "illuminance|\\blux\\b|3301", "hearth:IlluminanceProperty", "MultiLevelSensor", "lx"),
          number(
              "carbon.?dioxide|\\bco2\\b|3325", "ConcentrationProperty", "AirQualitySensor", "ppm"),
          number("battery", "hearth:BatteryProperty", "", "%EL"),
          number("voltage|electrical|3316", "VoltageProperty", "EnergyMonitor", "V"),
          number(
              "consumption|\\benergy\\b(?!.usage)|3331|3305",
              "hearth:EnergyProperty",
              "EnergyMonitor",
              "kWh"),
          number(
              "power|energy.usage|\\bwatt\\b|3328",
              "InstantaneousPowerProperty",
              "EnergyMonitor",
              "W"),
          number(
              "barometric|pressure|3315",
              "BarometricPressureProperty",
              "BarometricPressureSensor",
              "hPa"),
          truth("motion|presence|occupancy|\\bpir\\b|3302", "MotionProperty", "MotionSensor"),
          truth("window", "OpenProperty", "hearth:WindowSensor"),
          truth("contact|\\bdoor\\b|\\bopen\\b", "OpenProperty", "DoorSensor"),
          truth("water|leak|flood", "LeakProperty", "LeakSensor"),
          truth("smoke", "SmokeProperty", "SmokeSensor"),
          number("openlevel|position|blind|shutter|curtain", "LevelProperty", "hearth:Blind", "%")
              .within(PERCENT),
          truth("\\blight\\b|lamp|3311", "OnOffProperty", "Light"),
          truth("switch|relay|\\bon\\b|on.?off|plug|3306|3312", "OnOffProperty", "OnOffSwitch"),
          new Meaning(
              Pattern.compile("colou?r"),
              "ColorProperty",
              "Light",
              DataType.STRING,
              "",
              Optional.empty()),
          new Meaning(
              Pattern.compile("\\bmode\\b"),
              "hearth:ModeProperty",
              "",
              DataType.STRING,
              "",
              Optional.empty()));

  private static final List<Meaning> BY_UNIT =
      List.of(
          number("Cel|K|degF", "TemperatureProperty", "TemperatureSensor", "Cel"),
          number("%RH", "HumidityProperty", "HumiditySensor", "%RH"),
          number("lx", "hearth:IlluminanceProperty", "MultiLevelSensor", "lx"),
          number("W|kW", "InstantaneousPowerProperty", "EnergyMonitor", "W"),
          number("kWh|Wh|J", "hearth:EnergyProperty", "EnergyMonitor", "kWh"),
          number("V", "VoltageProperty", "EnergyMonitor", "V"),
          number("A", "CurrentProperty", "EnergyMonitor", "A"),
          number("Hz", "FrequencyProperty", "EnergyMonitor", "Hz"),
          number("ppm", "ConcentrationProperty", "AirQualitySensor", "ppm"),
          number("hPa|Pa", "BarometricPressureProperty", "BarometricPressureSensor", "hPa"),
          number("%EL", "hearth:BatteryProperty", "", "%EL"));

  private static Meaning number(String words, String property, String thing, String unit) {
    return new Meaning(
        Pattern.compile(words), property, thing, DataType.NUMBER, unit, Optional.empty());
  }

  private static Meaning truth(String words, String property, String thing) {
    return new Meaning(
        Pattern.compile(words), property, thing, DataType.BOOLEAN, "", Optional.empty());
  }

  private Meaning within(Range newRange) {
    return new Meaning(words, property, thing, type, unit, Optional.of(newRange));
  }

  /**
   * Guesses; empty if nothing is known by these words or that unit.
   *
   * @param words in lower case, the more telling ones first
   * @param found the type that the value has
   */
  static Optional<Meaning> of(List<String> words, Optional<String> unit, DataType found) {
    for (String word : words) {
      for (Meaning meaning : ALL) {
        if (meaning.type == found && meaning.words.matcher(word).find()) {
          return Optional.of(meaning);
        }
      }
    }
    return unit.flatMap(
        given ->
            BY_UNIT.stream()
                .filter(meaning -> meaning.type == found && meaning.words.matcher(given).matches())
                .findFirst());
  }

  /** Whether these words speak of something that is true or false, even if it is sent as 1 or 0. */
  static boolean isTruth(List<String> words) {
    return of(words, Optional.empty(), DataType.NUMBER).isEmpty()
        && of(words, Optional.empty(), DataType.BOOLEAN).isPresent();
  }

  /** The schema of such a property, with the unit that the device gives. */
  DataSchema schema(Optional<String> given) {
    DataSchema schema = DataSchema.of(type).meaning(property);
    String own = given.orElse(unit);
    if (!own.isEmpty()) {
      schema = schema.in(own);
    }
    // The range is in our unit.
    if (range.isPresent() && own.equals(unit)) {
      schema = schema.between(range.get().from(), range.get().to()).inStepsOf(range.get().step());
    }
    return schema;
  }
}
