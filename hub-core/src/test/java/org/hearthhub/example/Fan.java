package org.hearthhub.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.UnaryOperator;

/** A fan that is no simulation of its protocol, only of its motor. Thread-safe. */
final class Fan implements AutoCloseable {
  private static final int ANY = 0;

  private final String id;
  private final DatagramSocket socket;
  private volatile int speed;
  private volatile UnaryOperator<String> manners = answer -> answer;

  private Fan(String id, DatagramSocket socket) {
    this.id = id;
    this.socket = socket;
    Thread.ofVirtual().name("fan-" + id).start(this::serve);
  }

  /** On loopback alone, where it has to be looked for. */
  static Fan on(String id) throws IOException {
    return new Fan(
        id, new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), ANY)));
  }

  /** Where it hears who calls for all fans. */
  static Fan thatHearsEverybody(String id) throws IOException {
    return new Fan(id, new DatagramSocket(ANY));
  }

  private void serve() {
    try {
      while (true) {
        var asked = new DatagramPacket(new byte[100], 100);
        socket.receive(asked);
        String words = new String(asked.getData(), 0, asked.getLength(), UTF_8);
        String answer = manners.apply("fan " + id + " " + ran(words));
        if (!answer.isEmpty()) {
          byte[] line = answer.getBytes(UTF_8);
          socket.send(new DatagramPacket(line, line.length, asked.getSocketAddress()));
        }
      }
    } catch (IOException closed) {
      // It was unplugged.
    }
  }

  private int ran(String words) {
    if (words.startsWith("run ")) {
      speed = Integer.parseInt(words.substring(4));
    }
    return speed;
  }

  /** Somebody turns its knob. */
  void turnTo(int percent) {
    speed = percent;
  }

  /** What becomes of its answers; none is sent where that is empty. */
  void answers(UnaryOperator<String> how) {
    manners = how;
  }

  int speed() {
    return speed;
  }

  int port() {
    return socket.getLocalPort();
  }

  String address() {
    return "fan://127.0.0.1:" + port();
  }

  @Override
  public void close() {
    socket.close();
  }
}
