package org.hearthhub.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads a file from its disk and not from what the system still has of it in memory, where the disk
 * can do that (O_DIRECT): a backup is proven by what is there after the power was cut. Not
 * thread-safe.
 */
final class DiskReader extends InputStream {
  private static final int AT_ONCE = 1 << 20;

  private final FileChannel channel;
  private final ByteBuffer buffer;
  private final long size;
  private long at;

  private DiskReader(FileChannel channel, ByteBuffer buffer) throws IOException {
    this.channel = channel;
    this.buffer = buffer.limit(0);
    this.size = channel.size();
  }

  static DiskReader open(Path file) throws IOException {
    try {
      int block = (int) Files.getFileStore(file).getBlockSize();
      ByteBuffer aligned =
          ByteBuffer.allocateDirect(AT_ONCE + block).alignedSlice(block).limit(AT_ONCE).slice();
      FileChannel direct = FileChannel.open(file, StandardOpenOption.READ, direct());
      try {
        DiskReader reader = new DiskReader(direct, aligned);
        reader.fill(); // some file systems refuse only now
        return reader;
      } catch (IOException refused) {
        direct.close();
        throw refused;
      }
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException notDirect) {
      return new DiskReader(
          FileChannel.open(file, StandardOpenOption.READ), ByteBuffer.allocateDirect(AT_ONCE));
    }
  }

  /** By its name: javac warns of everything in its package, and cannot be told not to. */
  private static OpenOption direct() {
    try {
      for (Object option :
          Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants()) {
        if (option instanceof OpenOption open && option.toString().equals("DIRECT")) {
          return open;
        }
      }
    } catch (ClassNotFoundException notInThisJava) {
      // as if the disk could not
    }
    throw new UnsupportedOperationException("no direct reading");
  }

  private boolean fill() throws IOException {
    if (at >= size) {
      return false; // a direct reading must not begin within a block
    }
    buffer.clear();
    int count = channel.read(buffer, at);
    buffer.flip();
    if (count > 0) {
      at += count;
    }
    return count > 0;
  }

  @Override
  public int read() throws IOException {
    return buffer.hasRemaining() || fill() ? buffer.get() & 0xFF : -1;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!buffer.hasRemaining() && !fill()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(to, offset, count);
    return count;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
