package org.hearthhub.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.hearthhub.app.bench.Sender.Relation;

/** All senders of a benchmark on one thread. Thread-safe: others hand it what to do. */
final class SenderLoop implements AutoCloseable {
  private static final long OVERDUE = Duration.ofSeconds(2).toNanos();
  private static final long LONGEST_SELECT_MS = 100;

  private final Selector selector;
  private final List<Sender> senders = new ArrayList<>();
  private final BlockingQueue<Runnable> todo = new ArrayBlockingQueue<>(100);
  private final Thread thread;
  private volatile boolean closed;

  private Mode mode = new Mode.Silent();
  private int next;
  private long overdueChecked;

  /** What the senders do. */
  sealed interface Mode {
    record Silent() implements Mode {}

    /** As fast as who listens at that port acknowledges. */
    record Flood(int port) implements Mode {}

    /**
     * One sender after the other tells what time it is, in microseconds of this machine's monotonic
     * clock, which all its processes share.
     */
    record Steady(int port, long perSecond, long since, long[] sent) implements Mode {}
  }

  SenderLoop(int howMany) throws IOException {
    selector = Selector.open();
    for (int number = 1; number <= howMany; number++) {
      senders.add(new Sender(number, selector));
    }
    thread = Thread.ofPlatform().name("bench-senders").start(this::run);
  }

  /** Their ports, in order. */
  List<Integer> ports() {
    return now(() -> senders.stream().map(SenderLoop::port).toList());
  }

  /** How many observations there are, from whichever port. */
  int relations() {
    return now(() -> senders.stream().mapToInt(each -> each.relations().size()).sum());
  }

  /** How many observations there are from that port. */
  int relations(int port) {
    return now(() -> (int) senders.stream().filter(each -> each.to(port).isPresent()).count());
  }

  /** The ports of those who observe. */
  List<Integer> observers() {
    return now(
        () ->
            senders.stream()
                .flatMap(each -> each.relations().stream())
                .map(Relation::port)
                .distinct()
                .toList());
  }

  void change(Mode newMode) {
    now(
        () -> {
          mode = newMode;
          if (newMode instanceof Mode.Flood flood) {
            senders.forEach(each -> each.to(flood.port()).ifPresent(SenderLoop::tellNext));
          }
          return mode;
        });
  }

  /** Whether every notification was acknowledged. */
  boolean isQuiet() {
    return now(
        () ->
            senders.stream().flatMap(each -> each.relations().stream()).noneMatch(Relation::waits));
  }

  /** What each sender told who listens at that port, in order. */
  List<Told> told(int port) {
    return now(
        () ->
            senders.stream()
                .map(sender -> sender.to(port))
                .map(
                    relation ->
                        relation
                            .map(each -> new Told(each.told(), List.copyOf(each.unanswered())))
                            .orElse(Told.NOTHING))
                .toList());
  }

  private <T> T now(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    todo.add(() -> answer.complete(question.get()));
    selector.wakeup();
    return answer.orTimeout(10, TimeUnit.SECONDS).join();
  }

  private void run() {
    try {
      while (!closed) {
        selector.select(this::readable, pause());
        for (Runnable each = todo.poll(); each != null; each = todo.poll()) {
          each.run();
        }
        keepPace();
        repeatOverdue();
      }
    } catch (IOException | UncheckedIOException failure) {
      throw new IllegalStateException("the senders failed", failure);
    }
  }

  private long pause() {
    return mode instanceof Mode.Steady ? 1 : LONGEST_SELECT_MS;
  }

  private void readable(SelectionKey key) {
    Sender sender = (Sender) key.attachment();
    try {
      Optional<Relation> relation = sender.receive();
      if (relation.isPresent()
          && mode instanceof Mode.Flood(int port)
          && relation.get().port() == port) {
        tellNext(relation.get());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void keepPace() throws IOException {
    if (!(mode instanceof Mode.Steady(int port, long perSecond, long since, long[] sent))) {
      return;
    }
    long now = System.nanoTime();
    long due = (now - since) / 1000 * perSecond / 1_000_000;
    // Who falls behind does not catch up in a burst: that would measure the burst.
    sent[0] = Math.max(sent[0], due - senders.size());
    for (; sent[0] < due; sent[0]++) {
      Optional<Relation> relation = senders.get(next++ % senders.size()).to(port);
      if (relation.isPresent() && !relation.get().waits()) {
        long stamp = System.nanoTime();
        relation.get().tell(stamp / 1000, stamp);
      }
    }
  }

  private void repeatOverdue() throws IOException {
    long now = System.nanoTime();
    if (now - overdueChecked < OVERDUE / 4) {
      return;
    }
    overdueChecked = now;
    for (Sender sender : senders) {
      for (Relation relation : sender.relations()) {
        relation.repeatIfOlderThan(OVERDUE, now);
      }
    }
  }

  private static void tellNext(Relation relation) {
    try {
      if (!relation.waits()) {
        relation.tellNext(System.nanoTime());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static int port(Sender sender) {
    try {
      return sender.port();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join(Duration.ofSeconds(2));
      selector.close();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
