package org.hearthhub.app.compose;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.hearthhub.app.settings.Port;
import org.hearthhub.problem.Conflict;

/**
 * Where a demo listens on this machine: on the port that was chosen, taken or not, which the room
 * that opens it will say; else on the usual one or the next that is free.
 */
public final class FreePort {
  private static final int TRIES = 100;

  private FreePort() {}

  public static int tcp(Port port) {
    return next(port, FreePort::isFreeForTcp);
  }

  public static int udp(Port port) {
    return next(port, FreePort::isFreeForUdp);
  }

  private static int next(Port port, IntPredicate isFree) {
    if (port.chosen()) {
      return port.number();
    }
    return IntStream.range(port.number(), port.number() + TRIES)
        .filter(isFree)
        .findFirst()
        .orElseThrow(
            () ->
                new Conflict(
                    "no-free-port",
                    "The ports %d to %d are all in use."
                        .formatted(port.number(), port.number() + TRIES - 1)));
  }

  private static boolean isFreeForTcp(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As the web server will: a connection that lingers in TIME_WAIT is no hindrance.
      socket.setReuseAddress(true);
      socket.bind(loopback(port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private static boolean isFreeForUdp(int port) {
    try (DatagramSocket socket = new DatagramSocket(null)) {
      socket.setReuseAddress(false);
      socket.bind(loopback(port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
  }
}
