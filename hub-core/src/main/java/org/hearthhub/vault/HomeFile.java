package org.hearthhub.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.hearthhub.problem.Problem;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.vault.Sqlite.Durability;

/**
 * {@code home.db}: each write is durable when it returns, and writes of many threads share a
 * commit. One thread of its own does the writing, so that no virtual thread is stuck in a disk's
 * flush. Thread-safe.
 */
final class HomeFile implements AutoCloseable {
  private static final int MOST_IN_A_COMMIT = 128;
  private static final String OWED = "wiping-owed";

  private final SqliteFile file;
  private final StoreNotices notices;
  private final BlockingQueue<Write<?>> waiting = new ArrayBlockingQueue<>(MOST_IN_A_COMMIT);
  private final Thread writer;

  /** Held for reading while a write is handed over, so that none comes after the last. */
  private final ReentrantReadWriteLock handingOver = new ReentrantReadWriteLock();

  private boolean closed;
  private volatile boolean owesScrub;

  HomeFile(SqliteFile file, StoreNotices notices) {
    this.file = file;
    this.notices = notices;
    this.writer = Thread.ofPlatform().name("vault-home-writer").start(this::writeUntilLast);
  }

  /** Runs the work in a transaction with that of others; returns once it is on the disk. */
  <T> T write(Function<Sqlite, T> work) {
    Write<T> write = new Write<>(work);
    handingOver.readLock().lock();
    try {
      if (closed) {
        throw new Unavailable(
            Unavailable.Who.HUB, "stopping", "Hearth is stopping; try again when it runs again.");
      }
      putUninterruptibly(write);
    } finally {
      handingOver.readLock().unlock();
    }
    try {
      return write.done.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof Problem problem) {
        throw problem;
      }
      if (failed.getCause() instanceof KeyGone gone) {
        throw gone;
      }
      throw failed;
    }
  }

  <T> T read(Function<Sqlite, T> work) {
    return file.read(work);
  }

  SqliteFile file() {
    return file;
  }

  /**
   * What was replaced or deleted before is nowhere in the file any more, nor in its log. SQLite
   * wipes it in the pages that it writes (secure_delete); older copies of those are in the log.
   */
  void scrub() {
    owesScrub = !file.emptyLog();
    if (owesScrub) {
      notices.add(
          OWED,
          "A key of this store was removed or replaced while a backup or a check was reading it. It"
              + " opens nothing any more, but its old form stands in the log of home.db until that"
              + " is done; Hearth wipes it then.");
    } else {
      notices.retract(OWED);
    }
  }

  /** Whether what was removed is still in the log, as somebody reads an older state. */
  boolean owesScrub() {
    return owesScrub;
  }

  /** Runs something outside of a transaction while nobody else reads or writes. */
  <T> T alone(Function<Sqlite, T> work) {
    return file.alone(work);
  }

  /** A write that was begun is done or not: an interrupt in between must not leave it open. */
  private void putUninterruptibly(Write<?> write) {
    boolean interrupted = false;
    while (true) {
      try {
        waiting.put(write);
        break;
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeUntilLast() {
    List<Write<?>> batch = new ArrayList<>();
    boolean last = false;
    while (!last) {
      try {
        batch.add(waiting.take());
      } catch (InterruptedException notOurs) {
        continue; // only the last write ends this thread
      }
      waiting.drainTo(batch, MOST_IN_A_COMMIT - 1);
      last = batch.removeIf(write -> write.isLast);
      commit(batch);
      batch.clear();
    }
  }

  private void commit(List<Write<?>> batch) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      file.transaction(
          Durability.FULL,
          db -> {
            batch.forEach(write -> write.attempt(db));
            return true;
          });
    } catch (RuntimeException | Error failed) {
      if (batch.size() == 1) {
        batch.getFirst().done.completeExceptionally(failed);
      } else {
        batch.forEach(write -> commit(List.of(write))); // one of them is at fault, or the disk is
      }
      return;
    }
    batch.forEach(Write::succeed);
  }

  @Override
  public void close() {
    handingOver.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        putUninterruptibly(new Write<>(db -> true, true));
      }
    } finally {
      handingOver.writeLock().unlock();
    }
    joinUninterruptibly();
    file.close();
  }

  private void joinUninterruptibly() {
    boolean interrupted = false;
    while (true) {
      try {
        writer.join();
        break;
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Write<T> {
    private final Function<Sqlite, T> work;
    private final boolean isLast;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private Runnable outcome = () -> {};

    Write(Function<Sqlite, T> work) {
      this(work, false);
    }

    Write(Function<Sqlite, T> work, boolean isLast) {
      this.work = work;
      this.isLast = isLast;
    }

    void attempt(Sqlite db) {
      T result = work.apply(db);
      outcome = () -> done.complete(result);
    }

    void succeed() {
      outcome.run();
    }
  }
}
