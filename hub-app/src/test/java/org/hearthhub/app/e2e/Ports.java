package org.hearthhub.app.e2e;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where somebody may listen on this machine. */
final class Ports {
  private Ports() {}

  /** One that nobody listens on now. */
  static int freeUdp() throws IOException {
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))) {
      return socket.getLocalPort();
    }
  }
}
