package org.hearthhub.vault;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hearthhub.problem.Refused;

/** Finds the slot that something opens. Thread-safe. */
final class SlotOpening {
  private final Aead aead;
  private final Hpke hpke;
  private final DataFolder folder;

  SlotOpening(Aead aead, Hpke hpke, DataFolder folder) {
    this.aead = aead;
    this.hpke = hpke;
    this.folder = folder;
  }

  /** Reads {@code home.db}; deriving a key takes long, and happens between two readings. */
  interface Reading {
    <T> T read(Function<Sqlite, T> work);
  }

  /** A slot whose secret is at hand; closing wipes what the secret stands for. */
  record Opened(SlotRow slot, SecretKeyBytes slotKey, List<TierKey> keys) implements AutoCloseable {
    /** If not, what stands in the slot is damaged, although this is its secret. */
    boolean opensHome() {
      return keys.stream().anyMatch(key -> key.tier() == Tier.OPERATING);
    }

    @Override
    public void close() {
      slotKey.destroy();
    }
  }

  /**
   * @throws Refused if there is no slot for it
   */
  Opened open(Reading home, Unlock unlock) {
    SlotSecret.check(unlock);
    SlotKind kind = SlotKind.of(unlock);
    List<SlotRow> slots =
        home.read(SlotRow::all).stream().filter(slot -> slot.kind() == kind).toList();
    Refused shut = slots.isEmpty() ? noneOfItsKind(unlock) : wrong(unlock);
    for (SlotRow slot : slots) {
      Optional<Opened> opened = tryOpen(home, slot, unlock);
      if (opened.isPresent() && opened.get().opensHome()) {
        return opened.get();
      }
      if (opened.isPresent()) {
        opened.get().keys().forEach(TierKey::destroy);
        opened.get().close();
        shut = damaged(slot);
      }
    }
    throw shut;
  }

  /** Empty if it is not what opens this slot. */
  Optional<Opened> tryOpen(Reading home, SlotRow slot, Unlock unlock) {
    SlotSecret.check(unlock);
    if (slot.kind() != SlotKind.of(unlock)) {
      return Optional.empty();
    }
    SecretKeyBytes key = SlotSecret.key(unlock, Fields.parse(slot.parameters()), folder);
    List<TierKey> keys = home.read(db -> slot.open(db, aead, hpke, key));
    Opened opened = new Opened(slot, key, keys);
    if (opened.opensHome() || slot.publicHalf(aead, key).isPresent()) {
      return Optional.of(opened);
    }
    keys.forEach(TierKey::destroy);
    key.destroy();
    return Optional.empty();
  }

  private static Refused damaged(SlotRow slot) {
    return refused(
        "key-slot-damaged",
        "This is right, but what home.db has of key "
            + slot.id()
            + " is damaged, so it does not open the store. Open it with another passphrase or"
            + " recovery code, then try this one with 'hearth keys test "
            + slot.id()
            + "', which mends it.");
  }

  /**
   * Somebody chose that a person has to come by; that a machine still brings a key is no mistake.
   */
  private static Refused noneOfItsKind(Unlock unlock) {
    return switch (unlock) {
      case Unlock.KeyFile(var path) ->
          refused(
              Vault.NO_KEY_FILE_OPENS,
              "The key file "
                  + path
                  + " does not open this store. None does: it takes the password or the recovery"
                  + " code.");
      case Unlock.Credential(var path) ->
          refused(
              Vault.NO_KEY_FILE_OPENS,
              "The credential "
                  + path
                  + " does not open this store. None does: it takes the password or the recovery"
                  + " code.");
      case Unlock.Passphrase _, Unlock.RecoveryCode _ -> wrong(unlock);
    };
  }

  static Refused wrong(Unlock unlock) {
    return switch (unlock) {
      case Unlock.Passphrase _ ->
          refused(
              "wrong-passphrase",
              "This passphrase does not open the store. Mind capitals and the keyboard's layout.");
      case Unlock.KeyFile(var path) ->
          refused(
              "wrong-key-file",
              "The key file " + path + " does not open this store. Is it that of another home?");
      case Unlock.RecoveryCode _ ->
          refused(
              "wrong-recovery-code",
              "This is a recovery code, but it does not open this store. Is it that of another"
                  + " home, or was it replaced by a newer one?");
      case Unlock.Credential(var path) ->
          refused(
              "wrong-credential",
              "The credential "
                  + path
                  + " does not open this store. Is it that of another home, or was it made anew?");
    };
  }

  private static Refused refused(String code, String sentence) {
    return new Refused(Refused.Reason.NOT_ALLOWED, code, sentence);
  }
}
