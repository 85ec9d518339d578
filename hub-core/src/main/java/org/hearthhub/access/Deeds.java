package org.hearthhub.access;

import org.hearthhub.audit.AuditEntry;
import org.hearthhub.home.Witness;
import org.hearthhub.thing.Actor;

/**
 * What actors do: decided by the policy and written into the audit journal, both in this one place.
 * Thread-safe.
 */
public final class Deeds implements Witness {
  Deeds() {}

  /**
   * Decides; a refusal is written down.
   *
   * @param deed what the actor is about to do
   * @throws org.hearthhub.problem.Refused if the actor may not
   */
  public void require(Right right, AuditEntry deed) {
    throw new UnsupportedOperationException();
  }

  /** Writes down what was done; durable when this returns. */
  public AuditEntry write(AuditEntry deed) {
    throw new UnsupportedOperationException();
  }

  /** An entry that names its actor; outcome {@code done}. */
  public AuditEntry by(Actor actor, AuditEntry.Action action) {
    throw new UnsupportedOperationException();
  }

  /** What to call an actor in the audit journal and on pages. */
  public String nameOf(Actor actor) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void mayChangeHome(Actor actor) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void changedHome(Actor actor, String remark) {
    throw new UnsupportedOperationException();
  }
}
