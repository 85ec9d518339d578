package org.hearthhub.access;

import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.audit.AuditEntry.Action;
import org.hearthhub.event.EventBus;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Problem;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.vault.ErasureReport;
import org.hearthhub.vault.KeySlot;
import org.hearthhub.vault.KeySlots;
import org.hearthhub.vault.RecoveryCode;
import org.hearthhub.vault.SlotKind;
import org.hearthhub.vault.Tier;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;

/**
 * What people do with the keys of the vault: decided by the policy, slowed down where a secret is
 * tried, and written into the audit journal. Secrets handed in are wiped. Thread-safe.
 */
public final class KeyKeeping {
  private final Vault vault;
  private final KeySlots slots;
  private final Deeds deeds;
  private final EventBus bus;
  private final UnlockGuard guard;

  public KeyKeeping(Vault vault, Deeds deeds, EventBus bus, InstantSource clock) {
    this.vault = vault;
    this.slots = vault.slots();
    this.deeds = deeds;
    this.bus = bus;
    this.guard = new UnlockGuard(clock);
    vault.whenTiersChange(this::changed);
  }

  private void changed() {
    bus.publish(new HomeEvent.VaultChanged());
  }

  /** The ways to open the vault, in the order they were made. */
  public List<KeySlot> keys(Actor actor) {
    deeds.require(new Right.ManageKeys(), deeds.by(actor, Action.CHANGE_KEY));
    return slots.list();
  }

  /**
   * Adds a passphrase, key file or credential; problems as {@link KeySlots#add}.
   *
   * @throws org.hearthhub.problem.Invalid if a passphrase has fewer than 8 or more than 200
   *     characters
   */
  public KeySlot add(Actor actor, Unlock unlock, Set<Tier> tiers, String label) {
    try {
      require(actor, Action.ADD_KEY);
      check(unlock);
      KeySlot slot = slots.add(unlock, tiers, label);
      write(actor, Action.ADD_KEY, "A " + named(slot) + " opens the store from now on.");
      return slot;
    } finally {
      Unlock.wipe(unlock);
    }
  }

  /** Draws a recovery code; it is nowhere but in the answer, and has to be closed. */
  public RecoveryCode addRecoveryCode(Actor actor, String label) {
    require(actor, Action.ADD_KEY);
    RecoveryCode code = slots.addRecoveryCode(label);
    write(actor, Action.ADD_KEY, "A recovery code opens the store from now on.");
    return code;
  }

  /**
   * A secret typed back.
   *
   * @throws Refused if it does not open this slot
   * @throws org.hearthhub.problem.TooMuch after too many wrong tries
   */
  public KeySlot prove(Actor actor, long id, Unlock unlock, String address) {
    try {
      require(actor, Action.PROVE_KEY);
      KeySlot slot = tried(actor, Action.PROVE_KEY, address, unlock, () -> slots.prove(id, unlock));
      write(actor, Action.PROVE_KEY, "The " + named(slot) + " was typed back.");
      return slot;
    } finally {
      Unlock.wipe(unlock);
    }
  }

  /** Another secret of the same kind in place of a slot's; problems as {@link KeySlots#rotate}. */
  public KeySlot rotate(Actor actor, long id, Unlock replacement) {
    try {
      require(actor, Action.CHANGE_KEY);
      check(replacement);
      KeySlot slot = slots.rotate(id, replacement);
      write(
          actor, Action.CHANGE_KEY, "The " + named(slot) + " was replaced by another." + renewed());
      return slot;
    } finally {
      Unlock.wipe(replacement);
    }
  }

  /** Draws another recovery code in place of a slot's; it has to be closed. */
  public RecoveryCode rotateRecoveryCode(Actor actor, long id) {
    require(actor, Action.CHANGE_KEY);
    RecoveryCode code = slots.rotateRecoveryCode(id);
    write(actor, Action.CHANGE_KEY, "The recovery code was replaced by another." + renewed());
    return code;
  }

  public KeySlot label(Actor actor, long id, String label) {
    require(actor, Action.CHANGE_KEY);
    KeySlot slot = slots.label(id, label);
    write(actor, Action.CHANGE_KEY, "A key is now called “" + slot.label() + "”.");
    return slot;
  }

  /**
   * It opens nothing any more, neither as it is nor put back from an earlier copy of the file.
   *
   * @throws Conflict if it is the last one that a person can type
   */
  public void remove(Actor actor, long id) {
    require(actor, Action.REMOVE_KEY);
    String removed =
        slots.list().stream()
            .filter(slot -> slot.id() == id)
            .findFirst()
            .map(KeyKeeping::named)
            .orElse("key");
    slots.remove(id);
    write(
        actor,
        Action.REMOVE_KEY,
        "The " + removed + " does not open the store any more." + renewed());
  }

  private String renewed() {
    return vault
        .renewAfterRemoval()
        .map(why -> " The store's inner keys stay for now: " + why)
        .orElse(" The store has new inner keys.");
  }

  /**
   * Unlocks the past; problems as {@link Vault#unlock}.
   *
   * @param address where the try comes from
   * @throws org.hearthhub.problem.TooMuch after too many wrong tries
   */
  public void unlock(Actor actor, Unlock unlock, String address) {
    try {
      deeds.require(new Right.UnlockPast(), deeds.by(actor, Action.UNLOCK));
      boolean wasLocked = !vault.isOpen(Tier.HISTORY);
      tried(
          actor,
          Action.UNLOCK,
          address,
          unlock,
          () -> {
            vault.unlock(unlock);
            return true;
          });
      if (wasLocked) {
        deeds.write(deeds.by(actor, Action.UNLOCK));
      }
    } finally {
      Unlock.wipe(unlock);
    }
  }

