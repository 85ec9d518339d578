package org.hearthhub.vault;

/**
 * Encrypted and authenticated: one octet that names the form (1: AES-256-GCM), the nonce of 96
 * random bits, then ciphertext and tag. Only {@link Aead} makes them of plain bytes.
 *
 * @param octets never written to
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, held by nobody for long
record SealedBytes(byte[] octets) {
  @Override
  public String toString() {
    return "SealedBytes[" + octets.length + "]";
  }
}
