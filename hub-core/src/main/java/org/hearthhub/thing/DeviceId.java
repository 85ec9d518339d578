package org.hearthhub.thing;

import java.util.UUID;
import org.hearthhub.problem.NotFound;

/**
 * The stable identity that Hearth gives a device when it is accepted into the home; never an
 * address. Its text form is the id of its Thing Description.
 */
public record DeviceId(UUID uuid) {
  private static final String PREFIX = "urn:uuid:";

  public static DeviceId random() {
    return new DeviceId(UUID.randomUUID());
  }

  /**
   * Reads {@code urn:uuid:…} (RFC 9562).
   *
   * @throws NotFound if the text is no such URI: no Thing can have it
   */
  public static DeviceId parse(String text) {
    // 36 characters exactly: UUID.fromString also takes shortened groups.
    if (text.length() == PREFIX.length() + 36
        && text.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
      try {
        return new DeviceId(UUID.fromString(text.substring(PREFIX.length())));
      } catch (IllegalArgumentException notHex) {
        throw noSuchThing();
      }
    }
    throw noSuchThing();
  }

  /** The same sentence whether the id is malformed or only unknown. */
  public static NotFound noSuchThing() {
    return new NotFound(
        "no-such-thing", "There is no such device in this home. It may have been removed.");
  }

  @Override
  public String toString() {
    return PREFIX + uuid;
  }
}
