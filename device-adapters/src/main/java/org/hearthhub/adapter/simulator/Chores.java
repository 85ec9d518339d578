package org.hearthhub.adapter.simulator;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a simulated home does later, on one thread; what fails is logged. Thread-safe. */
final class Chores implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("hearth-sim-life").daemon().factory());

  /** Once; not at all if the home is closed by then. */
  void later(Duration delay, Runnable chore) {
    try {
      var _ = executor.schedule(guarded(chore), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.trace("The home is closed", e);
    }
  }

  /** Again and again, with this pause in between. */
  void every(Duration pause, Runnable chore) {
    var _ =
        executor.scheduleWithFixedDelay(
            guarded(chore), pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static Runnable guarded(Runnable chore) {
    return () -> {
      try {
        chore.run();
      } catch (RuntimeException e) {
        LOG.warn("The simulated home stumbled", e);
      }
    };
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
