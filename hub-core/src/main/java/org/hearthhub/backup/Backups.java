package org.hearthhub.backup;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.hearthhub.event.EventBus;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.thing.Actor;
import org.hearthhub.vault.Vault;

/**
 * The backups of this home: one after the other, made while it runs, each read again and proven
 * after it was written, old ones removed by a rule. Thread-safe.
 */
public final class Backups implements AutoCloseable {
  /**
   * @param zone of the home; the schedule and the rule go by its days
   * @param witness decides on and writes down what is done
   */
  public Backups(
      Vault vault,
      EventBus bus,
      InstantSource clock,
      Supplier<ZoneId> zone,
      BackupWitness witness) {}

  /** Begins to make backups by the plan. */
  public void start() {}

  /** How it stands, for a page; reads no disk. */
  public BackupStatus status() {
    throw notYet();
  }

  /** Where backups go and when. */
  public BackupPlan plan() {
    throw notYet();
  }

  /**
   * Changes where backups go and when. A folder that is named for the first time gets a marker
   * file, so that an empty mount point is never taken for the share that was meant.
   *
   * @throws org.hearthhub.problem.Refused if the actor may not
   * @throws org.hearthhub.problem.Invalid if the folder is not absolute, or in the data folder
   * @throws org.hearthhub.problem.Broken if it cannot be written
   */
  public void change(Actor actor, BackupPlan plan) {
    throw notYet();
  }

  /** The backups in the folder, newest first, the failed ones that are kept aside as well. */
  public List<Backup> list() {
    throw notYet();
  }

  /**
   * Makes a backup and proves it, on another thread.
   *
   * @return completes with it, or fails with a Problem; either way it was written down and told
   * @throws org.hearthhub.problem.Refused if the actor may not
   * @throws org.hearthhub.problem.Conflict if one is being made, or no folder was named, or no
   *     passphrase could open it
   */
  public CompletionStage<Backup> begin(Actor actor) {
    throw notYet();
  }

  /** As {@link #begin}, and waits for it. */
  public Backup now(Actor actor) {
    throw notYet();
  }

  /**
   * Reads a backup again and proves it, as after it was made.
   *
   * @throws org.hearthhub.problem.NotFound if there is none of that name
   */
  public Backup verify(Actor actor, String name) {
    throw notYet();
  }

  /**
   * The file of a backup, to be sent to a person who keeps it elsewhere.
   *
   * @throws org.hearthhub.problem.NotFound if there is none of that name
   */
  public Path file(Actor actor, String name) {
    throw notYet();
  }

  /** To be called once the past was unlocked: opens what was compared by digest only. */
  public void unlocked() {}

  private static Unavailable notYet() {
    return new Unavailable(Unavailable.Who.HUB, "not-yet", "This Hearth cannot make backups yet.");
  }

  /** Ends what is being done; a backup that is half written leaves nothing behind. */
  @Override
  public void close() {}
}
