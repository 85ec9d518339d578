package org.hearthhub.vault;

import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * A 256-bit AES key that can be wiped, which the JDK's own SecretKeySpec cannot. Thread-safe; once
 * it is destroyed, using it throws {@link KeyGone}.
 */
@SuppressWarnings("serial") // never serialised: a key leaves the process sealed only
final class SecretKeyBytes implements SecretKey {
  static final int LENGTH = 32;

  private final byte[] key;
  private boolean destroyed;

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

  /** What ciphers take their key from: never half wiped, and nothing is sealed under zeros. */
  @Override
  public synchronized byte[] getEncoded() {
    if (destroyed) {
      throw new KeyGone();
    }
    return key.clone();
  }

  @Override
  public synchronized void destroy() {
    destroyed = true;
    Arrays.fill(key, (byte) 0);
  }

  @Override
  public synchronized boolean isDestroyed() {
    return destroyed;
  }

  @Override
  public String toString() {
    return "SecretKeyBytes[…]";
  }
}
