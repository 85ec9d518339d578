package org.hearthhub.thing;

import java.text.Normalizer;

/** Words of a stranger, made fit to be shown: one line, no control characters, not too long. */
public final class Wording {
  /** The longest name of a device or property that a page shows, in characters. */
  public static final int TITLE = 200;

  /** The longest description that a page shows, in characters. */
  public static final int DESCRIPTION = 1000;

  private Wording() {}

  /**
   * The text in Unicode form NFC without control, formatting and unpaired surrogate characters,
   * runs of white space made one space, cut to a number of characters. May be empty.
   */
  public static String clean(String text, int most) {
    // Cut before the work: a stranger's text may be long. Cleaning only shortens, NFC nearly so.
    String bounded = text.length() > 4 * most ? text.substring(0, 4 * most) : text;
    var clean = new StringBuilder(bounded.length());
    boolean gap = false;
    for (int i = 0; i < bounded.length(); ) {
      int c = bounded.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        gap = true;
      } else if (isShown(c)) {
        if (gap && !clean.isEmpty()) {
          clean.append(' ');
        }
        gap = false;
        clean.appendCodePoint(c);
      }
    }
    // Last, since taking characters out brings others together.
    return cut(Normalizer.normalize(clean, Normalizer.Form.NFC), most);
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end).stripTrailing();
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      // FORMAT holds the marks that turn text around; joiners (200C, 200D) belong to words and
      // emoji.
      case Character.FORMAT -> c == 0x200C || c == 0x200D;
      case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
