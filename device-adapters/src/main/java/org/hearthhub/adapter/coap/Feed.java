package org.hearthhub.adapter.coap;

import java.util.List;
import java.util.Optional;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataType;

/**
 * A resource of a device that tells the values of one or more properties, or of an event.
 *
 * @param path path and query, percent-encoded as in a URI, for example {@code /sensors/temp?u=C}
 * @param format the content format to ask for, -1 for whatever it gives
 * @param observable whether it can be observed (RFC 7641); otherwise it is asked now and then
 * @param slots which property each value is
 * @param event what happened whenever it notifies; then it tells of no property
 */
public record Feed(
    String path, int format, boolean observable, List<Slot> slots, Optional<Event> event) {
  public Feed {
    slots = List.copyOf(slots);
  }

  /** A resource that tells the values of properties. */
  public Feed(String path, int format, boolean observable, List<Slot> slots) {
    this(path, format, observable, slots, Optional.empty());
  }

  /** A resource that notifies of an event. */
  public static Feed of(Event event, String path, int format) {
    return new Feed(path, format, true, List.of(), Optional.of(event));
  }

  /**
   * Where in a payload a property's value is.
   *
   * @param key the profile's own word, for example the name of a SenML record
   */
  public record Slot(AffordanceName property, String key, DataType type) {}

  /**
   * An event that is heard by observing.
   *
   * @param key the profile's own word
   * @param data what comes with it; empty when nothing does
   */
  public record Event(AffordanceName name, String key, Optional<DataType> data) {}

  boolean tells(AffordanceName property) {
    return slots.stream().anyMatch(slot -> slot.property().equals(property));
  }

  boolean isEvent() {
    return event.isPresent();
  }
}
