package org.hearthhub.access;

import org.hearthhub.thing.Actor;

/**
 * The one place that decides who may do what, for REST, streams, CoAP and rules alike. Owners may
 * everything; residents may read and control; guests may read. Thread-safe.
 */
public final class Policy {
  public Policy(Residents residents) {
    throw new UnsupportedOperationException();
  }

  public boolean allows(Actor actor, Right right) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws org.hearthhub.problem.Refused if the actor may not
   */
  public void require(Actor actor, Right right) {
    throw new UnsupportedOperationException();
  }
}
