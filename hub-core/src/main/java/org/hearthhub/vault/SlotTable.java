package org.hearthhub.vault;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.NotFound;

/** The slots as they stand in {@code home.db}, and how they get there. Thread-safe. */
final class SlotTable {
  private final HomeFile home;
  private final DataFolder folder;
  private final KeyRing keys;
  private final Aead aead;
  private final Hpke hpke;
  private final SecureRandom random;

  SlotTable(
      HomeFile home, DataFolder folder, KeyRing keys, Aead aead, Hpke hpke, SecureRandom random) {
    this.home = home;
    this.folder = folder;
    this.keys = keys;
    this.aead = aead;
    this.hpke = hpke;
    this.random = random;
  }

  List<KeySlot> list() {
    return home.read(db -> SlotList.read(db, aead, keys)).slots();
  }

  List<SlotRow> rows() {
    return home.read(SlotRow::all);
  }

  /**
   * @throws NotFound if there is none
   */
  KeySlot slot(long id) {
    return list().stream()
        .filter(slot -> slot.id() == id)
        .findFirst()
        .orElseThrow(() -> noSuchSlot(id));
  }

  /**
   * @throws NotFound if there is none
   */
  SlotRow row(long id) {
    Optional<SlotRow> row = home.read(db -> SlotRow.find(db, id));
    return row.orElseThrow(() -> noSuchSlot(id));
  }

  private static NotFound noSuchSlot(long id) {
    return new NotFound("no-such-key", "There is no key " + id + ". See 'hearth keys list'.");
  }

  SlotAbout about(SlotRow slot) {
    return SlotList.about(slot, aead, keys);
  }

  /**
   * Writes a new slot, or another one in its place.
   *
   * @param opens the keys of the tiers that it opens
   */
  void put(long id, Unlock unlock, SlotAbout about, List<TierKey> opens) {
    NewSlot slot = NewSlot.make(id, unlock, about, folder, aead, random);
    home.write(
        db -> {
          slot.writeTo(db, aead, hpke, keys.operating(), opens);
          return true;
        });
  }

  /** Draws a recovery code and hands it over to be written; it is wiped where that fails. */
  RecoveryCode drawn(long id, Consumer<Unlock> writing) {
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

  int writeAbout(Sqlite db, SlotRow slot, SlotAbout about) {
    return about.write(db, aead, keys.operating(), slot);
  }

  /** The keys of some tiers, all of which have to be open. */
  List<TierKey> keysOf(Set<Tier> tiers) {
    if (tiers.contains(Tier.HISTORY)) {
      keys.history();
    }
    return keys.all(tiers);
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
}
