package org.hearthhub.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hearthhub.thing.ActionAffordance;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataSchema;
import org.hearthhub.thing.DataType;
import org.hearthhub.thing.EventAffordance;
import org.hearthhub.thing.PropertyAffordance;
import org.hearthhub.thing.ThingDescription;

/** Devices for tests. */
final class Samples {
  private Samples() {}

  static ThingDescription lamp(String title) {
    Map<AffordanceName, PropertyAffordance> properties = new LinkedHashMap<>();
    properties.put(
        AffordanceName.of("on"),
        property(DataSchema.of(DataType.BOOLEAN).titled("On").meaning("OnOffProperty")));
    properties.put(
        AffordanceName.of("brightness"),
        property(
            DataSchema.of(DataType.INTEGER)
                .titled("Brightness")
                .meaning("BrightnessProperty")
                .in("%")
                .between(0, 100)));
    properties.put(
        AffordanceName.of("power"),
        property(DataSchema.of(DataType.NUMBER).titled("Power").in("W").asReadOnly()));
    properties.put(
        AffordanceName.of("note"),
        property(DataSchema.of(DataType.STRING).titled("Note").asReadOnly()));
    properties.put(
        AffordanceName.of("pin"),
        property(
            new DataSchema(
                DataType.STRING,
                List.of(),
                Optional.of("Pin"),
                Optional.empty(),
                Optional.empty(),
                false,
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "{}")));
    return new ThingDescription(
        title,
        Optional.of("A lamp that exists in a test only"),
        List.of("Light", "OnOffSwitch"),
        properties,
        Map.of(
            AffordanceName.of("fade"),
            new ActionAffordance(
                Optional.of("Fade"),
                Optional.empty(),
                Optional.of(DataSchema.of(DataType.INTEGER).between(1, 10)),
                Optional.empty())),
        Map.of(
            AffordanceName.of("overheated"),
            new EventAffordance(Optional.of("Overheated"), Optional.empty(), Optional.empty()),
            AffordanceName.of("pressed"),
            new EventAffordance(
                Optional.of("Pressed"),
                Optional.empty(),
                Optional.of(DataSchema.of(DataType.STRING).titled("Button")))));
  }

  static ThingDescription plainSensor(String title) {
    return new ThingDescription(
        title,
        List.of("TemperatureSensor"),
        Map.of(
            AffordanceName.of("temperature"),
            property(
                DataSchema.of(DataType.NUMBER)
                    .meaning("TemperatureProperty")
                    .in("Cel")
                    .asReadOnly())));
  }

  private static PropertyAffordance property(DataSchema schema) {
    return new PropertyAffordance(schema, true);
  }
}
