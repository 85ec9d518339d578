package org.hearthhub.backup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals the segments of one container: the STREAM construction (Hoang, Reyhanitabar, Rogaway and
 * Vizár, 2015) over AES-256-GCM. The nonce is the segment's number and whether it is the last one,
 * so one that was cut off, swapped, repeated or added does not open; and the key comes of the
 * container's key and every octet of its header, so a header that was changed opens nothing. Not
 * thread-safe.
 */
final class SegmentKey {
  static final int TAG = 16;
  private static final byte[] PURPOSE =
      "hearth backup segments 1".getBytes(StandardCharsets.US_ASCII);

  private final SecretKey key;
  private final Cipher cipher;

  /**
   * @param containerKey 32 random octets, used for this container only
   * @param header all octets before the first segment
   */
  SegmentKey(byte[] containerKey, byte[] header) {
    try {
      byte[] salt = MessageDigest.getInstance("SHA-256").digest(header);
      byte[] derived =
          KDF.getInstance("HKDF-SHA256")
              .deriveData(
                  HKDFParameterSpec.ofExtract()
                      .addIKM(containerKey)
                      .addSalt(salt)
                      .thenExpand(PURPOSE, 32));
      key = new SecretKeySpec(derived, "AES");
      Arrays.fill(derived, (byte) 0);
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("This Java has no AES-GCM or HKDF", missing);
    }
  }

  /**
   * @param sealed gets {@code length} octets and the tag
   */
  void seal(long number, boolean last, byte[] plain, int length, byte[] sealed) {
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, nonce(number, last));
      cipher.doFinal(plain, 0, length, sealed, 0);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("This Java has no AES-GCM", missing);
    }
  }

  /** How many octets it held; empty if it is not the segment that was sealed under this number. */
  Optional<Integer> open(long number, boolean last, byte[] sealed, int length, byte[] plain) {
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, nonce(number, last));
      return Optional.of(cipher.doFinal(sealed, 0, length, plain, 0));
    } catch (AEADBadTagException changed) {
      return Optional.empty();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("This Java has no AES-GCM", missing);
    }
  }

  private static GCMParameterSpec nonce(long number, boolean last) {
    byte[] nonce = ByteBuffer.allocate(12).putInt(0).putLong(number << 8 | (last ? 1 : 0)).array();
    return new GCMParameterSpec(TAG * 8, nonce);
  }
}
