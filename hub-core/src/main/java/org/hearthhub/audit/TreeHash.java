package org.hearthhub.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** A SHA-256 hash of the audit's Merkle tree (RFC 6962 section 2.1). Immutable. */
public final class TreeHash {
  /** Octets of each. */
  static final int LENGTH = 32;

  /** The root of a tree without leaves. */
  public static final TreeHash OF_NOTHING = new TreeHash(sha256().digest());

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final byte[] octets;

  private TreeHash(byte[] octets) {
    this.octets = octets;
  }

  /**
   * @throws IllegalArgumentException if there are not 32 octets
   */
  public static TreeHash of(byte[] octets) {
    if (octets.length != LENGTH) {
      throw new IllegalArgumentException("A tree hash has 32 octets, not " + octets.length);
    }
    return new TreeHash(octets.clone());
  }

  /** The hash of a leaf: SHA-256(0x00 || content). */
  public static TreeHash ofLeaf(byte[] content) {
    MessageDigest sha256 = sha256();
    sha256.update(LEAF);
    return new TreeHash(sha256.digest(content));
  }

  /** The hash of an inner node: SHA-256(0x01 || left || right). */
  public static TreeHash ofNode(TreeHash left, TreeHash right) {
    MessageDigest sha256 = sha256();
    sha256.update(NODE);
    sha256.update(left.octets);
    return new TreeHash(sha256.digest(right.octets));
  }

  public byte[] octets() {
    return octets.clone();
  }

  /** Without line breaks, as in a checkpoint. */
  public String base64() {
    return Base64.getEncoder().encodeToString(octets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TreeHash hash && Arrays.equals(octets, hash.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return base64();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
