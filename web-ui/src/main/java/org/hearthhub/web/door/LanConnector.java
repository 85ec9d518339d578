package org.hearthhub.web.door;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.IO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on one port of several addresses of this machine, and hangs up on a peer from outside the
 * home's network, or on one too many, before a byte of it is read. Thread-safe.
 */
public final class LanConnector extends ServerConnector {
  private static final Logger log = LoggerFactory.getLogger(LanConnector.class);
  private static final int BACKLOG = 128;

  private final Map<InetAddress, ServerSocketChannel> further = new ConcurrentHashMap<>();
  private final AtomicReference<LanRanges> ranges;
  private final BiPredicate<LanRanges, InetAddress> guard;

  /**
   * @param name that of the scheme, {@code http} or {@code https}
   * @param port 0 for any
   * @param listen the first address is listened on as long as the connector runs
   */
  public LanConnector(
      String name,
      Server server,
      int port,
      ListenAddresses listen,
      ConnectionFactory... factories) {
    this(name, server, port, listen, LanRanges::contains, factories);
  }

  LanConnector(
      String name,
      Server server,
      int port,
      ListenAddresses listen,
      BiPredicate<LanRanges, InetAddress> guard,
      ConnectionFactory... factories) {
    super(server, null, null, (ByteBufferPool) null, 1, 1, factories);
    setName(name);
    this.guard = guard;
    ranges = new AtomicReference<>(listen.ranges());
    setHost(listen.addresses().getFirst().getHostAddress());
    setPort(port);
    setAcceptQueueSize(BACKLOG);
    setReuseAddress(true);
    setIdleTimeout(Limits.IDLE.toMillis());
  }

  /**
   * Listens on exactly these addresses from now on; the connector must be running.
   *
   * @throws CannotListen if another program has the port on one of them; the others are listened on
   */
  public void listenOn(ListenAddresses listen) throws CannotListen {
    ranges.set(listen.ranges());
    further.forEach(
        (address, channel) -> {
          if (!listen.addresses().contains(address) && further.remove(address, channel)) {
            IO.close(channel);
          }
        });
    Optional<CannotListen> failed = Optional.empty();
    for (InetAddress address : listen.addresses()) {
      if (!address.getHostAddress().equals(getHost()) && !further.containsKey(address)) {
        try {
          open(address);
        } catch (CannotListen cannot) {
          if (isTaken(cannot)) {
            failed = Optional.of(cannot);
          } else {
            // An address that the system is still checking, or has just lost: next time.
            log.debug("An address cannot be listened on yet", cannot);
          }
        }
      }
    }
    if (failed.isPresent()) {
      throw failed.get();
    }
  }

  private static boolean isTaken(CannotListen cannot) {
    return cannot.getCause() instanceof BindException bind
        && String.valueOf(bind.getMessage()).contains("in use");
  }

  /** The addresses beside the first one that are listened on now. */
  public Set<InetAddress> furtherAddresses() {
    return Set.copyOf(further.keySet());
  }

  private void open(InetAddress address) throws CannotListen {
    ServerSocketChannel channel = bound(address);
    further.put(address, channel);
    Thread.ofVirtual()
        .name("web-accept-" + getLocalPort() + "-" + further.size())
        .start(() -> acceptLoop(channel));
  }

  private ServerSocketChannel bound(InetAddress address) throws CannotListen {
    ServerSocketChannel channel = null;
    try {
      channel = ServerSocketChannel.open();
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      return channel.bind(new InetSocketAddress(address, getLocalPort()), BACKLOG);
    } catch (IOException cannot) {
      IO.close(channel);
      throw new CannotListen(getName(), getLocalPort(), cannot);
    }
  }

  private void acceptLoop(ServerSocketChannel from) {
    while (from.isOpen()) {
      try {
        admit(from.accept());
      } catch (AsynchronousCloseException closed) {
        return;
      } catch (IOException | RuntimeException failed) {
        if (from.isOpen()) {
          log.debug("A connection could not be accepted", failed);
          // Most likely out of file descriptors: do not spin until some are free.
          LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
      }
    }
  }

  @Override
  protected ServerSocketChannel openAcceptChannel() throws IOException {
    try {
      return super.openAcceptChannel();
    } catch (IOException cannot) {
      throw new CannotListen(getName(), getPort(), cannot);
    }
  }

  @Override
  public void accept(int acceptorId) throws IOException {
    if (getTransport() instanceof ServerSocketChannel open && open.isOpen()) {
      admit(open.accept());
    }
  }

  private void admit(SocketChannel channel) throws IOException {
    if (!(channel.getRemoteAddress() instanceof InetSocketAddress peer)
        || !guard.test(ranges.get(), peer.getAddress())
        || isCrowded(peer.getAddress())) {
      IO.close(channel);
      return;
    }
    channel.configureBlocking(false);
    configure(channel.socket());
    getSelectorManager().accept(channel);
  }

  private boolean isCrowded(InetAddress peer) {
    int all = getConnectedEndPoints().size();
    if (peer.isLoopbackAddress()) {
      return all >= Limits.CONNECTIONS + Limits.CONNECTIONS_RESERVED;
    }
    if (all >= Limits.CONNECTIONS) {
      return true;
    }
    int fromThere = 0;
    for (EndPoint each : getConnectedEndPoints()) {
      if (each.getRemoteSocketAddress() instanceof InetSocketAddress theirs
          && peer.equals(theirs.getAddress())) {
        fromThere++;
      }
    }
    return fromThere >= Limits.CONNECTIONS_PER_ADDRESS;
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    GuestEndPoint guest = new GuestEndPoint(channel, selector, key, getScheduler());
    guest.setIdleTimeout(getIdleTimeout());
    return guest;
  }

  /** Hangs up on peers that keep a connection without saying anything whole. */
  public void sweep() {
    sweep(Limits.IDLE, Limits.BODY_TIME);
  }

  void sweep(Duration mayBeQuiet, Duration mayTakeForBody) {
    for (EndPoint each : getConnectedEndPoints()) {
      if (each instanceof GuestEndPoint guest && guest.isStalling(mayBeQuiet, mayTakeForBody)) {
        guest.close();
      }
    }
  }

  @Override
  public void close() {
    super.close();
    further.values().forEach(IO::close);
    further.clear();
  }
}
