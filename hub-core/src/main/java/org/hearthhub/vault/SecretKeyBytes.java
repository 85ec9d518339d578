package org.hearthhub.vault;

import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * A 256-bit AES key that can be wiped, which the JDK's own SecretKeySpec cannot. Thread-safe until
 * it is destroyed.
 */
@SuppressWarnings("serial") // never serialised: a key leaves the process sealed only
final class SecretKeyBytes implements SecretKey {
  static final int LENGTH = 32;

  private final byte[] key;

  /** Takes the array as its own. */
  SecretKeyBytes(byte[] key) {
    if (key.length != LENGTH) {
      throw ByteSource.malformed();
    }
    this.key = key;
  }

  @Override
  public String getAlgorithm() {
    return "AES";
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  @Override
  public byte[] getEncoded() {
    return key.clone();
  }

  @Override
  public void destroy() {
    Arrays.fill(key, (byte) 0);
  }

  @Override
  public String toString() {
    return "SecretKeyBytes[…]";
  }
}
