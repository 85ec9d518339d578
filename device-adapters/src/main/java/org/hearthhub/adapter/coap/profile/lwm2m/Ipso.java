package org.hearthhub.adapter.coap.profile.lwm2m;

import static org.hearthhub.adapter.coap.profile.lwm2m.ResourceType.BOOLEAN;
import static org.hearthhub.adapter.coap.profile.lwm2m.ResourceType.FLOAT;
import static org.hearthhub.adapter.coap.profile.lwm2m.ResourceType.INTEGER;
import static org.hearthhub.adapter.coap.profile.lwm2m.ResourceType.STRING;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects that stand in homes, and what their resources are there (OMA LwM2M registry; IPSO
 * Smart Objects Starter Pack and Expansion Pack).
 *
 * @param resource number of the resource
 * @param name of the property
 * @param title for people
 * @param meaning WebThings capability, or our own word; empty where there is none
 * @param thing what a device with such a property is; empty where that says nothing
 * @param type as the device holds it
 * @param unit SenML unit where the object names none itself; empty for none
 * @param writable whether it can be set
 */
record Ipso(
    int resource,
    String name,
    String title,
    String meaning,
    String thing,
    ResourceType type,
    String unit,
    boolean writable) {
  /** Resource with the unit of the values of an object. */
  static final int UNIT = 5701;

  /** Object of the device itself, with its resources. */
  static final int DEVICE = 3;

  static final int MANUFACTURER = 0;
  static final int MODEL = 1;
  static final int REBOOT = 4;

  private static final int VALUE = 5700;
  private static final int ON = 5850;
  private static final int LEVEL = 5851;
  private static final int INPUT = 5500;

  private static final Map<Integer, List<Ipso>> OBJECTS = new LinkedHashMap<>();

  static {
    OBJECTS.put(
        DEVICE,
        List.of(read(9, "battery", "Battery", "hearth:BatteryProperty", "", INTEGER, "%EL")));
    OBJECTS.put(3200, List.of(read(INPUT, "input", "Input", "", "", BOOLEAN, "")));
    OBJECTS.put(
        3201, List.of(write(5550, "on", "On", "OnOffProperty", "OnOffSwitch", BOOLEAN, "")));
    OBJECTS.put(3202, List.of(read(5600, "level", "Level", "", "MultiLevelSensor", FLOAT, "")));
    OBJECTS.put(3203, List.of(write(5650, "output", "Output", "", "", FLOAT, "")));
    value(3300, "value", "Value", "", "", "");
    value(
        3301, "illuminance", "Light level", "hearth:IlluminanceProperty", "MultiLevelSensor", "lx");
    OBJECTS.put(
        3302,
        List.of(
            read(INPUT, "presence", "Presence", "MotionProperty", "MotionSensor", BOOLEAN, "")));
    value(3303, "temperature", "Temperature", "TemperatureProperty", "TemperatureSensor", "Cel");
    value(3304, "humidity", "Humidity", "HumidityProperty", "HumiditySensor", "%RH");
    OBJECTS.put(
        3305,
        List.of(
            read(5800, "power", "Power", "InstantaneousPowerProperty", "EnergyMonitor", FLOAT, "W"),
            read(5805, "energy", "Energy", "hearth:EnergyProperty", "EnergyMonitor", FLOAT, "Wh")));
    OBJECTS.put(3306, List.of(write(ON, "on", "On", "OnOffProperty", "OnOffSwitch", BOOLEAN, "")));
    OBJECTS.put(
        3308,
        List.of(
            write(
                5900,
                "target",
                "Target",
                "TargetTemperatureProperty",
                "Thermostat",
                FLOAT,
                "Cel")));
    OBJECTS.put(
        3311,
        List.of(
            write(ON, "on", "On", "OnOffProperty", "Light", BOOLEAN, ""),
            write(LEVEL, "brightness", "Brightness", "BrightnessProperty", "Light", INTEGER, "%"),
            write(5706, "colour", "Colour", "", "Light", STRING, "")));
    OBJECTS.put(
        3312,
        List.of(
            write(ON, "on", "On", "OnOffProperty", "OnOffSwitch", BOOLEAN, ""),
            write(LEVEL, "level", "Level", "LevelProperty", "", INTEGER, "%")));
    value(
        3315,
        "pressure",
        "Air pressure",
        "BarometricPressureProperty",
        "BarometricPressureSensor",
        "hPa");
    value(3316, "voltage", "Voltage", "VoltageProperty", "EnergyMonitor", "V");
    value(3317, "current", "Current", "CurrentProperty", "EnergyMonitor", "A");
    value(3318, "frequency", "Frequency", "FrequencyProperty", "EnergyMonitor", "Hz");
    value(3320, "percentage", "Percentage", "", "MultiLevelSensor", "%");
    value(3322, "load", "Load", "", "", "kg");
    value(3323, "pressure", "Pressure", "", "", "Pa");
    value(3324, "loudness", "Loudness", "", "", "dB");
    value(
        3325, "concentration", "Concentration", "ConcentrationProperty", "AirQualitySensor", "ppm");
    value(3328, "power", "Power", "InstantaneousPowerProperty", "EnergyMonitor", "W");
    value(3330, "distance", "Distance", "", "", "m");
    OBJECTS.put(
        3331,
        List.of(
            read(5805, "energy", "Energy", "hearth:EnergyProperty", "EnergyMonitor", FLOAT, "Wh")));
    OBJECTS.put(
        3337,
        List.of(write(5536, "position", "Position", "LevelProperty", "hearth:Blind", FLOAT, "%")));
    OBJECTS.put(
        3338, List.of(write(ON, "buzzer", "Buzzer", "OnOffProperty", "Alarm", BOOLEAN, "")));
    OBJECTS.put(3341, List.of(write(5527, "text", "Text", "", "", STRING, "")));
    OBJECTS.put(3342, List.of(read(INPUT, "on", "On", "OnOffProperty", "", BOOLEAN, "")));
    OBJECTS.put(3343, List.of(write(5548, "level", "Level", "LevelProperty", "", FLOAT, "%")));
    OBJECTS.put(
        3347,
        List.of(
            read(INPUT, "pressed", "Pressed", "PushedProperty", "PushButton", BOOLEAN, ""),
            read(5501, "presses", "Presses", "", "", INTEGER, "")));
  }

  private static void value(
      int object, String name, String title, String meaning, String thing, String unit) {
    OBJECTS.put(object, List.of(read(VALUE, name, title, meaning, thing, FLOAT, unit)));
  }

  private static Ipso read(
      int resource,
      String name,
      String title,
      String meaning,
      String thing,
      ResourceType type,
      String unit) {
    return new Ipso(resource, name, title, meaning, thing, type, unit, false);
  }

  private static Ipso write(
      int resource,
      String name,
      String title,
      String meaning,
      String thing,
      ResourceType type,
      String unit) {
    return new Ipso(resource, name, title, meaning, thing, type, unit, true);
  }

  /** What is known of an object; nothing of one that is not for homes. */
  static List<Ipso> of(int object) {
    return OBJECTS.getOrDefault(object, List.of());
  }
}
