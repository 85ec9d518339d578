package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.thing.AffordanceName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device that listens only for a moment after it said something (LwM2M queue mode, TS Core 1.1.1
 * section 6.5): commands wait here until it does. Each goes out in its order; a newer one to the
 * same property takes the place of the older. Thread-safe.
 */
final class Sleep {
  private static final Logger LOG = LoggerFactory.getLogger(Sleep.class);
  private static final String FAILED =
      "Hearth failed to carry this out; nothing is known of the device.";

  /** So many commands wait for one device. */
  static final int MOST = 8;

  /** How long it listens after it said something: MAX_TRANSMIT_WAIT of RFC 7252. */
  private static final Duration LISTENS = Duration.ofSeconds(93);

  private static final Duration LONGEST_WAIT = Duration.ofHours(24);
  private static final Duration GRACE = Duration.ofMinutes(1);

  /** Within this, what it said is answered: some take nothing from who has not answered yet. */
  private static final Duration ANSWERED_FIRST = Duration.ofMillis(250);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ScheduledExecutorService stage;
  private final InstantSource clock;
  private final Duration grace;
  private final Deque<Kept> kept = new ArrayDeque<>();
  private long heardNanos = System.nanoTime();
  private boolean listens;
  private boolean telling;
  private boolean ended;

  /** One command that waits. */
  private record Kept(
      AffordanceName name,
      boolean action,
      long begun,
      CommandOutcome.Waits waits,
      Function<Duration, CommandOutcome> send) {
    /** Whoever is told may take its time, and completes nothing of ours. */
    void end(CommandOutcome outcome) {
      Thread.ofVirtual().name("coap-woke").start(() -> waits.later().complete(outcome));
    }

    CommandOutcome unreachable() {
      return new CommandOutcome.Unreachable(Duration.ofNanos(System.nanoTime() - begun));
    }
  }

  Sleep(ScheduledExecutorService stage, InstantSource clock) {
    this(stage, clock, GRACE);
  }

  /**
   * @param grace how much longer than it said it may sleep
   */
  Sleep(ScheduledExecutorService stage, InstantSource clock, Duration grace) {
    this.stage = stage;
    this.clock = clock;
    this.grace = grace;
  }

  /** Whether it would not hear a command now, or others are to reach it first. */
  synchronized boolean isDeep() {
    return !kept.isEmpty() || !listens || System.nanoTime() - heardNanos > LISTENS.toNanos();
  }

  /** Whether it was silent for longer than it sleeps at a time. */
  synchronized boolean isOverdue(Duration sleep) {
    return System.nanoTime() - heardNanos > sleep.plus(grace).toNanos();
  }

  /** It was told something while it should have listened, and did not answer. */
  synchronized void fellAsleep() {
    listens = false;
  }

  /**
   * Keeps a command until the device wakes.
   *
   * @param sleep how long it sleeps at a time
   * @param send tells it, within a time
   */
  CommandOutcome keep(
      AffordanceName name,
      boolean action,
      Duration sleep,
      Function<Duration, CommandOutcome> send) {
    Duration whole = sleep.plus(grace);
    Duration span = whole.compareTo(LONGEST_WAIT) < 0 ? whole : LONGEST_WAIT;
    Kept one =
        new Kept(
            name,
            action,
            System.nanoTime(),
            CommandOutcome.Waits.until(clock.instant().plus(span)),
            send);
    synchronized (this) {
      if (!action) {
        replace(name);
      }
      if (ended || kept.size() >= MOST) {
        return new CommandOutcome.Refused(
            "The device sleeps, and " + MOST + " commands wait for it already.");
      }
      kept.add(one);
    }
    try {
      Future<?> expiry = stage.schedule(() -> expire(one), span.toNanos(), TimeUnit.NANOSECONDS);
      var _ = one.waits().later().whenComplete((_, _) -> expiry.cancel(false));
    } catch (RejectedExecutionException closing) {
      expire(one);
    }
    return one.waits();
  }

  private void replace(AffordanceName name) {
    for (Iterator<Kept> each = kept.iterator(); each.hasNext(); ) {
      Kept older = each.next();
      if (!older.action() && older.name().equals(name)) {
        each.remove();
        older.end(new CommandOutcome.Refused("A newer command took its place before it woke."));
      }
    }
  }

  private void expire(Kept one) {
    boolean waited;
    synchronized (this) {
      waited = kept.remove(one);
    }
    if (waited) {
      one.end(one.unreachable());
    }
  }

  /** It said something, and listens for a while: what waits is told to it. */
  void woke() {
    synchronized (this) {
      heardNanos = System.nanoTime();
      listens = true;
      if (telling || kept.isEmpty()) {
        return;
      }
      telling = true;
    }
    try {
      var _ =
          stage.schedule(
              () -> Thread.ofVirtual().name("coap-wake").start(this::tell),
              ANSWERED_FIRST.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      // Those that wait are told so.
    }
  }

  private void tell() {
    for (Optional<Kept> next = next(); next.isPresent(); next = next()) {
      Kept one = next.get();
      CommandOutcome outcome = told(one);
      // What may have been heard is not done a second time, unless that changes nothing.
      boolean again = outcome instanceof CommandOutcome.Unreachable && !one.action();
      if (!again || !putBack(one)) {
        one.end(outcome);
      }
    }
  }

  private static CommandOutcome told(Kept one) {
    try {
      Optional<String> objection = one.waits().objection();
      return objection.isPresent()
          ? new CommandOutcome.Refused(objection.get())
          : one.send().apply(PATIENCE);
    } catch (RuntimeException ours) {
      // Those behind it have their turn all the same.
      LOG.error("A command that had waited failed", ours);
      return new CommandOutcome.Refused(FAILED);
    }
  }

  private synchronized Optional<Kept> next() {
    Optional<Kept> next = listens ? Optional.ofNullable(kept.poll()) : Optional.empty();
    telling = next.isPresent();
    return next;
  }

  /**
   * It fell asleep again: the next time, unless a newer command came meanwhile, or its time is
   * over.
   */
  private synchronized boolean putBack(Kept one) {
    listens = false;
    boolean newer =
        kept.stream().anyMatch(other -> !other.action() && other.name().equals(one.name()));
    if (ended || newer || !clock.instant().isBefore(one.waits().until())) {
      return false;
    }
    kept.addFirst(one);
    return true;
  }

  /** Whether nobody speaks with it any longer. */
  synchronized boolean isEnded() {
    return ended;
  }

  /** Nobody speaks with it any longer. */
  void end(String why) {
    List<Kept> all;
    synchronized (this) {
      ended = true;
      all = List.copyOf(kept);
      kept.clear();
    }
    all.forEach(one -> one.end(new CommandOutcome.Refused(why)));
  }
}
