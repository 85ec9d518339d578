package org.hearthhub.adapter.coap;

import java.util.Optional;

/**
 * Whether a datagram has the shape of a CoAP message (RFC 7252 section 3). It only walks over it,
 * so that a stranger's rubbish can be told of with its bytes, and costs next to nothing.
 */
final class CoapShape {
  private static final int HEADER = 4;
  private static final int LONGEST_TOKEN = 8;
  private static final int PAYLOAD_MARKER = 0xff;

  private CoapShape() {}

  /** What is wrong with it, as a sentence; empty if nothing is. */
  static Optional<String> fault(byte[] datagram) {
    if (datagram.length < HEADER) {
      return Optional.of("It sends datagrams that are too short for CoAP.");
    }
    if ((datagram[0] & 0xc0) != 0x40) {
      return Optional.of("It sends datagrams that are not CoAP, or of a version nobody knows.");
    }
    int token = datagram[0] & 0x0f;
    if (token > LONGEST_TOKEN || HEADER + token > datagram.length) {
      return Optional.of("It sends CoAP with a token that cannot be.");
    }
    return optionsFit(datagram, HEADER + token)
        ? Optional.empty()
        : Optional.of("It sends CoAP whose options are cut off or malformed.");
  }

  private static boolean optionsFit(byte[] datagram, int from) {
    int at = from;
    while (at < datagram.length) {
      int head = datagram[at] & 0xff;
      if (head == PAYLOAD_MARKER) {
        return at + 1 < datagram.length;
      }
      int delta = extended(datagram, at + 1, head >> 4);
      if (delta < 0) {
        return false;
      }
      int afterDelta = at + 1 + extension(head >> 4);
      int length = extended(datagram, afterDelta, head & 0x0f);
      if (length < 0) {
        return false;
      }
      at = afterDelta + extension(head & 0x0f) + length;
    }
    return at == datagram.length;
  }

  private static int extension(int nibble) {
    return nibble == 13 ? 1 : nibble == 14 ? 2 : 0;
  }

  /** The value of a nibble and what extends it; negative if that cannot be. */
  private static int extended(byte[] datagram, int at, int nibble) {
    if (nibble == 15 || at + extension(nibble) > datagram.length) {
      return -1;
    }
    return switch (nibble) {
      case 13 -> 13 + (datagram[at] & 0xff);
      case 14 -> 269 + ((datagram[at] & 0xff) << 8 | (datagram[at + 1] & 0xff));
      default -> nibble;
    };
  }
}
