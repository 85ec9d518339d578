package org.hearthhub.web.door;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The door alone, with a room behind it that says "inside". */
class DoorTest {
  private static final String OK = "HTTP/1.1 200 OK";

  private final Server server = new Server();
  private final OwnNames names = new OwnNames("hearth-test.local");
  private final LanConnector connector = connector(ListenAddresses.now(loopback()));

  @BeforeEach
  void open() throws Exception {
    names.addresses(ListenAddresses.now(loopback()).addresses());
    server.addConnector(connector);
    server.setErrorHandler(new DoorErrors());
    server.setHandler(new Door(new Inside(), names, new ExplanationPage(Optional::empty)));
    server.start();
  }

  @AfterEach
  void close() throws Exception {
    server.stop();
  }

  private static ListenAddresses.Scope loopback() {
    return new ListenAddresses.Scope.LoopbackOnly();
  }

  private LanConnector connector(ListenAddresses listen) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setRequestHeaderSize(Limits.HEADERS);
    configuration.setSendServerVersion(false);
    return new LanConnector("http", server, 0, listen, new HttpConnectionFactory(configuration));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST",
        "localhost.",
        "127.0.0.1",
        "[::1]",
        "hearth-test.local",
        "hearth.local"
      })
  void own_names_are_answered(String name) throws IOException {
    assertThat(ask("GET / HTTP/1.1", "Host: " + name + ":" + port())).startsWith(OK);
    assertThat(ask("GET / HTTP/1.1", "Host: " + name)).startsWith(OK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "hearth-test.local.evil.example",
        "127.0.0.1.nip.io",
        "192.168.250.250",
        "[::2]",
        "[2001:db8::1]"
      })
  void other_names_are_refused(String name) throws IOException {
    assertThat(ask("GET / HTTP/1.1", "Host: " + name))
        .startsWith("HTTP/1.1 421 ")
        .contains("urn:hearth:problem:wrong-host")
        .doesNotContain("inside");
  }

  @Test
  void a_foreign_name_in_the_request_line_does_not_help() throws IOException {
    assertThat(ask("GET http://evil.example/ HTTP/1.1", "Host: localhost"))
        .doesNotContain("inside");
    assertThat(ask("GET http://evil.example/ HTTP/1.1", "Host: evil.example"))
        .doesNotContain("inside");
  }

  @Test
  void two_hosts_or_none_are_refused() throws IOException {
    assertThat(ask("GET / HTTP/1.1", "Host: localhost", "Host: localhost"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(ask("GET / HTTP/1.1")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void our_own_origin_may_change_something_with_a_cookie() throws IOException {
    String own = "Origin: http://localhost:" + port();

    assertThat(ask(post(), host(), "Cookie: a=b", own)).startsWith(OK);
    assertThat(ask(post(), host(), "Cookie: a=b", "Sec-Fetch-Site: same-origin")).startsWith(OK);
    assertThat(ask(post(), host(), "Cookie: a=b", own, "Sec-Fetch-Site: same-origin"))
        .startsWith(OK);
  }

  @Test
  void a_cookie_without_any_origin_may_not_change_anything() throws IOException {
    assertThat(ask(post(), host(), "Cookie: a=b"))
        .startsWith("HTTP/1.1 403 ")
        .contains("urn:hearth:problem:foreign-origin")
        .contains("'Origin: http://localhost:" + port() + "'");
    assertThat(ask("GET / HTTP/1.1", host(), "Cookie: a=b")).startsWith(OK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: null",
        "Origin: https://evil.example",
        "Origin: http://localhost:1",
        "Origin: http://localhost",
        "Origin: http://localhost.evil.example",
        "Origin: not an origin",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: none"
      })
  void a_foreign_origin_may_not_change_anything_even_without_a_cookie(String header)
      throws IOException {
    assertThat(ask(post(), host(), header)).startsWith("HTTP/1.1 403 ");
    assertThat(ask(post(), host(), header, "Cookie: a=b")).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void our_origin_with_another_scheme_is_foreign() throws IOException {
    assertThat(ask(post(), host(), "Origin: https://localhost:" + port()))
        .startsWith("HTTP/1.1 403 ");
  }

  @Test
  void one_good_origin_of_two_is_not_enough() throws IOException {
    String own = "Origin: http://localhost:" + port();

    assertThat(ask(post(), host(), own, "Origin: https://evil.example"))
        .startsWith("HTTP/1.1 403 ");
  }

  @Test
  void whoever_brings_authorization_need_not_be_of_our_origin() throws IOException {
    assertThat(ask(post(), host(), "Authorization: Bearer x", "Origin: https://app.example"))
        .startsWith(OK);
  }

  @Test
  void every_answer_is_strict() throws IOException {
    for (String answer :
        List.of(
            ask("GET / HTTP/1.1", host()),
            ask("GET / HTTP/1.1", "Host: evil.example"),
            ask(post(), host(), "Origin: null"),
            ask("GET / HTTP/1.1", host(), "X-Long: " + "x".repeat(9_000)),
            ask("rubbish"))) {
      assertThat(answer)
          .contains("Content-Security-Policy: default-src 'none'; script-src 'self';")
          .contains("frame-ancestors 'none'")
          .contains("X-Content-Type-Options: nosniff")
          .contains("Referrer-Policy: no-referrer")
          .contains("Cross-Origin-Opener-Policy: same-origin")
          .contains("Cross-Origin-Resource-Policy: same-origin")
          .contains("Permissions-Policy: ")
          .doesNotContain("Access-Control-")
          .doesNotContain("Server:")
          .doesNotContain("Strict-Transport-Security");
    }
  }

  @Test
  void headers_that_are_too_long_are_a_problem() throws IOException {
    assertThat(ask("GET / HTTP/1.1", host(), "X-Long: " + "x".repeat(9_000)))
        .startsWith("HTTP/1.1 431 ")
        .contains("application/problem+json")
        .contains("urn:hearth:problem:headers-too-large");
  }

  @Test
  void what_is_not_http_is_a_problem() throws IOException {
    assertThat(ask("rubbish")).startsWith("HTTP/1.1 400 ").contains("urn:hearth:problem:");
  }

  @Test
  void a_peer_from_outside_is_hung_up_on_before_it_says_anything() throws Exception {
    LanConnector picky =
        new LanConnector(
            "http",
            server,
            0,
            ListenAddresses.now(loopback()),
            // This machine itself plays the stranger.
            (ranges, peer) -> ranges.contains(peer) && !peer.isLoopbackAddress(),
            new HttpConnectionFactory());
    server.addConnector(picky);
    picky.start();

    try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), picky.getLocalPort())) {
      stranger.setSoTimeout(5_000);
      assertThat(readOrReset(stranger)).isEmpty();
    }
  }

  @Test
  void a_peer_that_never_finishes_its_headers_is_hung_up_on() throws IOException {
    try (Socket dawdler = new Socket(InetAddress.getLoopbackAddress(), port())) {
      dawdler.getOutputStream().write("GET / HTTP/1.1\r\nHost: loc".getBytes(US_ASCII));

      assertThat(endsWhenSwept(dawdler)).isTrue();
    }
  }

  @Test
  void a_peer_that_waits_between_two_requests_may_wait() throws IOException {
    try (Socket patient = new Socket(InetAddress.getLoopbackAddress(), port())) {
      for (int i = 0; i < 3; i++) {
        patient
            .getOutputStream()
            .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
        assertThat(readUntil(patient, "inside")).contains(OK);
        connector.sweep();
      }
    }
  }

  private boolean endsWhenSwept(Socket socket) throws IOException {
    socket.setSoTimeout(50);
    for (int attempt = 0; attempt < 200; attempt++) {
      connector.sweep(Duration.ZERO, Duration.ZERO);
      try {
        return socket.getInputStream().read() < 0;
      } catch (SocketTimeoutException notYet) {
        // The server may not know the connection yet, or still be at its answer.
      } catch (SocketException reset) {
        return true;
      }
    }
    return false;
  }

  private static String readUntil(Socket socket, String end) throws IOException {
    socket.setSoTimeout(10_000);
    StringBuilder read = new StringBuilder();
    while (read.indexOf(end) < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        return read.toString();
      }
      read.append((char) next);
    }
    return read.toString();
  }

  private static String readOrReset(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketException reset) {
      return "";
    }
  }

  private int port() {
    return connector.getLocalPort();
  }

  private String host() {
    return "Host: localhost:" + port();
  }

  private static String post() {
    return "POST / HTTP/1.1";
  }

  private String ask(String requestLine, String... headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(10_000);
      String head =
          requestLine
              + "\r\n"
              + String.join("", List.of(headers).stream().map(each -> each + "\r\n").toList())
              + (requestLine.startsWith("POST") ? "Content-Length: 0\r\n" : "")
              + "Connection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      return readOrReset(socket);
    }
  }

  private static final class Inside extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      response.setStatus(200);
      response.write(true, ByteBuffer.wrap("inside".getBytes(StandardCharsets.UTF_8)), callback);
      return true;
    }
  }
}
