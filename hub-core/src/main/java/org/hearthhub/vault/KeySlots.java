package org.hearthhub.vault;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
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
  private final DataFolder folder;
  private final KeyRing keys;
  private final Aead aead;
  private final Hpke hpke;
  private final SecureRandom random;
  private final InstantSource clock;
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
    this.folder = folder;
    this.keys = keys;
    this.aead = aead;
    this.hpke = hpke;
    this.random = random;
    this.clock = clock;
    this.opening = new SlotOpening(aead, hpke, folder);
    this.damage = new SlotDamage(home, aead, hpke, keys, notices);
  }

  /** In the order they were made. */
  public List<KeySlot> list() {
    return home.read(db -> SlotList.read(db, aead, keys)).slots();
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
          return drawn(id, unlock -> write(unlock, id, EnumSet.allOf(Tier.class), about));
        });
  }

  private RecoveryCode drawn(long id, Consumer<Unlock> writing) {
    RecoveryCode code = RecoveryCode.random(id, random);
    Unlock unlock = new Unlock.RecoveryCode(code.text());
    try {
      writing.accept(unlock);
      return code;
    } catch (RuntimeException failed) {
      code.close();
      throw failed;
    } finally {
      Unlock.wipe(unlock);
    }
  }

  private KeySlot write(Unlock unlock, long id, Set<Tier> tiers, SlotAbout about) {
    requireSensible(tiers);
    requireOpen(tiers);
    if (list().size() >= MOST) {
      throw TooMuch.large(
          "too-many-keys", "There are 32 ways to open this store already; remove one first.");
    }
    put(NewSlot.make(id, unlock, about, folder, aead, random), keys.all(tiers));
    return slot(id);
  }

  private void put(NewSlot slot, List<TierKey> opens) {
    home.write(
        db -> {
          slot.writeTo(db, aead, hpke, keys.operating(), opens);
          return true;
        });
  }

  private static void requireSensible(Set<Tier> tiers) {
    if (!tiers.contains(Tier.OPERATING)) {
      throw new Invalid(
          "bad-tiers", "What opens the past has to open the home as well; choose both.");
    }
  }

  private void requireOpen(Set<Tier> tiers) {
    if (tiers.contains(Tier.HISTORY)) {
      keys.history();
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
                    .tryOpen(home::read, row(id), unlock)
                    .orElseThrow(() -> SlotOpening.wrong(unlock))) {
              noteUse(opened);
            }
            return slot(id);
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
    SlotAbout about = about(slot);
    if (about.proven() && slot.hasPair()) {
      return;
    }
    home.write(
        db -> {
          if (!slot.hasPair()) {
            NewSlot.givePair(db, aead, keys.operating(), slot, opened.slotKey(), random);
          }
          writeAbout(db, slot, about.withProven());
          return true;
        });
  }

  public KeySlot label(long id, String label) {
    return changed(
        () -> {
          SlotRow slot = row(id);
          SlotAbout about = about(slot).withLabel(clean(label));
          home.write(db -> writeAbout(db, slot, about));
          return slot(id);
        });
  }

  private int writeAbout(Sqlite db, SlotRow slot, SlotAbout about) {
    return about.write(db, aead, keys.operating(), slot);
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
            SlotRow old = row(id);
            if (old.kind() != SlotKind.of(replacement) || old.kind() == SlotKind.RECOVERY_CODE) {
              throw new Invalid(
                  "other-kind-of-key", "It can only be replaced by one of the same kind.");
            }
            SlotAbout about = SlotAbout.fresh(about(old).label(), now());
            rotate(old, replacement, about);
            return slot(id);
          });
    } finally {
      Unlock.wipe(replacement);
    }
  }

  /** Another recovery code instead of the one a slot has. */
  public RecoveryCode rotateRecoveryCode(long id) {
    return changed(
        () -> {
          SlotRow old = row(id);
          if (old.kind() != SlotKind.RECOVERY_CODE) {
            throw new Invalid("other-kind-of-key", "This is not a recovery code.");
          }
          return drawn(
              id, unlock -> rotate(old, unlock, SlotAbout.fresh(about(old).label(), now())));
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
    return changed(
        () -> {
          List<SlotRow> theirs = of(person);
          theirs.forEach(slot -> replace(slot, person, password, home.read(slot::tiers)));
          return theirs.size();
        });
  }

  /**
   * As {@link #rotateFor(PersonId, char[])}; with the old password at hand it does not matter
   * whether the past is locked.
   */
  public int rotateFor(PersonId person, char[] old, char[] password) {
    return changed(
        () -> {
          List<SlotRow> theirs = of(person);
          for (SlotRow slot : theirs) {
            Unlock before = new Unlock.Passphrase(old.clone());
            Optional<Opened> opened = opening.tryOpen(home::read, slot, before);
            Unlock.wipe(before);
            if (opened.isPresent() && damage.missing(opened.get()).isEmpty()) {
              try (Opened at = opened.get()) {
                replace(slot, person, password, at.keys());
                at.keys().forEach(TierKey::destroy);
              }
            } else {
              replace(slot, person, password, home.read(slot::tiers));
            }
          }
          return theirs.size();
        });
  }

  private List<SlotRow> of(PersonId person) {
    return home.read(SlotRow::all).stream()
        .filter(slot -> about(slot).person().filter(person::equals).isPresent())
        .toList();
  }

  private void replace(SlotRow slot, PersonId person, char[] password, Set<Tier> tiers) {
    requireOpen(tiers);
    replace(slot, person, password, keys.all(tiers));
  }

  private void replace(SlotRow slot, PersonId person, char[] password, List<TierKey> opens) {
    SlotAbout about = SlotAbout.fresh(about(slot).label(), now()).withPerson(person).withProven();
    Unlock replacement = new Unlock.Passphrase(password.clone());
    try {
      put(NewSlot.make(slot.id(), replacement, about, folder, aead, random), opens);
      home.scrub();
    } finally {
      Unlock.wipe(replacement);
    }
  }

  private void rotate(SlotRow old, Unlock replacement, SlotAbout about) {
    Set<Tier> tiers = home.read(old::tiers);
    requireOpen(tiers);
    put(NewSlot.make(old.id(), replacement, about, folder, aead, random), keys.all(tiers));
    home.scrub();
    damage.look();
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
          SlotRow slot = row(id);
          Set<Tier> before = home.read(slot::tiers);
          if (before.equals(tiers)) {
            return slot(id);
          }
          if (before.containsAll(tiers)) {
            requireOthers(id);
          }
          requireOpen(tiers);
          requirePair(slot);
          byte[] publicKey = slot.publicKey(aead, keys);
          home.write(
              db -> {
                db.statement("DELETE FROM slot_key WHERE slot = ?").number(1, id).run();
                keys.all(tiers)
                    .forEach(key -> NewSlot.give(db, hpke, id, slot.kind(), publicKey, key));
                return true;
              });
          home.scrub();
          return slot(id);
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
          row(id);
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
    if (!slot(id).removable()) {
      throw new Conflict(
          "last-human-key",
          "It is the last way for a person to open this store, so it stays. Add another passphrase"
              + " or recovery code first.");
    }
  }

  /** Without it the slot could not be given another tier key. */
  void requirePair(SlotRow slot) {
    if (!slot.hasPair()) {
      throw new Conflict(
          "key-not-used-yet",
          "Key "
              + slot.id()
              + " was made by an older Hearth. Type or try it once ('hearth keys test "
              + slot.id()
              + "'), or remove it.");
    }
    if (slot.openPublicKey(aead, keys).isEmpty()) {
      throw new Conflict(
          "key-slot-damaged",
          "What home.db has of key "
              + slot.id()
              + " is damaged. Type or try it once ('hearth keys test "
              + slot.id()
              + "'), which mends it, or remove it.");
    }
  }

  /**
   * Seals all that is said about slots anew which an older tier key sealed; how many there were.
   */
  int renewAll(Sqlite db) {
    TierKey operating = keys.operating();
    int renewed = 0;
    for (SlotRow slot : SlotRow.all(db)) {
      if (slot.aboutBy() == operating.id() && slot.publicBy() == operating.id()) {
        continue;
      }
      Optional<byte[]> publicKey = slot.openPublicKey(aead, keys);
      if (slot.aboutBy() == operating.id() && publicKey.isEmpty()) {
        continue; // there is nothing that could be sealed anew
      }
      writeAbout(db, slot, about(slot));
      publicKey.ifPresent(key -> NewSlot.writePublic(db, aead, operating, slot.id(), key));
      renewed++;
    }
    return renewed;
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

  private KeySlot slot(long id) {
    return list().stream()
        .filter(slot -> slot.id() == id)
        .findFirst()
        .orElseThrow(() -> noSuchSlot(id));
  }

  private SlotRow row(long id) {
    Optional<SlotRow> row = home.read(db -> SlotRow.find(db, id));
    return row.orElseThrow(() -> noSuchSlot(id));
  }

  private static NotFound noSuchSlot(long id) {
    return new NotFound("no-such-key", "There is no key " + id + ". See 'hearth keys list'.");
  }

  private SlotAbout about(SlotRow slot) {
    return SlotList.about(slot, aead, keys);
  }

  private Instant now() {
    return clock.instant();
  }

  private static String clean(String label) {
    return Wording.clean(label, LABEL);
  }
}
