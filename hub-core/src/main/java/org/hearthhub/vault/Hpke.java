package org.hearthhub.vault;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.hearthhub.vault.Binding.Table;

/**
 * Seals a key to somebody whose secret is not at hand: HPKE (RFC 9180) in base mode with
 * DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM. Thread-safe.
 */
final class Hpke {
  /** The first octet of a blob: 32 octets of encapsulated key, then ciphertext and tag. */
  static final int FORM = 2;

  private static final int ENCAPSULATED = 32;
  private static final int TAG = 16;
  private static final byte[] NONE = new byte[0];

  private final byte[] vaultId;

  Hpke(byte[] vaultId) {
    this.vaultId = vaultId.clone();
  }

  /** The two halves of a new pair. */
  @SuppressWarnings("ArrayRecordComponent") // made, sealed, forgotten
  record Pair(SecretKeyBytes secret, byte[] open) {
    static Pair random(SecureRandom random) {
      X25519PrivateKeyParameters secret = new X25519PrivateKeyParameters(random);
      return new Pair(
          new SecretKeyBytes(secret.getEncoded()), secret.generatePublicKey().getEncoded());
    }

    @Override
    public String toString() {
      return "Pair[…]";
    }
  }

  static byte[] publicHalf(SecretKeyBytes privateKey) {
    byte[] secret = privateKey.getEncoded();
    try {
      return new X25519PrivateKeyParameters(secret).generatePublicKey().getEncoded();
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  SealedBytes seal(byte[] publicKey, Binding place, SecretKeyBytes key) {
    byte[] plain = key.getEncoded();
    try {
      byte[][] sealed =
          suite()
              .seal(
                  new X25519PublicKeyParameters(publicKey),
                  purpose(place.table()),
                  place.toBytes(vaultId, FORM),
                  plain,
                  NONE,
                  NONE,
                  null);
      byte[] octets = new byte[1 + ENCAPSULATED + sealed[0].length];
      octets[0] = FORM;
      System.arraycopy(sealed[1], 0, octets, 1, ENCAPSULATED);
      System.arraycopy(sealed[0], 0, octets, 1 + ENCAPSULATED, sealed[0].length);
      return new SealedBytes(octets);
    } catch (InvalidCipherTextException impossible) {
      throw new IllegalStateException("HPKE could not seal", impossible);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** Empty if one bit of it, its place or the pair is other than when it was sealed. */
  Optional<SecretKeyBytes> open(SecretKeyBytes privateKey, Binding place, SealedBytes sealed) {
    byte[] octets = sealed.octets();
    if (octets.length != 1 + ENCAPSULATED + SecretKeyBytes.LENGTH + TAG || octets[0] != FORM) {
      return Optional.empty();
    }
    byte[] secret = privateKey.getEncoded();
    try {
      X25519PrivateKeyParameters own = new X25519PrivateKeyParameters(secret);
      byte[] plain =
          suite()
              .open(
                  Arrays.copyOfRange(octets, 1, 1 + ENCAPSULATED),
                  new AsymmetricCipherKeyPair(own.generatePublicKey(), own),
                  purpose(place.table()),
                  place.toBytes(vaultId, FORM),
                  Arrays.copyOfRange(octets, 1 + ENCAPSULATED, octets.length),
                  NONE,
                  NONE,
                  null);
      return Optional.of(new SecretKeyBytes(plain));
    } catch (InvalidCipherTextException | IllegalStateException | IllegalArgumentException other) {
      return Optional.empty();
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static HPKE suite() {
    return new HPKE(
        HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
  }

  private static byte[] purpose(Table table) {
    return ("hearth keys " + table.name()).getBytes(StandardCharsets.UTF_8);
  }
}
