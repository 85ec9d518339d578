package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that Californium's endpoints share. What receiving threads hand in is bounded: when
 * the hub is behind, they wait for room, the sockets' buffers fill, and senders slow down; memory
 * does not grow. Thread-safe.
 */
final class ProtocolStage extends ScheduledThreadPoolExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(ProtocolStage.class);
  private static final int MOST_WAITING = 1024;
  private static final int PATIENCE_SECONDS = 5;

  private final Semaphore room = new Semaphore(MOST_WAITING);
  private final Set<Thread> receivers = ConcurrentHashMap.newKeySet();
  private final LongAdder dropped = new LongAdder();

  ProtocolStage(String name, int threads) {
    super(threads, Thread.ofPlatform().daemon().name(name + "-", 1).factory());
    setRemoveOnCancelPolicy(true);
    setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** From now on the calling thread waits for room when it hands in a task. */
  void receivesHere() {
    receivers.add(Thread.currentThread());
  }

  /** Does something every so often, until it is closed. */
  void every(Duration pause, Runnable task) {
    var _ =
        scheduleWithFixedDelay(
            () -> {
              try {
                task.run();
              } catch (RuntimeException once) {
                // The next time must come; what failed is ours and carries nothing personal.
                LOG.error("A repeated task failed", once);
              }
            },
            pause.toMillis(),
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** How many datagrams were dropped because the hub was behind for too long. */
  long dropped() {
    return dropped.sum();
  }

  @Override
  public void execute(Runnable task) {
    if (!receivers.contains(Thread.currentThread())) {
      super.execute(task);
      return;
    }
    try {
      if (!room.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        dropped.increment();
        throw new RejectedExecutionException("behind");
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw new RejectedExecutionException("closing");
    }
    super.execute(
        () -> {
          try {
            task.run();
          } finally {
            room.release();
          }
        });
  }
}
