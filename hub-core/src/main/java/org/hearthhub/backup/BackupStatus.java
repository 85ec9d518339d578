package org.hearthhub.backup;

import java.time.Instant;
import java.util.Optional;

/**
 * How it stands with the backups, for the page that must say it loudly.
 *
 * @param health in one word
 * @param sentence the same for a person, with what to do
 * @param running what is being done now
 * @param lastGood the newest one that is proven
 * @param lastFailure the newest failure since the last good one
 * @param next when one is made by itself
 */
public record BackupStatus(
    Health health,
    String sentence,
    Optional<Progress> running,
    Optional<Backup> lastGood,
    Optional<Failure> lastFailure,
    Optional<Instant> next) {

  /** In one word. */
  public enum Health {
    /** No folder was named, so there are no backups. */
    NOT_SET_UP,
    /** No passphrase and no recovery code can open a backup yet. */
    NO_SECRET,
    /** All is well, the first one is still to come. */
    WAITING,
    GOOD,
    /** The newest proven one is older than two days although one is due each day. */
    OVERDUE,
    /** The last try failed. */
    FAILED
  }

  /**
   * @param doing whether it is written or read again
   * @param done bytes
   * @param all bytes
   */
  public record Progress(Doing doing, long done, long all) {}

  /** The steps of a backup. */
  public enum Doing {
    WRITING,
    CHECKING
  }

  /**
   * @param sentence what happened and what to do, for a person
   */
  public record Failure(Instant at, String sentence) {}
}
