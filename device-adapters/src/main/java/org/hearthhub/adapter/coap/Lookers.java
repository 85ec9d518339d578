package org.hearthhub.adapter.coap;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.hearthhub.problem.Problem;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.problem.Unavailable;

/**
 * Those who go and look: a few at a time, the most pressing errand first, one at each address, no
 * host with more than its share, and again later where nobody answers. However much somebody sends,
 * at most one more errand waits for each address. Thread-safe; never blocks its callers.
 */
final class Lookers implements AutoCloseable {
  private static final int AT_ONCE = 16;
  private static final int TRIES = 4;
  private static final int MOST_WAITING = 1024;
  private static final int MOST_WAITING_AT_ONE_HOST = MOST_WAITING / 2;

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

  /** An errand, and how it is tried again. */
  private record Try(Errand errand, Duration pause, int left) {
    Try next() {
      return new Try(errand, pause.multipliedBy(3), left - 1);
    }
  }

  private final ScheduledExecutorService stage;
  private final Duration firstRetry;
  private final Outcome outcome;

  /** Where somebody is on the way, with who goes there next. */
  private final Map<HomeAddress, Optional<Errand>> looking = new HashMap<>();

  /** Where nobody answered, and somebody goes again after a while. */
  private final Map<HomeAddress, Future<?>> retries = new HashMap<>();

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
  private final FairWork<Task> work;

  /**
   * @param atOneHost so many look at one host at a time
   */
  Lookers(ScheduledExecutorService stage, Duration firstRetry, int atOneHost, Outcome outcome) {
    this.stage = stage;
    this.firstRetry = firstRetry;
    this.outcome = outcome;
    this.work =
        new FairWork<>(
            threads, Task.ORDER, Math.min(atOneHost, AT_ONCE / 4), MOST_WAITING_AT_ONE_HOST);
  }

  /**
   * Goes there, or once more where somebody is on the way who may not know the name yet.
   *
   * @return whether it will be looked at; if not, too many wait
   */
  boolean go(Errand errand) {
    return go(new Try(errand, firstRetry, TRIES));
  }

  private boolean go(Try one) {
    Errand errand = one.errand();
    synchronized (this) {
      if (looking.containsKey(errand.at())) {
        if (errand.registration().isPresent()) {
          looking.put(errand.at(), Optional.of(errand)); // what it said last is what counts
        }
        return true;
      }
      looking.put(errand.at(), Optional.empty());
    }
    boolean goes = execute(errand, () -> visit(one));
    if (!goes) {
      var _ = leave(errand.at());
    }
    return goes;
  }

  private void visit(Try one) {
    Errand errand = one.errand();
    boolean silent = false;
    Optional<Errand> next;
    try {
      outcome.look(errand);
    } catch (Unavailable noAnswer) {
      silent = true;
    } catch (Problem rubbish) {
      outcome.rubbish(errand, rubbish);
    } finally {
      next = leave(errand.at());
    }
    if (next.isPresent()) {
      var _ = go(next.get());
    } else if (silent) {
      later(one.next(), one.pause());
    }
  }

  private synchronized Optional<Errand> leave(HomeAddress at) {
    Optional<Errand> next = looking.remove(at);
    return next == null ? Optional.empty() : next;
  }

  /** It was there a moment ago, or a person says that it is: it may just be starting. */
  private void later(Try one, Duration pause) {
    if (one.left() <= 0 || !plan(one, pause)) {
      outcome.silent(one.errand());
    }
  }

  /** At each address once: whoever tells more of itself takes the place of who tells less. */
  private synchronized boolean plan(Try one, Duration pause) {
    HomeAddress at = one.errand().at();
    Future<?> before = retries.get(at);
    if (before == null ? retries.size() >= MOST_WAITING : one.errand().registration().isEmpty()) {
      return before != null;
    }
    if (before != null) {
      before.cancel(false);
    }
    try {
      retries.put(
          at,
          stage.schedule(
              () -> {
                synchronized (this) {
                  retries.remove(at);
                }
                var _ = go(one);
              },
              pause.toMillis(),
              TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException closing) {
      // Nobody looks any longer.
    }
    return true;
  }

  /**
   * Runs something that may take a while, such as looking up a name, among the looks.
   *
   * @throws TooMuch if too many wait
   */
  void run(Consumer<Lookers> task) {
    boolean runs =
        enter(
            Errand.Urgency.PERSON,
            () -> {
              try {
                task.accept(this);
              } catch (Problem nothingThere) {
                // Nobody of that name, or not at home.
              }
            },
            this::atOnce);
    if (!runs) {
      throw tooMany();
    }
  }

  /** No host has more than its share, but a person who waits is not held up by that. */
  private boolean execute(Errand errand, Runnable visit) {
    if (errand.urgency() == Errand.Urgency.PERSON) {
      return enter(errand.urgency(), visit, this::atOnce);
    }
    InetAddress host = errand.at().host();
    Runnable visitAndNext =
        () -> {
          try {
            visit.run();
          } finally {
            work.done(host);
          }
        };
    return enter(errand.urgency(), visitAndNext, task -> work.submit(host, task));
  }

  private boolean atOnce(Task task) {
    threads.execute(task);
    return true;
  }

  private boolean enter(Errand.Urgency urgency, Runnable job, Predicate<Task> way) {
    if (!room.tryAcquire()) {
      return false;
    }
    Task task =
        new Task(
            urgency,
            numbers.incrementAndGet(),
            () -> {
              room.release();
              job.run();
            });
    try {
      if (way.test(task)) {
        return true;
      }
    } catch (RejectedExecutionException closing) {
      // Nobody looks any longer.
    }
    room.release();
    return false;
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
