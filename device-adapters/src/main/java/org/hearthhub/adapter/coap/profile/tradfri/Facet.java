package org.hearthhub.adapter.coap.profile.tradfri;

import java.util.Arrays;
import java.util.Optional;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataSchema;
import org.hearthhub.thing.DataType;
import org.hearthhub.thing.Value;
import tools.jackson.databind.JsonNode;

/** What a device behind the gateway may have: as the gateway writes it, and as people know it. */
@SuppressWarnings("ImmutableEnumChecker") // records of values, which do not change
enum Facet {
  ON(5850, "on", DataSchema.of(DataType.BOOLEAN).meaning("OnOffProperty").titled("On"), 1, 0),
  /** 0 to 254; 1 is the faintest light. */
  BRIGHTNESS(
      5851,
      "brightness",
      DataSchema.of(DataType.INTEGER)
          .meaning("BrightnessProperty")
          .titled("Brightness")
          .in("%")
          .between(0, 100),
      254 / 100.0,
      0),
  /** In mired, 250 to 454. */
  COLOUR_TEMPERATURE(
      5711,
      "colorTemperature",
      DataSchema.of(DataType.INTEGER)
          .meaning("ColorTemperatureProperty")
          .titled("Colour temperature")
          .in("K")
          .between(2200, 4000),
      0,
      0),
  HUE(
      5707,
      "hue",
      DataSchema.of(DataType.INTEGER).titled("Hue").in("deg").between(0, 360),
      65_279 / 360.0,
      0),
  SATURATION(
      5708,
      "saturation",
      DataSchema.of(DataType.INTEGER).titled("Saturation").in("%").between(0, 100),
      65_279 / 100.0,
      0),
  /** The gateway counts from open (0) to shut (100). */
  POSITION(
      5536,
      "position",
      DataSchema.of(DataType.INTEGER)
          .meaning("LevelProperty")
          .titled("Position")
          .in("%")
          .between(0, 100),
      -1,
      100),
  BATTERY(
      9,
      "battery",
      DataSchema.of(DataType.INTEGER)
          .meaning("hearth:BatteryProperty")
          .titled("Battery")
          .in("%EL")
          .between(0, 100)
          .asReadOnly(),
      1,
      0);

  private static final double MIRED = 1_000_000;

  private final int resource;
  private final AffordanceName property;
  private final DataSchema schema;

  /** The gateway's number is that of people times the factor, and the offset more. */
  private final double factor;

  private final int offset;

  Facet(int resource, String property, DataSchema schema, double factor, int offset) {
    this.resource = resource;
    this.property = AffordanceName.of(property);
    this.schema = schema;
    this.factor = factor;
    this.offset = offset;
  }

  static Optional<Facet> of(String resource) {
    return Arrays.stream(values()).filter(one -> one.field().equals(resource)).findFirst();
  }

  /** Its name in the gateway's documents. */
  String field() {
    return Integer.toString(resource);
  }

  AffordanceName property() {
    return property;
  }

  DataSchema schema() {
    return schema;
  }

  /** Empty if that is no number. */
  Optional<Value> read(JsonNode node) {
    if (!node.isNumber()) {
      return Optional.empty();
    }
    double told = node.doubleValue();
    return switch (this) {
      case ON -> Optional.of(Value.of(told != 0));
      case COLOUR_TEMPERATURE ->
          told > 0 ? Optional.of(Value.of(Math.rint(MIRED / told))) : Optional.empty();
      default -> Optional.of(Value.of(Math.rint((told - offset) / factor)));
    };
  }

  /** The gateway's number for a value that the schema allows. */
  long write(Value value) {
    double wanted =
        switch (value) {
          case Value.Num(double number) -> number;
          case Value.Bool(boolean on) -> on ? 1 : 0;
          case Value.Text _, Value.Structure _ -> 0;
        };
    if (this == COLOUR_TEMPERATURE) {
      return Math.round(MIRED / Math.max(wanted, 1));
    }
    return Math.round(wanted * factor + offset);
  }
}
