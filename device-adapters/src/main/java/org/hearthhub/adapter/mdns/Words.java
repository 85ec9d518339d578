package org.hearthhub.adapter.mdns;

/** Makes a stranger's words fit for a page: no control characters, no endless text. */
final class Words {
  private Words() {}

  /**
   * The same words without control, formatting and other invisible characters, with single spaces,
   * and with at most so many characters (UTF-16). May be empty.
   */
  static String clean(String words, int most) {
    StringBuilder clean = new StringBuilder();
    boolean spaceBefore = false;
    for (int i = 0; i < words.length(); ) {
      int point = words.codePointAt(i);
      i += Character.charCount(point);
      if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
        spaceBefore = !clean.isEmpty();
      } else if (isShown(point)) {
        if (clean.length() + (spaceBefore ? 1 : 0) + Character.charCount(point) > most) {
          break;
        }
        if (spaceBefore) {
          clean.append(' ');
        }
        spaceBefore = false;
        clean.appendCodePoint(point);
      }
    }
    return clean.toString();
  }

  private static boolean isShown(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
