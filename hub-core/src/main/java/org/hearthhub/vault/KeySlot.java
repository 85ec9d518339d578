package org.hearthhub.vault;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.hearthhub.thing.PersonId;

/**
 * One way to open the vault.
 *
 * @param label what a person called it; may be empty
 * @param tiers what it opens
 * @param made empty for one made by a Hearth that did not note it
 * @param proven whether its secret was typed back, or opened the vault, at least once
 * @param person whose sign-in password it was made from
 * @param removable false for the last one that a person can type
 */
public record KeySlot(
    long id,
    SlotKind kind,
    String label,
    Set<Tier> tiers,
    Optional<Instant> made,
    boolean proven,
    Optional<PersonId> person,
    boolean removable) {
  public KeySlot {
    tiers = Set.copyOf(tiers);
  }
}
