package org.hearthhub.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.vault.Sqlite.Durability;

/**
 * A SQLite file in use: one connection that writes, a few that read beside it without waiting
 * (WAL). Thread-safe.
 */
final class SqliteFile implements AutoCloseable {
  /**
   * How a file is used.
   *
   * @param writerCacheKib pages that the writing connection keeps
   * @param readerCacheKib pages that each reading connection keeps
   * @param readers how many read at once
   * @param checkpointPages pages that the WAL grows to before they are copied into the file; more
   *     of them spare a flash card, as a page written often is copied once
   * @param wipe whether freed pages are overwritten at once, for a file that holds wrapped keys
   */
  record Tuning(
      int writerCacheKib, int readerCacheKib, int readers, int checkpointPages, boolean wipe) {}

  /** What the driver sets. */
  private static final int BUSY_MILLIS = 3_000;

  private static final long WAL_KEPT = 16L << 20;

  private final Path path;
  private final Tuning tuning;
  private final Sqlite writer;

  /** Fair, so that packing cannot keep a waiting commit out. */
  private final ReentrantLock writing = new ReentrantLock(true);

  private final Semaphore readers;
  private final ReentrantLock idling = new ReentrantLock();
  private final Deque<Sqlite> idle = new ArrayDeque<>();
  private final Map<String, FileChannel> channels = new HashMap<>();
  private boolean closed;

  private SqliteFile(Path path, Tuning tuning, Sqlite writer) {
    this.path = path;
    this.tuning = tuning;
    this.writer = writer;
    this.readers = new Semaphore(tuning.readers(), true);
  }

  /** Opens a file that is there and brings it to the present version. */
  static SqliteFile open(Path path, Migrations migrations, Tuning tuning) {
    WholeFile.require(path);
    Sqlite writer = Sqlite.open(path, tuning.writerCacheKib());
    try {
      // FAST wipes only what is written anyway: all of history is sealed under keys of home.db.
      writer.run("PRAGMA secure_delete=" + (tuning.wipe() ? "ON" : "FAST"));
      migrations.bring(writer);
      writer.run("PRAGMA journal_mode=WAL");
      writer.run("PRAGMA wal_autocheckpoint=" + tuning.checkpointPages());
      writer.run("PRAGMA journal_size_limit=" + WAL_KEPT);
      return new SqliteFile(path, tuning, writer);
    } catch (RuntimeException failed) {
      writer.close();
      throw failed;
    }
  }

  /** One transaction, after those of other threads; undone when the work throws. */
  <T> T transaction(Durability durability, Function<Sqlite, T> work) {
    writing.lock();
    try {
      if (closed) {
        throw stopping();
      }
      return writer.transaction(durability, () -> work.apply(writer));
    } finally {
      writing.unlock();
    }
  }

  /** As {@link #transaction}, and what is removed is overwritten at once. */
  <T> T wiping(Function<Sqlite, T> work) {
    writing.lock();
    try {
      if (closed) {
        throw stopping();
      }
      writer.run("PRAGMA secure_delete=ON");
      try {
        return writer.transaction(Durability.FULL, () -> work.apply(writer));
      } finally {
        writer.run("PRAGMA secure_delete=" + (tuning.wipe() ? "ON" : "FAST"));
      }
    } finally {
      writing.unlock();
    }
  }

  /** Reads a consistent view; waits while all readers are busy. */
  <T> T read(Function<Sqlite, T> work) {
    readers.acquireUninterruptibly();
    try {
      Sqlite reader = takeIdle();
      boolean usable = false;
      try {
        T result = reader.snapshot(() -> work.apply(reader));
        usable = true;
        return result;
      } finally {
        giveBack(reader, usable);
      }
    } finally {
      readers.release();
    }
  }

  /**
   * Runs something outside of a transaction while nobody reads and nobody else writes. Keep it
   * short: meanwhile everybody waits.
   */
  <T> T alone(Function<Sqlite, T> work) {
    readers.acquireUninterruptibly(tuning.readers());
    writing.lock();
    try {
      if (closed) {
        throw stopping();
      }
      return work.apply(writer);
    } finally {
      writing.unlock();
      readers.release(tuning.readers());
    }
  }

