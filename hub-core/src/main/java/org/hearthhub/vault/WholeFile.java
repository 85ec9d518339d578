package org.hearthhub.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.hearthhub.problem.Broken;

/** Whether a SQLite file has all the pages that it says it has. */
final class WholeFile {
  private static final int HEADER = 100;
  private static final String MAGIC = "SQLite format 3";

  private WholeFile() {}

  /** SQLite itself would notice only when it comes to a page that is missing. */
  static void require(Path path) {
    try {
      Path wal = path.resolveSibling(path.getFileName() + "-wal");
      if (Files.exists(wal) && Files.size(wal) > 0) {
        return; // the pages may be there
      }
      ByteBuffer header = ByteBuffer.allocate(HEADER);
      try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
        int read = file.read(header, 0);
        if (read < HEADER) {
          throw cutShort(path, file.size(), 1);
        }
        if (!StandardCharsets.US_ASCII.decode(header.slice(0, 15)).toString().equals(MAGIC)) {
          return; // SQLite says what it is not
        }
        // https://sqlite.org/fileformat2.html#the_database_header
        int pageSize = Short.toUnsignedInt(header.getShort(16));
        long needed =
            Integer.toUnsignedLong(header.getInt(28)) * (pageSize == 1 ? 65_536 : pageSize);
        if (header.getInt(24) == header.getInt(92) && file.size() < needed) {
          throw cutShort(path, file.size(), needed);
        }
      }
    } catch (IOException failed) {
      throw new Broken(
          "disk-error",
          "The disk failed while Hearth used " + path.getFileName() + ". Check the disk.",
          failed);
    }
  }

  private static Broken cutShort(Path path, long has, long needed) {
    return StoreProblems.damaged(
        String.valueOf(path.getFileName()),
        "it is cut short, %,d of %,d bytes are there".formatted(has, needed));
  }
}
