package org.hearthhub.adapter.coap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;

/** What stands between two ends and hands on what comes. */
final class Carrying {
  /** What becomes of a datagram; its bytes hold until this returns. */
  interface Hands {
    void take(DatagramPacket packet) throws IOException;
  }

  private Carrying() {}

  /** A place of its own on this machine. */
  static DatagramSocket open() throws IOException {
    return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** Gives the hands whatever comes, one after the other, until the socket is closed. */
  static void carry(String name, DatagramSocket from, Hands hands) {
    Thread.ofVirtual()
        .name(name)
        .start(
            () -> {
              byte[] bytes = new byte[2048];
              try {
                while (!from.isClosed()) {
                  DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
                  from.receive(packet);
                  hands.take(packet);
                }
              } catch (IOException | RejectedExecutionException closed) {
                // The test is over, or one end has another place now.
              }
            });
  }
}
