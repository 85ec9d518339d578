package org.hearthhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.hearthhub.web.door.ListenAddresses.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub and a peer in two network namespaces of our own, on one cable that carries a home network
 * and a public one (TEST-NET-2). Needs root and iproute2.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutsiderIT {
  private static final String HUB_AT_HOME = "10.99.8.1";
  private static final String PEER_AT_HOME = "10.99.8.2";
  private static final String HUB_OUTSIDE = "198.51.100.1";
  private static final String PEER_OUTSIDE = "198.51.100.2";

  private final String hubSide = "hwh" + ProcessHandle.current().pid() % 100_000;
  private final String peerSide = "hwp" + ProcessHandle.current().pid() % 100_000;
  private final List<String> namespaces = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();
  private String httpPort = "";
  private String httpsPort = "";

  @BeforeAll
  void connectTwoNetworks(@TempDir Path folder) throws Exception {
    assumeNamespaces();
    for (String side : List.of(hubSide, peerSide)) {
      run("ip", "netns", "add", side);
      namespaces.add(side);
    }
    run("ip", "link", "add", hubSide, "type", "veth", "peer", "name", peerSide);
    connect(hubSide, HUB_AT_HOME, HUB_OUTSIDE);
    connect(peerSide, PEER_AT_HOME, PEER_OUTSIDE);
    Process hub = java(hubSide, HubSide.class, folder.toString());
    String[] ports = hub.inputReader(StandardCharsets.UTF_8).readLine().split(" ", 2);
    httpPort = ports[0];
    httpsPort = ports[1];
  }

  private static void assumeNamespaces() {
    boolean ip =
        Stream.of("/usr/bin/ip", "/usr/sbin/ip", "/bin/ip", "/sbin/ip")
            .anyMatch(tool -> Files.isExecutable(Path.of(tool)));
    boolean root =
        "root".equals(System.getProperty("user.name")) && Files.isWritable(Path.of("/run"));
    Assumptions.assumeTrue(root && ip, "Two networks need root and iproute2");
  }

  @AfterAll
  void takeThemApart() throws Exception {
    for (Process process : processes) {
      process.destroy();
      process.waitFor();
    }
    for (String side : namespaces) {
      run("ip", "netns", "del", side);
    }
  }

  @Test
  void a_peer_at_home_is_answered() throws Exception {
    assertThat(peer(PEER_AT_HOME, HUB_AT_HOME, httpPort)).startsWith("HTTP/1.1 ");
  }

  @Test
  void a_peer_from_outside_hears_not_a_byte() throws Exception {
    assertThat(peer(PEER_OUTSIDE, HUB_AT_HOME, httpPort)).isEqualTo("hung up");
    assertThat(peer(PEER_OUTSIDE, HUB_AT_HOME, httpsPort)).isEqualTo("hung up");
  }

  @Test
  void nobody_listens_on_a_public_address() throws Exception {
    assertThat(peer(PEER_AT_HOME, HUB_OUTSIDE, httpPort)).isEqualTo("refused");
    assertThat(peer(PEER_OUTSIDE, HUB_OUTSIDE, httpPort)).isEqualTo("refused");
    assertThat(peer(PEER_OUTSIDE, HUB_OUTSIDE, httpsPort)).isEqualTo("refused");
  }

  private String peer(String from, String to, String port) throws Exception {
    Process peer = java(peerSide, PeerSide.class, from, to, port);
    return peer.inputReader(StandardCharsets.UTF_8).readLine();
  }

  private Process java(String side, Class<?> main, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "ip",
                "netns",
                "exec",
                side,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(Arrays.asList(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    processes.add(process);
    return process;
  }

  private static void connect(String side, String... addresses) throws Exception {
    run("ip", "link", "set", side, "netns", side);
    for (String address : addresses) {
      run("ip", "-n", side, "addr", "add", address + "/24", "dev", side);
    }
    run("ip", "-n", side, "link", "set", "lo", "up");
    run("ip", "-n", side, "link", "set", side, "up");
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }

  /** Runs a hub, prints its ports, and ends with its parent. */
  static final class HubSide {
    private HubSide() {}

    @SuppressWarnings("SystemOut") // How it speaks to the test.
    public static void main(String[] arguments) throws IOException {
      try (TestHub home =
          new TestHub(
              Path.of(arguments[0]),
              settings -> settings.listeningOn(new Scope.AllInterfaces()).withHttpsPort(0))) {
        System.out.println(home.web.httpPort() + " " + home.web.httpsPort().orElseThrow());
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
      }
    }
  }

  /** Asks from one address at another, and prints the first line that it hears. */
  static final class PeerSide {
    private PeerSide() {}

    @SuppressWarnings("SystemOut") // How it speaks to the test.
    public static void main(String[] arguments) throws IOException {
      System.out.println(ask(arguments[0], arguments[1], Integer.parseInt(arguments[2])));
    }

    private static String ask(String from, String to, int port) throws IOException {
      try (Socket socket = new Socket()) {
        socket.setSoTimeout(10_000);
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral(to), port), 10_000);
        socket
            .getOutputStream()
            .write(
                "GET / HTTP/1.1\r\nHost: %s\r\nAccept: text/html\r\nConnection: close\r\n\r\n"
                    .formatted(to)
                    .getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        String heard = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        return heard.isEmpty() ? "hung up" : heard.lines().findFirst().orElseThrow();
      } catch (ConnectException refused) {
        return "refused";
      } catch (SocketException reset) {
        return "hung up";
      }
    }
  }
}
