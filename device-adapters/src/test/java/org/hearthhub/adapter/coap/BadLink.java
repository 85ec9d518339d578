package org.hearthhub.adapter.coap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A bad network between the hub and one device, as {@code tc netem loss 30% delay 50ms reorder 25%
 * duplicate 10%} makes it in both directions, for machines whose kernel has no netem. The hub finds
 * the device at this link's port.
 */
final class BadLink implements AutoCloseable {
  private static final double LOSS = 0.30;
  private static final double DUPLICATES = 0.10;
  private static final double REORDERED = 0.25;
  private static final int DELAY_MS = 50;

  private final InetSocketAddress device;
  private final DatagramSocket hubSide = Carrying.open();
  private final DatagramSocket deviceSide = Carrying.open();
  private final ScheduledExecutorService late =
      Executors.newScheduledThreadPool(1, Thread.ofPlatform().name("bad-link").factory());
  private final Random random;
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicInteger doubled = new AtomicInteger();
  private final AtomicInteger hurried = new AtomicInteger();
  private volatile @Nullable SocketAddress hub;

  BadLink(int devicePort, long seed) throws IOException {
    device = new InetSocketAddress(InetAddress.getLoopbackAddress(), devicePort);
    random = new Random(seed);
    Carrying.carry(
        "bad-link",
        hubSide,
        packet -> {
          hub = packet.getSocketAddress();
          harm(bytesOf(packet), true);
        });
    Carrying.carry("bad-link", deviceSide, packet -> harm(bytesOf(packet), false));
  }

  /** Where the hub finds the device. */
  int port() {
    return hubSide.getLocalPort();
  }

  /** Whether each kind of harm was done at least once. */
  boolean didItsWorst() {
    return lost.get() > 0 && doubled.get() > 0 && hurried.get() > 0;
  }

  private static byte[] bytesOf(DatagramPacket packet) {
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  private synchronized void harm(byte[] bytes, boolean towardsDevice) {
    if (random.nextDouble() < LOSS) {
      lost.incrementAndGet();
      return;
    }
    boolean twice = random.nextDouble() < DUPLICATES;
    boolean first = random.nextDouble() < REORDERED;
    (twice ? doubled : new AtomicInteger()).incrementAndGet();
    (first ? hurried : new AtomicInteger()).incrementAndGet();
    for (int copy = twice ? 2 : 1; copy > 0; copy--) {
      var _ =
          late.schedule(
              () -> pass(bytes, towardsDevice), first ? 0 : DELAY_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void pass(byte[] bytes, boolean towardsDevice) {
    SocketAddress to = towardsDevice ? device : hub;
    if (to == null) {
      return;
    }
    try {
      (towardsDevice ? deviceSide : hubSide).send(new DatagramPacket(bytes, bytes.length, to));
    } catch (IOException closed) {
      // The test is over.
    }
  }

  @Override
  public void close() {
    late.shutdownNow();
    hubSide.close();
    deviceSide.close();
  }
}
