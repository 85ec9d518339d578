package org.hearthhub.vault;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.thing.PersonId;
import org.hearthhub.thing.Wording;
import org.hearthhub.vault.SlotOpening.Opened;

/**
 * The ways to open a vault. Each change is durable when it returns, and what it replaces is wiped
 * from the file and its log; a backup or a copy from before still knows it. Thread-safe.
 */
public final class KeySlots {
  private static final int MOST = 32;
  private static final int LABEL = 50;

  private final HomeFile home;
  private final KeyRing keys;
  private final Aead aead;
  private final Hpke hpke;
  private final SecureRandom random;
  private final InstantSource clock;
  private final SlotTable table;
  private final SlotReplacing replacing;
  private final SlotOpening opening;
  private final SlotDamage damage;

  /** Held while slots change or tier keys are rotated. */
  private final ReentrantLock changing = new ReentrantLock();

  KeySlots(
      HomeFile home,
      DataFolder folder,
      KeyRing keys,
      Aead aead,
      Hpke hpke,
      SecureRandom random,
      InstantSource clock,
      StoreNotices notices) {
    this.home = home;
    this.keys = keys;
    this.aead = aead;
    this.hpke = hpke;
    this.random = random;
    this.clock = clock;
    this.opening = new SlotOpening(aead, hpke, folder);
    this.table = new SlotTable(home, folder, keys, aead, hpke, random);
    this.replacing = new SlotReplacing(table, home, opening, clock);
    this.damage = new SlotDamage(home, aead, hpke, keys, notices);
  }

  /** In the order they were made. */
  public List<KeySlot> list() {
    return table.list();
  }

  /** Which tiers open without a person: by a key file or a credential. */
  public Set<Tier> openByThemselves() {
    Set<Tier> tiers = EnumSet.noneOf(Tier.class);
    list().stream().filter(slot -> !slot.kind().isHuman()).forEach(s -> tiers.addAll(s.tiers()));
    return tiers;
  }

  /**
   * Adds a way to open some tiers; what is there keeps working. A key file is made if there is
   * none.
   *
   * @param unlock is wiped
   * @param tiers the operating tier, or both
   * @throws org.hearthhub.problem.Locked if it is to open the past, and that is locked now
   * @throws Invalid if these tiers make no sense, or a recovery code is not made by the hub
   * @throws TooMuch if there are 32 already
   */
  public KeySlot add(Unlock unlock, Set<Tier> tiers, String label) {
    return add(unlock, tiers, SlotAbout.fresh(clean(label), clock.instant()));
  }

  /**
   * As {@link #add}, of the password that a person signs in with, so that it can be changed with
   * it. They have just typed it, so it counts as proven.
   */
  public KeySlot addFor(PersonId person, char[] password, Set<Tier> tiers, String label) {
    SlotAbout about =
        SlotAbout.fresh(clean(label), clock.instant()).withPerson(person).withProven();
    return add(new Unlock.Passphrase(password), tiers, about);
  }

  private KeySlot add(Unlock unlock, Set<Tier> tiers, SlotAbout about) {
    try {
      if (unlock instanceof Unlock.RecoveryCode) {
        throw new Invalid(
            "recovery-code-chosen", "A recovery code is drawn by the hub, not chosen by a person.");
      }
      return changed(() -> write(unlock, home.read(SlotRow::nextId), tiers, about));
    } finally {
      Unlock.wipe(unlock);
    }
  }

  /** Draws a recovery code that opens everything; what it says is kept nowhere. */
  public RecoveryCode addRecoveryCode(String label) {
    return changed(
        () -> {
          long id = home.read(SlotRow::nextId);
          SlotAbout about = SlotAbout.fresh(clean(label), now());
          return table.drawn(id, unlock -> write(unlock, id, EnumSet.allOf(Tier.class), about));
        });
  }

  private KeySlot write(Unlock unlock, long id, Set<Tier> tiers, SlotAbout about) {
    requireSensible(tiers);
    List<TierKey> opens = table.keysOf(tiers);
    if (list().size() >= MOST) {
      throw TooMuch.large(
          "too-many-keys", "There are 32 ways to open this store already; remove one first.");
    }
    table.put(id, unlock, about, opens);
    return table.slot(id);
  }

  private static void requireSensible(Set<Tier> tiers) {
    if (!tiers.contains(Tier.OPERATING)) {
      throw new Invalid(
          "bad-tiers", "What opens the past has to open the home as well; choose both.");
    }
  }

  /**
   * A secret typed back: from now on the slot is known to work.
   *
   * @param unlock is wiped
   * @throws org.hearthhub.problem.Refused if it does not open this slot
   */
  public KeySlot prove(long id, Unlock unlock) {
    try {
      return changed(
          () -> {
            try (Opened opened =
                opening
                    .tryOpen(home::read, table.row(id), unlock)
                    .orElseThrow(() -> SlotOpening.wrong(unlock))) {
              noteUse(opened);
            }
            return table.slot(id);
          });
    } finally {
      Unlock.wipe(unlock);
    }
  }

