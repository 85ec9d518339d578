package org.hearthhub.vault;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.hearthhub.problem.Broken;

/**
 * A SQLite file as it was at one moment, while others go on writing: an open read transaction pins
 * that moment. As long as it is open a checkpoint copies nothing newer into the file (the file
 * format's WAL section says so), hence the file's pages, with those over them that the WAL had by
 * then, are the image; it is read as fast as the disk reads. Not thread-safe.
 */
final class FileSnapshot implements AutoCloseable {
  private static final int BLOCK = 1 << 20;
  private static final int WAL_HEADER = 32;
  private static final int FRAME_HEADER = 24;

  private final String name;
  private final Path path;
  private final FileChannel pages;
  private final Sqlite reader;
  private final int pageSize;

  /** Of each page that the WAL had: where its newest content begins. */
  private final Map<Long, Long> newer = new HashMap<>();

  private long frames;
  private long length;

  /**
   * Gets ready without keeping anybody out.
   *
   * @param pages the file; it outlives this
   */
  FileSnapshot(Path path, FileChannel pages) {
    this.name = String.valueOf(path.getFileName());
    this.path = path;
    this.pages = pages;
    this.reader = Sqlite.open(path, 512);
    try {
      this.pageSize = (int) reader.number("PRAGMA page_size");
      // Leaves little in the WAL to be read from there. Waits for nobody.
      reader.number("PRAGMA wal_checkpoint(PASSIVE)");
    } catch (RuntimeException failed) {
      reader.close();
      throw failed;
    }
  }

  /** Pins the moment. To be called while nobody writes; a few statements and no disk. */
  void pin() {
    long[] wal = new long[2];
    reader
        .statement("PRAGMA wal_checkpoint(NOOP)")
        .one(
            row -> {
              wal[0] = row.number(2);
              wal[1] = row.number(3);
              return true;
            });
    // Where all of the WAL is in the file already, SQLite lets nothing into the file until the end.
    frames = wal[0] > wal[1] ? wal[0] : 0;
    reader.begin();
    length = reader.number("PRAGMA page_count") * pageSize;
    reader.number("SELECT count(*) FROM vault");
  }

  /** Finds what the WAL had; after the pause. */
  void readWal() throws IOException {
    if (frames == 0) {
      return;
    }
    Path wal = path.resolveSibling(name + "-wal");
    try (FileChannel log = FileChannel.open(wal, StandardOpenOption.READ)) {
      ByteBuffer header = ByteBuffer.allocate(FRAME_HEADER);
      for (long frame = 0; frame < frames; frame++) {
        long at = WAL_HEADER + frame * (FRAME_HEADER + pageSize);
        read(log, header.clear(), at);
        newer.put(header.getInt(0) & 0xFFFF_FFFFL, at + FRAME_HEADER);
      }
    }
  }

  String name() {
    return name;
  }

  /** Octets of the image. */
  long length() {
    return length;
  }

  /** Reads what the file said at that moment. */
  <T> T read(Function<Sqlite, T> work) {
    return work.apply(reader);
  }

  /** Writes the image, from its first octet to its last. */
  void copyTo(OutputStream out) throws IOException {
    byte[] block = new byte[BLOCK];
    Path wal = path.resolveSibling(name + "-wal");
    try (FileChannel log =
        newer.isEmpty() ? null : FileChannel.open(wal, StandardOpenOption.READ)) {
      for (long at = 0; at < length; at += BLOCK) {
        int count = (int) Math.min(BLOCK, length - at);
        readPages(block, at, count);
        if (log != null) {
          overlay(log, block, at, count);
        }
        out.write(block, 0, count);
      }
    }
  }

  private void readPages(byte[] block, long at, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(block, 0, count);
    while (buffer.hasRemaining() && pages.read(buffer, at + buffer.position()) >= 0) {
      // until there is no more
    }
    // Pages that were never written: the newest are in the WAL, or free.
    Arrays.fill(block, buffer.position(), count, (byte) 0);
  }

  private void overlay(FileChannel log, byte[] block, long at, int count) throws IOException {
    for (int offset = 0; offset < count; offset += pageSize) {
      Long content = newer.get((at + offset) / pageSize + 1);
      if (content != null) {
        read(log, ByteBuffer.wrap(block, offset, pageSize), content);
      }
    }
  }

  private static void read(FileChannel from, ByteBuffer to, long at) throws IOException {
    int start = to.position();
    while (to.hasRemaining()) {
      if (from.read(to, at + to.position() - start) < 0) {
        throw new IOException("the WAL is shorter than it was");
      }
    }
  }

  static Broken unreadable(String name, IOException failed) {
    return new Broken(
        "disk-error",
        "The disk failed while "
            + name
            + " was copied: "
            + String.valueOf(failed.getMessage())
            + ". Nothing was changed; check the disk.",
        failed);
  }

  @Override
  public void close() {
    reader.close();
  }
}