  /**
   * Copies the WAL into the file and empties it: nothing older is left in it.
   *
   * @return whether nobody was reading an older state of the file, as a backup does
   */
  boolean emptyLog() {
    return alone(SqliteFile::emptyLog);
  }

  /** As {@link #emptyLog()}, for who is alone already. */
  static boolean emptyLog(Sqlite db) {
    // Whoever reads an older state may do so for minutes; everybody else would wait for them here.
    db.run("PRAGMA busy_timeout=0");
    try {
      return db.number("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
    } finally {
      db.run("PRAGMA busy_timeout=" + BUSY_MILLIS);
    }
  }

  /**
   * A channel to the file, or to what stands beside it; empty if that is not there. It is kept
   * until this is closed: see {@link #snapshot}.
   */
  Optional<FileChannel> kept(String suffix) throws IOException {
    idling.lock();
    try {
      if (closed) {
        throw stopping();
      }
      FileChannel known = channels.get(suffix);
      if (known != null) {
        return Optional.of(known);
      }
      Path beside = path.resolveSibling(path.getFileName() + suffix);
      if (!Files.exists(beside)) {
        return Optional.empty();
      }
      FileChannel opened = FileChannel.open(beside, StandardOpenOption.READ);
      channels.put(suffix, opened);
      return Optional.of(opened);
    } finally {
      idling.unlock();
    }
  }

  Path path() {
    return path;
  }

  private Sqlite takeIdle() {
    idling.lock();
    try {
      if (closed) {
        throw stopping();
      }
      Sqlite waiting = idle.pollFirst();
      if (waiting != null) {
        return waiting;
      }
    } finally {
      idling.unlock();
    }
    return Sqlite.open(path, tuning.readerCacheKib());
  }

  private void giveBack(Sqlite reader, boolean usable) {
    if (!usable) {
      reader.close();
      return;
    }
    idling.lock();
    try {
      idle.addFirst(reader);
    } finally {
      idling.unlock();
    }
  }

  /**
   * Gets a copy of the file ready, of a moment still to be chosen. The channel that it reads by is
   * kept until the file is closed: closing any descriptor of a file drops the locks that this
   * process holds on it (POSIX), and SQLite's are among them.
   */
  FileSnapshot snapshot() {
    try {
      return new FileSnapshot(path, kept("").orElseThrow());
    } catch (IOException failed) {
      throw FileSnapshot.unreadable(String.valueOf(path.getFileName()), failed);
    }
  }

  /** Keeps every writer out while the work runs; it must be short. */
  void paused(Runnable work) {
    writing.lock();
    try {
      if (closed) {
        throw stopping();
      }
      work.run();
    } finally {
      writing.unlock();
    }
  }

  /** A connection of one's own for long reading, so that the few others stay free. */
  Sqlite reader() {
    return Sqlite.open(path, tuning.readerCacheKib());
  }

  /** Waits for whoever reads or writes, then closes; SQLite empties the WAL into the file. */
  @Override
  public void close() {
    readers.acquireUninterruptibly(tuning.readers());
    writing.lock();
    try {
      idling.lock();
      try {
        if (!closed) {
          closed = true;
          idle.forEach(Sqlite::close);
          writer.close();
          closeChannels();
        }
      } finally {
        idling.unlock();
      }
    } finally {
      writing.unlock();
      readers.release(tuning.readers());
    }
  }

  private void closeChannels() {
    try {
      for (FileChannel channel : channels.values()) {
        channel.close();
      }
    } catch (IOException failed) {
      throw FileSnapshot.unreadable(String.valueOf(path.getFileName()), failed);
    }
  }

  private static Unavailable stopping() {
    return new Unavailable(
        Unavailable.Who.HUB, "stopping", "Hearth is stopping; try again when it runs again.");
  }
}
