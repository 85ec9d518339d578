package org.hearthhub;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be done once a minute, on one thread of its own. Thread-safe. */
final class Chores implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Chores.class);

  private final List<Runnable> chores;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("hearth-chores").factory());

  Chores(List<Runnable> chores) {
    this.chores = List.copyOf(chores);
  }

  void start() {
    var _ = timer.scheduleWithFixedDelay(this::doAll, 1, 1, TimeUnit.MINUTES);
  }

  private void doAll() {
    for (Runnable chore : chores) {
      try {
        chore.run();
      } catch (RuntimeException failed) {
        log.error("A chore failed; it is tried again in a minute", failed);
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
