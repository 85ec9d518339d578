package org.hearthhub.history;

import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;

/**
 * Which past: that of one property of one device, or of one of its events. The two are apart even
 * where they have the same name.
 */
public record SeriesName(DeviceId device, AffordanceName name, Told told) {
  /** What is told over time. */
  public enum Told {
    PROPERTY,
    EVENT
  }

  /** The past of a property. */
  public SeriesName(DeviceId device, AffordanceName property) {
    this(device, property, Told.PROPERTY);
  }

  /** The past of an event: a value for each time that it happened. */
  public static SeriesName ofEvent(DeviceId device, AffordanceName event) {
    return new SeriesName(device, event, Told.EVENT);
  }

  public boolean isEvent() {
    return told == Told.EVENT;
  }
}
