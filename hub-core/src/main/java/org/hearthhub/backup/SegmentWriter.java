package org.hearthhub.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Seals a stream segment by segment. {@link #close} writes the last one. Not thread-safe. */
final class SegmentWriter extends OutputStream {
  private final OutputStream out;
  private final SegmentKey key;
  private final byte[] plain;
  private final byte[] sealed;
  private int filled;
  private long number;
  private boolean closed;

  /**
   * @param segment plain octets in each segment but the last
   */
  SegmentWriter(OutputStream out, SegmentKey key, int segment) {
    this.out = out;
    this.key = key;
    this.plain = new byte[segment];
    this.sealed = new byte[segment + SegmentKey.TAG];
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    int at = offset;
    int left = length;
    while (left > 0) {
      if (filled == plain.length) {
        write(false); // not before there is more: the last one is sealed as such
      }
      int count = Math.min(left, plain.length - filled);
      System.arraycopy(from, at, plain, filled, count);
      filled += count;
      at += count;
      left -= count;
    }
  }

  private void write(boolean last) throws IOException {
    key.seal(number, last, plain, filled, sealed);
    out.write(sealed, 0, filled + SegmentKey.TAG);
    number++;
    filled = 0;
  }

  /** Writes the last segment; what is below stays open. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      write(true);
      Arrays.fill(plain, (byte) 0);
    }
  }
}
