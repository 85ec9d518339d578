package org.hearthhub.device;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import org.hearthhub.problem.Invalid;

/**
 * The secret on a device's label, as a person typed or pasted it: hexadecimal, base64, or a text
 * that is the key itself. What it is cannot always be told from how it looks, so there may be
 * several {@linkplain #keys candidates}. Shows itself to nobody. Immutable.
 */
public final class LabelSecret {
  /** What is asked of a secret, in bits: whoever listens may try in silence, for years. */
  public static final int STRONG = 128;

  private static final int LONGEST = 256;

  private final List<PreSharedKey> keys;
  private final int bits;

  private LabelSecret(List<PreSharedKey> keys, int bits) {
    this.keys = keys;
    this.bits = bits;
  }

  /**
   * Reads what was typed.
   *
   * @throws Invalid if it is empty or too long
   */
  public static LabelSecret parse(String typed) {
    String text = typed.strip();
    if (text.isEmpty() || text.length() > LONGEST) {
      throw new Invalid("no-secret", "Type the secret as it is printed on the label.");
    }
    SequencedSet<PreSharedKey> keys = new LinkedHashSet<>();
    String joined = text.replaceAll("(?i)^0x", "").replaceAll("[\\s:.-]", "");
    boolean hex = joined.length() % 2 == 0 && joined.matches("(?i)[0-9a-f]{2,128}");
    if (hex) {
      keys.add(new PreSharedKey(HexFormat.of().parseHex(joined)));
    }
    base64(text, keys);
    byte[] itself = text.getBytes(StandardCharsets.UTF_8);
    if (itself.length <= PreSharedKey.LONGEST) {
      keys.add(new PreSharedKey(itself));
    }
    if (keys.isEmpty()) {
      throw new Invalid("no-secret", "That is longer than the secret of any device.");
    }
    return new LabelSecret(
        List.copyOf(keys), strength(hex ? joined.toLowerCase(Locale.ROOT) : text));
  }

  private static void base64(String text, SequencedSet<PreSharedKey> keys) {
    String plain = text.replace('-', '+').replace('_', '/');
    if (plain.matches("[0-9A-Za-z+/]{22,88}={0,2}")) {
      try {
        keys.add(new PreSharedKey(Base64.getDecoder().decode(plain)));
      } catch (IllegalArgumentException notThat) {
        // Then it is one of the other two.
      }
    }
  }

  /** How many bits somebody would have to guess who knows how such labels are made. */
  private static int strength(String text) {
    double different = (double) text.chars().distinct().count();
    double each = Math.log(alphabet(text)) / Math.log(2);
    double atMost = Math.log(different) / Math.log(2);
    // A random secret uses most of its alphabet; one that repeats itself is worth what it varies.
    return (int) Math.round(text.length() * (atMost < each * 0.6 ? atMost : each));
  }

  private static int alphabet(String text) {
    if (text.matches("[0-9]*")) {
      return 10;
    }
    if (text.matches("[0-9a-f]*|[0-9A-F]*")) {
      return 16;
    }
    if (text.matches("[a-z]*|[A-Z]*")) {
      return 26;
    }
    if (text.matches("[0-9a-z]*|[0-9A-Z]*")) {
      return 36;
    }
    return text.matches("[0-9A-Za-z+/=_-]*") ? 62 : 94;
  }

  /** What the key may be, the likeliest first; one to three. */
  public List<PreSharedKey> keys() {
    return keys;
  }

  /** The key where it is known to be the text itself. */
  public PreSharedKey asText() {
    return keys.getLast();
  }

  /** How strong it is at most, in bits. */
  public int bits() {
    return bits;
  }

  /**
   * @throws Invalid if it is weaker than that
   */
  void require(int leastBits) {
    if (bits < leastBits) {
      throw tooWeak(leastBits);
    }
  }

  /** What to say to who typed it where so much strength is needed; says why that matters. */
  public Invalid tooWeak(int leastBits) {
    return new Invalid(
        "weak-secret",
        "This secret has about "
            + bits
            + " bits and "
            + leastBits
            + " are needed: whoever records what the device says could guess a shorter one and"
            + " then speak in its name. Is it typed completely, as it is printed?");
  }

  @Override
  public String toString() {
    return "LabelSecret[…]";
  }
}
