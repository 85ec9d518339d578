package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Predicate;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import org.hearthhub.web.door.LanRanges;
import org.hearthhub.web.door.ListenAddresses.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ports, addresses, and the socket of the command line. */
class ListeningTest {
  @TempDir Path folder;

  @Test
  void a_port_in_use_is_said_with_its_number_and_who_has_it() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> start(settings -> settings.withHttpPort(port)))
          .isInstanceOf(Conflict.class)
          .hasMessageContaining("Port " + port + " is in use by")
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("--http-port");
      assertThatThrownBy(() -> start(settings -> settings.withHttpsPort(port)))
          .isInstanceOf(Conflict.class)
          .hasMessageContaining("Port " + port + " is in use by")
          .hasMessageContaining("--https-port");
    }
  }

  @Test
  void a_hub_that_could_not_start_leaves_its_ports_free() throws IOException {
    int http;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      http = free.getLocalPort();
    }
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () ->
                  start(
                      settings -> settings.withHttpPort(http).withHttpsPort(taken.getLocalPort())))
          .isInstanceOf(Conflict.class);
    }
    try (TestHub home =
        new TestHub(folder.resolve("second"), settings -> settings.withHttpPort(http))) {
      assertThat(home.web.httpPort()).isEqualTo(http);
      assertThat(home.web.localUrl()).isEqualTo("http://localhost:" + http);
      assertThat(home.web.homeUrl()).isEmpty();
    }
  }

  @Test
  void an_interface_that_is_not_there_is_said() {
    assertThatThrownBy(
            () -> start(settings -> settings.listeningOn(new Scope.OneInterface("nosuch0", false))))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("nosuch0")
        .hasMessageContaining("lo");
  }

  @Test
  void loopback_only_is_not_reached_by_any_other_address() throws IOException {
    try (TestHub home = new TestHub(folder)) {
      for (InetAddress address : ownAddresses(each -> !each.isLoopbackAddress())) {
        assertThatThrownBy(() -> new Socket(address, home.web.httpPort()).close())
            .as(address.toString())
            .isInstanceOf(ConnectException.class);
      }
    }
  }

  @Test
  void public_addresses_are_never_listened_on() throws IOException {
    try (TestHub home =
        new TestHub(folder, settings -> settings.listeningOn(new Scope.AllInterfaces()))) {
      List<InetAddress> outside = ownAddresses(each -> !LanRanges.PRIVATE_ONLY.contains(each));
      assumeThat(outside).as("public addresses of this machine").isNotEmpty();
      for (InetAddress address : outside) {
        assertThatThrownBy(() -> new Socket(address, home.web.httpPort()).close())
            .as(address.toString())
            .isInstanceOf(ConnectException.class);
      }
    }
  }

  @Test
  void over_plain_http_other_machines_get_only_the_way_to_https() throws IOException {
    try (TestHub home =
        new TestHub(
            folder, settings -> settings.listeningOn(new Scope.AllInterfaces()).withHttpsPort(0))) {
      // From its own home address this machine is to itself like any other.
      List<InetAddress> homeAddresses =
          ownAddresses(each -> !each.isLoopbackAddress() && LanRanges.PRIVATE_ONLY.contains(each));
      assumeThat(homeAddresses).as("home addresses of this machine").isNotEmpty();
      for (InetAddress address : homeAddresses) {
        String page = ask(address, home.web.httpPort(), "GET /devices", "Accept: text/html");
        assertThat(page)
            .startsWith("HTTP/1.1 200 ")
            .contains("https://hearth-test.local:" + home.web.httpsPort().orElseThrow())
            .contains("Content-Security-Policy: default-src 'none'; style-src 'sha256-")
            .doesNotContain("<script");
        assertThat(ask(address, home.web.httpPort(), "GET /things", "Accept: application/json"))
            .startsWith("HTTP/1.1 403 ")
            .contains("urn:hearth:problem:https-required");
        assertThat(ask(address, home.web.httpPort(), "POST /api/v1/session", "Accept: text/html"))
            .startsWith("HTTP/1.1 403 ");
      }
    }
  }

  @Test
  void whoever_holds_the_machine_needs_no_sign_in() throws IOException {
    Path socket = folder.resolve("hub.sock");
    try (TestHub home = new TestHub(folder, settings -> settings.withSocket(socket))) {
      home.lamp();

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
          .isEqualTo("rw-------");
      assertThat(askSocket(socket, "GET /api/v1/devices HTTP/1.1\r\nHost: localhost"))
          .startsWith("HTTP/1.1 200 ")
          .contains("\"Lamp\"");
      assertThat(
              askSocket(
                  socket,
                  "POST /api/v1/rooms HTTP/1.1\r\nHost: localhost\r\nContent-Type:"
                      + " application/json\r\nContent-Length: 17",
                  "{\"title\":\"Attic\"}"))
          .startsWith("HTTP/1.1 201 ");
      assertThat(home.owner().get("/api/v1/activity").body()).contains("\"operator\"");
    }
    assertThat(socket).doesNotExist();
  }

  @Test
  void a_socket_that_a_killed_hub_left_is_replaced() throws IOException {
    Path socket = folder.resolve("hub.sock");
    Files.writeString(socket, "");

    try (TestHub home = new TestHub(folder, settings -> settings.withSocket(socket))) {
      assertThat(home.web.httpPort()).isPositive();
      assertThat(askSocket(socket, "GET /health HTTP/1.1\r\nHost: localhost"))
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void a_socket_path_that_the_system_cannot_take_is_said() {
    Path socket = folder.resolve("d".repeat(100)).resolve("hub.sock");

    assertThatThrownBy(() -> start(settings -> settings.withSocket(socket)))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("too long")
        .hasMessageContaining("--data");
  }

  private void start(java.util.function.UnaryOperator<WebSettings> settings) throws IOException {
    new TestHub(Files.createTempDirectory(folder, "hub"), settings).close();
  }

  private static List<InetAddress> ownAddresses(Predicate<InetAddress> wanted) throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(wanted)
        .toList();
  }

  private static String ask(InetAddress address, int port, String request, String header)
      throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(10_000);
      socket.connect(new InetSocketAddress(address, port), 5_000);
      socket
          .getOutputStream()
          .write(
              (request
                      + " HTTP/1.1\r\nHost: hearth-test.local\r\n"
                      + header
                      + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String askSocket(Path path, String head) throws IOException {
    return askSocket(path, head, "");
  }

  private static String askSocket(Path path, String head, String body) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(path));
      channel.write(
          ByteBuffer.wrap(
              (head + "\r\nConnection: close\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII)));
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
