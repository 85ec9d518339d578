package org.hearthhub.backup;

import java.nio.file.Path;
import java.time.InstantSource;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.vault.Unlock;

/** Brings a home back from a backup, on this or another machine, while no hub runs there. */
public final class Restore {
  private Restore() {}

  /**
   * Reads the whole backup and proves it; then, unless it is a dry run, makes the data folder of
   * it, or nothing at all. What lies beside the backup tells which erasures came after it; they are
   * applied. The restored home opens with the same passphrases and recovery codes; the caller may
   * add a key file of this machine.
   *
   * @param container the file of a backup
   * @param secret passphrase or recovery code; cleared
   * @param target a data folder to be made; it must not be there or be empty
   * @throws org.hearthhub.problem.Refused if the secret opens no slot of the backup
   * @throws org.hearthhub.problem.Conflict if the target is not empty, or the backup is of a newer
   *     Hearth
   * @throws org.hearthhub.problem.Broken if the backup is damaged, or the disk is full
   */
  public static Restoring run(
      Path container, Unlock secret, Path target, boolean dryRun, InstantSource clock) {
    throw new Unavailable(
        Unavailable.Who.HUB, "not-yet", "This Hearth cannot restore backups yet.");
  }
}
