package org.hearthhub.vault;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM of the JDK for one vault. Thread-safe.
 *
 * <p>Nonces are 96 random bits. NIST SP 800-38D section 8.3 allows 2^32 of them under one key,
 * where two being equal has a chance of 2^-33. Home records, slots and audit never come near. A
 * device's data key seals one part per commit and one blob per packed series; at one commit every
 * two seconds that is 2^24 in a year, and a device that pushes twenty times a second, day and
 * night, takes six years to get there. A device may have any number of data keys, so a newer one
 * can take over.
 */
final class Aead {
  /** The first octet of a blob: AES-256-GCM with a nonce of 96 random bits. */
  static final int FORM = 1;

  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final int HEAD = 1 + NONCE;
  private static final int NONCES_AT_ONCE = 64;

  private final byte[] vaultId;
  private final SecureRandom random;
  private final ReentrantLock drawing = new ReentrantLock();
  private final byte[] drawn = new byte[NONCES_AT_ONCE * NONCE];
  private int next = drawn.length;

  /** Idle ciphers; making one costs more than a blob. Never more than threads that seal at once. */
  private final ConcurrentLinkedQueue<Cipher> ciphers = new ConcurrentLinkedQueue<>();

  Aead(byte[] vaultId, SecureRandom random) {
    this.vaultId = vaultId.clone();
    this.random = random;
  }

  SealedBytes seal(SecretKeyBytes key, Binding place, byte[] plain) {
    byte[] octets = new byte[HEAD + plain.length + TAG];
    octets[0] = FORM;
    drawNonce(octets, 1);
    Cipher cipher = idleCipher();
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG * 8, octets, 1, NONCE));
      cipher.updateAAD(place.toBytes(vaultId, FORM));
      cipher.doFinal(plain, 0, plain.length, octets, HEAD);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("This Java has no AES-GCM", missing);
    }
    ciphers.add(cipher);
    return new SealedBytes(octets);
  }

  /** Empty if one bit of it, its place or its key is other than when it was sealed. */
  Optional<byte[]> open(SecretKeyBytes key, Binding place, SealedBytes sealed) {
    byte[] octets = sealed.octets();
    if (octets.length < HEAD + TAG || octets[0] != FORM) {
      return Optional.empty();
    }
    Cipher cipher = idleCipher();
    byte @Nullable [] plain;
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG * 8, octets, 1, NONCE));
      cipher.updateAAD(place.toBytes(vaultId, FORM));
      plain = cipher.doFinal(octets, HEAD, octets.length - HEAD);
    } catch (AEADBadTagException changed) {
      plain = null;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("This Java has no AES-GCM", missing);
    }
    ciphers.add(cipher);
    return Optional.ofNullable(plain);
  }

  private Cipher idleCipher() {
    Cipher idle = ciphers.poll();
    if (idle != null) {
      return idle;
    }
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("This Java has no AES-GCM", missing);
    }
  }

  /** From a small supply: the system's generator costs more per call than a nonce is long. */
  private void drawNonce(byte[] to, int at) {
    drawing.lock();
    try {
      if (next == drawn.length) {
        random.nextBytes(drawn);
        next = 0;
      }
      System.arraycopy(drawn, next, to, at, NONCE);
      next += NONCE;
    } finally {
      drawing.unlock();
    }
  }
}
