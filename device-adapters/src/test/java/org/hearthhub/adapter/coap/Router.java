package org.hearthhub.adapter.coap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Stands between one device and the hub, and can give the device another address. */
final class Router implements AutoCloseable {
  private final InetSocketAddress hub;
  private final DatagramSocket inside = Carrying.open();
  private volatile DatagramSocket outside = Carrying.open();
  private volatile @Nullable SocketAddress device;
  private final BlockingQueue<byte[]> held = new LinkedBlockingQueue<>();
  private volatile boolean holdsFinished;
  private byte[] finished = {};

  Router(int hubPort) throws IOException {
    hub = new InetSocketAddress(InetAddress.getLoopbackAddress(), hubPort);
    Carrying.carry("router", inside, packet -> pass(packet, true));
    Carrying.carry("router", outside, packet -> pass(packet, false));
  }

  /** Where the device finds the hub. */
  int port() {
    return inside.getLocalPort();
  }

  InetSocketAddress inside() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
  }

  /** Where the hub sees the device. */
  int outsidePort() {
    return outside.getLocalPort();
  }

  /** From now on the device is seen elsewhere, and no longer reached where it was. */
  void renumber() throws IOException {
    DatagramSocket before = outside;
    outside = Carrying.open();
    Carrying.carry("router", outside, packet -> pass(packet, false));
    before.close();
  }

  /** From now on the end of the device's handshakes is held back; the rest passes. */
  void holdFinished() {
    holdsFinished = true;
  }

  /** Waits until the end of a handshake is held back. */
  void awaitFinished() throws InterruptedException {
    byte[] first = held.poll(10, TimeUnit.SECONDS);
    if (first == null) {
      throw new AssertionError("no handshake came to its end");
    }
    finished = first;
  }

  /** Passes on what was held back. */
  void release() throws IOException {
    holdsFinished = false;
    outside.send(new DatagramPacket(finished, finished.length, hub));
  }

  /** Sealed already: of the second epoch, or with a connection id (RFC 9146). */
  private static boolean isFinished(DatagramPacket packet) {
    byte[] record = packet.getData();
    return record[0] == 25 || (record[0] == 22 && record[4] == 1);
  }

  private void pass(DatagramPacket packet, boolean outwards) throws IOException {
    if (outwards) {
      device = packet.getSocketAddress();
      if (holdsFinished && isFinished(packet)) {
        held.add(Arrays.copyOf(packet.getData(), packet.getLength()));
        return;
      }
      packet.setSocketAddress(hub);
      outside.send(packet);
    } else if (device != null) {
      packet.setSocketAddress(device);
      inside.send(packet);
    }
  }

  @Override
  public void close() {
    inside.close();
    outside.close();
  }
}
