package org.hearthhub.vault;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hearthhub.vault.Binding.Table;

/**
 * A key slot as it stands in {@code home.db}.
 *
 * @param privateKey of no octets in one that version 1 made and that was not used since
 */
@SuppressWarnings("ArrayRecordComponent") // read, used, forgotten
record SlotRow(
    long id,
    SlotKind kind,
    byte[] parameters,
    long aboutBy,
    SealedBytes about,
    SealedBytes privateKey,
    long publicBy,
    SealedBytes publicKey) {
  private static final String COLUMNS =
      "id, kind, parameters, about_sealed_by, sealed_about, sealed_private_key,"
          + " coalesce(public_sealed_by, 0), sealed_public_key";

  /** Those of a kind that there is. */
  static List<SlotRow> all(Sqlite home) {
    List<SlotRow> rows = new ArrayList<>();
    home.statement("SELECT " + COLUMNS + " FROM slot WHERE kind BETWEEN 1 AND 4 ORDER BY id")
        .each(row -> rows.add(read(row)));
    return rows;
  }

  static Optional<SlotRow> find(Sqlite home, long id) {
    return home.statement("SELECT " + COLUMNS + " FROM slot WHERE id = ? AND kind BETWEEN 1 AND 4")
        .number(1, id)
        .one(SlotRow::read);
  }

  private static SlotRow read(Sqlite.Row row) {
    return read(row, 0);
  }

  /**
   * @param before how many other columns stand before its own
   */
  static SlotRow read(Sqlite.Row row, int before) {
    return new SlotRow(
        row.number(before + 1),
        SlotKind.of(row.number(before + 2)),
        row.octets(before + 3),
        row.number(before + 4),
        row.sealed(before + 5),
        row.sealed(before + 6),
        row.number(before + 7),
        row.sealed(before + 8));
  }

  /** The number for the next slot: above that of any there is. */
  static long nextId(Sqlite home) {
    return home.number("SELECT coalesce(max(id), 0) + 1 FROM slot");
  }

  /** Whether a new tier key can be given to it while its secret is not at hand. */
  boolean hasPair() {
    return privateKey.octets().length > 0;
  }

  Set<Tier> tiers(Sqlite home) {
    Set<Tier> tiers = new HashSet<>();
    home.statement(
            "SELECT DISTINCT tier_key.tier FROM slot_key"
                + " JOIN tier_key ON tier_key.id = slot_key.tier_key WHERE slot_key.slot = ?")
        .number(1, id)
        .each(row -> tiers.add(Tier.of(row.number(1))));
    return tiers;
  }

  byte[] publicKey(Aead aead, KeyRing keys) {
    return openPublicKey(aead, keys)
        .orElseThrow(
            () ->
                StoreProblems.damaged(
                    "home.db", "the public key of key slot " + id + " does not open"));
  }

  /** Empty if it was changed. */
  Optional<byte[]> openPublicKey(Aead aead, KeyRing keys) {
    return keys.byId(publicBy)
        .flatMap(
            key ->
                aead.open(
                    key.forKeys(Table.SLOT_PUBLIC_KEY), publicPlace(publicBy, id), publicKey));
  }

  /** From the private half; empty if this is not the slot's secret. */
  Optional<byte[]> publicHalf(Aead aead, SecretKeyBytes slotKey) {
    Optional<SecretKeyBytes> own = openPrivateKey(aead, slotKey);
    Optional<byte[]> half = own.map(Hpke::publicHalf);
    own.ifPresent(SecretKeyBytes::destroy);
    return half;
  }

  /** The tier keys that it opens with its secret; none if that is another's. */
  List<TierKey> open(Sqlite home, Aead aead, Hpke hpke, SecretKeyBytes slotKey) {
    Optional<SecretKeyBytes> own = openPrivateKey(aead, slotKey);
    List<TierKey> opened = new ArrayList<>();
    home.statement(
            "SELECT tier_key.id, tier_key.tier, slot_key.form, slot_key.sealed_key FROM slot_key"
                + " JOIN tier_key ON tier_key.id = slot_key.tier_key"
                + " WHERE slot_key.slot = ? ORDER BY tier_key.id")
        .number(1, id)
        .each(
            row -> {
              long tierKey = row.number(1);
              Tier tier = Tier.of(row.number(2));
              SealedBytes sealed = row.sealed(4);
              Binding place = keyPlace(id, kind, tierKey, tier);
              Optional<SecretKeyBytes> key =
                  row.number(3) == Hpke.FORM
                      ? own.flatMap(secret -> hpke.open(secret, place, sealed))
                      : aead.open(slotKey, place, sealed).map(SecretKeyBytes::new);
              key.ifPresent(found -> opened.add(new TierKey(tierKey, tier, found)));
            });
    own.ifPresent(SecretKeyBytes::destroy);
    return opened;
  }

  private Optional<SecretKeyBytes> openPrivateKey(Aead aead, SecretKeyBytes slotKey) {
    return hasPair()
        ? aead.open(slotKey, privatePlace(id, kind), privateKey).map(SecretKeyBytes::new)
        : Optional.empty();
  }

  static Binding keyPlace(long slot, SlotKind kind, long tierKey, Tier tier) {
    return new Binding(Table.SLOT_KEY, slot, kind.number(), tierKey, tier.number());
  }

  static Binding privatePlace(long slot, SlotKind kind) {
    return new Binding(Table.SLOT_PRIVATE_KEY, slot, kind.number());
  }

  static Binding publicPlace(long operating, long slot) {
    return new Binding(Table.SLOT_PUBLIC_KEY, operating, slot);
  }
}
