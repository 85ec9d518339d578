package org.hearthhub.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Problem;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.PersonId;
import org.hearthhub.vault.Tier;
import org.hearthhub.vault.Vault;

/**
 * Who comes to live in this home: its first owner by the setup code, others by an owner.
 * Thread-safe.
 */
public final class Household {
  private final Residents residents;
  private final SetupCode setupCode;
  private final Sessions sessions;
  private final Vault vault;
  private final Deeds deeds;
  private final UnlockGuard guard;
  private final Throttle setUps;

  public Household(
      Residents residents,
      SetupCode setupCode,
      Sessions sessions,
      Vault vault,
      Deeds deeds,
      InstantSource clock) {
    this.residents = residents;
    this.setupCode = setupCode;
    this.sessions = sessions;
    this.vault = vault;
    this.deeds = deeds;
    this.guard = new UnlockGuard(clock);
    // One try less than voids a code: whoever only guesses waits before the owner's is void.
    this.setUps = new Throttle(clock, 4, Duration.ofMinutes(15), 1_000);
    if (residents.ownerExists()) {
      setupCode.retire();
    } else {
      deeds.requireNoFormerOwner(vault.records());
    }
  }

  /**
   * Makes the first person the owner and signs them in. Their password also becomes a way to unlock
   * the vault. Of several people who try at once, one becomes the owner.
   *
   * @param password is cleared
   * @param address of whoever tries
   * @throws org.hearthhub.problem.Invalid if the name or the password cannot be one; the code stays
   *     good
   * @throws org.hearthhub.problem.TooMuch after too many wrong codes from there; says when to try
   *     again, and the code stays good
   * @throws org.hearthhub.problem.Refused if the code is wrong or void
   * @throws Conflict if there is an owner already
   */
  public synchronized Sessions.SignedIn setUp(
      String code, String name, char[] password, String address) {
    try {
      if (residents.ownerExists()) {
        throw new Conflict(
            "already-set-up",
            "This home has an owner already. Sign in, or ask them to let you in.");
      }
      residents.check(name, password);
      setUps.attempt(address);
      setupCode.redeem(code);
      Resident owner = makeOwner(name, password);
      setupCode.retire();
      deeds.write(deeds.by(new Actor.Person(owner.id()), AuditEntry.Action.SETUP));
      return sessions.start(owner);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  /**
   * Lets another person in.
   *
   * @param password is cleared
   * @throws org.hearthhub.problem.Refused if the actor may not
   * @throws org.hearthhub.problem.Invalid if the name or the password cannot be one
   * @throws Conflict if somebody has that name
   */
  public Resident admit(Actor actor, String name, char[] password, Role role) {
    try {
      AuditEntry deed = deeds.by(actor, AuditEntry.Action.ADMIT_PERSON);
      deeds.require(new Right.ManagePeople(), deed);
      Resident resident = residents.add(name, password, role);
      deeds.write(deed.because("“" + resident.name() + "” is now " + role.inWords() + "."));
      return resident;
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private Resident makeOwner(String name, char[] password) {
    try {
      // The slot first: an owner who could not unlock the vault would learn it too late.
      PersonId id = PersonId.random();
      vault.slots().addFor(id, password.clone(), EnumSet.allOf(Tier.class), name);
      return residents.add(id, name, password, Role.OWNER);
    } catch (RuntimeException failed) {
      // The code is used up and nobody owns the home: another try needs another code.
      setupCode.announce();
      throw failed;
    }
  }

  /**
   * Changes a person's own password, and with it the keys of the vault that were made from it.
   * Their other sessions end.
   *
   * @param token of the session that goes on
   * @param old is cleared
   * @param password the new one; is cleared
   * @throws org.hearthhub.problem.Refused if the old one is wrong
   * @throws org.hearthhub.problem.Invalid if the new one cannot be one
   * @throws org.hearthhub.problem.TooMuch after too many wrong tries
   */
  public void changePassword(
      PersonId person, String token, char[] old, char[] password, String address) {
    AuditEntry deed = deeds.by(new Actor.Person(person), AuditEntry.Action.CHANGE_PASSWORD);
    try {
      Residents.checkPassword(password);
      guard.attempt(address);
      if (!residents.isPassword(person, old)) {
        Refused wrong =
            new Refused(
                Refused.Reason.NOT_ALLOWED,
                "wrong-password",
                "That is not your present password. Nothing was changed.");
        deeds.write(deed.outcome(AuditEntry.Outcome.REFUSED).because(wrong.sentence()));
        throw wrong;
      }
      guard.succeeded(address);
      PasswordHash hash = residents.hash(password);
      // The key first: who can sign in but not unlock would learn it too late.
      int keys = vault.slots().rotateFor(person, old, password);
      try {
        residents.setPassword(person, hash);
      } catch (Problem failed) {
        vault.slots().rotateFor(person, password, old);
        throw failed;
      }
      if (keys > 0) {
        vault.renewAfterRemoval();
      }
      sessions.endOthers(person, token);
      deeds.write(keys == 0 ? deed : deed.because("It opens the store, too."));
    } finally {
      Arrays.fill(old, '\0');
      Arrays.fill(password, '\0');
    }
  }

  /**
   * What came of resetting a password.
   *
   * @param keyChanged whether the new password opens the store as the old one did
   * @param sentence what else is to be done, for a person
   */
  public record Reset(Resident resident, boolean keyChanged, String sentence) {}

  /**
   * Gives a person another password without the old one: for whoever holds the machine. All their
   * sessions end. While the past is locked the key of the store that was made from the old password
   * stays, as nobody can replace it then.
   *
   * @param password is cleared
   * @throws NotFound if nobody has that name
   * @throws org.hearthhub.problem.Refused if the actor may not
   * @throws org.hearthhub.problem.Invalid if it cannot be a password
   */
  public Reset resetPassword(Actor actor, String name, char[] password) {
    AuditEntry deed = deeds.by(actor, AuditEntry.Action.RESET_PASSWORD);
    try {
      if (!(actor instanceof Actor.Operator)) {
        Refused refused =
            new Refused(
                Refused.Reason.NOT_ALLOWED,
                "not-allowed",
                "A password is reset on the hub's own machine, with 'hearth reset-password'.");
        deeds.write(deed.outcome(AuditEntry.Outcome.REFUSED).because(refused.sentence()));
        throw refused;
      }
      Residents.checkPassword(password);
      Resident resident =
          residents
              .byName(name)
              .orElseThrow(
                  () ->
                      new NotFound(
                          "no-such-person", "Nobody of that name lives here. Check the spelling."));
      boolean theirs =
          vault.slots().list().stream()
              .anyMatch(slot -> slot.person().filter(resident.id()::equals).isPresent());
      PasswordHash hash = residents.hash(password);
      boolean changed = theirs && vault.isOpen(Tier.HISTORY);
      if (changed) {
        vault.slots().rotateFor(resident.id(), password);
        vault.renewAfterRemoval();
      }
      residents.setPassword(resident.id(), hash);
      int ended = sessions.endAll(resident.id());
      deeds.write(deed.because("For “" + resident.name() + "”; " + ended + " sessions ended."));
      return new Reset(resident, changed, sentence(theirs, changed));
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private static String sentence(boolean theirs, boolean changed) {
    if (!theirs) {
      return "They can sign in with it. It does not open the store.";
    }
    return changed
        ? "They can sign in with it, and it opens the store."
        : "They can sign in with it. The past is locked, so the store still opens with the old"
            + " password only: unlock it with the recovery code, then reset once more.";
  }
}
