package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.hearthhub.problem.Problem;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.problem.Unavailable;

/**
 * Those who go and look: a few at a time, the most pressing errand first, one at each address, and
 * again later where nobody answers. Thread-safe; never blocks its callers.
 */
final class Lookers implements AutoCloseable {
  private static final int AT_ONCE = 16;
  private static final int TRIES = 4;
  private static final int MOST_WAITING = 1024;

  /** What comes of an errand. */
  interface Outcome {
    /** It is to be done now; on a virtual thread. */
    void look(Errand errand);

    /** There was somebody, who made no sense. */
    void rubbish(Errand errand, Problem why);

    /** Nobody answered, as often as it was tried. */
    void silent(Errand errand);
  }

  private record Task(Errand.Urgency urgency, long number, Runnable work)
      implements Runnable, Comparable<Task> {
    private static final Comparator<Task> ORDER =
        Comparator.comparing(Task::urgency).thenComparingLong(Task::number);

    @Override
    public void run() {
      work.run();
    }

    @Override
    public int compareTo(Task other) {
      return ORDER.compare(this, other);
    }
  }

  private final ScheduledExecutorService stage;
  private final Duration firstRetry;
  private final Outcome outcome;
  private final Set<HomeAddress> looking = ConcurrentHashMap.newKeySet();
  private final Semaphore room = new Semaphore(MOST_WAITING);
  private final AtomicLong numbers = new AtomicLong();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          AT_ONCE,
          AT_ONCE,
          0,
          TimeUnit.SECONDS,
          new PriorityBlockingQueue<>(),
          Thread.ofVirtual().name("coap-look-", 1).factory());

  Lookers(ScheduledExecutorService stage, Duration firstRetry, Outcome outcome) {
    this.stage = stage;
    this.firstRetry = firstRetry;
    this.outcome = outcome;
  }

  /**
   * Goes there, unless somebody is on the way already.
   *
   * @return whether it will be looked at; if not, too many wait
   */
  boolean go(Errand errand) {
    return go(errand, firstRetry, TRIES);
  }

  private boolean go(Errand errand, Duration pause, int tries) {
    if (!looking.add(errand.at())) {
      if (errand.registration().isPresent()) {
        later(errand, pause, tries - 1); // who is on the way may not know the name
      }
      return true;
    }
    boolean goes =
        execute(
            errand.urgency(),
            () -> {
              boolean silent = false;
              try {
                outcome.look(errand);
              } catch (Unavailable noAnswer) {
                silent = true;
              } catch (Problem rubbish) {
                outcome.rubbish(errand, rubbish);
              } finally {
                looking.remove(errand.at());
              }
              if (silent) {
                later(errand, pause, tries - 1);
              }
            });
    if (!goes) {
      looking.remove(errand.at());
    }
    return goes;
  }

  /** It was there a moment ago, or a person says that it is: it may just be starting. */
  private void later(Errand errand, Duration pause, int tries) {
    if (tries <= 0) {
      outcome.silent(errand);
      return;
    }
    try {
      var _ =
          stage.schedule(
              () -> go(errand, pause.multipliedBy(3), tries),
              pause.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      // Nobody looks any longer.
    }
  }

  /**
   * Runs something that may take a while, such as looking up a name, among the looks.
   *
   * @throws TooMuch if too many wait
   */
  void run(Consumer<Lookers> task) {
    boolean runs =
        execute(
            Errand.Urgency.PERSON,
            () -> {
              try {
                task.accept(this);
              } catch (Problem nothingThere) {
                // Nobody of that name, or not at home.
              }
            });
    if (!runs) {
      throw tooMany();
    }
  }

  private boolean execute(Errand.Urgency urgency, Runnable work) {
    if (!room.tryAcquire()) {
      return false;
    }
    try {
      threads.execute(
          new Task(
              urgency,
              numbers.incrementAndGet(),
              () -> {
                room.release();
                work.run();
              }));
      return true;
    } catch (RejectedExecutionException closing) {
      room.release();
      return false;
    }
  }

  static TooMuch tooMany() {
    return TooMuch.often(
        "too-many-looks",
        "Hearth is looking at many addresses already. Try again in a minute.",
        Duration.ofMinutes(1));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
