package org.hearthhub.adapter.simulator;

import static org.hearthhub.adapter.simulator.Blueprint.plain;
import static org.hearthhub.adapter.simulator.Blueprint.thing;
import static org.hearthhub.adapter.simulator.HomeModel.BATHROOM;
import static org.hearthhub.adapter.simulator.HomeModel.BEDROOM;
import static org.hearthhub.adapter.simulator.HomeModel.HALLWAY;
import static org.hearthhub.adapter.simulator.HomeModel.KITCHEN;
import static org.hearthhub.adapter.simulator.HomeModel.LIVING_ROOM;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hearthhub.thing.Value;

/**
 * The devices of the simulated home. The first fourteen already cover all six rooms and every kind
 * and dialect; after the last come plain sensors.
 */
final class Catalogue {
  private static final Value OFF = Value.of(false);
  private static final Value ON = Value.of(true);
  private static final Value ZERO = Value.of(0);

  private Catalogue() {}

  /** So many devices, in the order in which they come in. */
  static List<Blueprint> devices(SimulationSettings settings) {
    List<Blueprint> all = new ArrayList<>(settings.devices());
    if (!settings.plain()) {
      all.addAll(named().subList(0, Math.min(settings.devices(), named().size())));
    }
    for (int number = all.size() + 1; number <= settings.devices(); number++) {
      all.add(plainSensor(settings.seed(), number));
    }
    return all;
  }

  private static List<Blueprint> named() {
    return List.of(
        kitchenLamp(),
        livingRoomLamp(),
        frontDoor(),
        livingRoomThermostat(),
        solarInverter(),
        kitchenClimate(),
        bedroomLamp(),
        bedroomWindow(),
        hallwaySmokeAlarm(),
        livingRoomBlind(),
        kitchenLeakSensor(),
        hallwayMotion(),
        bathroomClimate(),
        heatPump(),
        livingRoomPlug(),
        bedroomThermostat(),
        kitchenPlug(),
        washingMachine(),
        bedroomBlind(),
        bathroomWindow(),
        hallwayLamp(),
        hallwayDoorbell());
  }

  private static Blueprint kitchenLamp() {
    return thing("kitchen-lamp", "Kitchen lamp", "Light")
        .described("A dimmable lamp above the worktop.")
        .takes("on", Meaning.ON, "On", OFF)
        .takes("brightness", Meaning.BRIGHTNESS, "Brightness", Value.of(80))
        .does("toggle", "Toggle", state -> state.set("on", !state.isOn("on")))
        .living(Lives::still);
  }

  private static Blueprint livingRoomLamp() {
    return thing("living-room-lamp", "Living room lamp", "Light")
        .described("A floor lamp with white and coloured light, and more moods than anybody needs.")
        .takes("on", Meaning.ON, "On", OFF)
        .takes("brightness", Meaning.BRIGHTNESS, "Brightness", Value.of(65))
        .takes("color", Meaning.COLOUR, "Colour", Value.of("#ffb46b"))
        .takes("colorTemperature", Meaning.COLOUR_TEMPERATURE, "Colour temperature", Value.of(2700))
        .takes("mood", Meaning.MODE, "Mood", Moods.all(), "none")
        .does("toggle", "Toggle", state -> state.set("on", !state.isOn("on")))
        .living(Lives::eveningLamp);
  }

  private static Blueprint frontDoor() {
    return thing("front-door", "Hallway front door", "DoorSensor")
        .described("A contact on the front door.")
        .in(Format.CBOR)
        .seldom()
        .reads("open", Meaning.OPEN, "Open", OFF)
        .reads("battery", Meaning.BATTERY, "Battery", Value.of(91))
        .living(Lives::frontDoor);
  }

  private static Blueprint livingRoomThermostat() {
    return thing("living-room-thermostat", "Living room thermostat", "Thermostat")
        .described("Measures the air and opens the radiator.")
        .reads("temperature", Meaning.TEMPERATURE, "Temperature", Value.of(20.8))
        .takes("target", Meaning.TARGET_TEMPERATURE, "Target temperature", Value.of(21))
        .reads("heating", Meaning.HEATING, "Heating", List.of("off", "heating"), "off")
        .living(() -> Lives.thermostat(LIVING_ROOM));
  }

