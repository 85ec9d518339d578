package org.hearthhub.access;

import org.hearthhub.thing.Actor;

/** Who comes to live in this home: its first owner by the setup code, others by an owner. */
public final class Household {
  Household() {}

  /**
   * Makes the first person the owner and signs them in. Their password also becomes a way to unlock
   * the vault. Of several people who try at once, one becomes the owner.
   *
   * @param password is cleared
   * @throws org.hearthhub.problem.Invalid if the name or the password cannot be one; the code stays
   *     good
   * @throws org.hearthhub.problem.Refused if the code is wrong or void
   * @throws org.hearthhub.problem.Conflict if there is an owner already
   */
  public Sessions.SignedIn setUp(String code, String name, char[] password) {
    throw new UnsupportedOperationException();
  }

  /**
   * Lets another person in.
   *
   * @param password is cleared
   * @throws org.hearthhub.problem.Refused if the actor may not
   * @throws org.hearthhub.problem.Invalid if the name or the password cannot be one
   * @throws org.hearthhub.problem.Conflict if somebody has that name
   */
  public Resident admit(Actor actor, String name, char[] password, Role role) {
    throw new UnsupportedOperationException();
  }
}
