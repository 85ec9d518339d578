package org.hearthhub.access;

import java.time.InstantSource;
import java.util.Optional;
import org.hearthhub.vault.RecordStore;

/**
 * Signed-in browsers. A token is 256 random bits, of which only the SHA-256 is stored; a session
 * ends 30 days after its last use, at most 90 after its start. Thread-safe.
 */
public final class Sessions {
  public Sessions(RecordStore records, Residents residents, InstantSource clock) {
    throw new UnsupportedOperationException();
  }

  /** A fresh session: the token goes into the cookie and is nowhere kept. */
  public record SignedIn(Resident resident, String token) {
    @Override
    public String toString() {
      return "SignedIn[" + resident.id() + "]";
    }
  }

  /**
   * Signs in with name and password, throttled per name and per address.
   *
   * @throws org.hearthhub.problem.Refused if they do not match
   * @throws org.hearthhub.problem.TooMuch after too many wrong tries; says when to try again
   */
  public SignedIn signIn(String name, char[] password, String clientAddress) {
    throw new UnsupportedOperationException();
  }

  /** A session for someone who has just proven who they are in another way. */
  public SignedIn begin(Resident resident) {
    throw new UnsupportedOperationException();
  }

  /** Whose session the token is, if it is good. */
  public Optional<Resident> resident(String token) {
    throw new UnsupportedOperationException();
  }

  /** Ends a session; a token that is none is no mistake. */
  public void end(String token) {
    throw new UnsupportedOperationException();
  }
}
