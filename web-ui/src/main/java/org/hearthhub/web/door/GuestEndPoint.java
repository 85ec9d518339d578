package org.hearthhub.web.door;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection that knows whether its peer gets anywhere. An idle timeout alone would let a peer
 * hold it for ever with one byte now and then. Thread-safe.
 */
final class GuestEndPoint extends SocketChannelEndPoint {
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Map<Object, Long> bodiesSince = new ConcurrentHashMap<>();
  private volatile long quietSince = System.nanoTime();

  GuestEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
  }

  /** The connection a request came in on, below TLS; none for the Unix socket. */
  static Optional<GuestEndPoint> of(Connection connection) {
    EndPoint endPoint = connection.getEndPoint();
    while (endPoint instanceof SslConnection.SslEndPoint tls) {
      endPoint = tls.getSslConnection().getEndPoint();
    }
    return endPoint instanceof GuestEndPoint guest ? Optional.of(guest) : Optional.empty();
  }

  void requestBegan() {
    inFlight.incrementAndGet();
  }

  void requestEnded() {
    quietSince = System.nanoTime();
    inFlight.decrementAndGet();
  }

  void bodyBegan(Object request) {
    bodiesSince.put(request, System.nanoTime());
  }

  void bodyEnded(Object request) {
    bodiesSince.remove(request);
  }

  boolean isStalling(Duration mayBeQuiet, Duration mayTakeForBody) {
    long now = System.nanoTime();
    if (inFlight.get() == 0) {
      return now - quietSince > mayBeQuiet.toNanos();
    }
    return bodiesSince.values().stream().anyMatch(since -> now - since > mayTakeForBody.toNanos());
  }
}
