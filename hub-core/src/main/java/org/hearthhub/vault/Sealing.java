package org.hearthhub.vault;

import java.security.SecureRandom;

/** What seals in one vault. */
@SuppressWarnings("ArrayRecordComponent") // for one vault
record Sealing(byte[] vaultId, Aead aead, Hpke hpke, SecureRandom random) {
  static Sealing of(byte[] vaultId) {
    SecureRandom random = new SecureRandom();
    return new Sealing(vaultId, new Aead(vaultId, random), new Hpke(vaultId), random);
  }
}
