package org.hearthhub.adapter.coap;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows down who guesses keys: after a few handshakes that failed, a host is not heard for a while,
 * and after each further one twice as long. In all, so many failures a minute are heard of hosts
 * that failed before; one that never did is always heard, so that nobody can have it kept out. Who
 * has ever new addresses, as IPv6 gives them, is therefore not held up, and has 128 bits to guess.
 * What is under way in sessions is not touched. Thread-safe; remembers the last 1,000 hosts.
 */
final class HandshakeGuard {
  private static final int FREE = 5;
  private static final int FREE_IN_ALL = 60;
  private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofMinutes(1).toNanos();
  private static final long MEMORY = Duration.ofMinutes(10).toNanos();
  private static final int MOST = 1000;

  private final LongSupplier nanoTime;
  private final Map<InetAddress, Failures> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Failures> eldest) {
          return size() > MOST;
        }
      };
  private long minuteBegan;
  private int inThisMinute;

  private record Failures(int count, long last) {}

  HandshakeGuard() {
    this(System::nanoTime);
  }

  HandshakeGuard(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.minuteBegan = nanoTime.getAsLong();
  }

  /** Whether a new handshake of that host is heard now. */
  synchronized boolean lets(InetAddress host) {
    long now = nanoTime.getAsLong();
    Failures known = failures.get(host);
    if (known != null && now - known.last() > MEMORY) {
      failures.remove(host);
      known = null;
    }
    if (known != null && known.count() >= FREE) {
      return now - known.last() > pause(known.count());
    }
    // Who never failed is heard whatever the others do.
    return known == null || !isMinuteFull(now);
  }

  private boolean isMinuteFull(long now) {
    if (now - minuteBegan > Duration.ofMinutes(1).toNanos()) {
      minuteBegan = now;
      inThisMinute = 0;
    }
    return inThisMinute >= FREE_IN_ALL;
  }

  private static long pause(int count) {
    return Math.min(FIRST_PAUSE << Math.min(count - FREE, 10), LONGEST_PAUSE);
  }

  /** A handshake of that host failed because of the key. */
  synchronized void failed(InetAddress host) {
    long now = nanoTime.getAsLong();
    isMinuteFull(now);
    inThisMinute++;
    Failures known = failures.get(host);
    failures.put(host, new Failures(known == null ? 1 : known.count() + 1, now));
  }

  /** It has proven who it is. */
  synchronized void succeeded(InetAddress host) {
    failures.remove(host);
  }
}
