package org.hearthhub.vault;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
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
    Argon2id argon2id =
        new Argon2id(
            within(parameters, MEMORY_KIB, 8 * 1024, 1024 * 1024),
            within(parameters, PASSES, 1, 32),
            within(parameters, LANES, 1, 32));
    byte[] salt = parameters.bytes(SALT).orElseThrow(ByteSource::malformed);
    byte[] utf8 = utf8(secret);
    try {
      return new SecretKeyBytes(argon2id.hash(utf8, salt, SecretKeyBytes.LENGTH));
    } finally {
      Arrays.fill(utf8, (byte) 0);
    }
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
