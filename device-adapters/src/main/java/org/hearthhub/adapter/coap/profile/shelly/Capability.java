package org.hearthhub.adapter.coap.profile.shelly;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hearthhub.adapter.coap.profile.shelly.CoiotDescription.Sensor;
import org.hearthhub.thing.DataSchema;
import org.hearthhub.thing.DataType;
import org.hearthhub.thing.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a value of CoIoT is in this home.
 *
 * @param name of the property, before channels are told apart
 * @param title for people
 * @param meaning WebThings capability, or our own word; empty where there is none
 * @param thing what a device with such a property is; empty where it says nothing
 * @param type what its values are
 * @param unit SenML unit; empty for none
 * @param turn how a person changes it; empty where nobody can
 */
record Capability(
    String name,
    String title,
    String meaning,
    String thing,
    DataType type,
    String unit,
    Optional<Turn> turn) {

  private static final Pattern RANGE = Pattern.compile("(-?[0-9]{1,9})/(-?[0-9]{1,9})");
  private static final Map<String, Capability> BY_WORD = new HashMap<>();

  static {
    truth("output", "on", "On", "OnOffProperty", "OnOffSwitch", Turn.ON_OFF);
    truth("input", "input", "Input", "", "", null);
    text("inputEvent", "press", "Last press");
    number("inputEventCnt", "presses", "Presses", "", "", "", null);
    number("power", "power", "Power", "InstantaneousPowerProperty", "EnergyMonitor", "W", null);
    number("rollerPower", "power", "Power", "InstantaneousPowerProperty", "", "W", null);
    number("energy", "energy", "Energy", "hearth:EnergyProperty", "EnergyMonitor", "kWh", null);
    number("rollerEnergy", "energy", "Energy", "hearth:EnergyProperty", "", "kWh", null);
    number("energyReturned", "energy-returned", "Energy returned", "", "", "kWh", null);
    number("voltage", "voltage", "Voltage", "VoltageProperty", "EnergyMonitor", "V", null);
    number("current", "current", "Current", "CurrentProperty", "EnergyMonitor", "A", null);
    number("powerFactor", "power-factor", "Power factor", "", "", "/", null);
    number("adc", "voltage", "Voltage", "VoltageProperty", "", "V", null);
    number("deviceTemp", "device-temperature", "Temperature inside it", "", "", "Cel", null);
    number(
        "extTemp",
        "temperature",
        "Temperature",
        "TemperatureProperty",
        "TemperatureSensor",
        "Cel",
        null);
    number("humidity", "humidity", "Humidity", "HumidityProperty", "HumiditySensor", "%RH", null);
    number(
        "luminosity",
        "light-level",
        "Light level",
        "hearth:IlluminanceProperty",
        "MultiLevelSensor",
        "lx",
        null);
    text("luminosityLevel", "daylight", "Daylight");
    number("battery", "battery", "Battery", "hearth:BatteryProperty", "", "%EL", null);
    truth("dwIsOpened", "open", "Open", "OpenProperty", "DoorSensor", null);
    number("tilt", "tilt", "Tilt", "", "", "deg", null);
    truth("vibration", "vibration", "Vibration", "", "", null);
    truth("motion", "motion", "Motion", "MotionProperty", "MotionSensor", null);
    truth("motionActive", "motion-detection", "Looks for motion", "", "", null);
    truth("flood", "leak", "Water", "LeakProperty", "LeakSensor", null);
    truth("smoke", "smoke", "Smoke", "SmokeProperty", "SmokeSensor", null);
    number("concentration", "gas", "Gas", "ConcentrationProperty", "AirQualitySensor", "ppm", null);
    truth("extInput", "external-input", "External input", "", "", null);
    number(
        "brightness",
        "brightness",
        "Brightness",
        "BrightnessProperty",
        "Light",
        "%",
        Turn.BRIGHTNESS);
    number("gain", "gain", "Colour brightness", "", "Light", "%", Turn.GAIN);
    number(
        "colorTemp",
        "colour-temperature",
        "Colour temperature",
        "ColorTemperatureProperty",
        "Light",
        "K",
        Turn.TEMPERATURE);
    number("red", "red", "Red", "", "Light", "", Turn.RED);
    number("green", "green", "Green", "", "Light", "", Turn.GREEN);
    number("blue", "blue", "Blue", "", "Light", "", Turn.BLUE);
    number("white", "white", "White", "", "Light", "", Turn.WHITE);
    add("roller", "movement", "Movement", "", "hearth:Blind", DataType.STRING, "", Turn.MOVEMENT);
    number(
        "rollerPos", "position", "Position", "LevelProperty", "hearth:Blind", "%", Turn.POSITION);
    text("rollerStopReason", "stopped-because", "Stopped because");
    truth("overtemp", "too-hot", "Too hot", "", "", null);
    truth("overpower", "overload", "Overload", "", "", null);
    truth("sensorError", "sensor-fault", "Sensor fault", "", "", null);
    text("wakeupEvent", "woke-because", "Woke because");
    text("mode", "mode", "Mode");
  }

  private static void number(
      String word,
      String name,
      String title,
      String meaning,
      String thing,
      String unit,
      @Nullable Turn turn) {
    add(word, name, title, meaning, thing, DataType.NUMBER, unit, turn);
  }

  private static void truth(
      String word, String name, String title, String meaning, String thing, @Nullable Turn turn) {
    add(word, name, title, meaning, thing, DataType.BOOLEAN, "", turn);
  }

  private static void text(String word, String name, String title) {
    add(word, name, title, "", "", DataType.STRING, "", null);
  }

  private static void add(
      String word,
      String name,
      String title,
      String meaning,
      String thing,
      DataType type,
      String unit,
      @Nullable Turn turn) {
    BY_WORD.put(
        word, new Capability(name, title, meaning, thing, type, unit, Optional.ofNullable(turn)));
  }

  /** Empty for what says nothing to a person, and for what is there twice, in Fahrenheit. */
  static Optional<Capability> of(Sensor sensor) {
    boolean again = sensor.unit().filter("F"::equals).isPresent();
    return again ? Optional.empty() : Optional.ofNullable(BY_WORD.get(sensor.word()));
  }

  /** The schema of the property, with what the device says of its range. */
  DataSchema schema(Sensor sensor, String shownTitle) {
    DataSchema schema = DataSchema.of(type).titled(shownTitle);
    if (!meaning.isEmpty()) {
      schema = schema.meaning(meaning);
    }
    if (!unit.isEmpty()) {
      schema = schema.in(unit);
    }
    if (type == DataType.STRING && sensor.range().contains("/")) {
      List<Value> words = Arrays.stream(sensor.range().split("/", 16)).map(Value::of).toList();
      // A press is told as S, L, SS …: more than its range says.
      schema = sensor.word().equals("inputEvent") ? schema : schema.oneOf(words);
    }
    Matcher range = RANGE.matcher(sensor.range());
    if (type == DataType.NUMBER && turn.isPresent() && range.matches()) {
      schema =
          schema
              .between(Double.parseDouble(range.group(1)), Double.parseDouble(range.group(2)))
              .inStepsOf(1);
    }
    return schema;
  }

  /** By how much a number of the device is multiplied: it counts energy in Wmin or Wh. */
  static double factor(Optional<String> deviceUnit) {
    return switch (deviceUnit.orElse("")) {
      case "Wmin" -> 1.0 / 60_000;
      case "Wh" -> 1.0 / 1000;
      default -> 1;
    };
  }
}
