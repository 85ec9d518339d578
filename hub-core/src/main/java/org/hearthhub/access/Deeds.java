package org.hearthhub.access;

import java.util.Optional;
import java.util.function.Function;
import org.hearthhub.audit.Audit;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.backup.BackupWitness;
import org.hearthhub.history.PastWitness;
import org.hearthhub.home.Witness;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.RecordStore;

/**
 * What actors do: decided by the policy and written into the audit journal, both in this one place.
 * Thread-safe.
 */
public final class Deeds implements Witness, BackupWitness, PastWitness {
  private final Policy policy;
  private final Residents residents;
  private final Audit audit;
  private final Function<DeviceId, String> deviceTitles;

  /**
   * @param deviceTitles what a device is called now
   */
  public Deeds(
      Policy policy, Residents residents, Audit audit, Function<DeviceId, String> deviceTitles) {
    this.policy = policy;
    this.residents = residents;
    this.audit = audit;
    this.deviceTitles = deviceTitles;
  }

  /**
   * Decides; a refusal is written down.
   *
   * @param deed what its actor is about to do
   * @throws Refused if the actor may not
   */
  public void require(Right right, AuditEntry deed) {
    try {
      policy.require(deed.actor(), right);
    } catch (Refused refused) {
      write(deed.outcome(AuditEntry.Outcome.REFUSED).because(refused.sentence()));
      throw refused;
    }
  }

  /** Whether an actor may; nothing is written down. */
  public boolean allows(Actor actor, Right right) {
    return policy.allows(actor, right);
  }

  /**
   * @throws org.hearthhub.problem.Broken if this home had an owner
   */
  void requireNoFormerOwner(RecordStore records) {
    FormerOwner.requireNone(residents, records, audit);
  }

  /** Writes down what was done; durable when this returns. */
  public AuditEntry write(AuditEntry deed) {
    return audit.write(deed);
  }

  /**
   * What was written down under that number; empty if it was erased.
   *
   * @throws org.hearthhub.problem.Locked if the past is locked
   */
  public Optional<AuditEntry> entry(long sequence) {
    return audit.entry(sequence);
  }

  /** Takes out for good what is written about a device; how many entries that were. */
  long eraseAbout(DeviceId device) {
    return audit.eraseAbout(device);
  }

  /** An entry that names its actor; outcome {@code done}. */
  public AuditEntry by(Actor actor, AuditEntry.Action action) {
    return AuditEntry.draft(actor, nameOf(actor), action, AuditEntry.Outcome.DONE);
  }

  /** What to call an actor in the audit journal and on pages. */
  public String nameOf(Actor actor) {
    return switch (actor) {
      case Actor.Person(var id) ->
          residents.resident(id).map(Resident::name).orElse("Somebody who left");
      case Actor.App(var _) -> "An app";
      case Actor.Rule(var _) -> "A rule";
      case Actor.Schedule(var _) -> "A schedule";
      case Actor.Device(var id) -> deviceTitles.apply(id);
      case Actor.TheHub() -> "Hearth";
      case Actor.Operator() -> "Operator";
    };
  }

  @Override
  public void mayChangeHome(Actor actor) {
    require(new Right.ManageHome(), by(actor, AuditEntry.Action.CHANGE_ROOM));
  }

  @Override
  public void changedHome(Actor actor, String remark) {
    write(by(actor, AuditEntry.Action.CHANGE_ROOM).because(remark));
  }

  @Override
  public void changedRoom(
      Actor actor, Optional<String> before, Optional<String> after, String remark) {
    write(
        by(actor, AuditEntry.Action.CHANGE_ROOM)
            .aboutRoom(after.or(() -> before).orElse(""))
            .changing(before.map(Value::of), after.map(Value::of))
            .because(remark));
  }

  @Override
  public void mayManageBackups(Actor actor, BackupWitness.Deed deed) {
    require(new Right.ManageBackups(), by(actor, action(deed)));
  }

  @Override
  public void managedBackups(Actor actor, BackupWitness.Deed deed, boolean done, String remark) {
    write(
        by(actor, action(deed))
            .outcome(done ? AuditEntry.Outcome.DONE : AuditEntry.Outcome.FAILED)
            .because(remark));
  }

  private static AuditEntry.Action action(BackupWitness.Deed deed) {
    return switch (deed) {
      case MAKE -> AuditEntry.Action.MAKE_BACKUP;
      case PLAN -> AuditEntry.Action.PLAN_BACKUPS;
      case CHECK -> AuditEntry.Action.CHECK_STORE;
      case RESTORE -> AuditEntry.Action.RESTORE;
    };
  }

  @Override
  public void mayChangeKeeping(Actor actor) {
    require(new Right.ManageHome(), by(actor, AuditEntry.Action.CHANGE_KEEPING));
  }

  @Override
  public void changedKeeping(Actor actor, String remark) {
    write(by(actor, AuditEntry.Action.CHANGE_KEEPING).because(remark));
  }

  /** The machine's clock was found to be wrong, or right again; what that means, for a person. */
  public void clockWasWrong(String remark) {
    write(by(new Actor.TheHub(), AuditEntry.Action.CLOCK).because(remark));
  }

  @Override
  public void removed(String remark) {
    write(by(new Actor.TheHub(), AuditEntry.Action.TRIM_PAST).because(remark));
  }
}
