package org.hearthhub.vault;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.hearthhub.problem.Broken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives both tiers new keys while the home goes on. First the new keys are given to every slot, by
 * its public half, in one commit, and seal from then on; then what is under the old ones is sealed
 * anew, some rows in a commit; at last the old ones are removed. A kill at any moment leaves each
 * row under a key that the slots open, and the next opening goes on from there.
 */
final class Rotation {
  private static final Logger log = LoggerFactory.getLogger(Rotation.class);
  private static final int RENEWED_AT_ONCE = 100;

  private final HomeFile home;
  private final KeyRing keys;
  private final KeySlots slots;
  private final DataKeys dataKeys;
  private final Aead aead;
  private final Hpke hpke;
  private final SecureRandom random;

  /** Each seals some rows anew and says how many there were. */
  private final List<ToIntFunction<Sqlite>> renewals;

  Rotation(
      HomeFile home,
      KeyRing keys,
      KeySlots slots,
      DataKeys dataKeys,
      RecordStore records,
      ErasureRows erasures,
      Aead aead,
      Hpke hpke,
      SecureRandom random) {
    this.home = home;
    this.keys = keys;
    this.slots = slots;
    this.dataKeys = dataKeys;
    this.aead = aead;
    this.hpke = hpke;
    this.random = random;
    this.renewals =
        List.of(
            db -> records.renewSome(db, RENEWED_AT_ONCE),
            db -> erasures.renewSome(db, RENEWED_AT_ONCE),
            slots::renewAll,
            db -> dataKeys.renewSome(db, RENEWED_AT_ONCE));
  }

  /**
   * @throws org.hearthhub.problem.Locked if the past is locked
   * @throws org.hearthhub.problem.Conflict if a slot could not be given the new keys
   */
  void requirePossible() {
    keys.history();
    home.read(SlotRow::all).forEach(slots::requirePair);
  }

  void rotate() {
    slots.changed(
        () -> {
          requirePossible();
          if (home.read(Rotation::outdated).isEmpty()) {
            begin();
          }
          finish();
          return true;
        });
  }

  /** Goes on with what a kill has interrupted, if the past is open. */
  void resume() {
    if (keys.isHistoryOpen() && !home.read(Rotation::outdated).isEmpty()) {
      try {
        slots.changed(
            () -> {
              finish();
              return true;
            });
      } catch (Broken failed) {
        // The slots open the old keys and the new ones; nothing is lost but the end of it.
        log.error("The rotation of the keys cannot be ended: {}", failed.sentence());
      }
    }
  }

  private void begin() {
    long first = home.read(db -> db.number("SELECT max(id) + 1 FROM tier_key"));
    TierKeyRows made = new TierKeyRows(aead, random, first);
    home.write(
        db -> {
          made.writeTo(db);
          for (SlotRow slot : SlotRow.all(db)) {
            byte[] publicKey = slot.publicKey(aead, keys);
            Set<Tier> tiers = slot.tiers(db);
            for (TierKey key : made.keys()) {
              if (tiers.contains(key.tier())) {
                NewSlot.give(db, hpke, slot.id(), slot.kind(), publicKey, key);
              }
            }
          }
          return true;
        });
    keys.take(made.keys(), made.past());
  }

  private void finish() {
    dataKeys.retireAll();
    boolean more = true;
    while (more) {
      renewals.forEach(this::renew);
      more = !removeOld();
    }
    home.scrub();
  }

  private void renew(ToIntFunction<Sqlite> renewal) {
    while (home.write(renewal::applyAsInt) > 0) {
      // until there is nothing left under the old keys
    }
  }

  /** Whether nothing was under the old keys any more, which a commit in between can undo. */
  private boolean removeOld() {
    Set<Long> old = home.read(Rotation::outdated);
    boolean removed =
        home.write(
            db -> {
              for (ToIntFunction<Sqlite> renewal : renewals) {
                if (renewal.applyAsInt(db) > 0) {
                  return false;
                }
              }
              for (long id : old) {
                db.statement("DELETE FROM slot_key WHERE tier_key = ?").number(1, id).run();
                db.statement("DELETE FROM tier_key WHERE id = ?").number(1, id).run();
              }
              return true;
            });
    if (removed) {
      keys.drop(old);
    }
    return removed;
  }

  /** Tier keys that a newer one of their tier replaces. */
  private static Set<Long> outdated(Sqlite db) {
    List<Long> ids = new ArrayList<>();
    db.statement(
            "SELECT id FROM tier_key AS old WHERE EXISTS"
                + " (SELECT 1 FROM tier_key AS newer WHERE newer.tier = old.tier"
                + " AND newer.id > old.id)")
        .each(row -> ids.add(row.number(1)));
    return new HashSet<>(ids);
  }
}
