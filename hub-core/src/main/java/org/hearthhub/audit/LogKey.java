package org.hearthhub.audit;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.hearthhub.problem.Invalid;

/**
 * The public key that checkpoints are signed with, by which anybody can check them (Ed25519, C2SP
 * signed-note). Immutable.
 */
public final class LogKey {
  private static final byte ED25519 = 1;
  private static final Pattern TEXT = Pattern.compile("([^+\\s]{1,200})\\+([0-9a-f]{8})\\+(.+)");

  private final String name;
  private final byte[] id;
  private final Ed25519PublicKeyParameters key;

  LogKey(String name, Ed25519PublicKeyParameters key) {
    this.name = name;
    this.key = key;
    this.id = id(name, key);
  }

  /**
   * The key of a text such as {@code name+hash+base64}, as {@link #toString} writes it.
   *
   * @throws Invalid if it is none
   */
  public static LogKey parse(String text) {
    Matcher parts = TEXT.matcher(text);
    try {
      if (parts.matches()) {
        byte[] octets = Base64.getDecoder().decode(parts.group(3));
        // Java's decoder takes what others refuse: one text for one key.
        boolean canonical = Base64.getEncoder().encodeToString(octets).equals(parts.group(3));
        if (canonical
            && octets.length == 1 + Ed25519PublicKeyParameters.KEY_SIZE
            && octets[0] == ED25519) {
          LogKey key = new LogKey(parts.group(1), new Ed25519PublicKeyParameters(octets, 1));
          if (HexFormat.of().formatHex(key.id).equals(parts.group(2))) {
            return key;
          }
        }
      }
    } catch (IllegalArgumentException notBase64OrNoPointOfTheCurve) {
      // said below
    }
    throw new Invalid(
        "not-a-log-key",
        "This is not the public key of an audit log. It looks like name+12345678+AQ… and stands"
            + " in one line.");
  }

  private static byte[] id(String name, Ed25519PublicKeyParameters key) {
    var sha256 = TreeHash.sha256();
    sha256.update(name.getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) '\n');
    sha256.update(ED25519);
    return Arrays.copyOf(sha256.digest(key.getEncoded()), 4);
  }

  /** The name in its signature lines. */
  public String name() {
    return name;
  }

  /** The number in its signature lines. */
  byte[] id() {
    return id.clone();
  }

  boolean signed(long size, TreeHash root, byte[] signature) {
    return signed(Checkpoint.body(name, size, root).getBytes(StandardCharsets.UTF_8), signature);
  }

  boolean signed(byte[] text, byte[] signature) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(false, key);
    signer.update(text, 0, text.length);
    return signer.verifySignature(signature);
  }

  /** As the verifier keys of C2SP's signed notes are written. */
  @Override
  public String toString() {
    byte[] octets = new byte[1 + Ed25519PublicKeyParameters.KEY_SIZE];
    octets[0] = ED25519;
    key.encode(octets, 1);
    return name
        + "+"
        + HexFormat.of().formatHex(id)
        + "+"
        + Base64.getEncoder().encodeToString(octets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LogKey that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return new BigInteger(id).intValue();
  }
}
