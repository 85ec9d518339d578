package org.hearthhub.vault;

import java.nio.charset.StandardCharsets;
import org.hearthhub.problem.Broken;

/**
 * Reads what {@link ByteSink} wrote. Whatever the bytes are, reading them ends in a value or in
 * {@link Broken}. Not thread-safe.
 */
public final class ByteSource {
  private final byte[] bytes;
  private final int end;
  private int at;

  public ByteSource(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  public ByteSource(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  public boolean hasMore() {
    return at < end;
  }

  public int remaining() {
    return end - at;
  }

  /** 0 to 255. */
  public int octet() {
    need(1);
    return bytes[at++] & 0xFF;
  }

  public long unsigned() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      need(1);
      byte next = bytes[at++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed();
  }

  /** A count or length that cannot be more than {@code most}. */
  public int count(int most) {
    long value = unsigned();
    if (value < 0 || value > most) {
      throw malformed();
    }
    return (int) value;
  }

  public long signed() {
    long value = unsigned();
    return (value >>> 1) ^ -(value & 1);
  }

  public long fixed() {
    need(8);
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (bytes[at++] & 0xFF);
    }
    return value;
  }

  public byte[] raw(int length) {
    need(length);
    byte[] copy = new byte[length];
    System.arraycopy(bytes, at, copy, 0, length);
    at += length;
    return copy;
  }

  public String text() {
    int length = count(remaining());
    need(length);
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  /** What to throw where bytes that were sealed by us make no sense. */
  public static Broken malformed() {
    return new Broken(
        "store-damaged",
        "A sealed entry of the store could be opened but makes no sense. It was probably written by"
            + " a faulty or a newer version of Hearth.",
        null);
  }

  private void need(int length) {
    if (length < 0 || end - at < length) {
      throw malformed();
    }
  }
}