  /**
   * @throws org.hearthhub.problem.Refused if there is no slot for it
   */
  Opened open(Unlock unlock) {
    return opening.open(home::read, unlock);
  }

  /** What damage there is in them, said; to be called once the vault is open. */
  void lookForDamage() {
    damage.look();
  }

  /**
   * Whoever opened the vault has typed the secret; a slot of version 1 gets its pair, and what
   * damage took from a slot is made anew.
   */
  void noteUse(Opened opened) {
    damage.mend(opened);
    SlotRow slot = opened.slot();
    SlotAbout about = table.about(slot);
    if (about.proven() && slot.hasPair()) {
      return;
    }
    home.write(
        db -> {
          if (!slot.hasPair()) {
            NewSlot.givePair(db, aead, keys.operating(), slot, opened.slotKey(), random);
          }
          table.writeAbout(db, slot, about.withProven());
          return true;
        });
  }

  public KeySlot label(long id, String label) {
    return changed(
        () -> {
          SlotRow slot = table.row(id);
          SlotAbout about = table.about(slot).withLabel(clean(label));
          home.write(db -> table.writeAbout(db, slot, about));
          return table.slot(id);
        });
  }

  /**
   * A slot opens more or less from now on; its secret stays.
   *
   * @throws Conflict if a person could not open a tier any more, or the slot was made by an older
   *     Hearth and its secret has not been used since
   */
  public KeySlot setTiers(long id, Set<Tier> tiers) {
    return changed(
        () -> {
          requireSensible(tiers);
          SlotRow slot = table.row(id);
          Set<Tier> before = home.read(slot::tiers);
          if (before.equals(tiers)) {
            return table.slot(id);
          }
          if (before.containsAll(tiers)) {
            requireOthers(id);
          }
          List<TierKey> opens = table.keysOf(tiers);
          table.requirePair(slot);
          byte[] publicKey = slot.publicKey(aead, keys);
          home.write(
              db -> {
                db.statement("DELETE FROM slot_key WHERE slot = ?").number(1, id).run();
                opens.forEach(key -> NewSlot.give(db, hpke, id, slot.kind(), publicKey, key));
                return true;
              });
          home.scrub();
          return table.slot(id);
        });
  }

  /**
   * It does not open the vault any more.
   *
   * @throws Conflict if it is the last one that a person can type
   */
  public void remove(long id) {
    changed(
        () -> {
          table.row(id);
          requireOthers(id);
          home.write(
              db -> {
                db.statement("DELETE FROM slot_key WHERE slot = ?").number(1, id).run();
                return db.statement("DELETE FROM slot WHERE id = ?").number(1, id).run();
              });
          home.scrub();
          damage.look();
          return true;
        });
  }

  private void requireOthers(long id) {
    if (!table.slot(id).removable()) {
      throw new Conflict(
          "last-human-key",
          "It is the last way for a person to open this store, so it stays. Add another passphrase"
              + " or recovery code first.");
    }
  }

  /**
   * Another secret of the same kind instead of the one a slot has; of a kill in between one of the
   * two opens. A recovery code is drawn by {@link #rotateRecoveryCode}.
   *
   * @param replacement is wiped
   * @throws org.hearthhub.problem.Locked if the slot opens the past, and that is locked now
   */
  public KeySlot rotate(long id, Unlock replacement) {
    try {
      return changed(
          () -> {
            replacing.secret(id, replacement);
            damage.look();
            return table.slot(id);
          });
    } finally {
      Unlock.wipe(replacement);
    }
  }

  /** Another recovery code instead of the one a slot has. */
  public RecoveryCode rotateRecoveryCode(long id) {
    return changed(
        () -> {
          RecoveryCode code = replacing.recoveryCode(id);
          damage.look();
          return code;
        });
  }

  /**
   * The slots made from a person's password get the new one.
   *
   * @param password is not wiped
   * @return how many there were
   * @throws org.hearthhub.problem.Locked if one opens the past, and that is locked now
   */
  public int rotateFor(PersonId person, char[] password) {
    return changed(() -> replacing.password(person, password));
  }

  /**
   * As {@link #rotateFor(PersonId, char[])}; with the old password at hand it does not matter
   * whether the past is locked.
   */
  public int rotateFor(PersonId person, char[] old, char[] password) {
    return changed(() -> replacing.password(person, old, password));
  }

  /** Without it the slot could not be given another tier key. */
  void requirePair(SlotRow slot) {
    table.requirePair(slot);
  }

  /** As {@link SlotTable#renewAll}. */
  int renewAll(Sqlite db) {
    return table.renewAll(db);
  }

  /** Runs while no slot changes. */
  <T> T changed(Supplier<T> work) {
    changing.lock();
    try {
      return work.get();
    } finally {
      changing.unlock();
    }
  }

  private Instant now() {
    return clock.instant();
  }

  private static String clean(String label) {
    return Wording.clean(label, LABEL);
  }
}