  private static Blueprint solarInverter() {
    return thing(
            "solar-inverter",
            "Utility room solar inverter",
            "hearth:SolarInverter",
            "EnergyMonitor")
        .described("5.2 kWp on the south roof.")
        .reads("power", Meaning.POWER, "Power", ZERO)
        .reads("energyToday", Meaning.ENERGY, "Energy today", ZERO)
        .reads("voltage", Meaning.VOLTAGE, "String voltage", ZERO)
        .living(() -> Lives.solar(5200));
  }

  private static Blueprint kitchenClimate() {
    return plain("kitchen-climate", "Kitchen climate", Format.SENML_JSON)
        .inOneResource()
        .reads("temperature", Meaning.TEMPERATURE, "Temperature", Value.of(20.3))
        .reads("humidity", Meaning.HUMIDITY, "Humidity", Value.of(46))
        .reads("co2", Meaning.CARBON_DIOXIDE, "Carbon dioxide", Value.of(600))
        .living(() -> Lives.climate(KITCHEN));
  }

  private static Blueprint bedroomLamp() {
    return plain("bedroom-lamp", "Bedroom lamp", Format.SENML_JSON)
        .takes("on", Meaning.ON, "On", OFF)
        .takes("brightness", Meaning.BRIGHTNESS, "Brightness", Value.of(40))
        .living(Lives::still);
  }

  private static Blueprint bedroomWindow() {
    return plain("bedroom-window", "Bedroom window", Format.TEXT)
        .seldom()
        .reads("open", Meaning.OPEN, "Window open", OFF)
        .reads("battery", Meaning.BATTERY, "Battery", Value.of(91))
        .living(() -> Lives.window(BEDROOM));
  }

  private static Blueprint hallwaySmokeAlarm() {
    return thing("hallway-smoke-alarm", "Hallway smoke alarm", "SmokeSensor", "Alarm")
        .described("Sounds when it sees smoke; test it now and then.")
        .seldom()
        .detectsAlarm()
        .reads("smoke", Meaning.SMOKE, "Smoke", OFF)
        .reads("battery", Meaning.BATTERY, "Battery", Value.of(91))
        .does("test", "Test the alarm", state -> state.alarm(true))
        .living(() -> Lives.detector("smoke"));
  }

  private static Blueprint livingRoomBlind() {
    return thing("living-room-blind", "Living room blind", "hearth:Blind")
        .described("0 % is shut, 100 % is open.")
        .takes("position", Meaning.POSITION, "Position", Value.of(100))
        .reads("currentPosition", Meaning.CURRENT_POSITION, "Current position", Value.of(100))
        .does("open", "Open", state -> state.set("position", 100))
        .does("close", "Close", state -> state.set("position", 0))
        .does("stop", "Stop", state -> state.set("position", state.number("currentPosition")))
        .living(Lives::blind);
  }

  private static Blueprint kitchenLeakSensor() {
    return plain("kitchen-leak-sensor", "Kitchen leak sensor", Format.SENML_CBOR)
        .seldom()
        .detectsAlarm()
        .reads("leak", Meaning.LEAK, "Leak", OFF)
        .takes("test", Meaning.TEST, "Test the alarm", OFF)
        .reads("battery", Meaning.BATTERY, "Battery", Value.of(91))
        .living(() -> Lives.detector("leak"));
  }

  private static Blueprint hallwayMotion() {
    return plain("hallway-motion", "Hallway motion sensor", Format.JSON)
        .reads("motion", Meaning.MOTION, "Motion", OFF)
        .reads("illuminance", Meaning.ILLUMINANCE, "Illuminance", Value.of(2))
        .living(() -> Lives.motion(HALLWAY));
  }

  private static Blueprint bathroomClimate() {
    return plain("bathroom-climate", "Bathroom climate", Format.SENML_CBOR)
        .inOneResource()
        .reads("temperature", Meaning.TEMPERATURE, "Temperature", Value.of(21.8))
        .reads("humidity", Meaning.HUMIDITY, "Humidity", Value.of(46))
        .living(() -> Lives.climate(BATHROOM));
  }

  private static Blueprint heatPump() {
    return thing("heat-pump", "Utility room heat pump", "hearth:HeatPump")
        .described("Air to water; heats what the rooms ask for, and hot water twice a day.")
        .takes("on", Meaning.ON, "On", ON)
        .takes("mode", Meaning.MODE, "Mode", List.of("auto", "heating", "hot-water", "off"), "auto")
        .reads("flowTemperature", Meaning.TEMPERATURE, "Flow temperature", Value.of(33))
        .reads("outdoorTemperature", Meaning.TEMPERATURE, "Outdoor temperature", Value.of(10))
        .reads("power", Meaning.POWER, "Power", ZERO)
        .living(Lives::heatPump);
  }

