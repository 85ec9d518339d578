package org.hearthhub.backup;

import java.io.IOException;
import java.io.InputStream;
import org.hearthhub.problem.Broken;

/**
 * Opens a stream segment by segment: not one octet comes out of it that was not sealed in that very
 * place. Not thread-safe.
 */
final class SegmentReader extends InputStream {
  private final InputStream in;
  private final SegmentKey key;
  private final String name;
  private final int segment;
  private final byte[] sealed;
  private final byte[] plain;
  private long left;
  private long number;
  private int at;
  private int filled;

  /**
   * @param length of all segments, in octets of the file
   * @param name of the backup, for sentences
   */
  SegmentReader(InputStream in, SegmentKey key, int segment, long length, String name) {
    this.in = in;
    this.key = key;
    this.name = name;
    this.segment = segment;
    this.sealed = new byte[segment + SegmentKey.TAG];
    this.plain = new byte[segment + SegmentKey.TAG]; // as the JDK wants room for the tag
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == filled && !next()) {
      return -1;
    }
    int count = Math.min(length, filled - at);
    System.arraycopy(plain, at, to, offset, count);
    at += count;
    return count;
  }

  /** Whether there was another octet. */
  private boolean next() throws IOException {
    if (left == 0 && number > 0) {
      return false;
    }
    int length = (int) Math.min(left, segment + SegmentKey.TAG);
    if (length < SegmentKey.TAG || in.readNBytes(sealed, 0, length) < length) {
      throw damaged();
    }
    left -= length;
    filled = key.open(number, left == 0, sealed, length, plain).orElseThrow(this::damaged);
    at = 0;
    number++;
    return filled > 0;
  }

  private Broken damaged() {
    return new Broken(
        "backup-damaged",
        "The backup "
            + name
            + " is damaged or incomplete: segment "
            + number
            + " is not as it was written. Nothing of it is used; take another backup.",
        null);
  }
}
