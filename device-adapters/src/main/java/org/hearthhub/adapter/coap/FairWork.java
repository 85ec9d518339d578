package org.hearthhub.adapter.coap;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Work about many hosts, of which none takes more than its share: so many of its tasks run at a
 * time, and so many wait. Thread-safe.
 */
final class FairWork<T extends Runnable> {
  private final Executor threads;
  private final Comparator<T> order;
  private final int share;
  private final int mostWaiting;
  private final Map<InetAddress, Host> hosts = new HashMap<>();

  private final class Host {
    private final Queue<T> waiting = new PriorityQueue<>(order);
    private int running;
  }

  /**
   * @param share of one host, tasks at a time
   * @param mostWaiting of one host; the next one is turned away
   */
  FairWork(Executor threads, Comparator<T> order, int share, int mostWaiting) {
    this.threads = threads;
    this.order = order;
    this.share = share;
    this.mostWaiting = mostWaiting;
  }

  /**
   * Hands a task on, now or when it is its host's turn; who runs it says {@link #done} in the end.
   *
   * @return whether there was room for it
   * @throws RejectedExecutionException if nothing runs any longer
   */
  synchronized boolean submit(InetAddress of, T task) {
    Host host = hosts.computeIfAbsent(of, _ -> new Host());
    if (host.running < share) {
      host.running++;
      threads.execute(task);
      return true;
    }
    return host.waiting.size() < mostWaiting && host.waiting.add(task);
  }

  /** A task of that host is through: the next one has its turn. */
  synchronized void done(InetAddress of) {
    Host host = hosts.get(of);
    if (host == null) {
      return;
    }
    T next = host.waiting.poll();
    if (next != null) {
      try {
        threads.execute(next);
      } catch (RejectedExecutionException closing) {
        // Nothing runs any longer.
      }
    } else if (--host.running == 0) {
      hosts.remove(of);
    }
  }
}
