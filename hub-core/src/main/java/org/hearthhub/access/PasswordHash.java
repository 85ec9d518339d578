package org.hearthhub.access;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hearthhub.problem.Broken;
import org.hearthhub.vault.Argon2id;

/**
 * A password's Argon2id hash (RFC 9106) with the parameters it was made with, so that these can
 * grow. Its text is the usual {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}.
 */
final class PasswordHash {
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]{1,100})\\$([A-Za-z0-9+/]{1,100})");

  private final int memoryKib;
  private final int passes;
  private final int lanes;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(int memoryKib, int passes, int lanes, byte[] salt, byte[] hash) {
    this.memoryKib = memoryKib;
    this.passes = passes;
    this.lanes = lanes;
    this.salt = salt;
    this.hash = hash;
  }

  /** Takes some tens of milliseconds and 19 MiB. */
  static PasswordHash of(char[] password, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return new PasswordHash(
        MEMORY_KIB,
        PASSES,
        LANES,
        salt,
        argon2id(password, MEMORY_KIB, PASSES, LANES, salt, HASH_BYTES));
  }

  /** One that costs as much as any other and that no password matches. */
  static PasswordHash ofNobody(SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] hash = new byte[HASH_BYTES];
    random.nextBytes(hash);
    return new PasswordHash(MEMORY_KIB, PASSES, LANES, salt, hash);
  }

  /**
   * @throws Broken if the text is none
   */
  static PasswordHash parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new Broken("damaged-record", "The record of a person is damaged.", null);
    }
    Base64.Decoder base64 = Base64.getDecoder();
    return new PasswordHash(
        Integer.parseInt(parts.group(1)),
        Integer.parseInt(parts.group(2)),
        Integer.parseInt(parts.group(3)),
        base64.decode(parts.group(4)),
        base64.decode(parts.group(5)));
  }

  String text() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m="
        + memoryKib
        + ",t="
        + passes
        + ",p="
        + lanes
        + "$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(hash);
  }

  boolean matches(char[] password) {
    return MessageDigest.isEqual(
        hash, argon2id(password, memoryKib, passes, lanes, salt, hash.length));
  }

  /** Whether it was made with less than what is asked for now. */
  boolean isOutdated() {
    return memoryKib < MEMORY_KIB || passes < PASSES || hash.length < HASH_BYTES;
  }

  private static byte[] argon2id(
      char[] password, int memoryKib, int passes, int lanes, byte[] salt, int length) {
    byte[] secret = bytes(password);
    try {
      return new Argon2id(memoryKib, passes, lanes).hash(secret, salt, length);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** UTF-8 of the NFC form: keyboards of different systems send different forms of one letter. */
  private static byte[] bytes(char[] password) {
    CharBuffer characters = CharBuffer.wrap(password);
    ByteBuffer encoded =
        StandardCharsets.UTF_8.encode(
            Normalizer.isNormalized(characters, Normalizer.Form.NFC)
                ? characters
                : CharBuffer.wrap(Normalizer.normalize(characters, Normalizer.Form.NFC)));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    encoded.clear().put(new byte[encoded.capacity()]);
    return bytes;
  }
}
