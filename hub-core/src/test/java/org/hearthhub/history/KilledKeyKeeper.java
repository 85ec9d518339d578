package org.hearthhub.history;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Reading;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;

/**
 * A process that stores readings, rotates the tier keys and erases one device over and over, until
 * somebody kills it. It prints a line for each promise: {@code r DEVICE TO} for readings below a
 * number, {@code e TO} when those of the erased device below a number are gone, {@code k} for each
 * rotation.
 */
final class KilledKeyKeeper {
  static final int KEPT = 0;
  static final int ERASED = 1;
  private static final int AT_ONCE = 20;

  private KilledKeyKeeper() {}

  /** Arguments: the data folder, the key file, the next number of each device. */
  public static void main(String[] args) throws InterruptedException {
    PrintStream promises = System.out;
    Vault vault = Vault.open(Path.of(args[0]), new Unlock.KeyFile(Path.of(args[1])));
    History history = new History(vault, InstantSource.system());
    AtomicInteger erasable = new AtomicInteger(Integer.parseInt(args[3]));
    AtomicInteger kept = new AtomicInteger(Integer.parseInt(args[2]));
    List<Thread> threads = new ArrayList<>();
    threads.add(Thread.ofPlatform().start(() -> store(history, KEPT, kept, promises)));
    threads.add(Thread.ofPlatform().start(() -> store(history, ERASED, erasable, promises)));
    threads.add(
        Thread.ofPlatform()
            .start(
                () -> {
                  while (true) {
                    vault.rotate();
                    promises.println("k");
                  }
                }));
    threads.add(
        Thread.ofPlatform()
            .start(
                () -> {
                  while (true) {
                    int stored = erasable.get();
                    if (vault.erase(KilledHub.device(ERASED)).isProven()) {
                      promises.println("e " + stored);
                    }
                  }
                }));
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void store(History history, int number, AtomicInteger next, PrintStream promises) {
    DeviceId device = KilledHub.device(number);
    while (true) {
      int from = next.get();
      List<Reading> readings = new ArrayList<>();
      for (int i = from; i < from + AT_ONCE; i++) {
        readings.add(KilledHub.reading(i));
      }
      history.appendNow(device, readings).toCompletableFuture().join();
      next.set(from + AT_ONCE);
      promises.println("r " + number + " " + next.get());
    }
  }
}
