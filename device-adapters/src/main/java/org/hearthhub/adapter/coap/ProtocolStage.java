package org.hearthhub.adapter.coap;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that Californium's endpoints share: a timer, and lanes that do the work. All that one
 * device sends goes down one lane, in order: with lanes taken at random, a notification could be
 * overtaken by the next one and passed over as old, although it was acknowledged.
 *
 * <p>What receiving threads hand in is bounded: when the hub is behind, they wait for room, the
 * sockets' buffers fill, and senders slow down; memory does not grow. Thread-safe.
 */
final class ProtocolStage extends ScheduledThreadPoolExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(ProtocolStage.class);
  private static final int MOST_WAITING = 1024;
  private static final int PATIENCE_SECONDS = 5;

  private final List<ExecutorService> lanes = new ArrayList<>();
  private final Semaphore room = new Semaphore(MOST_WAITING);

  @SuppressWarnings("ThreadLocalUsage") // a lane belongs to one stage, so its mark does too
  private final ThreadLocal<ExecutorService> receiving = new ThreadLocal<>();

  private final LongAdder dropped = new LongAdder();

  /** A thread that knows its lane, so that what follows from a task stays on it. */
  private static final class LaneThread extends Thread {
    private final int lane;

    LaneThread(Runnable work, String name, int lane) {
      super(work, name);
      this.lane = lane;
      setDaemon(true);
    }
  }

  ProtocolStage(String name, int laneCount) {
    super(1, Thread.ofPlatform().daemon().name(name + "-timer-", 1).factory());
    setRemoveOnCancelPolicy(true);
    for (int i = 0; i < laneCount; i++) {
      int lane = i;
      ThreadFactory threads = work -> new LaneThread(work, name + "-lane-" + lane, lane);
      lanes.add(Executors.newSingleThreadExecutor(threads));
    }
  }

  /** The calling thread received something: what it hands in goes down the sender's lane. */
  void receivingFrom(InetSocketAddress sender) {
    receiving.set(lanes.get(Math.floorMod(sender.hashCode(), lanes.size())));
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
    if (Thread.currentThread() instanceof LaneThread own) {
      lanes.get(own.lane).execute(task);
      return;
    }
    ExecutorService lane = receiving.get();
    if (lane == null) {
      lanes.get(ThreadLocalRandom.current().nextInt(lanes.size())).execute(task);
    } else {
      admit(lane, task);
    }
  }

  private void admit(ExecutorService lane, Runnable task) {
    try {
      if (!room.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        dropped.increment();
        throw new RejectedExecutionException("behind");
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw new RejectedExecutionException("closing", closing);
    }
    try {
      lane.execute(
          () -> {
            try {
              task.run();
            } finally {
              room.release();
            }
          });
    } catch (RejectedExecutionException closed) {
      room.release();
      throw closed;
    }
  }

  @Override
  public void shutdown() {
    super.shutdown();
    lanes.forEach(ExecutorService::shutdown);
  }

  @Override
  public List<Runnable> shutdownNow() {
    List<Runnable> left = new ArrayList<>(super.shutdownNow());
    lanes.forEach(lane -> left.addAll(lane.shutdownNow()));
    return left;
  }
}
