package org.hearthhub.adapter.simulator;

import java.util.Optional;
import org.hearthhub.thing.DataType;

/**
 * What a value of a simulated device means: its WebThings capability or our own word, its resource
 * type in plain links, its SenML unit (RFC 8428, RFC 8798) and its range.
 */
enum Meaning {
  ON("OnOffProperty", "oic.r.switch.binary", DataType.BOOLEAN),
  BRIGHTNESS("BrightnessProperty", "oic.r.light.dimming", DataType.INTEGER, "%", 0, 100, 1),
  COLOUR("ColorProperty", "oic.r.colour.rgb", DataType.STRING),
  COLOUR_TEMPERATURE(
      "ColorTemperatureProperty", "oic.r.colour.temperature", DataType.INTEGER, "K", 2200, 6500, 1),
  POWER("InstantaneousPowerProperty", "oic.r.energy.usage", DataType.NUMBER, "W"),
  ENERGY("hearth:EnergyProperty", "oic.r.energy.consumption", DataType.NUMBER, "kWh"),
  VOLTAGE("VoltageProperty", "oic.r.energy.electrical", DataType.NUMBER, "V"),
  TEMPERATURE("TemperatureProperty", "oic.r.temperature", DataType.NUMBER, "Cel"),
  HUMIDITY("HumidityProperty", "oic.r.humidity", DataType.NUMBER, "%RH", 0, 100, 0.1),
  CARBON_DIOXIDE("ConcentrationProperty", "oic.r.sensor.carbondioxide", DataType.INTEGER, "ppm"),
  ILLUMINANCE("hearth:IlluminanceProperty", "oic.r.sensor.illuminance", DataType.INTEGER, "lx"),
  TARGET_TEMPERATURE(
      "TargetTemperatureProperty", "target-temperature", DataType.NUMBER, "Cel", 5, 30, 0.5),
  HEATING("HeatingCoolingProperty", "oic.r.mode", DataType.STRING),
  MODE("hearth:ModeProperty", "oic.r.mode", DataType.STRING),
  OPEN("OpenProperty", "oic.r.sensor.contact", DataType.BOOLEAN),
  MOTION("MotionProperty", "oic.r.sensor.motion", DataType.BOOLEAN),
  LEAK("LeakProperty", "oic.r.sensor.water", DataType.BOOLEAN),
  SMOKE("SmokeProperty", "oic.r.sensor.smoke", DataType.BOOLEAN),
  TEST("hearth:TestProperty", "test", DataType.BOOLEAN),
  POSITION("LevelProperty", "oic.r.openlevel", DataType.INTEGER, "%", 0, 100, 1),
  CURRENT_POSITION(
      "hearth:CurrentPositionProperty", "oic.r.openlevel", DataType.INTEGER, "%", 0, 100, 1),
  BATTERY("hearth:BatteryProperty", "oic.r.energy.battery", DataType.INTEGER, "%EL", 0, 100, 1);

  private final String semanticType;
  private final String resourceType;
  private final DataType dataType;
  private final Optional<String> unit;

  @SuppressWarnings("ImmutableEnumChecker") // an Optional of a record of numbers never changes
  private final Optional<Range> range;

  /** From, to and step, inclusive. */
  record Range(double from, double to, double step) {}

  Meaning(String semanticType, String resourceType, DataType dataType) {
    this(semanticType, resourceType, dataType, Optional.empty(), Optional.empty());
  }

  Meaning(String semanticType, String resourceType, DataType dataType, String unit) {
    this(semanticType, resourceType, dataType, Optional.of(unit), Optional.empty());
  }

  Meaning(
      String semanticType,
      String resourceType,
      DataType dataType,
      String unit,
      double from,
      double to,
      double step) {
    this(
        semanticType,
        resourceType,
        dataType,
        Optional.of(unit),
        Optional.of(new Range(from, to, step)));
  }

  Meaning(
      String semanticType,
      String resourceType,
      DataType dataType,
      Optional<String> unit,
      Optional<Range> range) {
    this.semanticType = semanticType;
    this.resourceType = resourceType;
    this.dataType = dataType;
    this.unit = unit;
    this.range = range;
  }

  /** {@code @type} in a Thing Description. */
  String semanticType() {
    return semanticType;
  }

  /** {@code rt} in a link. */
  String resourceType() {
    return resourceType;
  }

  DataType dataType() {
    return dataType;
  }

  Optional<String> unit() {
    return unit;
  }

  Optional<Range> range() {
    return range;
  }
}
