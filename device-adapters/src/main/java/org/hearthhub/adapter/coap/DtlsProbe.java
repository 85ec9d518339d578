package org.hearthhub.adapter.coap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * Finds out whether anybody speaks DTLS at an address, without a key and without a handshake: the
 * first hello of RFC 6347 section 4.2.1, which costs the other side nothing. Blocks.
 */
final class DtlsProbe {
  private static final int TRIES = 3;
  private static final int HANDSHAKE = 22;
  private static final int ALERT = 21;
  private static final short DTLS_1_2 = (short) 0xfefd;

  /** PSK with AES-128-CCM-8, ECDHE-PSK and GCM: one of them everybody has. */
  private static final short[] SUITES = {(short) 0xc0a8, (short) 0xd001, (short) 0x00a8};

  private DtlsProbe() {}

  static boolean answers(InetSocketAddress at, Duration patience) {
    byte[] hello = hello();
    byte[] answer = new byte[256];
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(at);
      socket.setSoTimeout(Math.max(1, (int) (patience.toMillis() / TRIES)));
      for (int i = 0; i < TRIES; i++) {
        socket.send(new DatagramPacket(hello, hello.length));
        DatagramPacket received = new DatagramPacket(answer, answer.length);
        try {
          socket.receive(received);
          return received.getLength() > 0 && (answer[0] == HANDSHAKE || answer[0] == ALERT);
        } catch (SocketTimeoutException lost) {
          // Once more: a datagram may get lost.
        }
      }
      return false;
    } catch (IOException nobodyListens) {
      return false;
    }
  }

  static byte[] hello() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    ByteBuffer body = ByteBuffer.allocate(128);
    body.putShort(DTLS_1_2).put(random);
    body.put((byte) 0).put((byte) 0); // no session, no cookie
    body.putShort((short) (2 * SUITES.length));
    for (short suite : SUITES) {
      body.putShort(suite);
    }
    body.put((byte) 1).put((byte) 0); // no compression
    // Supported groups and point formats, for the suite with ECDHE.
    body.putShort((short) 14);
    body.putShort((short) 10).putShort((short) 4).putShort((short) 2).putShort((short) 23);
    body.putShort((short) 11).putShort((short) 2).put((byte) 1).put((byte) 0);
    int length = body.position();
    ByteBuffer record = ByteBuffer.allocate(25 + length);
    record.put((byte) HANDSHAKE).putShort(DTLS_1_2).putShort((short) 0);
    record.put(new byte[6]).putShort((short) (12 + length));
    record.put((byte) 1).put(uint24(length)).putShort((short) 0);
    record.put(uint24(0)).put(uint24(length));
    record.put(body.array(), 0, length);
    return record.array();
  }

  private static byte[] uint24(int number) {
    return new byte[] {(byte) (number >> 16), (byte) (number >> 8), (byte) number};
  }
}
