package org.hearthhub.device;

import java.security.MessageDigest;
import java.util.Arrays;
import org.hearthhub.problem.Invalid;

/**
 * A key that a device and the hub share. Shows itself to nobody: not in text, not in logs.
 * Immutable.
 */
public final class PreSharedKey {
  /** The longest key, in octets. */
  public static final int LONGEST = 64;

  private final byte[] octets;

  /**
   * @throws Invalid if it has no octet, or more than {@link #LONGEST}
   */
  public PreSharedKey(byte[] octets) {
    if (octets.length == 0 || octets.length > LONGEST) {
      throw new Invalid("bad-key", "A device's key has 1 to " + LONGEST + " octets.");
    }
    this.octets = octets.clone();
  }

  /** A copy, for who is about to use it. */
  public byte[] octets() {
    return octets.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PreSharedKey key && MessageDigest.isEqual(octets, key.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return "PreSharedKey[…]";
  }
}
