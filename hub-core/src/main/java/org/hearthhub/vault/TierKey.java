package org.hearthhub.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.hearthhub.vault.Binding.Table;

/**
 * A tier's key in memory. It seals nothing itself: each kind of blob has a key of its own, derived
 * from it by HKDF-SHA256 (RFC 5869). Thread-safe.
 */
final class TierKey {
  private final long id;
  private final Tier tier;
  private final SecretKeyBytes key;
  private final Map<String, SecretKeyBytes> derived = new ConcurrentHashMap<>();

  TierKey(long id, Tier tier, SecretKeyBytes key) {
    this.id = id;
    this.tier = tier;
    this.key = key;
  }

  /** Names it in the rows that it seals. */
  long id() {
    return id;
  }

  Tier tier() {
    return tier;
  }

  SecretKeyBytes key() {
    return key;
  }

  SecretKeyBytes forRecords(Collection collection) {
    return derived("hearth record " + collection.number());
  }

  SecretKeyBytes forKeys(Table table) {
    return derived("hearth keys " + table.name());
  }

  private SecretKeyBytes derived(String purpose) {
    return derived.computeIfAbsent(
        purpose, text -> expand(key, new byte[0], text.getBytes(StandardCharsets.UTF_8)));
  }

  static SecretKeyBytes expand(SecretKeyBytes from, byte[] salt, byte[] purpose) {
    byte[] secret = from.getEncoded();
    try {
      return hkdf(secret, salt, purpose);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  static SecretKeyBytes hkdf(byte[] secret, byte[] salt, byte[] purpose) {
    try {
      return new SecretKeyBytes(
          KDF.getInstance("HKDF-SHA256")
              .deriveData(
                  HKDFParameterSpec.ofExtract()
                      .addIKM(secret)
                      .addSalt(salt)
                      .thenExpand(purpose, SecretKeyBytes.LENGTH)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("This Java has no HKDF", missing);
    }
  }

  void destroy() {
    key.destroy();
    derived.values().forEach(SecretKeyBytes::destroy);
    derived.clear();
  }
}
