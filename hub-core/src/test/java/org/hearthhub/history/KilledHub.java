package org.hearthhub.history;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.hearthhub.audit.Audit;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.event.EventBus;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;
import org.hearthhub.vault.Snapshot;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;

/**
 * A process that stores readings and audit entries until somebody kills it, and prints a line for
 * each that it was promised: {@code r DEVICE FROM TO} and {@code a SEQUENCE}.
 */
final class KilledHub {
  static final AffordanceName COUNT = AffordanceName.of("count");
  static final int DEVICES = 4;
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final int AT_ONCE = 20;

  /** What the hub does besides taking readings and writing entries. */
  enum Mode {
    INGEST {
      @Override
      void once(Vault vault, int turn) {
        LockSupport.park(); // packing and checkpoints are going on as it is
      }
    },
    SNAPSHOT {
      @Override
      void once(Vault vault, int turn) throws IOException {
        try (Snapshot snapshot = vault.snapshot()) {
          for (Snapshot.Image image : snapshot.images()) {
            image.copyTo(OutputStream.nullOutputStream());
          }
        }
      }
    };

    abstract void once(Vault vault, int turn) throws IOException;
  }

  private KilledHub() {}

  static DeviceId device(int number) {
    return new DeviceId(new UUID(42, number));
  }

  /** A reading's value is its number in the series, and its time one millisecond more each. */
  static Reading reading(int number) {
    return new Reading(COUNT, Value.of(number), time(number));
  }

  static Instant time(int number) {
    return START.plusMillis(number);
  }

  static int number(Value value) {
    return value instanceof Value.Num(double number) ? (int) number : -1;
  }

  /** Arguments: the data folder, the key file, the mode. */
  public static void main(String[] args) throws InterruptedException {
    PrintStream promises = System.out;
    Vault vault = Vault.open(Path.of(args[0]), new Unlock.KeyFile(Path.of(args[1])));
    History history = new History(vault, InstantSource.system());
    Audit audit = new Audit(vault, new EventBus(), InstantSource.system());
    List<Thread> threads = new ArrayList<>();
    for (int device = 0; device < DEVICES; device++) {
      int number = device;
      threads.add(Thread.ofPlatform().start(() -> store(history, number, promises)));
    }
    Mode mode = Mode.valueOf(args[2]);
    threads.add(Thread.ofPlatform().start(() -> disturb(vault, mode)));
    threads.add(
        Thread.ofPlatform()
            .start(
                () -> {
                  while (true) {
                    AuditEntry entry =
                        audit.write(
                            AuditEntry.draft(
                                new Actor.TheHub(),
                                "",
                                AuditEntry.Action.SETUP,
                                AuditEntry.Outcome.DONE));
                    promises.println("a " + entry.sequence());
                  }
                }));
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void disturb(Vault vault, Mode mode) {
    for (int turn = 0; true; turn++) {
      try {
        mode.once(vault, turn);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  private static void store(History history, int number, PrintStream promises) {
    DeviceId device = device(number);
    int next = history.last(device, COUNT).map(last -> number(last.value()) + 1).orElse(0);
    while (true) {
      for (int push = 0; push < 5; push++) {
        int from = next;
        next += AT_ONCE;
        int to = next;
        List<Reading> readings = new ArrayList<>();
        for (int i = from; i < to; i++) {
          readings.add(reading(i));
        }
        var receipt =
            push < 4 ? history.append(device, readings) : history.appendNow(device, readings);
        var promised =
            receipt.thenRun(() -> promises.println("r " + number + " " + from + " " + to));
        if (push == 4) {
          promised.toCompletableFuture().join();
        }
      }
    }
  }
}
