package org.hearthhub.vault;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hearthhub.problem.Locked;
import org.hearthhub.vault.Binding.Table;

/**
 * The tier keys that are open. Of each tier the newest seals; while a rotation is under way there
 * is an older one that still opens. Thread-safe.
 */
final class KeyRing {
  private final Aead aead;
  private final Map<Long, TierKey> open = new ConcurrentHashMap<>();

  /** Of the operating tier; there is one from the first to the last moment. */
  private volatile TierKey operating;

  private volatile Optional<TierKey> history = Optional.empty();
  private volatile Recipient past;

  /** To whom a hub whose history is locked seals. */
  @SuppressWarnings("ArrayRecordComponent") // read only
  record Recipient(long tierKey, byte[] publicKey) {}

  KeyRing(Aead aead, List<TierKey> opened, Recipient past) {
    this.aead = aead;
    this.past = past;
    this.operating = newest(opened, Tier.OPERATING).orElseThrow(ByteSource::malformed);
    opened.forEach(key -> open.put(key.id(), key));
    history = newest(opened, Tier.HISTORY).filter(key -> key.id() == past.tierKey());
  }

  private static Optional<TierKey> newest(List<TierKey> keys, Tier tier) {
    return keys.stream()
        .filter(key -> key.tier() == tier)
        .max((one, other) -> Long.compare(one.id(), other.id()));
  }

  /** Which history key is in use, and its public half. */
  static Recipient recipient(Sqlite home, Aead aead, List<TierKey> opened) {
    return home.statement(
            "SELECT id, public_sealed_by, sealed_public_key FROM tier_key WHERE tier = ?"
                + " ORDER BY id DESC LIMIT 1")
        .number(1, Tier.HISTORY.number())
        .one(
            row -> {
              long id = row.number(1);
              long by = row.number(2);
              SealedBytes sealed = row.sealed(3);
              byte[] key =
                  opened.stream()
                      .filter(each -> each.id() == by)
                      .findFirst()
                      .flatMap(
                          each ->
                              aead.open(
                                  each.forKeys(Table.TIER_PUBLIC_KEY),
                                  new Binding(Table.TIER_PUBLIC_KEY, by, id),
                                  sealed))
                      .orElseThrow(
                          () ->
                              StoreProblems.damaged(
                                  "home.db", "the history tier's public key does not open"));
              return new Recipient(id, key);
            })
        .orElseThrow(() -> StoreProblems.damaged("home.db", "it has no key of the past"));
  }

  TierKey operating() {
    return operating;
  }

  /**
   * @throws Locked if no slot that opens the past was used
   */
  TierKey history() {
    return history.orElseThrow(KeyRing::locked);
  }

  static Locked locked() {
    return new Locked(
        "past-locked",
        "The past of this home is locked. Unlock it with the passphrase or the recovery code to see"
            + " it; what happens meanwhile is recorded.");
  }

  boolean isHistoryOpen() {
    return history.isPresent();
  }

  Set<Tier> openTiers() {
    return isHistoryOpen() ? Set.of(Tier.OPERATING, Tier.HISTORY) : Set.of(Tier.OPERATING);
  }

  /** An open key by the number that rows name it by. */
  Optional<TierKey> byId(long id) {
    return Optional.ofNullable(open.get(id));
  }

  /** Every open key of some tiers, older ones first. */
  List<TierKey> all(Set<Tier> tiers) {
    List<TierKey> all = new ArrayList<>(open.values());
    all.removeIf(key -> !tiers.contains(key.tier()));
    all.sort((one, other) -> Long.compare(one.id(), other.id()));
    return all;
  }

  Recipient past() {
    return past;
  }

  /** Takes up keys that a slot opened, or that a rotation made; the newest of a tier seals now. */
  void take(List<TierKey> opened, Recipient recipient) {
    for (TierKey key : opened) {
      if (open.putIfAbsent(key.id(), key) != null) {
        key.destroy();
      }
    }
    past = recipient;
    operating = newest(List.copyOf(open.values()), Tier.OPERATING).orElse(operating);
    history =
        newest(List.copyOf(open.values()), Tier.HISTORY)
            .filter(key -> key.id() == recipient.tierKey());
  }

  /** Forgets keys that open nothing any more. */
  void drop(Set<Long> ids) {
    for (long id : ids) {
      TierKey gone = open.remove(id);
      if (gone != null) {
        gone.destroy();
      }
    }
  }

  void lockHistory() {
    history = Optional.empty();
    for (TierKey key : all(Set.of(Tier.HISTORY))) {
      open.remove(key.id());
      key.destroy();
    }
  }

  /** The private half that what was sealed while the past was locked opens with. */
  Optional<SecretKeyBytes> pastPrivateKey(Sqlite home, long tierKey) {
    return byId(tierKey)
        .flatMap(
            key ->
                home.statement("SELECT sealed_private_key FROM tier_key WHERE id = ?")
                    .number(1, tierKey)
                    .one(row -> row.sealed(1))
                    .map(
                        blob ->
                            aead.open(
                                    key.forKeys(Table.TIER_PRIVATE_KEY),
                                    new Binding(Table.TIER_PRIVATE_KEY, tierKey, tierKey),
                                    blob)
                                .map(SecretKeyBytes::new)
                                .orElseThrow(
                                    () ->
                                        StoreProblems.damaged(
                                            "home.db",
                                            "the history tier's private key does not open"))));
  }

  void destroy() {
    open.values().forEach(TierKey::destroy);
    open.clear();
    history = Optional.empty();
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
}
