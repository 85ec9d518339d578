package org.hearthhub.access;

import java.util.List;
import java.util.Optional;
import org.hearthhub.thing.PersonId;
import org.hearthhub.vault.RecordStore;

/**
 * The people of this home and their passwords (Argon2id, 19 MiB, t=2, p=1; at most two are computed
 * at once). Thread-safe.
 */
public final class Residents {
  public Residents(RecordStore records) {
    throw new UnsupportedOperationException();
  }

  /** Whether somebody owns this home already. */
  public boolean ownerExists() {
    throw new UnsupportedOperationException();
  }

  public List<Resident> all() {
    throw new UnsupportedOperationException();
  }

  public Optional<Resident> resident(PersonId id) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws org.hearthhub.problem.Invalid if the name is blank or over 50 characters, or the
   *     password has fewer than 8 or more than 200 characters
   * @throws org.hearthhub.problem.Conflict if the name is taken
   */
  Resident add(String name, char[] password, Role role) {
    throw new UnsupportedOperationException();
  }

  /** The person, if name and password match; takes as long when there is no such person. */
  public Optional<Resident> authenticate(String name, char[] password) {
    throw new UnsupportedOperationException();
  }
}
