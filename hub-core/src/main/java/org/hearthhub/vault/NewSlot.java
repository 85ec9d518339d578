package org.hearthhub.vault;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.hearthhub.vault.Binding.Table;

/** The rows of a slot that is about to be written, sealed already: its secret is gone by then. */
final class NewSlot {
  private final long id;
  private final SlotKind kind;
  private final byte[] parameters;
  private final byte[] publicKey;
  private final SealedBytes privateKey;
  private final SlotAbout about;

  private NewSlot(
      long id,
      SlotKind kind,
      byte[] parameters,
      byte[] publicKey,
      SealedBytes privateKey,
      SlotAbout about) {
    this.id = id;
    this.kind = kind;
    this.parameters = parameters;
    this.publicKey = publicKey;
    this.privateKey = privateKey;
    this.about = about;
  }

  /** With fresh parameters and a fresh pair; slow for a passphrase. */
  static NewSlot make(
      long id, Unlock unlock, SlotAbout about, DataFolder folder, Aead aead, SecureRandom random) {
    if (unlock instanceof Unlock.KeyFile(var path)) {
      KeyFileKey.makeIfAbsent(path, folder, random);
    }
    SlotKind kind = SlotKind.of(unlock);
    byte[] parameters = kind.parameters(random).toBytes();
    SecretKeyBytes key = SlotSecret.key(unlock, Fields.parse(parameters), folder);
    try {
      Hpke.Pair pair = Hpke.Pair.random(random);
      SealedBytes sealed = sealPrivate(aead, key, id, kind, pair.secret());
      return new NewSlot(id, kind, parameters, pair.open(), sealed, about);
    } finally {
      key.destroy();
    }
  }

  private static SealedBytes sealPrivate(
      Aead aead, SecretKeyBytes slotKey, long id, SlotKind kind, SecretKeyBytes secret) {
    byte[] plain = secret.getEncoded();
    try {
      return aead.seal(slotKey, SlotRow.privatePlace(id, kind), plain);
    } finally {
      Arrays.fill(plain, (byte) 0);
      secret.destroy();
    }
  }

  long id() {
    return id;
  }

  /** Instead of what stands there under this number, if anything. */
  void writeTo(Sqlite home, Aead aead, Hpke hpke, TierKey operating, List<TierKey> opens) {
    home.statement(
            "INSERT OR REPLACE INTO slot (id, kind, parameters, about_sealed_by, sealed_about,"
                + " sealed_private_key, public_sealed_by, sealed_public_key)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .number(1, id)
        .number(2, kind.number())
        .clear(3, ClearBytes.slotParameters(parameters))
        .number(4, operating.id())
        .sealed(5, about.seal(aead, operating, id, kind))
        .sealed(6, privateKey)
        .number(7, operating.id())
        .sealed(8, sealPublic(aead, operating, id, publicKey))
        .run();
    home.statement("DELETE FROM slot_key WHERE slot = ?").number(1, id).run();
    opens.forEach(key -> give(home, hpke, id, kind, publicKey, key));
  }

  static SealedBytes sealPublic(Aead aead, TierKey operating, long slot, byte[] publicKey) {
    return aead.seal(
        operating.forKeys(Table.SLOT_PUBLIC_KEY),
        SlotRow.publicPlace(operating.id(), slot),
        publicKey);
  }

  static void writePublic(Sqlite home, Aead aead, TierKey operating, long slot, byte[] publicKey) {
    home.statement("UPDATE slot SET public_sealed_by = ?, sealed_public_key = ? WHERE id = ?")
        .number(1, operating.id())
        .sealed(2, sealPublic(aead, operating, slot, publicKey))
        .number(3, slot)
        .run();
  }

  /** Gives a slot a tier key, without its secret. */
  static void give(
      Sqlite home, Hpke hpke, long slot, SlotKind kind, byte[] publicKey, TierKey key) {
    home.statement(
            "INSERT OR REPLACE INTO slot_key (slot, tier_key, form, sealed_key)"
                + " VALUES (?, ?, ?, ?)")
        .number(1, slot)
        .number(2, key.id())
        .number(3, Hpke.FORM)
        .sealed(
            4, hpke.seal(publicKey, SlotRow.keyPlace(slot, kind, key.id(), key.tier()), key.key()))
        .run();
  }

  /** The pair of a slot that version 1 made, now that its secret is at hand. */
  static void givePair(
      Sqlite home,
      Aead aead,
      TierKey operating,
      SlotRow slot,
      SecretKeyBytes slotKey,
      SecureRandom random) {
    Hpke.Pair pair = Hpke.Pair.random(random);
    home.statement(
            "UPDATE slot SET sealed_private_key = ?, public_sealed_by = ?, sealed_public_key = ?"
                + " WHERE id = ?")
        .sealed(1, sealPrivate(aead, slotKey, slot.id(), slot.kind(), pair.secret()))
        .number(2, operating.id())
        .sealed(3, sealPublic(aead, operating, slot.id(), pair.open()))
        .number(4, slot.id())
        .run();
  }
}