  /**
   * Locks the past until somebody unlocks it; readings are recorded nonetheless.
   *
   * @throws Conflict if nobody could unlock it again
   */
  public void lockPast(Actor actor) {
    require(actor, Action.LOCK);
    vault.lockHistory();
    deeds.write(deeds.by(actor, Action.LOCK));
  }

  /** What opens by itself after a restart. */
  public AutoUnlock autoUnlock() {
    return AutoUnlock.of(slots.openByThemselves());
  }

  /**
   * Chooses what opens by itself after the next restart. What is given up gets a new tier key,
   * which the key file is never given, so that a copy of it is of no use for what comes.
   *
   * @throws Conflict if nobody could open what would not open by itself, or there is no key file
   *     and no credential that could
   */
  public void choose(Actor actor, AutoUnlock choice) {
    require(actor, Action.CHANGE_KEY);
    AutoUnlock before = autoUnlock();
    if (choice == before) {
      return;
    }
    List<KeySlot> automatic = slots.list().stream().filter(slot -> !slot.kind().isHuman()).toList();
    if (automatic.isEmpty()) {
      throw new Conflict(
          "no-automatic-key",
          "Nothing is there that could open it without a person. Add a key file or a systemd"
              + " credential on the hub's own machine with 'hearth keys add'.");
    }
    if (choice == AutoUnlock.ALL) {
      automatic.forEach(slot -> slots.setTiers(slot.id(), EnumSet.allOf(Tier.class)));
    } else {
      requireHuman();
      vault.requireRotatable();
      for (KeySlot slot : automatic) {
        if (choice == AutoUnlock.NONE) {
          slots.remove(slot.id());
        } else {
          slots.setTiers(slot.id(), EnumSet.of(Tier.OPERATING));
        }
      }
      vault.renewAfterRemoval();
    }
    write(actor, Action.CHANGE_KEY, "After a restart " + inWords(choice) + " opens by itself.");
  }

  private void requireHuman() {
    if (slots.list().stream()
        .noneMatch(slot -> slot.kind().isHuman() && slot.tiers().contains(Tier.HISTORY))) {
      throw new Conflict(
          "nobody-could-unlock",
          "No passphrase and no recovery code opens the past, so nobody could unlock it. Add one"
              + " first.");
    }
  }

  private static String inWords(AutoUnlock choice) {
    return switch (choice) {
      case ALL -> "everything";
      case OPERATING -> "the home, but not its past,";
      case NONE -> "nothing";
    };
  }

  /** New tier keys, without downtime; problems as {@link Vault#rotate}. */
  public void rotateTierKeys(Actor actor) {
    require(actor, Action.ROTATE_KEYS);
    vault.rotate();
    deeds.write(deeds.by(actor, Action.ROTATE_KEYS));
    changed();
  }

  /**
   * Deletes everything a device ever said, for good.
   *
   * @param title what the device is called, for the journal
   */
  public ErasureReport erase(Actor actor, DeviceId device, String title) {
    return erase(actor, device, title, false);
  }

  /**
   * As {@link #erase(Actor, DeviceId, String)}; what the journal says about the device as well, so
   * that the commitments alone are left of it.
   *
   * @throws org.hearthhub.problem.Locked if the journal is to be erased and the past is locked
   */
  public ErasureReport erase(Actor actor, DeviceId device, String title, boolean journalToo) {
    AuditEntry deed = deeds.by(actor, Action.ERASE_PAST).about(device, title);
    deeds.require(new Right.ManageDevices(), deed);
    if (journalToo) {
      deed = deeds.by(actor, Action.ERASE_PAST).because("What was written about it went as well.");
      deeds.eraseAbout(device);
    }
    ErasureReport report = erased(device, deed);
    bus.publish(new HomeEvent.PastErased(device));
    deeds.write(
        report.isProven()
            ? deed
            : deed.outcome(AuditEntry.Outcome.FAILED).because(String.join(" ", report.failures())));
    return report;
  }

  private ErasureReport erased(DeviceId device, AuditEntry deed) {
    try {
      return vault.erase(device);
    } catch (Problem failed) {
      deeds.write(deed.outcome(AuditEntry.Outcome.FAILED).because(failed.sentence()));
      throw failed;
    }
  }

  private <T> T tried(
      Actor actor, Action action, String address, Unlock unlock, Supplier<T> attempt) {
    guard.attempt(address, unlock);
    try {
      T result = attempt.get();
      guard.succeeded(address);
      return result;
    } catch (Refused refused) {
      deeds.write(
          deeds
              .by(actor, action)
              .outcome(AuditEntry.Outcome.REFUSED)
              .because("Somebody at " + address + " tried: " + refused.sentence()));
      throw refused;
    }
  }

  private static void check(Unlock unlock) {
    if (unlock instanceof Unlock.Passphrase(char[] secret)) {
      Residents.checkPassword(secret);
    }
  }

  private void require(Actor actor, Action action) {
    deeds.require(new Right.ManageKeys(), deeds.by(actor, action));
  }

  private void write(Actor actor, Action action, String remark) {
    deeds.write(deeds.by(actor, action).because(remark));
    changed();
  }

  private static String named(KeySlot slot) {
    return inWords(slot.kind()) + (slot.label().isEmpty() ? "" : " “" + slot.label() + "”");
  }

  private static String inWords(SlotKind kind) {
    return switch (kind) {
      case PASSPHRASE -> "passphrase";
      case KEY_FILE -> "key file";
      case RECOVERY_CODE -> "recovery code";
      case CREDENTIAL -> "systemd credential";
    };
  }
}
