package org.hearthhub.vault;

import java.time.Instant;
import java.util.Optional;
import org.hearthhub.thing.PersonId;
import org.hearthhub.vault.Binding.Table;

/** What is said about a slot, sealed under the operating tier's key. */
record SlotAbout(String label, Optional<Instant> made, boolean proven, Optional<PersonId> person) {
  private static final int LABEL = 1;
  private static final int MADE = 2;
  private static final int PROVEN = 3;
  private static final int PERSON = 4;

  /** Of a slot whose label was damaged. */
  static final SlotAbout UNKNOWN = new SlotAbout("", Optional.empty(), false, Optional.empty());

  static SlotAbout fresh(String label, Instant made) {
    return new SlotAbout(label, Optional.of(made), false, Optional.empty());
  }

  SlotAbout withLabel(String other) {
    return new SlotAbout(other, made, proven, person);
  }

  SlotAbout withProven() {
    return new SlotAbout(label, made, true, person);
  }

  SlotAbout withPerson(PersonId whose) {
    return new SlotAbout(label, made, proven, Optional.of(whose));
  }

  SealedBytes seal(Aead aead, TierKey operating, long slot, SlotKind kind) {
    Fields.Writer fields = Fields.write().text(LABEL, label).number(PROVEN, proven ? 1 : 0);
    made.ifPresent(time -> fields.number(MADE, time.getEpochSecond()));
    person.ifPresent(whose -> fields.uuid(PERSON, whose.uuid()));
    return aead.seal(
        operating.forKeys(Table.SLOT_ABOUT), place(operating.id(), slot, kind), fields.toBytes());
  }

  int write(Sqlite home, Aead aead, TierKey operating, SlotRow slot) {
    return home.statement("UPDATE slot SET about_sealed_by = ?, sealed_about = ? WHERE id = ?")
        .number(1, operating.id())
        .sealed(2, seal(aead, operating, slot.id(), slot.kind()))
        .number(3, slot.id())
        .run();
  }

  static SlotAbout open(Aead aead, TierKey sealedBy, SlotRow row) {
    Fields fields =
        aead.open(
                sealedBy.forKeys(Table.SLOT_ABOUT),
                place(sealedBy.id(), row.id(), row.kind()),
                row.about())
            .map(Fields::parse)
            .orElseThrow(
                () ->
                    StoreProblems.damaged(
                        "home.db", "what is said about key slot " + row.id() + " does not open"));
    return new SlotAbout(
        fields.text(LABEL).orElse(""),
        fields.number(MADE).map(Instant::ofEpochSecond),
        fields.number(PROVEN).orElse(0L) == 1,
        fields.uuid(PERSON).map(PersonId::new));
  }

  private static Binding place(long operating, long slot, SlotKind kind) {
    return new Binding(Table.SLOT_ABOUT, operating, slot, kind.number());
  }
}
