package org.hearthhub.vault;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.hearthhub.vault.Binding.Table;

/** Two new tier keys, of which nothing is written but their names and what is sealed under them. */
final class TierKeyRows {
  private final TierKey operating;
  private final TierKey history;
  private final KeyRing.Recipient past;
  private final SealedBytes publicKey;
  private final SealedBytes privateKey;

  /** Makes new keys; their numbers are the two from {@code first} on. */
  TierKeyRows(Aead aead, SecureRandom random, long first) {
    operating = new TierKey(first, Tier.OPERATING, KeyRing.randomKey(random));
    history = new TierKey(first + 1, Tier.HISTORY, KeyRing.randomKey(random));
    Hpke.Pair pair = Hpke.Pair.random(random);
    past = new KeyRing.Recipient(history.id(), pair.open());
    publicKey =
        aead.seal(
            operating.forKeys(Table.TIER_PUBLIC_KEY),
            new Binding(Table.TIER_PUBLIC_KEY, operating.id(), history.id()),
            pair.open());
    byte[] secret = pair.secret().getEncoded();
    privateKey =
        aead.seal(
            history.forKeys(Table.TIER_PRIVATE_KEY),
            new Binding(Table.TIER_PRIVATE_KEY, history.id(), history.id()),
            secret);
    Arrays.fill(secret, (byte) 0);
    pair.secret().destroy();
  }

  List<TierKey> keys() {
    return List.of(operating, history);
  }

  KeyRing.Recipient past() {
    return past;
  }

  void writeTo(Sqlite home) {
    home.statement("INSERT INTO tier_key (id, tier) VALUES (?, ?)")
        .number(1, operating.id())
        .number(2, operating.tier().number())
        .run();
    home.statement(
            "INSERT INTO tier_key (id, tier, public_sealed_by, sealed_public_key,"
                + " sealed_private_key) VALUES (?, ?, ?, ?, ?)")
        .number(1, history.id())
        .number(2, history.tier().number())
        .number(3, operating.id())
        .sealed(4, publicKey)
        .sealed(5, privateKey)
        .run();
  }

  /** Whether there is a tier key of this number, open or not. */
  static boolean exists(Sqlite home, long id) {
    return home.statement("SELECT 1 FROM tier_key WHERE id = ?")
        .number(1, id)
        .one(row -> true)
        .isPresent();
  }
}
