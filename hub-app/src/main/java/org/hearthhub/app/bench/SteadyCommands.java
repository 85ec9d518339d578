package org.hearthhub.app.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hearthhub.Hub;
import org.hearthhub.adapter.simulator.PlainSensor;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.problem.Problem;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * So many commands a second, one device after the other, on the path that people's commands take.
 * Each is timed from when it was due, so that a hub that holds them up is not measured as fast.
 * Thread-safe.
 */
final class SteadyCommands implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SteadyCommands.class);
  private static final AffordanceName SWITCH = AffordanceName.of(PlainSensor.SWITCH);
  private static final Actor WHO = new Actor.Operator();
  private static final int AT_ONCE = 200;

  /** As many as are timed; the longest run there is has fewer. */
  private static final int MOST = 1_000_000;

  private final Hub hub;
  private final List<DeviceId> devices;
  private final long periodNanos;
  private final Semaphore open = new Semaphore(AT_ONCE);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("bench-command-", 0).factory());
  private final Thread pacemaker;
  private volatile boolean ending;

  /** Guarded by this, as all below. */
  private long[] nanos = new long[4096];

  private int timed;
  private long confirmed;
  private long refused;
  private long unreachable;

  /**
   * What became of them.
   *
   * @param p50Ms half of the confirmed ones took at most so long
   * @param p99Ms 99 of 100 confirmed ones did
   * @param mostMs all confirmed ones did
   */
  record Outcomes(
      long confirmed, long refused, long unreachable, double p50Ms, double p99Ms, double mostMs) {}

  SteadyCommands(Hub hub, List<DeviceId> devices, int perSecond) {
    this.hub = hub;
    this.devices = List.copyOf(devices);
    this.periodNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    pacemaker = Thread.ofPlatform().name("bench-commands").start(this::run);
  }

  private void run() {
    long begun = System.nanoTime();
    try {
      for (int number = 0; !ending; number++) {
        long due = begun + number * periodNanos;
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        open.acquire();
        DeviceId device = devices.get(number % devices.size());
        Value value = Value.of(number / devices.size() % 2 == 0);
        threads.execute(
            () -> {
              try {
                command(device, value, due);
              } finally {
                open.release();
              }
            });
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void command(DeviceId device, Value value, long due) {
    try {
      CommandOutcome outcome = hub.commands().write(WHO, device, SWITCH, value);
      long took = System.nanoTime() - due;
      synchronized (this) {
        switch (outcome) {
          case CommandOutcome.Confirmed _ -> {
            confirmed++;
            note(took);
          }
          case CommandOutcome.Refused(String why) -> {
            refused++;
            LOG.info("A command was refused: {}", why);
          }
          case CommandOutcome.Unreachable _, CommandOutcome.Waits _ -> unreachable++;
        }
      }
    } catch (Problem failed) {
      synchronized (this) {
        refused++;
      }
      LOG.info("A command failed: {}", failed.sentence());
    }
  }

  private void note(long took) {
    if (timed < MOST) {
      if (timed == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * timed);
      }
      nanos[timed++] = took;
    }
  }

  /** What became of them up to now does not count. */
  synchronized void forget() {
    timed = 0;
    confirmed = 0;
    refused = 0;
    unreachable = 0;
  }

  /** Ends, and waits for those that are on their way. */
  Outcomes end(Duration patience) throws InterruptedException {
    ending = true;
    pacemaker.join(patience);
    if (!open.tryAcquire(AT_ONCE, patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("commands without an outcome");
    }
    synchronized (this) {
      long[] all = Arrays.copyOf(nanos, timed);
      Arrays.sort(all);
      return new Outcomes(confirmed, refused, unreachable, at(all, 0.5), at(all, 0.99), at(all, 1));
    }
  }

  private static double at(long[] ascending, double share) {
    int rank = (int) Math.ceil(share * ascending.length);
    return ascending.length == 0 ? 0 : ascending[Math.max(0, rank - 1)] / 1e6;
  }

  @Override
  public void close() {
    ending = true;
    pacemaker.interrupt();
    threads.shutdownNow();
  }
}
