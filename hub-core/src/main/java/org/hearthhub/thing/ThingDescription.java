package org.hearthhub.thing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a device is and offers, as far as people, apps and rules care (W3C WoT TD 1.1). It has no
 * forms: how the device is reached is its adapter's secret, and how Hearth is reached is added
 * where it is served. Maps keep their order.
 *
 * @param title what the device calls itself
 * @param description for people
 * @param types {@code @type}, WebThings capabilities, for example {@code Light}
 * @param properties by name
 * @param actions by name
 * @param events by name
 */
public record ThingDescription(
    String title,
    Optional<String> description,
    List<String> types,
    Map<AffordanceName, PropertyAffordance> properties,
    Map<AffordanceName, ActionAffordance> actions,
    Map<AffordanceName, EventAffordance> events) {

  /** The most affordances of one kind that a Thing may have. */
  public static final int MAX_AFFORDANCES = 256;

  public ThingDescription {
    types = List.copyOf(types);
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    actions = Collections.unmodifiableMap(new LinkedHashMap<>(actions));
    events = Collections.unmodifiableMap(new LinkedHashMap<>(events));
  }

  /** A Thing that has properties only. */
  public ThingDescription(
      String title, List<String> types, Map<AffordanceName, PropertyAffordance> properties) {
    this(title, Optional.empty(), types, properties, Map.of(), Map.of());
  }

  public Optional<PropertyAffordance> property(AffordanceName name) {
    return Optional.ofNullable(properties.get(name));
  }

  public ThingDescription titled(String newTitle) {
    return new ThingDescription(newTitle, description, types, properties, actions, events);
  }
}
