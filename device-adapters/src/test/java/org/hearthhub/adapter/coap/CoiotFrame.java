package org.hearthhub.adapter.coap;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;

/** Frames of CoIoT, byte for byte. */
final class CoiotFrame {
  /** A status that nobody asked for. */
  static final int STATUS = 0x1e;

  /** An answer to no question. */
  static final int ANSWER = 0x45;

  private CoiotFrame() {}

  /** NON, no token, Uri-Path cit/s, the three options, the payload. */
  static byte[] of(int code, String device, int serial, String payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(new byte[] {0x50, (byte) code, (byte) (serial >> 8), (byte) serial});
    int last = 0;
    if (code == STATUS) {
      frame.writeBytes(new byte[] {(byte) 0xb3, 'c', 'i', 't', 0x01, 's'});
      last = 11;
    }
    option(frame, 3332 - last, device.getBytes(US_ASCII));
    option(frame, 3412 - 3332, new byte[] {(byte) 0x96, 0x00});
    option(frame, 3420 - 3412, new byte[] {(byte) serial, (byte) (serial >> 8)});
    if (!payload.isEmpty()) {
      frame.write(0xff);
      frame.writeBytes(payload.getBytes(US_ASCII));
    }
    return frame.toByteArray();
  }

  /** Option delta and length as in RFC 7252 section 3.1. */
  private static void option(ByteArrayOutputStream frame, int delta, byte[] value) {
    int deltaCode = delta < 13 ? delta : delta < 269 ? 13 : 14;
    int lengthCode = value.length < 13 ? value.length : 13;
    frame.write((deltaCode << 4) | lengthCode);
    if (deltaCode == 14) {
      frame.write((delta - 269) >> 8);
      frame.write(delta - 269);
    } else if (deltaCode == 13) {
      frame.write(delta - 13);
    }
    if (lengthCode == 13) {
      frame.write(value.length - 13);
    }
    frame.writeBytes(value);
  }
}
