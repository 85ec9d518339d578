package org.hearthhub.vault;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.PersonId;
import org.hearthhub.vault.SlotOpening.Opened;

/**
 * Puts another secret in the place of the one a slot has; of a kill in between one of the two
 * opens. While slots may change, for {@link KeySlots}. Thread-safe.
 */
final class SlotReplacing {
  private final SlotTable table;
  private final HomeFile home;
  private final SlotOpening opening;
  private final InstantSource clock;

  SlotReplacing(SlotTable table, HomeFile home, SlotOpening opening, InstantSource clock) {
    this.table = table;
    this.home = home;
    this.opening = opening;
    this.clock = clock;
  }

  void secret(long id, Unlock replacement) {
    SlotRow old = table.row(id);
    if (old.kind() != SlotKind.of(replacement) || old.kind() == SlotKind.RECOVERY_CODE) {
      throw new Invalid("other-kind-of-key", "It can only be replaced by one of the same kind.");
    }
    replace(old, replacement);
  }

  RecoveryCode recoveryCode(long id) {
    SlotRow old = table.row(id);
    if (old.kind() != SlotKind.RECOVERY_CODE) {
      throw new Invalid("other-kind-of-key", "This is not a recovery code.");
    }
    return table.drawn(id, unlock -> replace(old, unlock));
  }

  private void replace(SlotRow old, Unlock replacement) {
    List<TierKey> opens = table.keysOf(tiers(old));
    table.put(old.id(), replacement, SlotAbout.fresh(table.about(old).label(), now()), opens);
    home.scrub();
  }

  int password(PersonId person, char[] password) {
    List<SlotRow> theirs = of(person);
    theirs.forEach(slot -> replace(slot, person, password, table.keysOf(tiers(slot))));
    return theirs.size();
  }

  /** With the old one at hand it does not matter whether the past is locked. */
  int password(PersonId person, char[] old, char[] password) {
    List<SlotRow> theirs = of(person);
    for (SlotRow slot : theirs) {
      Unlock before = new Unlock.Passphrase(old.clone());
      Optional<Opened> opened = opening.tryOpen(home::read, slot, before);
      Unlock.wipe(before);
      if (opened.isPresent()) {
        try (Opened at = opened.get()) {
          replace(slot, person, password, at.keys());
          at.keys().forEach(TierKey::destroy);
        }
      } else {
        replace(slot, person, password, table.keysOf(tiers(slot)));
      }
    }
    return theirs.size();
  }

  private List<SlotRow> of(PersonId person) {
    return table.rows().stream()
        .filter(slot -> table.about(slot).person().filter(person::equals).isPresent())
        .toList();
  }

  private void replace(SlotRow slot, PersonId person, char[] password, List<TierKey> opens) {
    // Typed a moment ago, so it counts as proven.
    SlotAbout about =
        SlotAbout.fresh(table.about(slot).label(), now()).withPerson(person).withProven();
    Unlock replacement = new Unlock.Passphrase(password.clone());
    try {
      table.put(slot.id(), replacement, about, opens);
      home.scrub();
    } finally {
      Unlock.wipe(replacement);
    }
  }

  private Set<Tier> tiers(SlotRow slot) {
    return home.read(slot::tiers);
  }

  private Instant now() {
    return clock.instant();
  }
}
