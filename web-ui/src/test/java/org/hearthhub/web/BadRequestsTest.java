package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hearthhub.web.Browser.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every request is a stranger's. */
class BadRequestsTest {
  private static final Pattern CONTENT_LENGTH = Pattern.compile("Content-Length: (\\d+)");

  @TempDir Path folder;
  private TestHub home;
  private Browser owner;

  @BeforeEach
  void start() {
    home = new TestHub(folder);
    owner = home.owner();
  }

  @AfterEach
  void stop() {
    home.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"title\":\"a\"",
        "{\"title\":\"a\"} rest",
        "{\"title\":\"a\"}{}",
        "{\"title\":\"a\",\"title\":\"b\"}",
        "{title:\"a\"}",
        "{'title':'a'}",
        "{\"title\":NaN}",
        "nothing"
      })
  void what_is_not_one_json_value_is_said(String body) {
    Answer answer = owner.post("/api/v1/rooms", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("not-json");
    assertThat(answer.sentence()).contains("\"title\"");
    assertThat(owner.get("/api/v1/rooms").json()).isEmpty();
  }

  @Test
  void wrong_types_are_said() {
    assertThat(owner.post("/api/v1/rooms", "[]").problem()).isEqualTo("not-an-object");
    assertThat(owner.post("/api/v1/rooms", "{}").problem()).isEqualTo("missing-title");
    assertThat(owner.post("/api/v1/rooms", "{\"title\":null}").problem())
        .isEqualTo("missing-title");
    assertThat(owner.post("/api/v1/rooms", "{\"title\":5}").problem()).isEqualTo("bad-title");
    assertThat(
            owner.post("/api/v1/rooms", "{\"title\":\"%s\"}".formatted("x".repeat(101))).problem())
        .isEqualTo("bad-title");
    assertThat(owner.post("/api/v1/rooms", "").problem()).isEqualTo("empty-body");
  }

  @Test
  void json_that_is_nested_too_deep_is_said() {
    assertThat(owner.post("/api/v1/rooms", "[".repeat(20_000)).problem())
        .isEqualTo("json-too-deep");
  }

  @Test
  void text_that_is_not_utf8_is_said() {
    byte[] body = {'{', '"', 't', 'i', 't', 'l', 'e', '"', ':', '"', (byte) 0xc3, '"', '}'};

    Answer answer =
        owner.answer(
            owner
                .request("/api/v1/rooms")
                .header("Origin", owner.base())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("not-utf-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml"})
  void another_content_type_is_not_taken(String type) {
    Answer answer = owner.post("/api/v1/rooms", "{\"title\":\"Attic\"}", "Content-Type", type);

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.problem()).isEqualTo("wrong-content-type");
  }

  @Test
  void a_charset_beside_the_content_type_is_fine() {
    assertThat(
            owner
                .post(
                    "/api/v1/rooms",
                    "{\"title\":\"Attic\"}",
                    "Content-Type",
                    "application/json; charset=utf-8")
                .status())
        .isEqualTo(201);
  }

  @Test
  void a_body_that_is_too_large_is_said_whether_its_length_is_announced_or_not()
      throws IOException {
    String large = "{\"title\":\"" + "x".repeat(70_000) + "\"}";

    assertThat(owner.post("/api/v1/rooms", large).status()).isEqualTo(413);
    Answer chunked =
        owner.answer(
            owner
                .request("/api/v1/rooms")
                .header("Origin", owner.base())
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () ->
                            new java.io.ByteArrayInputStream(
                                large.getBytes(StandardCharsets.UTF_8))))
                .build());
    assertThat(chunked.status()).isEqualTo(413);
    assertThat(chunked.problem()).isEqualTo("body-too-large");
  }

  @Test
  void an_unknown_path_is_a_problem_and_not_the_dashboard() {
    for (String path : new String[] {"/api/v1/nothing", "/api", "/things/x/y/z", "/nothing.js"}) {
      assertThat(owner.get(path, "Accept", "application/json").problem()).isEqualTo("no-such-path");
    }
    assertThat(owner.get("/api/v1/nothing", "Accept", "text/html").problem())
        .isEqualTo("no-such-path");
    assertThat(owner.post("/nothing", "{}").problem()).isEqualTo("no-such-path");
  }

  @Test
  void a_method_that_an_address_does_not_take_is_said_with_those_it_does() {
    Answer answer = owner.put("/api/v1/rooms", "{}");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.problem()).isEqualTo("method-not-allowed");
    assertThat(answer.header("Allow")).contains("GET").contains("POST");
    assertThat(owner.get("/api/v1/setup").header("Allow")).isEqualTo("POST");
    assertThat(owner.send("TRACE", "/things", Optional.empty()).status()).isEqualTo(405);
    assertThat(owner.send("OPTIONS", "/things", Optional.empty()).header("Allow")).contains("GET");
  }

  @Test
  void a_failure_that_nobody_foresaw_says_where_to_look_and_nothing_else() {
    home.hub.close();
    home.hub.vault().close();

    Answer answer = owner.post("/api/v1/rooms", "{\"title\":\"Attic\"}");

    assertThat(answer.status()).isGreaterThanOrEqualTo(500);
    assertThat(answer.problem()).isNotBlank();
    assertThat(answer.body()).doesNotContain("Exception").doesNotContain("java.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../etc/passwd",
        "/assets/../index.html",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..%2f..%2fopenapi.yaml",
        "/assets/..;/x.js",
        "//etc/passwd.txt",
        "/assets/%00.js",
        "/index.html%00.js",
        "/things/%2e%2e/openapi.yaml",
        "/assets/%zz.js",
        "/\\windows.ini"
      })
  void a_path_that_climbs_leads_nowhere(String path) throws IOException {
    String answer =
        raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer).matches("(?s)HTTP/1\\.1 (400|404) .*");
    assertThat(answer).doesNotContain("root:");
  }

  @Test
  void requests_that_hide_one_another_are_refused() throws IOException {
    String smuggled =
        raw(
            "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /health HTTP/1.1\r\nHost:"
                + " localhost\r\n\r\n");
    String twoLengths =
        raw(
            "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n"
                + "Content-Length: 3\r\n\r\n{}x");

    assertThat(smuggled).startsWith("HTTP/1.1 400 ").doesNotContain("\"up\"");
    assertThat(twoLengths).startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /x%00y HTTP/1.1\r\nHost: HOST\r\n\r\n",
        "GET /..%2Fon HTTP/1.1\r\nHost: HOST\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: HOST\r\nHost: HOST\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: HOST\r\nLONG\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: somewhere.else\r\n\r\n",
        "POST /health HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\n\r\n1",
        "POST /api/v1/session HTTP/1.1\r\nHost: HOST\r\nContent-Length: 9000000\r\n\r\n",
        "POST /api/v1/session HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "GET /no/such/path HTTP/1.1\r\nHost: HOST\r\n\r\n"
      })
  void whoever_is_not_told_that_the_hub_hangs_up_may_go_on(String refused) throws IOException {
    String host = "localhost:" + home.web.httpPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), home.web.httpPort())) {
      send(socket, refused.replace("HOST", host).replace("LONG", "A: " + "x".repeat(9_000)));
      String answer = answer(socket);

      assertThat(answer).matches("(?s)HTTP/1\\.1 4\\d\\d .*");
      if (!answer.contains("Connection: close")) {
        send(socket, "GET /health HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(host));
        assertThat(answer(socket)).startsWith("HTTP/1.1 200 ");
      } else {
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  private static void send(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** One answer with its body, by its Content-Length; empty when the hub hung up. */
  private static String answer(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        return head.toString();
      }
      head.append((char) next);
    }
    Matcher length = CONTENT_LENGTH.matcher(head);
    if (length.find()) {
      socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
    }
    return head.toString();
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), home.web.httpPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
