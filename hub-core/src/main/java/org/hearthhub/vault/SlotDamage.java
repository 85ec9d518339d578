package org.hearthhub.vault;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hearthhub.vault.Binding.Table;

/**
 * What of the key slots does not open though the secret may: found and said, and mended by whoever
 * has the secret. Thread-safe.
 */
final class SlotDamage {
  private static final String NOTICE = "key-slot-damaged";

  private final HomeFile home;
  private final Aead aead;
  private final Hpke hpke;
  private final KeyRing keys;
  private final StoreNotices notices;

  SlotDamage(HomeFile home, Aead aead, Hpke hpke, KeyRing keys, StoreNotices notices) {
    this.home = home;
    this.aead = aead;
    this.hpke = hpke;
    this.keys = keys;
    this.notices = notices;
  }

  /** A label that does not open is put aside and the slot goes on without; the rest is said. */
  void look() {
    List<SlotRow> slots = home.read(SlotRow::all);
    for (SlotRow slot : slots) {
      if (SlotList.knownAbout(slot, aead, keys).isEmpty()) {
        home.write(db -> putAsideAbout(db, slot));
        notices.slotAboutPutAside(slot.id());
      }
    }
    notices.retract(NOTICE);
    for (SlotRow slot : slots) {
      if (slot.hasPair() && slot.openPublicKey(aead, keys).isEmpty()) {
        notices.slotHalf(NOTICE, slot.id());
      }
    }
  }

  private int putAsideAbout(Sqlite db, SlotRow slot) {
    db.statement(
            "INSERT INTO damaged (origin, part, row, key, sealed)"
                + " SELECT ?, kind, id, about_sealed_by, sealed_about FROM slot WHERE id = ?")
        .number(1, Table.SLOT_ABOUT.number())
        .number(2, slot.id())
        .run();
    return SlotAbout.UNKNOWN.write(db, aead, keys.operating(), slot);
  }

  /** What the slot should open and does not, although its secret is right. */
  Set<Tier> missing(SlotOpening.Opened opened) {
    Set<Tier> missing = new HashSet<>(home.read(opened.slot()::tiers));
    missing.removeAll(opened.keys().stream().map(TierKey::tier).collect(Collectors.toSet()));
    return missing;
  }

  /** Its secret is at hand: what damage took from the slot is made anew, as far as it is open. */
  void mend(SlotOpening.Opened opened) {
    SlotRow slot = opened.slot();
    if (!slot.hasPair()) {
      return;
    }
    Set<Tier> missing = missing(opened);
    boolean half = slot.openPublicKey(aead, keys).isEmpty();
    if (missing.isEmpty() && !half) {
      return;
    }
    Optional<byte[]> publicKey = slot.publicHalf(aead, opened.slotKey());
    if (publicKey.isEmpty()) {
      return;
    }
    List<TierKey> given = new ArrayList<>(keys.all(missing));
    home.write(
        db -> {
          NewSlot.writePublic(db, aead, keys.operating(), slot.id(), publicKey.get());
          given.forEach(
              key -> NewSlot.give(db, hpke, slot.id(), slot.kind(), publicKey.get(), key));
          return true;
        });
    look();
    Set<Tier> still = new HashSet<>(missing);
    given.forEach(key -> still.remove(key.tier()));
    if (!still.isEmpty()) {
      notices.slotHalf(NOTICE, slot.id());
    }
  }
}
