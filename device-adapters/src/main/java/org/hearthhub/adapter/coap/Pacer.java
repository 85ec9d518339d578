package org.hearthhub.adapter.coap;

import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.elements.RawData;
import org.hearthhub.problem.Unavailable;

/**
 * Holds what nobody asked for to so many datagrams a second: each has its turn, and the next one
 * comes a fixed span later. Of a question, repetitions and the requests for further blocks have
 * turns too, which is why the socket asks here. Thread-safe.
 */
final class Pacer {
  /** So few questions are open that little piles up when the machine has no time for us. */
  private static final int LEAST_OPEN = 3;

  /** However many have had a turn: nobody waits longer for the next one. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final long spanNanos;
  private final int mostOpen;
  private final Semaphore open;
  private final Set<InetSocketAddress> asked = ConcurrentHashMap.newKeySet();
  private long next = System.nanoTime();

  Pacer(int perSecond) {
    spanNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    mostOpen = Math.max(LEAST_OPEN, perSecond / 4);
    open = new Semaphore(mostOpen);
  }

  /** So many questions one host may have open, so that its silence leaves room for others. */
  int shareOfOneHost() {
    return mostOpen / LEAST_OPEN;
  }

  /**
   * Asks a question of which each datagram has its turn.
   *
   * @throws Unavailable if there is no answer, or the hub stops before its turn
   */
  Answer ask(HomeAddress device, Supplier<Answer> question) {
    try {
      open.acquire();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw Requests.unreachable();
    }
    InetSocketAddress at = device.socket();
    try {
      asked.add(at);
      return question.get();
    } finally {
      asked.remove(at);
      open.release();
    }
  }

  /** Whether what is asked there has to have its turn. */
  private boolean holds(InetSocketAddress destination) {
    return asked.contains(destination);
  }

  /**
   * Sends a datagram: a question that nobody waits for in its turn, everything else at once.
   *
   * @param turns how many turns it takes
   */
  void send(RawData message, int turns, ScheduledExecutorService stage, Consumer<RawData> socket) {
    long nanos = 0;
    if (isQuestion(message) && holds(message.getInetSocketAddress())) {
      nanos = turn();
      for (int i = 1; i < turns; i++) {
        var _ = turn();
      }
    }
    if (nanos == 0) {
      socket.accept(message);
      return;
    }
    try {
      var _ = stage.schedule(() -> socket.accept(message), nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closing) {
      socket.accept(message);
    }
  }

  /** What the other side can bring about, such as acknowledgements, must not take turns. */
  private static boolean isQuestion(RawData message) {
    byte[] bytes = message.getBytes();
    return bytes.length > 1 && bytes[1] == CoAP.Code.GET.value;
  }

  /**
   * Waits for its turn.
   *
   * @throws Unavailable if the hub stops meanwhile
   */
  void await() {
    try {
      TimeUnit.NANOSECONDS.sleep(turn());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw Requests.unreachable();
    }
  }

  /** Goes at once, because a person waits for it; the others go the later. */
  void goAhead() {
    var _ = turn();
  }

  /** Takes a turn: how long from now it is, in nanoseconds, zero or more. */
  synchronized long turn() {
    long now = System.nanoTime();
    if (next - now < 0) {
      next = now;
    }
    long turn = next - now;
    next = Math.min(next + spanNanos, now + LONGEST_NANOS);
    return turn;
  }
}
