package org.hearthhub.vault;

import java.security.SecureRandom;
import java.util.Arrays;
import org.hearthhub.problem.Invalid;

/**
 * A code that opens the vault when everything else is lost: 140 random bits in Crockford's base32,
 * seven groups of four characters and a check character each. It is shown once and kept nowhere.
 * Not thread-safe; {@link #close} wipes it.
 *
 * <p>The check character is that of a Reed-Solomon code over GF(32), begun with the group's number:
 * one wrong character, two exchanged ones or two exchanged groups are always noticed, anything else
 * in 31 of 32 cases for each group it touches.
 */
public final class RecoveryCode implements AutoCloseable {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int GROUPS = 7;
  private static final int DATA = 4;
  private static final int LENGTH = GROUPS * (DATA + 1);

  /** 140 bits, and four that are always zero. */
  private static final int SECRET = (GROUPS * DATA * 5 + 7) / 8;

  /** Somebody may type spaces all over; nobody types this much. */
  private static final int MOST_TYPED = 200;

  private static final String[] ORDINALS = {
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh"
  };

  private final long slot;
  private final byte[] symbols;

  private RecoveryCode(long slot, byte[] symbols) {
    this.slot = slot;
    this.symbols = symbols;
  }

  static RecoveryCode random(long slot, SecureRandom random) {
    byte[] symbols = new byte[LENGTH];
    random.nextBytes(symbols);
    for (int group = 0; group < GROUPS; group++) {
      int from = group * (DATA + 1);
      for (int i = from; i < from + DATA; i++) {
        symbols[i] &= 31;
      }
      symbols[from + DATA] = check(symbols, group);
    }
    return new RecoveryCode(slot, symbols);
  }

  /** The slot that it opens. */
  public long slot() {
    return slot;
  }

  /** As it is to be written down, {@code XXXXX-XXXXX-…}; to be cleared by the caller. */
  public char[] text() {
    char[] text = new char[LENGTH + GROUPS - 1];
    int at = 0;
    for (int i = 0; i < LENGTH; i++) {
      if (i > 0 && i % (DATA + 1) == 0) {
        text[at++] = '-';
      }
      text[at++] = ALPHABET.charAt(symbols[i]);
    }
    return text;
  }

  /**
   * Tells a typing mistake from a code that is right in itself, without trying it on a vault.
   *
   * @param typed not changed
   * @throws Invalid if it cannot be a code, and in which group the mistake is
   */
  public static void check(char[] typed) {
    Arrays.fill(parse(typed), (byte) 0);
  }

  /** The random bits of what was typed; to be cleared by the caller. */
  static byte[] secret(char[] typed) {
    byte[] symbols = parse(typed);
    byte[] secret = new byte[SECRET];
    int bit = 0;
    for (int i = 0; i < LENGTH; i++) {
      if (i % (DATA + 1) == DATA) {
        continue;
      }
      for (int of = 4; of >= 0; of--, bit++) {
        secret[bit >> 3] |= (byte) ((symbols[i] >> of & 1) << (7 - (bit & 7)));
      }
    }
    Arrays.fill(symbols, (byte) 0);
    return secret;
  }

  private static byte[] parse(char[] typed) {
    if (typed.length > MOST_TYPED) {
      throw mistyped("It has 35 letters and digits; this is far more.");
    }
    byte[] symbols = new byte[LENGTH];
    int count = 0;
    for (char character : typed) {
      if (character == '-' || Character.isWhitespace(character) || isDash(character)) {
        continue;
      }
      int symbol = ALPHABET.indexOf(plain(character));
      if (symbol < 0) {
        throw mistyped("There is a character in it that no recovery code has.");
      }
      if (count < LENGTH) {
        symbols[count] = (byte) symbol;
      }
      count++;
    }
    if (count != LENGTH) {
      throw mistyped("It has 35 letters and digits; this has " + count + ".");
    }
    for (int group = 0; group < GROUPS; group++) {
      if (symbols[group * (DATA + 1) + DATA] != check(symbols, group)) {
        throw mistyped("The mistake is in the " + ORDINALS[group] + " group of five.");
      }
    }
    return symbols;
  }

  private static boolean isDash(char character) {
    return Character.getType(character) == Character.DASH_PUNCTUATION;
  }

  private static char plain(char typed) {
    char upper = Character.toUpperCase(typed);
    return switch (upper) {
      case 'O' -> '0';
      case 'I', 'L' -> '1';
      default -> upper;
    };
  }

  private static byte check(byte[] symbols, int group) {
    int sum = group + 1;
    for (int i = 0; i < DATA; i++) {
      sum = doubled(sum) ^ symbols[group * (DATA + 1) + i];
    }
    return (byte) doubled(sum);
  }

  /** Times x in GF(32) modulo x^5 + x^2 + 1. */
  private static int doubled(int element) {
    int twice = element << 1;
    return twice >= 32 ? twice ^ 0b100101 : twice;
  }

  private static Invalid mistyped(String where) {
    return new Invalid(
        "bad-recovery-code", "This is not a recovery code as it was written down. " + where);
  }

  @Override
  public void close() {
    Arrays.fill(symbols, (byte) 0);
  }

  @Override
  public String toString() {
    return "RecoveryCode[…]";
  }
}
