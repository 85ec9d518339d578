package org.hearthhub.backup;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.hearthhub.backup.BackupStatus.Health;

/** How it stands with the backups at one moment, and whether one is due. Immutable. */
final class Standing {
  private static final Duration OVERDUE = Duration.ofDays(2);
  private static final Duration AGAIN = Duration.ofHours(1);

  private final BackupRecords.Plan plan;
  private final Optional<Backup> lastGood;
  private final int secrets;
  private final Instant now;
  private final ZoneId zone;

  Standing(BackupRecords records, int secrets, Instant now, ZoneId zone) {
    this.plan = records.plan();
    this.now = now;
    this.lastGood =
        records.all().stream()
            .map(BackupRecords.Known::backup)
            .filter(backup -> isGood(backup.check()))
            // One from the future was made by a wrong clock: nobody knows how old it is.
            .filter(backup -> !backup.made().isAfter(now.plus(AGAIN)))
            .findFirst();
    this.secrets = secrets;
    this.zone = zone;
  }

  static boolean isGood(Check check) {
    return switch (check) {
      case Check.Proven _, Check.ByDigest _, Check.OfDamagedStore _ -> true;
      case Check.NotYet _, Check.Failed _ -> false;
    };
  }

  /** When the next one is made by itself; empty if none is. */
  Optional<Instant> next() {
    if (plan.plan().folder().isEmpty() || plan.plan().daily().isEmpty() || secrets == 0) {
      return Optional.empty();
    }
    // A try in the future was made before the clock was set back.
    Optional<Instant> tried = plan.tried().filter(at -> !at.isAfter(now));
    if (tried.isEmpty()) {
      return Optional.of(now);
    }
    Instant next = Backups.next(tried.get(), plan.plan().daily().get(), zone);
    Instant again = tried.get().plus(AGAIN);
    return Optional.of(plan.failure().isPresent() && again.isBefore(next) ? again : next);
  }

  boolean isDue() {
    return next().filter(at -> !at.isAfter(now)).isPresent();
  }

  BackupStatus status(Optional<BackupStatus.Progress> running) {
    Health health = health();
    return new BackupStatus(health, sentence(health), running, lastGood, plan.failure(), next());
  }

  private Health health() {
    if (plan.plan().folder().isEmpty()) {
      return Health.NOT_SET_UP;
    }
    if (secrets == 0) {
      return Health.NO_SECRET;
    }
    if (plan.failure().isPresent()) {
      return Health.FAILED;
    }
    if (lastGood.isEmpty()) {
      return Health.WAITING;
    }
    boolean late = lastGood.get().made().isBefore(now.minus(OVERDUE));
    return late && plan.plan().daily().isPresent() ? Health.OVERDUE : Health.GOOD;
  }

  private String sentence(Health health) {
    return switch (health) {
      case NOT_SET_UP ->
          "There are no backups: if this machine's disk fails, this home and its past are gone."
              + " Name a folder on another disk or a share.";
      case NO_SECRET -> Making.noSecret().sentence();
      case FAILED -> plan.failure().map(BackupStatus.Failure::sentence).orElse("");
      case WAITING -> "The first backup is still to be made.";
      case OVERDUE ->
          "The newest good backup is from " + newest() + ", more than two days ago. Make one now.";
      case GOOD ->
          "The newest backup is from "
              + newest()
              + ". "
              + inWords(lastGood.map(Backup::check).orElse(new Check.NotYet()));
    };
  }

  private String newest() {
    return lastGood.map(backup -> backup.made().atZone(zone).toLocalDate().toString()).orElse("");
  }

  static String inWords(Check check) {
    return switch (check) {
      case Check.NotYet() ->
          "It was not checked: this hub did not make it. It never removes it, and looks into it"
              + " with a passphrase or recovery code of that time.";
      case Check.Proven _ -> "It was read again, and everything in it opened.";
      case Check.ByDigest(var _, long waiting, String why) ->
          "It was read again and is what was written; "
              + waiting
              + " rows in it were compared, not opened. "
              + why;
      case Check.OfDamagedStore(var _, long damaged) ->
          "It is a faithful copy, but the store itself has "
              + damaged
              + " damaged rows. Run 'hearth verify'.";
      case Check.Failed(var _, String sentence) -> sentence;
    };
  }

  static String inWords(BackupPlan plan) {
    String where =
        plan.folder().map(folder -> "Backups go to " + folder).orElse("Backups go nowhere");
    String when = plan.daily().map(time -> ", every day at " + time).orElse(", none by itself");
    KeepRule keep = plan.keep();
    return where
        + when
        + "; kept are "
        + keep.daily()
        + " daily, "
        + keep.weekly()
        + " weekly and "
        + keep.monthly()
        + " monthly ones.";
  }
}
