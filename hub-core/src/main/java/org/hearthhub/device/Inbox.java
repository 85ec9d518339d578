package org.hearthhub.device;

import java.util.List;
import java.util.Optional;
import org.hearthhub.home.RoomId;
import org.hearthhub.thing.SightingId;

/**
 * Sightings that wait for a person. They expire when not seen for an hour; an ignored identity does
 * not come back until it is un-ignored. At most 1,000 wait. Thread-safe.
 */
public final class Inbox {
  Inbox() {}

  /** Newest first. */
  public List<InboxEntry> entries() {
    throw new UnsupportedOperationException();
  }

  public Optional<InboxEntry> find(SightingId id) {
    throw new UnsupportedOperationException();
  }

  /** Asks every adapter that understands the address to look there. */
  public void look(String address) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes it a device of this home; durable when this returns.
   *
   * @param title what people will call it; its own title when empty
   * @throws org.hearthhub.problem.NotFound if it no longer waits
   * @throws org.hearthhub.problem.Refused if it is a known kind that cannot be controlled yet
   */
  public Device accept(SightingId id, Optional<String> title, Optional<RoomId> room) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws org.hearthhub.problem.NotFound if it no longer waits
   */
  public void ignore(SightingId id) {
    throw new UnsupportedOperationException();
  }
}
