package org.hearthhub.app.operator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The bytes of an HTTP/1.1 request that asks the hub to close the connection after the answer. */
final class HttpRequest {
  private HttpRequest() {}

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