  private static Blueprint livingRoomPlug() {
    return thing("living-room-tv-plug", "Living room TV plug", "SmartPlug", "EnergyMonitor")
        .takes("on", Meaning.ON, "On", ON)
        .reads("power", Meaning.POWER, "Power", ZERO)
        .reads("voltage", Meaning.VOLTAGE, "Voltage", Value.of(230))
        .reads("energy", Meaning.ENERGY, "Energy", Value.of(184.2))
        .living(() -> Lives.plug("tv", Catalogue::television));
  }

  private static Blueprint bedroomThermostat() {
    return plain("bedroom-thermostat", "Bedroom thermostat", Format.SENML_JSON)
        .reads("temperature", Meaning.TEMPERATURE, "Temperature", Value.of(17.8))
        .takes("target", Meaning.TARGET_TEMPERATURE, "Target temperature", Value.of(18))
        .living(() -> Lives.thermostat(BEDROOM));
  }

  private static Blueprint kitchenPlug() {
    return plain("kitchen-kettle-plug", "Kitchen kettle plug", Format.CBOR)
        .takes("on", Meaning.ON, "On", ON)
        .reads("power", Meaning.POWER, "Power", ZERO)
        .living(() -> Lives.plug("kettle", Catalogue::kettle));
  }

  private static Blueprint washingMachine() {
    return plain("washing-machine-plug", "Utility room washing machine plug", Format.JSON)
        .takes("on", Meaning.ON, "On", ON)
        .reads("power", Meaning.POWER, "Power", ZERO)
        .reads("energy", Meaning.ENERGY, "Energy", Value.of(96.7))
        .living(() -> Lives.plug("washing machine", Catalogue::washing));
  }

  private static Blueprint bedroomBlind() {
    return plain("bedroom-blind", "Bedroom blind", Format.JSON)
        .takes("position", Meaning.POSITION, "Position", Value.of(100))
        .living(Lives::still);
  }

  private static Blueprint hallwayDoorbell() {
    return thing("hallway-doorbell", "Hallway doorbell", "PushButton")
        .described("The button beside the front door.")
        .reads("battery", Meaning.BATTERY, "Battery", Value.of(91))
        .tells("pressed", "Pressed", "short", "long")
        .does("test", "Test the bell", state -> state.happen("pressed", "short"))
        .living(Lives::doorbell);
  }

  private static Blueprint bathroomWindow() {
    return plain("bathroom-window", "Bathroom window", Format.CBOR)
        .seldom()
        .reads("open", Meaning.OPEN, "Window open", OFF)
        .living(() -> Lives.window(BATHROOM));
  }

  private static Blueprint hallwayLamp() {
    return plain("hallway-lamp", "Hallway lamp", Format.TEXT)
        .takes("on", Meaning.ON, "On", OFF)
        .living(() -> Lives.passageLamp(HALLWAY));
  }

  private static Blueprint plainSensor(long seed, int number) {
    Format[] formats = {Format.SENML_JSON, Format.SENML_CBOR, Format.TEXT};
    PlainSensor sensor = new PlainSensor(seed, number);
    Blueprint.Builder builder =
        plain("sensor-" + number, PlainSensor.title(number), formats[number % formats.length])
            .toldWithin(PlainSensor.ONE_READING.plusSeconds(20))
            .confirmed(number % 2 == 0);
    for (PlainSensor.Series series : PlainSensor.SERIES) {
      builder.reads(series.name(), series.meaning(), series.title(), Value.of(series.begins()));
    }
    return builder
        .takes(PlainSensor.SWITCH, Meaning.ON, "Indicator", OFF)
        .living(() -> Lives.plain(sensor));
  }

  private static double television(HomeModel home, Instant now) {
    return home.household().isIn(LIVING_ROOM, now) && home.weather().hour(now) > 12 ? 92 : 0.6;
  }

  private static double kettle(HomeModel home, Instant now) {
    boolean boils =
        home.household().isIn(KITCHEN, now)
            && home.noise("boil").steady(now, java.time.Duration.ofMinutes(3)) < 0.35;
    return boils ? 1960 : 0.3;
  }

  private static double washing(HomeModel home, Instant now) {
    double hour = home.weather().hour(now);
    double into = (hour - 10) % 4;
    boolean runs = hour >= 10 && hour < 20 && into < 1.5;
    return !runs ? 1.1 : into < 0.4 ? 2050 : into > 1.35 ? 430 : 140;
  }
}
