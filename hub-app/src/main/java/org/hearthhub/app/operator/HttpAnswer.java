package org.hearthhub.app.operator;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An HTTP/1.1 answer that ends with its connection (RFC 9112): status and whole body. The JDK's
 * client knows no Unix sockets, and Jetty's would take longer to load than a command takes to run.
 */
record HttpAnswer(int status, byte[] body) {
  private static final int MOST_BYTES = 32 * 1024 * 1024;
  private static final int MOST_HEAD_LINES = 100;

  static HttpAnswer read(InputStream in) throws IOException {
    byte[] all = in.readNBytes(MOST_BYTES + 1);
    if (all.length > MOST_BYTES) {
      throw new IOException("answer too large");
    }
    var rest = new ByteArrayInputStream(all);
    int status = status(line(rest));
    Map<String, String> head = head(rest);
    if (head.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return new HttpAnswer(status, chunks(rest));
    }
    byte[] body = rest.readAllBytes();
    int promised = number(head.getOrDefault("content-length", "" + body.length), 10);
    if (body.length < promised) {
      throw new EOFException("answer cut short");
    }
    return new HttpAnswer(status, body);
  }

  /** Writes the body of a good answer elsewhere, as it comes; keeps that of a bad one. */
  static HttpAnswer copy(InputStream from, OutputStream into) throws IOException {
    InputStream in = new BufferedInputStream(from, 64 * 1024);
    int status = status(line(in));
    Map<String, String> head = head(in);
    boolean chunked = head.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked");
    if (status != 200) {
      byte[] body =
          chunked
              ? chunks(in)
              : in.readNBytes(number(head.getOrDefault("content-length", "0"), 10));
      return new HttpAnswer(status, body);
    }
    if (chunked) {
      for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
        copy(in, into, size);
        line(in);
      }
    } else if (head.containsKey("content-length")) {
      copy(in, into, Long.parseLong(head.get("content-length")));
    } else {
      throw new IOException("the answer does not say where it ends");
    }
    into.flush();
    return new HttpAnswer(status, new byte[0]);
  }

  private static void copy(InputStream in, OutputStream into, long octets) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long left = octets;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new EOFException("answer cut short");
      }
      into.write(buffer, 0, read);
      left -= read;
    }
  }

  private static int chunkSize(InputStream in) throws IOException {
    return number(line(in).split(";", 2)[0].strip(), 16);
  }

  private static int status(String line) throws IOException {
    String[] words = line.split(" ", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/1.")) {
      throw new IOException("no HTTP answer");
    }
    return number(words[1], 10);
  }

  private static Map<String, String> head(InputStream in) throws IOException {
    Map<String, String> head = new HashMap<>();
    for (int lines = 0; lines < MOST_HEAD_LINES; lines++) {
      String line = line(in);
      if (line.isEmpty()) {
        return head;
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        head.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    throw new IOException("too many headers");
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = chunkSize(in);
      if (size == 0) {
        return body.toByteArray();
      }
      byte[] chunk = in.readNBytes(size);
      if (chunk.length < size) {
        throw new EOFException("answer cut short");
      }
      body.writeBytes(chunk);
      line(in);
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("answer cut short");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private static int number(String text, int radix) throws IOException {
    try {
      int number = Integer.parseInt(text, radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, as for a negative one.
    }
    throw new IOException("not a number in the answer");
  }
}
