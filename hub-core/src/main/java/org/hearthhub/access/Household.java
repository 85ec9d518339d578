package org.hearthhub.access;

import java.util.Arrays;
import java.util.EnumSet;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.problem.Conflict;
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

  public Household(
      Residents residents, SetupCode setupCode, Sessions sessions, Vault vault, Deeds deeds) {
    this.residents = residents;
    this.setupCode = setupCode;
    this.sessions = sessions;
    this.vault = vault;
    this.deeds = deeds;
    if (residents.ownerExists()) {
      setupCode.retire();
    }
  }

  /**
   * Makes the first person the owner and signs them in. Their password also becomes a way to unlock
   * the vault. Of several people who try at once, one becomes the owner.
   *
   * @param password is cleared
   * @throws org.hearthhub.problem.Invalid if the name or the password cannot be one; the code stays
   *     good
   * @throws org.hearthhub.problem.Refused if the code is wrong or void
   * @throws Conflict if there is an owner already
   */
  public synchronized Sessions.SignedIn setUp(String code, String name, char[] password) {
    try {
      if (residents.ownerExists()) {
        throw new Conflict(
            "already-set-up",
            "This home has an owner already. Sign in, or ask them to let you in.");
      }
      residents.check(name, password);
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
}
