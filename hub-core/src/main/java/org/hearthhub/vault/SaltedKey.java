package org.hearthhub.vault;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * The key that a secret of at least 128 random bits stands for: HKDF-SHA256 (RFC 5869) with the
 * slot's salt. Nobody guesses so many bits, however fast each try is; stretching them as a
 * passphrase is would only make the owner wait.
 */
final class SaltedKey {
  private static final int SALT = 1;

  private SaltedKey() {}

  static Fields.Writer parameters(SecureRandom random) {
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    return Fields.write().bytes(SALT, salt);
  }

  /**
   * @param secret not changed; to be cleared by the caller
   * @param purpose keeps kinds of secrets apart
   */
  static SecretKeyBytes derive(byte[] secret, Fields parameters, String purpose) {
    return TierKey.hkdf(
        secret,
        parameters.bytes(SALT).orElseThrow(ByteSource::malformed),
        purpose.getBytes(StandardCharsets.UTF_8));
  }
}
