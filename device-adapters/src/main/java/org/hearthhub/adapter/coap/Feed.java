package org.hearthhub.adapter.coap;

import java.util.List;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DataType;

/**
 * A resource of a device that tells the values of one or more properties.
 *
 * @param path path and query, percent-encoded as in a URI, for example {@code /sensors/temp?u=C}
 * @param format the content format to ask for, -1 for whatever it gives
 * @param observable whether it can be observed (RFC 7641); otherwise it is asked now and then
 * @param slots which property each value is
 */
public record Feed(String path, int format, boolean observable, List<Slot> slots) {
  public Feed {
    slots = List.copyOf(slots);
  }

  /**
   * Where in a payload a property's value is.
   *
   * @param key the profile's own word, for example the name of a SenML record
   */
  public record Slot(AffordanceName property, String key, DataType type) {}

  boolean tells(AffordanceName property) {
    return slots.stream().anyMatch(slot -> slot.property().equals(property));
  }
}
