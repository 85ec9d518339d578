package org.hearthhub.audit;

import java.time.Instant;
import java.util.Optional;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;

/**
 * Who did what, to what, and what came of it.
 *
 * @param sequence 1, 2, 3, … without a gap
 * @param actorName the person's or app's name at that time, so that it stays readable
 * @param thing the device it was about
 * @param thingTitle what it was called at that time; without a device, the room it was about
 * @param name the property or action
 * @param reason why it did not happen, or a remark, for a person
 */
public record AuditEntry(
    long sequence,
    Instant time,
    Actor actor,
    String actorName,
    Action action,
    Optional<DeviceId> thing,
    Optional<String> thingTitle,
    Optional<AffordanceName> name,
    Optional<Value> oldValue,
    Optional<Value> newValue,
    Outcome outcome,
    Optional<String> reason) {

  /** What was done; numbers are for ever. */
  public enum Action {
    SETUP(1, "setup"),
    SIGN_IN(2, "sign-in"),
    SIGN_OUT(3, "sign-out"),
    WRITE_PROPERTY(4, "write-property"),
    INVOKE_ACTION(5, "invoke-action"),
    ACCEPT_DEVICE(6, "accept-device"),
    IGNORE_DEVICE(7, "ignore-device"),
    CHANGE_DEVICE(8, "change-device"),
    REMOVE_DEVICE(9, "remove-device"),
    CHANGE_ROOM(10, "change-room"),
    ADD_BY_ADDRESS(11, "add-by-address"),
    ADMIT_PERSON(12, "admit-person"),
    OPEN_PAIRING(13, "open-pairing"),
    PAIR_DEVICE(14, "pair-device"),
    FORGET_KEY(15, "forget-key"),
    CHANGE_LOGIN(16, "change-login"),
    CLOSE_PAIRING(17, "close-pairing"),
    UNLOCK(20, "unlock"),
    LOCK(21, "lock"),
    ADD_KEY(22, "add-key"),
    REMOVE_KEY(23, "remove-key"),
    CHANGE_KEY(24, "change-key"),
    ROTATE_KEYS(25, "rotate-keys"),
    ERASE_PAST(26, "erase-past"),
    CHANGE_PASSWORD(27, "change-password"),
    RESET_PASSWORD(28, "reset-password"),
    PROVE_KEY(29, "prove-key"),
    CHANGE_KEEPING(30, "change-retention"),
    TRIM_PAST(31, "trim-past"),
    MAKE_BACKUP(40, "make-backup"),
    PLAN_BACKUPS(41, "plan-backups"),
    CHECK_STORE(42, "check-store"),
    RESTORE(43, "restore"),
    CLOCK(50, "clock");

    private final int number;
    private final String word;

    Action(int number, String word) {
      this.number = number;
      this.word = word;
    }

    public int number() {
      return number;
    }

    /** The word in the REST API. */
    public String word() {
      return word;
    }
  }

  /** What came of it; numbers are for ever. */
  public enum Outcome {
    DONE(1, "done"),
    REFUSED(2, "refused"),
    UNREACHABLE(3, "unreachable"),
    FAILED(4, "failed"),
    /** It is not known yet: the device sleeps. What came of it is an entry of its own. */
    WAITING(5, "waiting");

    private final int number;
    private final String word;

    Outcome(int number, String word) {
      this.number = number;
      this.word = word;
    }

    public int number() {
      return number;
    }

    /** The word in the REST API. */
    public String word() {
      return word;
    }
  }

  /** An entry to be written: sequence and time are given by the journal. */
  public static AuditEntry draft(Actor actor, String actorName, Action action, Outcome outcome) {
    return new AuditEntry(
        0,
        Instant.EPOCH,
        actor,
        actorName,
        action,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        outcome,
        Optional.empty());
  }

  /** The same about a device, by its id and present title. */
  public AuditEntry about(DeviceId device, String title) {
    return new AuditEntry(
        sequence,
        time,
        actor,
        actorName,
        action,
        Optional.of(device),
        Optional.of(title),
        name,
        oldValue,
        newValue,
        outcome,
        reason);
  }

  /** The same about a room. */
  public AuditEntry aboutRoom(String title) {
    return new AuditEntry(
        sequence,
        time,
        actor,
        actorName,
        action,
        Optional.empty(),
        Optional.of(title),
        name,
        oldValue,
        newValue,
        outcome,
        reason);
  }

  /** The room it was about, by what it was called. */
  public Optional<String> room() {
    return thing.isPresent() ? Optional.empty() : thingTitle;
  }

  /** The same with what it was and what it became. */
  public AuditEntry changing(Optional<Value> before, Optional<Value> after) {
    return new AuditEntry(
        sequence,
        time,
        actor,
        actorName,
        action,
        thing,
        thingTitle,
        name,
        before,
        after,
        outcome,
        reason);
  }

  /** The same about a property or action, with what it was and what it was to become. */
  public AuditEntry changing(
      AffordanceName affordance, Optional<Value> before, Optional<Value> after) {
    return new AuditEntry(
        sequence,
        time,
        actor,
        actorName,
        action,
        thing,
        thingTitle,
        Optional.of(affordance),
        before,
        after,
        outcome,
        reason);
  }

  /** The same with another outcome. */
  public AuditEntry outcome(Outcome other) {
    return new AuditEntry(
        sequence,
        time,
        actor,
        actorName,
        action,
        thing,
        thingTitle,
        name,
        oldValue,
        newValue,
        other,
        reason);
  }

  /** The same with a reason or remark for a person. */
  public AuditEntry because(String sentence) {
    return new AuditEntry(
        sequence,
        time,
        actor,
        actorName,
        action,
        thing,
        thingTitle,
        name,
        oldValue,
        newValue,
        outcome,
        Optional.of(sentence));
  }
}
