package org.hearthhub.vault;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id, version 1.3 (RFC 9106), and what it costs.
 *
 * @param memoryKib memory it fills, in KiB
 * @param passes times it goes over it
 * @param lanes lanes the memory is divided into
 */
public record Argon2id(int memoryKib, int passes, int lanes) {
  /**
   * @param secret not changed; to be cleared by the caller
   * @param length of the result, in octets
   */
  public byte[] hash(byte[] secret, byte[] salt, int length) {
    byte[] result = new byte[length];
    fill(secret, salt, result);
    // What was filled is up to three times what the hub otherwise holds, and a hub that idles would
    // keep it for days. A collection now gives it back; sign-ins and unlocks are rare and
    // throttled.
    System.gc();
    return result;
  }

  /** On its own, so that nothing on the stack holds the memory when it is collected. */
  private void fill(byte[] secret, byte[] salt, byte[] result) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    generator.generateBytes(secret, result);
  }
}
