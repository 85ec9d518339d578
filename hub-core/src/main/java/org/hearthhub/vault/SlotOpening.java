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
    for (SlotRow slot : slots) {
      Optional<Opened> opened = tryOpen(home, slot, unlock);
      if (opened.isPresent()) {
        return opened.get();
      }
    }
    throw wrong(unlock);
  }

  /** Empty if it is not what opens this slot. */
  Optional<Opened> tryOpen(Reading home, SlotRow slot, Unlock unlock) {
    SlotSecret.check(unlock);
    if (slot.kind() != SlotKind.of(unlock)) {
      return Optional.empty();
    }
    SecretKeyBytes key = SlotSecret.key(unlock, Fields.parse(slot.parameters()), folder);
    List<TierKey> keys = home.read(db -> slot.open(db, aead, hpke, key));
    if (keys.stream().anyMatch(each -> each.tier() == Tier.OPERATING)) {
      return Optional.of(new Opened(slot, key, keys));
    }
    key.destroy();
    return Optional.empty();
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
