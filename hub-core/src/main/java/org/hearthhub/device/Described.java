package org.hearthhub.device;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.PropertyAffordance;
import org.hearthhub.thing.ThingDescription;

/**
 * What a device offers: as it says itself, and as people know better. Immutable.
 *
 * @param own as its adapter described it
 * @param units what its numbers are in, where a person said so; for properties that it has or had
 * @param corrected its own, with these units
 */
public record Described(
    ThingDescription own, Map<AffordanceName, String> units, ThingDescription corrected) {
  public Described {
    units = Map.copyOf(units);
  }

  static Described of(ThingDescription own, Map<AffordanceName, String> units) {
    return new Described(own, units, units.isEmpty() ? own : corrected(own, units));
  }

  /** Described anew; what people know of it stays. */
  Described anew(ThingDescription newOwn) {
    return of(newOwn, units);
  }

  /** The same with a number in that unit; in its own again if that is empty or the same. */
  Described in(AffordanceName property, String unit) {
    Map<AffordanceName, String> known = new LinkedHashMap<>(units);
    String said = own.property(property).flatMap(it -> it.schema().unit()).orElse("");
    if (unit.isEmpty() || unit.equals(said)) {
      known.remove(property);
    } else {
      known.put(property, unit);
    }
    return of(own, known);
  }

  private static ThingDescription corrected(
      ThingDescription own, Map<AffordanceName, String> units) {
    Map<AffordanceName, PropertyAffordance> properties = new LinkedHashMap<>(own.properties());
    properties.replaceAll(
        (name, property) ->
            units.containsKey(name)
                ? new PropertyAffordance(
                    property.schema().in(units.get(name)), property.observable())
                : property);
    return new ThingDescription(
        own.title(), own.description(), own.types(), properties, own.actions(), own.events());
  }
}
