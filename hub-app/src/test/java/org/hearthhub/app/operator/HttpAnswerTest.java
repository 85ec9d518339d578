package org.hearthhub.app.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerTest {

  @Test
  void a_body_of_known_length_is_read() throws IOException {
    HttpAnswer answer = read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).asString().isEqualTo("hello");
  }

  @Test
  void a_chunked_body_is_put_together() throws IOException {
    String chunks = "4;x=y\r\nhear\r\n2\r\nth\r\n0\r\n\r\n";

    HttpAnswer answer = read("HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.body()).asString().isEqualTo("hearth");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nshort",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-8\r\nshort",
        "HTTP/1.1 OK\r\n\r\n",
        "SSH-2.0 200\r\n\r\n",
        "HTTP/1.1 200 OK\r\nHalf: a header",
      })
  void what_is_cut_short_or_no_http_fails(String bytes) {
    assertThatThrownBy(() -> read(bytes)).isInstanceOf(IOException.class);
  }

  private static HttpAnswer read(String bytes) throws IOException {
    return HttpAnswer.read(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
