package org.hearthhub.audit;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** The hub's key for checkpoints; it never leaves the vault. Thread-safe. */
final class LogSigner {
  private final String name;
  private final Ed25519PrivateKeyParameters secret;
  private final LogKey key;

  /**
   * @param seed 32 octets (RFC 8032 section 5.1.5)
   */
  LogSigner(String name, byte[] seed) {
    this.name = name;
    this.secret = new Ed25519PrivateKeyParameters(seed, 0);
    this.key = new LogKey(name, secret.generatePublicKey());
  }

  static byte[] newSeed(SecureRandom random) {
    return new Ed25519PrivateKeyParameters(random).getEncoded();
  }

  LogKey key() {
    return key;
  }

  /** The signature of the checkpoint of that size and root; always the same for the same. */
  byte[] sign(long size, TreeHash root) {
    byte[] text = Checkpoint.body(name, size, root).getBytes(StandardCharsets.UTF_8);
    return sign(text);
  }

  byte[] sign(byte[] text) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, secret);
    signer.update(text, 0, text.length);
    return signer.generateSignature();
  }
}
