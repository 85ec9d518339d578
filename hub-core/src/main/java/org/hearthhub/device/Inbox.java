package org.hearthhub.device;

import java.util.List;
import java.util.Optional;
import org.hearthhub.thing.Actor;
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

  /**
   * Asks every adapter that understands the address to look there; what answers appears later.
   *
   * @throws org.hearthhub.problem.Invalid if no adapter understands the address
   * @throws org.hearthhub.problem.Refused if the actor may not, or the address is not on the home's
   *     own network
   */
  public void look(Actor actor, String address) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes it a device of this home; durable when this returns.
   *
   * @param title what people will call it; its own title when empty
   * @param room title of its room, made if there is none of that title; none when empty
   * @throws org.hearthhub.problem.NotFound if it no longer waits
   * @throws org.hearthhub.problem.Refused if the actor may not, or if it is a known kind that
   *     cannot be controlled yet
   */
  public Device accept(Actor actor, SightingId id, Optional<String> title, Optional<String> room) {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes it out and keeps it out, until it is un-ignored.
   *
   * @throws org.hearthhub.problem.NotFound if it no longer waits
   * @throws org.hearthhub.problem.Refused if the actor may not
   */
  public void ignore(Actor actor, SightingId id) {
    throw new UnsupportedOperationException();
  }

  /** What people ignored, newest first. */
  public List<Ignored> ignored() {
    throw new UnsupportedOperationException();
  }

  /**
   * Lets it come into the inbox again when it is seen next.
   *
   * @throws org.hearthhub.problem.NotFound if it is not ignored
   * @throws org.hearthhub.problem.Refused if the actor may not
   */
  public void unignore(Actor actor, SightingId id) {
    throw new UnsupportedOperationException();
  }
}
