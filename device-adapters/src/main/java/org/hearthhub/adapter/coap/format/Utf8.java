package org.hearthhub.adapter.coap.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.hearthhub.problem.Invalid;

/** A stranger's text: UTF-8 or nothing. */
public final class Utf8 {
  private Utf8() {}

  /**
   * @throws Invalid if the bytes are not UTF-8
   */
  public static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new Invalid("not-utf8", "It sends text that is not valid UTF-8.");
    }
  }

  /** Cut to so many characters, never through the middle of one, without control characters. */
  public static String cut(String text, int most) {
    StringBuilder kept = new StringBuilder(Math.min(text.length(), most));
    text.codePoints()
        .filter(c -> !Character.isISOControl(c))
        .takeWhile(c -> kept.length() + Character.charCount(c) <= most)
        .forEach(kept::appendCodePoint);
    return kept.toString().strip();
  }
}
