package org.hearthhub.vault;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hearthhub.problem.Broken;

/** All slots at one moment, and which of them the vault can do without. */
final class SlotList {
  private final List<SlotRow> rows;
  private final Map<Long, Set<Tier>> tiers = new HashMap<>();
  private final Aead aead;
  private final KeyRing keys;

  private SlotList(List<SlotRow> rows, Aead aead, KeyRing keys) {
    this.rows = rows;
    this.aead = aead;
    this.keys = keys;
  }

  static SlotList read(Sqlite home, Aead aead, KeyRing keys) {
    SlotList list = new SlotList(SlotRow.all(home), aead, keys);
    list.rows.forEach(row -> list.tiers.put(row.id(), row.tiers(home)));
    return list;
  }

  List<KeySlot> slots() {
    return rows.stream().map(this::slot).toList();
  }

  private KeySlot slot(SlotRow row) {
    SlotAbout about = about(row, aead, keys);
    return new KeySlot(
        row.id(),
        row.kind(),
        about.label(),
        tiers(row),
        about.made(),
        about.proven(),
        about.person(),
        isRemovable(row));
  }

  /** What is said about a slot; a damaged label keeps nobody from using what it is a label of. */
  static SlotAbout about(SlotRow row, Aead aead, KeyRing keys) {
    return knownAbout(row, aead, keys).orElse(SlotAbout.UNKNOWN);
  }

  /** Empty if it does not open. */
  static Optional<SlotAbout> knownAbout(SlotRow row, Aead aead, KeyRing keys) {
    try {
      return keys.byId(row.aboutBy()).map(key -> SlotAbout.open(aead, key, row));
    } catch (Broken damaged) {
      return Optional.empty();
    }
  }

  /** Each tier needs another slot; what a person could open, a person has to be able to open. */
  private boolean isRemovable(SlotRow slot) {
    Set<Tier> others = EnumSet.noneOf(Tier.class);
    rows.stream()
        .filter(other -> other.id() != slot.id())
        .filter(other -> other.kind().isHuman() || !slot.kind().isHuman())
        .forEach(other -> others.addAll(tiers(other)));
    return others.containsAll(tiers(slot));
  }

  private Set<Tier> tiers(SlotRow row) {
    return tiers.getOrDefault(row.id(), Set.of());
  }
}
