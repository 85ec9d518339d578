package org.hearthhub.vault;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.hearthhub.problem.Locked;
import org.hearthhub.problem.Refused;
import org.hearthhub.vault.Binding.Table;

/**
 * The tier keys that are open, and the slots that open them. Immutable but for {@link #destroy};
 * thread-safe.
 */
final class KeyRing {
  private static final int ABOUT_LABEL = 1;

  private final Aead aead;
  private final SecureRandom random;
  private final TierKey operating;
  private final Optional<TierKey> history;

  private KeyRing(Aead aead, SecureRandom random, TierKey operating, Optional<TierKey> history) {
    this.aead = aead;
    this.random = random;
    this.operating = operating;
    this.history = history;
  }

  /** New keys for both tiers, in memory only until {@link #writeTo} and a first slot. */
  static KeyRing make(Aead aead, SecureRandom random) {
    return new KeyRing(
        aead,
        random,
        new TierKey(1, Tier.OPERATING, randomKey(random)),
        Optional.of(new TierKey(2, Tier.HISTORY, randomKey(random))));
  }

  /** The number for the next slot. */
  static long nextSlot(Sqlite home) {
    return home.number("SELECT coalesce(max(id), 0) + 1 FROM slot");
  }

  /**
   * Opens what a slot opens.
   *
   * @throws Refused if there is no slot for it
   */
  static KeyRing open(
      Sqlite home, Aead aead, SecureRandom random, Unlock unlock, DataFolder folder) {
    for (Slot slot : slots(home, SlotKind.of(unlock))) {
      SecretKeyBytes key = slotKey(unlock, slot.parameters(), folder);
      try {
        List<TierKey> opened = tiersOpenedBy(home, aead, slot, key);
        Optional<TierKey> operating = newest(opened, Tier.OPERATING);
        if (operating.isPresent()) {
          return new KeyRing(aead, random, operating.get(), newest(opened, Tier.HISTORY));
        }
      } finally {
        key.destroy();
      }
    }
    throw switch (unlock) {
      case Unlock.Passphrase wrong ->
          new Refused(
              Refused.Reason.NOT_ALLOWED,
              "wrong-passphrase",
              "This passphrase does not open the store. Mind capitals and the keyboard's layout.");
      case Unlock.KeyFile(var path) ->
          new Refused(
              Refused.Reason.NOT_ALLOWED,
              "wrong-key-file",
              "The key file " + path + " does not open this store. Is it that of another home?");
    };
  }

  private static List<Slot> slots(Sqlite home, SlotKind kind) {
    List<Slot> slots = new ArrayList<>();
    home.statement("SELECT id, parameters FROM slot WHERE kind = ? ORDER BY id")
        .number(1, kind.number())
        .each(row -> slots.add(new Slot(row.number(1), kind, Fields.parse(row.octets(2)))));
    return slots;
  }

  private static List<TierKey> tiersOpenedBy(
      Sqlite home, Aead aead, Slot slot, SecretKeyBytes slotKey) {
    List<TierKey> opened = new ArrayList<>();
    home.statement(
            "SELECT tier_key.id, tier_key.tier, slot_key.sealed_key FROM slot_key"
                + " JOIN tier_key ON tier_key.id = slot_key.tier_key"
                + " WHERE slot_key.slot = ? ORDER BY tier_key.id")
        .number(1, slot.id())
        .each(
            row -> {
              long id = row.number(1);
              Tier tier = Tier.of(row.number(2));
              aead.open(slotKey, slotKeyPlace(slot, id, tier), row.sealed(3))
                  .ifPresent(key -> opened.add(new TierKey(id, tier, new SecretKeyBytes(key))));
            });
    return opened;
  }

  private static Optional<TierKey> newest(List<TierKey> keys, Tier tier) {
    return keys.stream().filter(key -> key.tier() == tier).reduce((older, newer) -> newer);
  }

  /** Writes the rows of the tier keys, which say nothing without a slot. */
  void writeTo(Sqlite home) {
    home.statement("INSERT INTO tier_key (id, tier) VALUES (?, ?)")
        .number(1, operating.id())
        .number(2, operating.tier().number())
        .run();
    TierKey past = history();
    // For HPKE (RFC 9180) to a hub's own locked history: DHKEM(X25519, HKDF-SHA256).
    X25519PrivateKeyParameters pair = new X25519PrivateKeyParameters(random);
    home.statement(
            "INSERT INTO tier_key (id, tier, public_sealed_by, sealed_public_key,"
                + " sealed_private_key) VALUES (?, ?, ?, ?, ?)")
        .number(1, past.id())
        .number(2, past.tier().number())
        .number(3, operating.id())
        .sealed(
            4,
            aead.seal(
                operating.forKeys(Table.TIER_PUBLIC_KEY),
                new Binding(Table.TIER_PUBLIC_KEY, operating.id(), past.id()),
                pair.generatePublicKey().getEncoded()))
        .sealed(
            5,
            aead.seal(
                past.forKeys(Table.TIER_PRIVATE_KEY),
                new Binding(Table.TIER_PRIVATE_KEY, past.id(), past.id()),
                pair.getEncoded()))
        .run();
  }

