package org.hearthhub.device;

import java.util.Set;
import org.hearthhub.history.History;
import org.hearthhub.history.Nature;
import org.hearthhub.history.SeriesName;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataSchema;

/**
 * What properties are over time: as people said, or else as their descriptions do. A number of one
 * of the units that meters count in is a counter. Thread-safe.
 */
public final class Natures {
  /** SenML units (RFC 8428, RFC 8798) and what meters say besides. */
  private static final Set<String> METERED =
      Set.of(
          "J", "kJ", "MJ", "GJ", "Wh", "kWh", "MWh", "VAh", "kVAh", "varh", "kvarh", "vah", "m3",
          "l", "L", "gal", "count");

  private final DeviceRegistry devices;
  private final History history;

  public Natures(DeviceRegistry devices, History history) {
    this.devices = devices;
    this.history = history;
  }

  /** A property of a device that is gone is what its values are. */
  public Nature of(SeriesName series) {
    return history
        .retention()
        .nature(series)
        .or(
            () ->
                devices
                    .find(series.device())
                    .filter(device -> !series.isEvent())
                    .map(device -> of(device, series.name())))
        .orElse(Nature.MEASUREMENT);
  }

  private static Nature of(Device device, AffordanceName property) {
    return device
        .description()
        .property(property)
        .map(affordance -> of(affordance.schema()))
        .orElse(Nature.MEASUREMENT);
  }

  /** What a description says. */
  public static Nature of(DataSchema schema) {
    boolean mayBeNumber =
        switch (schema.type()) {
          case NUMBER, INTEGER, ANY -> true;
          case BOOLEAN, STRING, OBJECT, ARRAY -> false;
        };
    if (!mayBeNumber || !schema.enumeration().isEmpty()) {
      return Nature.STATE;
    }
    return schema.unit().filter(METERED::contains).isPresent()
        ? Nature.COUNTER
        : Nature.MEASUREMENT;
  }
}
