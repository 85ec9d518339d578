package org.hearthhub.vault;

/**
 * The few bytes that stand in the files as they are, each kind by its name; none of them says
 * anything about the home or the people in it.
 */
final class ClearBytes {
  private final byte[] octets;

  private ClearBytes(byte[] octets) {
    this.octets = octets.clone();
  }

  /** Random; the same in both files of one vault. */
  static ClearBytes vaultId(byte[] id) {
    return new ClearBytes(id);
  }

  /** Salt and cost of a key slot. */
  static ClearBytes slotParameters(byte[] parameters) {
    return new ClearBytes(parameters);
  }

  /** The salted SHA-256 leaf of an audit entry. */
  static ClearBytes commitment(byte[] hash) {
    return new ClearBytes(hash);
  }

  /** Hashes over salted commitments. */
  static ClearBytes subtrees(byte[] hashes) {
    return new ClearBytes(hashes);
  }

  /** The signature of a checkpoint of the audit. */
  static ClearBytes signature(byte[] signature) {
    return new ClearBytes(signature);
  }

  /** SHA-256 of a migration of ours. */
  static ClearBytes migration(byte[] hash) {
    return new ClearBytes(hash);
  }

  byte[] octets() {
    return octets.clone();
  }
}
