package org.hearthhub.adapter.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All sockets of a simulated home behind one selector and one thread, so that two thousand devices
 * cost two thousand sockets and not four thousand threads. Thread-safe.
 */
final class Switchboard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);

  /** "All CoAP Nodes" (RFC 7252 section 12.8). */
  private static final InetSocketAddress ALL_COAP_NODES =
      new InetSocketAddress(InetAddress.ofLiteral("224.0.1.187"), 5683);

  private static final int LARGEST_DATAGRAM = 65_536;

  /** Takes a datagram. The buffer is the taker's. */
  interface Taker {
    void take(byte[] bytes, InetSocketAddress from);
  }

  private final Selector selector;
  private final Queue<Runnable> toDo = new ConcurrentLinkedQueue<>();
  private final Set<DeviceSocket> group = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile boolean closed;

  Switchboard() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread = Thread.ofPlatform().name("hearth-sim-net").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Hands what arrives at this channel, which is non-blocking, to the taker. */
  void connect(DatagramChannel channel, Taker taker) {
    toDo.add(
        () -> {
          try {
            channel.register(selector, SelectionKey.OP_READ, taker);
          } catch (ClosedChannelException e) {
            LOG.trace("Closed before it was read", e);
          }
        });
    selector.wakeup();
  }

  /** Closes the channel; its key goes with the next turn of the selector. */
  void disconnect(DatagramChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("Closing a simulated device's socket failed", e);
    }
    selector.wakeup();
  }

  /** This socket also gets what is sent to all CoAP nodes. */
  void joinGroup(DeviceSocket socket) {
    group.add(socket);
  }

  void leaveGroup(DeviceSocket socket) {
    group.remove(socket);
  }

  /**
   * Listens to "all CoAP nodes" on the interface that has this address, and on no other. Says once
   * when it cannot, and goes on without.
   */
  void listenToGroup(InetAddress address) {
    DatagramChannel channel = null;
    try {
      NetworkInterface networkInterface = NetworkInterface.getByInetAddress(address);
      if (networkInterface == null) {
        throw new IOException("no network interface has the address");
      }
      channel = DatagramChannel.open(StandardProtocolFamily.INET);
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      // Bound to the group itself: never in the way of who listens on port 5683 of an address.
      channel.bind(ALL_COAP_NODES);
      channel.join(ALL_COAP_NODES.getAddress(), networkInterface);
      channel.configureBlocking(false);
      connect(channel, (bytes, from) -> group.forEach(s -> s.heardByGroup(bytes, from)));
    } catch (IOException | RuntimeException e) {
      LOG.warn("The simulated devices do not hear multicast: {}", e.toString());
      if (channel != null) {
        disconnect(channel);
      }
    }
  }

  static InetSocketAddress groupAddress() {
    return ALL_COAP_NODES;
  }

  private void run() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
    while (!closed) {
      try {
        selector.select(key -> receive(key, buffer));
        for (Runnable task = toDo.poll(); task != null; task = toDo.poll()) {
          task.run();
        }
      } catch (ClosedSelectorException e) {
        return;
      } catch (IOException | RuntimeException e) {
        LOG.warn("A simulated device's socket failed", e);
      }
    }
  }

  private static void receive(SelectionKey key, ByteBuffer buffer) {
    DatagramChannel channel = (DatagramChannel) key.channel();
    Taker taker = (Taker) key.attachment();
    try {
      buffer.clear();
      while (channel.receive(buffer) instanceof InetSocketAddress from) {
        buffer.flip();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        taker.take(bytes, from);
        buffer.clear();
      }
    } catch (ClosedChannelException | CancelledKeyException e) {
      LOG.trace("Closed while it was read", e);
    } catch (IOException e) {
      LOG.debug("Receiving failed", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join(1_000);
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      LOG.debug("Closing the simulated network failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
