package org.hearthhub.backup;

import org.hearthhub.thing.Actor;

/** Decides on and writes down what is done with backups, above this room. */
public interface BackupWitness {
  /**
   * @throws org.hearthhub.problem.Refused if the actor may not
   */
  void mayManageBackups(Actor actor, Deed deed);

  /** Writes down what was done, or what failed. */
  void managedBackups(Actor actor, Deed deed, boolean done, String remark);

  /** What is done with backups. */
  enum Deed {
    MAKE,
    PLAN,
    CHECK,
    RESTORE
  }
}
