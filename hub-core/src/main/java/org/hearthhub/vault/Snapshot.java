package org.hearthhub.vault;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Both files of a vault as they were at one moment, between two commits of either. Whatever was
 * answered as stored before {@link Vault#snapshot} was called is in it. The hub goes on; its WAL
 * grows until this is closed. Not thread-safe.
 */
public final class Snapshot implements AutoCloseable {
  private final FileSnapshot home;
  private final FileSnapshot history;
  private final Duration pause;
  private final Runnable closed;

  private Snapshot(FileSnapshot home, FileSnapshot history, Duration pause, Runnable closed) {
    this.home = home;
    this.history = history;
    this.pause = pause;
    this.closed = closed;
  }

  /**
   * @param closed runs once nothing is pinned any more
   */
  static Snapshot of(SqliteFile home, SqliteFile history, Runnable closed) {
    List<FileSnapshot> prepared = new ArrayList<>();
    try {
      FileSnapshot ofHome = keep(prepared, home.snapshot());
      FileSnapshot ofHistory = keep(prepared, history.snapshot());
      long[] nanos = new long[1];
      // History first: no one who writes it waits for home meanwhile, some the other way round do.
      history.paused(
          () -> {
            long began = System.nanoTime();
            home.paused(
                () -> {
                  ofHome.pin();
                  ofHistory.pin();
                });
            nanos[0] = System.nanoTime() - began;
          });
      ofHome.readWal();
      ofHistory.readWal();
      return new Snapshot(ofHome, ofHistory, Duration.ofNanos(nanos[0]), closed);
    } catch (IOException failed) {
      prepared.forEach(FileSnapshot::close);
      throw FileSnapshot.unreadable("the store", failed);
    } catch (RuntimeException failed) {
      prepared.forEach(FileSnapshot::close);
      throw failed;
    }
  }

  private static FileSnapshot keep(List<FileSnapshot> prepared, FileSnapshot snapshot) {
    prepared.add(snapshot);
    return snapshot;
  }

  /** How long nobody could write. */
  public Duration pause() {
    return pause;
  }

  /** One file, as SQLite would have written it without a WAL. */
  public interface Image {
    String name();

    /** Octets. */
    long length();

    /** Writes all of it. */
    void copyTo(OutputStream out) throws IOException;
  }

  /** {@code home.db}, then {@code history.db}. */
  public List<Image> images() {
    return List.of(image(home), image(history));
  }

  private static Image image(FileSnapshot file) {
    return new Image() {
      @Override
      public String name() {
        return file.name();
      }

      @Override
      public long length() {
        return file.length();
      }

      @Override
      public void copyTo(OutputStream out) throws IOException {
        file.copyTo(out);
      }
    };
  }

  /** What both files hold, counted; reads much of the disk where there is much. */
  public Tally tally() {
    return Tally.of(home::read, history::read);
  }

  /** The commitments of the audit journal, from the first on. */
  public void commitments(Consumer<byte[]> visitor) {
    home.read(db -> AuditStore.commitments(db, visitor));
  }

  <T> T readHome(Function<Sqlite, T> work) {
    return home.read(work);
  }

  @Override
  public void close() {
    home.close();
    history.close();
    closed.run();
  }
}
