package org.hearthhub.app.operator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The bytes of an HTTP/1.1 request; it is the only one on its connection. */
final class HttpRequest {
  private HttpRequest() {}

  /**
   * Asks for an answer that says where it ends, so that a part is not taken for the whole: were the
   * connection to be closed after it, that would be its end.
   */
  static byte[] ofDownload(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] bytes(String method, String path, Optional<byte[]> json) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    head.append("Host: localhost\r\nConnection: close\r\nAccept: application/json\r\n");
    json.ifPresent(
        body ->
            head.append("Content-Type: application/json\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n"));
    head.append("\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
    json.ifPresent(bytes::writeBytes);
    return bytes.toByteArray();
  }
}
