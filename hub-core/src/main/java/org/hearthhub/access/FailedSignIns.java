package org.hearthhub.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.Wording;

/**
 * Writes failed sign-ins into the journal, at most a hundred an hour: whoever guesses passwords
 * from many addresses must not fill the disk. Thread-safe.
 */
final class FailedSignIns {
  private static final int MOST = 100;
  private static final Duration SPAN = Duration.ofHours(1);

  private final Residents residents;
  private final Deeds deeds;
  private final InstantSource clock;

  private Instant since = Instant.EPOCH;
  private int written;

  FailedSignIns(Residents residents, Deeds deeds, InstantSource clock) {
    this.residents = residents;
    this.deeds = deeds;
    this.clock = clock;
  }

  void write(String name, String clientAddress) {
    int number = next();
    if (number < MOST) {
      deeds.write(refused("Somebody at " + clientAddress + " tried to sign in " + as(name) + "."));
    } else if (number == MOST) {
      deeds.write(
          refused("There are more failed sign-ins than are worth listing; no more for an hour."));
    }
  }

  /** What was typed as a name that nobody has may be a password: it is not repeated. */
  private String as(String name) {
    return residents.isNamed(name)
        ? "as “" + Wording.clean(name, Wording.TITLE) + "” with a wrong password"
        : "with a name that nobody here has";
  }

  /** Nobody knows who it was, so it is the hub that says it. */
  private AuditEntry refused(String sentence) {
    return deeds
        .by(new Actor.TheHub(), AuditEntry.Action.SIGN_IN)
        .outcome(AuditEntry.Outcome.REFUSED)
        .because(sentence);
  }

  private synchronized int next() {
    Instant now = clock.instant();
    if (since.isAfter(now) || Duration.between(since, now).compareTo(SPAN) > 0) {
      since = now;
      written = 0;
    }
    written = Math.min(written + 1, MOST + 1);
    return written;
  }
}
