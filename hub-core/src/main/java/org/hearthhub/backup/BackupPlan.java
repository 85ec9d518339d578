package org.hearthhub.backup;

import java.nio.file.Path;
import java.time.LocalTime;
import java.util.Optional;

/**
 * Where backups go, when, and how many stay.
 *
 * @param folder on another disk or a mounted share; empty until a person named one
 * @param daily the time of day in the home's zone at which one is made; empty for none by itself
 */
public record BackupPlan(Optional<Path> folder, Optional<LocalTime> daily, KeepRule keep) {
  /** Nowhere yet; three in the morning, as soon as there is a folder. */
  public static final BackupPlan USUAL =
      new BackupPlan(Optional.empty(), Optional.of(LocalTime.of(3, 0)), KeepRule.USUAL);
}
