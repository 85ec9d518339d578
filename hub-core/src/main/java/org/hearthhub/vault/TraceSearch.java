package org.hearthhub.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Looks for octets in every file of a vault, wherever in it they may stand. Thread-safe. */
final class TraceSearch {
  private static final int BLOCK = 1 << 20;

  private final List<SqliteFile> files;

  TraceSearch(SqliteFile... files) {
    this.files = List.of(files);
  }

  /**
   * @param traces each of {@link Erasures#TRACE} octets
   * @return a sentence for each file that has one of them
   */
  List<String> find(byte[] traces) {
    List<String> found = new ArrayList<>();
    for (SqliteFile file : files) {
      for (String suffix : List.of("", "-wal", "-shm")) {
        find(file, suffix, traces).ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<String> find(SqliteFile file, String suffix, byte[] traces) {
    String name = file.path().getFileName() + suffix;
    try {
      Optional<FileChannel> channel = file.kept(suffix);
      if (channel.isPresent() && contains(channel.get(), traces)) {
        return Optional.of(
            "A key of this device's past was found in " + name + " after it was destroyed.");
      }
      return Optional.empty();
    } catch (IOException failed) {
      return Optional.of(name + " could not be searched: " + failed.getMessage() + ".");
    }
  }

  private static boolean contains(FileChannel channel, byte[] traces) throws IOException {
    // Blocks overlap, so that nothing is missed where two meet.
    byte[] block = new byte[BLOCK + Erasures.TRACE];
    boolean[] begins = new boolean[256];
    for (int trace = 0; trace < traces.length; trace += Erasures.TRACE) {
      begins[traces[trace] & 0xFF] = true;
    }
    for (long at = 0; ; at += BLOCK) {
      int length = read(channel, block, at);
      for (int from = 0; from + Erasures.TRACE <= length; from++) {
        if (begins[block[from] & 0xFF] && isTrace(block, from, traces)) {
          return true;
        }
      }
      if (length < block.length) {
        return false;
      }
    }
  }

  private static boolean isTrace(byte[] block, int from, byte[] traces) {
    for (int trace = 0; trace < traces.length; trace += Erasures.TRACE) {
      if (Arrays.equals(
          block, from, from + Erasures.TRACE, traces, trace, trace + Erasures.TRACE)) {
        return true;
      }
    }
    return false;
  }

  private static int read(FileChannel channel, byte[] block, long at) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(block);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        break;
      }
    }
    return buffer.position();
  }
}
