package org.hearthhub.app.compose;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/**
 * The wish to end, from whoever started the process: Ctrl-C, {@code kill}, a closed terminal. The
 * first is granted in good order, with exit code 0; the second ends the process where it stands.
 * Thread-safe.
 */
public final class StopSignal {
  private static final List<String> SIGNALS = List.of("TERM", "INT", "HUP");

  /**
   * Longer than a stop ever takes; a stop that hangs must not keep the machine from shutting down.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final AtomicInteger times = new AtomicInteger();

  private StopSignal() {}

  /** Takes the signals over from the Java machine, which would end with exit code 143. */
  public static StopSignal takeOver() {
    StopSignal stop = new StopSignal();
    for (String name : SIGNALS) {
      try {
        Signal.handle(new Signal(name), signal -> stop.received(signal.getNumber()));
      } catch (IllegalArgumentException keptByTheMachine) {
        // Started with -Xrs: the process ends the hard way then, as was asked for.
      }
    }
    return stop;
  }

  /** Waits until somebody wants the process to end. */
  public void await() throws InterruptedException {
    asked.await();
  }

  /** Ends the process in good order, as if somebody outside had asked for it. */
  void ask() {
    asked.countDown();
  }

  /**
   * Interrupts this thread when somebody wants the process to end, for work that is not awaited.
   */
  public void interruptsThisThread() {
    Thread worker = Thread.currentThread();
    Thread.ofVirtual()
        .name("stop-interrupt")
        .start(
            () -> {
              try {
                await();
                worker.interrupt();
              } catch (InterruptedException nobodyDoes) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private void received(int number) {
    if (times.incrementAndGet() > 1) {
      Runtime.getRuntime().halt(128 + number);
    }
    asked.countDown();
    Thread.ofPlatform().daemon().name("stop-watch").start(StopSignal::endAnyway);
  }

  private static void endAnyway() {
    try {
      Thread.sleep(PATIENCE);
    } catch (InterruptedException nobodyDoes) {
      Thread.currentThread().interrupt();
    }
    System.err.println(
        "hearth: It did not stop within %d seconds and was ended.".formatted(PATIENCE.toSeconds()));
    Runtime.getRuntime().halt(1);
  }
}
