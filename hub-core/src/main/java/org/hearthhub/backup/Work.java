package org.hearthhub.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.hearthhub.problem.Unavailable;

/** What is being done now, how far it is, and whether it is to end. Thread-safe. */
final class Work {
  private volatile BackupStatus.Doing doing = BackupStatus.Doing.WRITING;
  private volatile long all;
  private volatile boolean stopped;
  private final AtomicLong done = new AtomicLong();

  void begin(BackupStatus.Doing what, long octets) {
    doing = what;
    all = octets;
    done.set(0);
  }

  /**
   * @throws Unavailable if the hub is stopping
   */
  void did(long octets) {
    done.addAndGet(octets);
    goOn();
  }

  void goOn() {
    if (stopped) {
      throw new Unavailable(
          Unavailable.Who.HUB,
          "stopping",
          "Hearth is stopping; the backup that was being made was left out.");
    }
  }

  boolean goesOn() {
    return !stopped;
  }

  void stop() {
    stopped = true;
  }

  BackupStatus.Progress progress() {
    return new BackupStatus.Progress(doing, Math.min(done.get(), all), all);
  }

  /** Counts what goes through. */
  OutputStream counting(OutputStream out) {
    return new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
      }

      @Override
      public void write(byte[] from, int offset, int length) throws IOException {
        out.write(from, offset, length);
        did(length);
      }
    };
  }
}