  /** A slot that opens every tier which is open now, ready to be written under the number given. */
  NewSlot slotFor(Unlock unlock, DataFolder folder, long id) {
    if (unlock instanceof Unlock.KeyFile(var path)) {
      KeyFileKey.makeIfAbsent(path, folder, random);
    }
    SlotKind kind = SlotKind.of(unlock);
    byte[] parameters = kind.parameters(random).toBytes();
    Slot slot = new Slot(id, kind, Fields.parse(parameters));
    SecretKeyBytes key = slotKey(unlock, slot.parameters(), folder);
    try {
      List<NewSlot.Wrapped> wrapped = new ArrayList<>();
      wrapped.add(wrap(slot, key, operating));
      history.ifPresent(past -> wrapped.add(wrap(slot, key, past)));
      SealedBytes about =
          aead.seal(
              operating.forKeys(Table.SLOT_ABOUT),
              new Binding(Table.SLOT_ABOUT, operating.id(), slot.id(), kind.number()),
              Fields.write().text(ABOUT_LABEL, "").toBytes());
      return new NewSlot(slot.id(), kind, parameters, operating.id(), about, wrapped);
    } finally {
      key.destroy();
    }
  }

  private NewSlot.Wrapped wrap(Slot slot, SecretKeyBytes slotKey, TierKey tierKey) {
    byte[] plain = tierKey.key().getEncoded();
    try {
      return new NewSlot.Wrapped(
          tierKey.id(),
          aead.seal(slotKey, slotKeyPlace(slot, tierKey.id(), tierKey.tier()), plain));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private static Binding slotKeyPlace(Slot slot, long tierKey, Tier tier) {
    return new Binding(Table.SLOT_KEY, slot.id(), slot.kind().number(), tierKey, tier.number());
  }

  private static SecretKeyBytes slotKey(Unlock unlock, Fields parameters, DataFolder folder) {
    return switch (unlock) {
      case Unlock.Passphrase(char[] secret) -> PassphraseKey.derive(secret, parameters);
      case Unlock.KeyFile(var path) -> KeyFileKey.derive(path, folder, parameters);
    };
  }

  TierKey operating() {
    return operating;
  }

  /**
   * @throws Locked if no slot that opens the past was used
   */
  TierKey history() {
    return history.orElseThrow(
        () ->
            new Locked(
                "history-locked",
                "The past of this home is locked. Unlock it with the passphrase to see it."));
  }

  void destroy() {
    operating.destroy();
    history.ifPresent(TierKey::destroy);
  }

  static SecretKeyBytes randomKey(SecureRandom random) {
    byte[] key = new byte[SecretKeyBytes.LENGTH];
    random.nextBytes(key);
    return new SecretKeyBytes(key);
  }

  /** 63 random bits. */
  static long randomId(SecureRandom random) {
    return random.nextLong() & Long.MAX_VALUE;
  }

  private record Slot(long id, SlotKind kind, Fields parameters) {}

  /** The rows of a slot. */
  @SuppressWarnings("ArrayRecordComponent") // made, written, forgotten
  record NewSlot(
      long id,
      SlotKind kind,
      byte[] parameters,
      long aboutSealedBy,
      SealedBytes about,
      List<Wrapped> wrapped) {
    record Wrapped(long tierKey, SealedBytes key) {}

    void writeTo(Sqlite home) {
      home.statement(
              "INSERT INTO slot (id, kind, parameters, about_sealed_by, sealed_about)"
                  + " VALUES (?, ?, ?, ?, ?)")
          .number(1, id)
          .number(2, kind.number())
          .clear(3, ClearBytes.slotParameters(parameters))
          .number(4, aboutSealedBy)
          .sealed(5, about)
          .run();
      for (Wrapped each : wrapped) {
        home.statement("INSERT INTO slot_key (slot, tier_key, sealed_key) VALUES (?, ?, ?)")
            .number(1, id)
            .number(2, each.tierKey())
            .sealed(3, each.key())
            .run();
      }
    }
  }
}
