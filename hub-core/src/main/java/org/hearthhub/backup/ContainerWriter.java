package org.hearthhub.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hearthhub.vault.ByteSink;

/**
 * Writes the inside of a backup: the manifest, each file, then the SHA-256 of each file. Nothing
 * leaves it unsealed. Not thread-safe; closing writes the digests and the last segment.
 */
final class ContainerWriter {
  /** 256 KiB: a flipped bit is named to that, and so much is in memory. */
  static final int SEGMENT = 256 * 1024;

  private final SegmentWriter segments;
  private final Map<String, byte[]> digests = new LinkedHashMap<>();

  /**
   * @param key of this container; not changed
   */
  ContainerWriter(OutputStream out, ContainerHeader header, byte[] key) throws IOException {
    byte[] octets = header.toBytes();
    out.write(octets);
    segments = new SegmentWriter(out, new SegmentKey(key, octets), header.segment());
  }

  void manifest(byte[] manifest) throws IOException {
    byte[] length = new ByteSink(16).fixed(manifest.length).toBytes();
    segments.write(length, 0, length.length);
    segments.write(manifest, 0, manifest.length);
  }

  /** What writes a file. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  void file(String name, long length, Content content) throws IOException {
    MessageDigest digest = sha256();
    long[] written = new long[1];
    content.writeTo(
        new DigestOutputStream(segments, digest) {
          @Override
          public void write(byte[] from, int offset, int count) throws IOException {
            super.write(from, offset, count);
            written[0] += count;
          }

          @Override
          public void close() {}
        });
    if (written[0] != length) {
      throw new IOException(name + " changed its length while it was copied");
    }
    digests.put(name, digest.digest());
  }

  /** Ends the container; what is below stays open. */
  Map<String, byte[]> finish() throws IOException {
    for (byte[] digest : digests.values()) {
      segments.write(digest, 0, digest.length);
    }
    segments.close();
    return digests;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("This Java has no SHA-256", missing);
    }
  }
}
