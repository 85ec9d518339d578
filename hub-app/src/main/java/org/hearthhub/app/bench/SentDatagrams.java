package org.hearthhub.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The UDP datagrams that left the network namespace of this process, over IPv4 and IPv6, as the
 * kernel counts them, looked at twenty times a second. Thread-safe.
 */
final class SentDatagrams implements AutoCloseable {
  private static final Duration WINDOW = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private record Look(long nanos, long count) {}

  private final Deque<Look> looks = new ArrayDeque<>();
  private final long before = count();
  private final Thread watching;
  private long most;

  SentDatagrams() {
    looks.add(new Look(System.nanoTime(), before));
    watching = Thread.ofPlatform().daemon().name("bench-sent").start(this::watch);
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(BETWEEN_LOOKS);
        look();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void look() {
    Look now = new Look(System.nanoTime(), count());
    looks.add(now);
    // The oldest one that is left is at most a second old.
    while (now.nanos() - looks.getFirst().nanos() > WINDOW.toNanos()) {
      looks.removeFirst();
    }
    most = Math.max(most, now.count() - looks.getFirst().count());
  }

  synchronized long mostInASecond() {
    return most;
  }

  synchronized long inAll() {
    return looks.getLast().count() - before;
  }

  @Override
  public void close() {
    watching.interrupt();
  }

  private static long count() {
    try {
      List<String> four = Files.readAllLines(Path.of("/proc/self/net/snmp"));
      List<String> names = udp(four, 0);
      long sent = Long.parseLong(udp(four, 1).get(names.indexOf("OutDatagrams")));
      for (String line : Files.readAllLines(Path.of("/proc/self/net/snmp6"))) {
        if (line.startsWith("Udp6OutDatagrams")) {
          sent += Long.parseLong(line.replaceAll(".*\\s", ""));
        }
      }
      return sent;
    } catch (IOException notLinux) {
      throw new UncheckedIOException(notLinux);
    }
  }

  /** The line of names, and the line of numbers below it. */
  private static List<String> udp(List<String> lines, int which) {
    return List.of(
        lines.stream()
            .filter(line -> line.startsWith("Udp:"))
            .skip(which)
            .findFirst()
            .orElseThrow()
            .split("\\s+"));
  }
}
