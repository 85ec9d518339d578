package org.hearthhub.vault;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.hearthhub.problem.Invalid;

/**
 * The key that a passphrase stands for: Argon2id (RFC 9106) with 64 MiB, 3 passes and 4 lanes,
 * about 0.3 s. Cost and salt are kept in the slot, so that a later version can ask for more.
 */
final class PassphraseKey {
  private static final int SALT = 1;
  private static final int MEMORY_KIB = 2;
  private static final int PASSES = 3;
  private static final int LANES = 4;

  private PassphraseKey() {}

  static Fields.Writer parameters(SecureRandom random) {
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    return Fields.write()
        .bytes(SALT, salt)
        .number(MEMORY_KIB, 64 * 1024)
        .number(PASSES, 3)
        .number(LANES, 4);
  }

  static SecretKeyBytes derive(char[] secret, Fields parameters) {
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withSalt(parameters.bytes(SALT).orElseThrow(ByteSource::malformed))
            .withMemoryAsKB(within(parameters, MEMORY_KIB, 8 * 1024, 1024 * 1024))
            .withIterations(within(parameters, PASSES, 1, 32))
            .withParallelism(within(parameters, LANES, 1, 32))
            .build());
    byte[] utf8 = utf8(secret);
    byte[] key = new byte[SecretKeyBytes.LENGTH];
    try {
      argon2.generateBytes(utf8, key);
    } finally {
      Arrays.fill(utf8, (byte) 0);
    }
    // What Argon2 filled is three times what the hub otherwise holds, and a hub that idles would keep
    // it for days: a collection now is short, happens once per unlock, and gives the memory back.
    System.gc();
    return new SecretKeyBytes(key);
  }

  /** Whoever changed the file must not have us fill the memory or compute for a day. */
  private static int within(Fields parameters, int field, int least, int most) {
    long value = parameters.number(field).orElseThrow(ByteSource::malformed);
    if (value < least || value > most) {
      throw ByteSource.malformed();
    }
    return (int) value;
  }

  /** In the composed form (NFC), as RFC 8265 wants it: keyboards differ in how they send an é. */
  private static byte[] utf8(char[] secret) {
    if (secret.length == 0) {
      throw new Invalid("passphrase-empty", "The passphrase is empty. Choose a longer one.");
    }
    CharBuffer chars = CharBuffer.wrap(secret);
    if (!Normalizer.isNormalized(chars, Normalizer.Form.NFC)) {
      chars = CharBuffer.wrap(Normalizer.normalize(chars, Normalizer.Form.NFC).toCharArray());
    }
    byte[] room = new byte[chars.remaining() * 3];
    ByteBuffer encoded = ByteBuffer.wrap(room);
    CoderResult result =
        StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .encode(chars, encoded, true);
    byte[] utf8 = Arrays.copyOf(room, encoded.position());
    Arrays.fill(room, (byte) 0);
    if (!result.isUnderflow()) {
      throw new IllegalStateException("a UTF-16 unit took more than three octets");
    }
    return utf8;
  }
}
