package org.hearthhub.adapter.simulator;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.eclipse.californium.elements.Connector;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.EndpointContextMatcher;
import org.eclipse.californium.elements.RawData;
import org.eclipse.californium.elements.RawDataChannel;
import org.eclipse.californium.elements.UdpEndpointContext;
import org.eclipse.californium.elements.exception.EndpointMismatchException;
import org.eclipse.californium.elements.util.ClockUtil;
import org.jspecify.annotations.Nullable;

/**
 * One device's UDP socket, and the bad network in front of it: what the device drops or sends late
 * is dropped and delayed here. Thread-safe.
 */
final class DeviceSocket implements Connector {
  private static final int MOST_DELAYED = 1_000;

  /** What the network does to a device's datagrams, over all its restarts. Thread-safe. */
  static final class Line {
    private final RandomGenerator random;
    private volatile double lostShare;
    private volatile Duration lateness = Duration.ZERO;

    Line(RandomGenerator random) {
      this.random = random;
    }

    /** From now on loses this share of the datagrams in each direction. */
    void lose(double share) {
      lostShare = share;
    }

    /** From now on sends everything so late. */
    void delay(Duration by) {
      lateness = by;
    }

    boolean isLost() {
      double share = lostShare;
      return share > 0 && random.nextDouble() < share;
    }
  }

  private final Switchboard switchboard;
  private final Chores chores;
  private final Line line;
  private final AtomicInteger delayed = new AtomicInteger();

  private volatile InetSocketAddress address;
  private volatile @Nullable DatagramChannel channel;
  private volatile @Nullable RawDataChannel receiver;
  private volatile @Nullable EndpointContextMatcher matcher;

  DeviceSocket(InetSocketAddress address, Switchboard switchboard, Chores chores, Line line) {
    this.address = address;
    this.switchboard = switchboard;
    this.chores = chores;
    this.line = line;
  }

  @Override
  public synchronized void start() throws IOException {
    if (channel != null) {
      return;
    }
    DatagramChannel opened =
        DatagramChannel.open(
            address.getAddress() instanceof Inet6Address
                ? StandardProtocolFamily.INET6
                : StandardProtocolFamily.INET);
    try {
      opened.bind(address);
      opened.configureBlocking(false);
      address = (InetSocketAddress) opened.getLocalAddress();
    } catch (IOException e) {
      opened.close();
      throw e;
    }
    channel = opened;
    switchboard.connect(opened, (bytes, from) -> heard(bytes, from, false));
    switchboard.joinGroup(this);
  }

  @Override
  public synchronized void stop() {
    DatagramChannel open = channel;
    if (open != null) {
      channel = null;
      switchboard.leaveGroup(this);
      switchboard.disconnect(open);
    }
  }

  @Override
  public void destroy() {
    stop();
    receiver = null;
  }

  /** A datagram to "all CoAP nodes". */
  void heardByGroup(byte[] bytes, InetSocketAddress from) {
    // Each endpoint parses in its own time: none shares the array.
    heard(Arrays.copyOf(bytes, bytes.length), from, true);
  }

  private void heard(byte[] bytes, InetSocketAddress from, boolean multicast) {
    RawDataChannel taker = receiver;
    if (taker == null || from.getPort() == 0 || line.isLost()) {
      return;
    }
    InetSocketAddress to = multicast ? Switchboard.groupAddress() : address;
    taker.receiveData(
        RawData.inbound(
            bytes, new UdpEndpointContext(from), multicast, ClockUtil.nanoRealtime(), to));
  }

  @Override
  public void send(RawData message) {
    Duration late = line.lateness;
    if (late.isZero()) {
      transmit(message);
    } else if (delayed.incrementAndGet() > MOST_DELAYED) {
      delayed.decrementAndGet();
      message.onError(new IOException("too much is delayed"));
    } else {
      chores.later(
          late,
          () -> {
            delayed.decrementAndGet();
            transmit(message);
          });
    }
  }

  private void transmit(RawData message) {
    DatagramChannel open = channel;
    if (open == null) {
      message.onError(new InterruptedIOException("The device is away."));
      return;
    }
    EndpointContext destination = message.getEndpointContext();
    EndpointContext context = new UdpEndpointContext(destination.getPeerAddress());
    EndpointContextMatcher check = matcher;
    if (check != null && !check.isToBeSent(destination, context)) {
      message.onError(new EndpointMismatchException("UDP sending"));
      return;
    }
    try {
      message.onContextEstablished(context);
      if (!line.isLost()) {
        // A full buffer sends nothing: lost, as on any network.
        open.send(ByteBuffer.wrap(message.getBytes()), destination.getPeerAddress());
      }
      message.onSent();
    } catch (IOException e) {
      message.onError(e);
    }
  }

  @Override
  public void setRawDataReceiver(@Nullable RawDataChannel messageHandler) {
    receiver = messageHandler;
  }

  @Override
  public void setEndpointContextMatcher(@Nullable EndpointContextMatcher newMatcher) {
    matcher = newMatcher;
  }

  @Override
  public InetSocketAddress getAddress() {
    return address;
  }

  @Override
  public String getProtocol() {
    return "UDP";
  }

  @Override
  public boolean isRunning() {
    return channel != null;
  }

  @Override
  public void processDatagram(DatagramPacket datagram) {
    heard(
        Arrays.copyOfRange(
            datagram.getData(), datagram.getOffset(), datagram.getOffset() + datagram.getLength()),
        (InetSocketAddress) Objects.requireNonNull(datagram.getSocketAddress()),
        false);
  }
}
