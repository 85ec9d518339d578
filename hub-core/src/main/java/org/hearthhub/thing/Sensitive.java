package org.hearthhub.thing;

import java.util.Collection;
import java.util.Set;

/**
 * What lets somebody in, makes a great noise or floods a cellar: by the types that a Thing and its
 * properties give themselves (WebThings capabilities and our own words).
 */
public final class Sensitive {
  private static final Set<String> THINGS =
      Set.of("Lock", "DoorLock", "GarageDoor", "Gate", "DoorOpener", "Valve", "Alarm", "Siren");

  private static final Set<String> PROPERTIES =
      Set.of("LockedProperty", "AlarmProperty", "ValveProperty", "TargetDoorStateProperty");

  private Sensitive() {}

  /** Whether anything about it is. */
  public static boolean isIn(ThingDescription description) {
    return hasAny(description.types(), THINGS)
        || description.properties().values().stream().anyMatch(Sensitive::isSensitive);
  }

  /** Whether setting a property is. */
  public static boolean isWriting(ThingDescription description, AffordanceName property) {
    return hasAny(description.types(), THINGS)
        || description.property(property).filter(Sensitive::isSensitive).isPresent();
  }

  private static boolean isSensitive(PropertyAffordance property) {
    return !property.schema().readOnly() && hasAny(property.schema().semanticTypes(), PROPERTIES);
  }

  private static boolean hasAny(Collection<String> types, Set<String> words) {
    return types.stream().map(KindGuess::localName).anyMatch(words::contains);
  }
}
