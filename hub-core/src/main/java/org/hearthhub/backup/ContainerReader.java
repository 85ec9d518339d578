package org.hearthhub.backup;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Problem;

/**
 * Reads a container from its disk: first its header, which says whose key is needed, then what is
 * in it. Not thread-safe.
 */
final class ContainerReader implements AutoCloseable {
  private static final int MOST_MANIFEST = 128 << 20;
  private static final int BLOCK = 256 * 1024;

  private final String name;
  private final DigestInputStream disk;
  private final ContainerHeader.Read header;
  private final long sealedLength;
  private Optional<DataInputStream> inside = Optional.empty();

  private ContainerReader(
      String name, DigestInputStream disk, ContainerHeader.Read header, long sealedLength) {
    this.name = name;
    this.disk = disk;
    this.header = header;
    this.sealedLength = sealedLength;
  }

  /**
   * @throws Broken if it is no container, damaged, or cannot be read
   */
  static ContainerReader open(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      DigestInputStream disk =
          new DigestInputStream(DiskReader.open(file), ContainerWriter.sha256());
      try {
        ContainerHeader.Read header = ContainerHeader.read(disk, name);
        return new ContainerReader(name, disk, header, Files.size(file) - header.octets().length);
      } catch (IOException | RuntimeException failed) {
        disk.close();
        throw failed;
      }
    } catch (IOException failed) {
      throw unreadable(name, failed);
    }
  }

  ContainerHeader header() {
    return header.header();
  }

  /**
   * Opens it and reads what is first in it.
   *
   * @param key of this container; not changed
   */
  byte[] manifest(byte[] key) {
    DataInputStream opened =
        new DataInputStream(
            new SegmentReader(
                disk,
                new SegmentKey(key, header.octets()),
                header().segment(),
                sealedLength,
                name));
    inside = Optional.of(opened);
    try {
      long length = opened.readLong();
      if (length < 0 || length > MOST_MANIFEST || length > sealedLength) {
        throw malformed();
      }
      byte[] manifest = new byte[(int) length];
      opened.readFully(manifest);
      return manifest;
    } catch (EOFException cutOff) {
      throw malformed();
    } catch (IOException failed) {
      throw unreadable(name, failed);
    }
  }

  /** Where the files go. */
  interface Target {
    /** Closed after the file's last octet. */
    OutputStream file(Manifest.Item item) throws IOException;
  }

  /**
   * Reads the files and compares their digests.
   *
   * @param progress told the octets read since the last time
   * @return the digest of each file
   */
  Map<String, byte[]> files(Manifest manifest, Target target, LongConsumer progress) {
    DataInputStream opened = inside.orElseThrow(() -> new IllegalStateException("not opened"));
    Map<String, byte[]> digests = new LinkedHashMap<>();
    try {
      for (Manifest.Item item : manifest.items()) {
        try (OutputStream out = target.file(item)) {
          digests.put(item.name(), copy(opened, item.length(), out, progress));
        }
      }
      List<String> differing = new ArrayList<>();
      for (Map.Entry<String, byte[]> each : digests.entrySet()) {
        byte[] written = opened.readNBytes(each.getValue().length);
        if (!MessageDigest.isEqual(written, each.getValue())) {
          differing.add(each.getKey());
        }
      }
      if (!differing.isEmpty() || opened.read() >= 0) {
        throw malformed();
      }
      return digests;
    } catch (EOFException cutOff) {
      throw malformed();
    } catch (IOException failed) {
      throw unreadable(name, failed);
    }
  }

  private static byte[] copy(
      DataInputStream from, long length, OutputStream out, LongConsumer progress)
      throws IOException {
    MessageDigest digest = ContainerWriter.sha256();
    byte[] block = new byte[BLOCK];
    long left = length;
    while (left > 0) {
      int count = from.read(block, 0, (int) Math.min(left, block.length));
      if (count < 0) {
        throw new EOFException();
      }
      digest.update(block, 0, count);
      out.write(block, 0, count);
      left -= count;
      progress.accept(count);
    }
    return digest.digest();
  }

  /** SHA-256 of the whole file; to be asked once, after {@link #files}. */
  byte[] fileDigest() {
    return disk.getMessageDigest().digest();
  }

  Manifest parse(byte[] manifest) {
    try {
      return Manifest.parse(manifest);
    } catch (Problem | ArithmeticException | DateTimeException malformed) {
      throw malformed();
    }
  }

  private Broken malformed() {
    return new Broken(
        "backup-damaged",
        "The backup "
            + name
            + " could be opened, but what is in it does not fit together. Nothing of it is used;"
            + " take another backup.",
        null);
  }

  /** Where the sentence has to tell a file from its folder, the name does. */
  static Broken unreadable(String name, IOException failed) {
    return new Broken(
        "backup-unreadable",
        "The backup " + name + " cannot be read. Check that its disk is there and yours to read.",
        failed);
  }

  @Override
  public void close() {
    try {
      disk.close();
    } catch (IOException failed) {
      throw unreadable(name, failed);
    }
  }
}
