package org.hearthhub.vault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Grows a compact binary form: variable-length numbers (LEB128, as Protocol Buffers has them),
 * fixed ones big-endian. Read again with {@link ByteSource}. Not thread-safe.
 */
public final class ByteSink {
  private byte[] bytes;
  private int size;

  public ByteSink() {
    this(64);
  }

  public ByteSink(int capacity) {
    bytes = new byte[Math.max(capacity, 16)];
  }

  public int size() {
    return size;
  }

  /** Forgets what was written and keeps the room for it. */
  public ByteSink clear() {
    size = 0;
    return this;
  }

  public ByteSink octet(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** Seven bits an octet, the lowest first; small numbers of 0 and above are short. */
  public ByteSink unsigned(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /** Zigzag: numbers near 0 are short, whatever their sign. */
  public ByteSink signed(long value) {
    return unsigned((value << 1) ^ (value >> 63));
  }

  /** Eight octets. */
  public ByteSink fixed(long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  public ByteSink raw(byte[] value) {
    return raw(value, 0, value.length);
  }

  public ByteSink raw(byte[] value, int from, int length) {
    room(length);
    System.arraycopy(value, from, bytes, size, length);
    size += length;
    return this;
  }

  /** Its length in octets, then its UTF-8 form. */
  public ByteSink text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return unsigned(utf8.length).raw(utf8);
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
