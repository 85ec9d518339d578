package org.hearthhub.adapter.coap;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Debian's libcoap, the CoAP of others. Where it is missing, tests are skipped; on CI they fail.
 */
final class Libcoap implements AutoCloseable {
  private static final String SERVER = "coap-server-notls";
  private static final String CLIENT = "coap-client-notls";

  private final Process process;

  private Libcoap(Process process) {
    this.process = process;
  }

  /** Skips the test, saying why, if one of the programs is missing. */
  static void require(String... programs) {
    List<String> all = new ArrayList<>(List.of(SERVER, CLIENT));
    all.addAll(List.of(programs));
    List<String> missing = all.stream().filter(one -> !isInstalled(one)).toList();
    if (!missing.isEmpty()) {
      skip("missing: " + missing + " (Debian: libcoap3-bin, iproute2)");
    }
  }

  static void skip(String reason) {
    if (Boolean.getBoolean("hearth.ci")) {
      Assertions.fail(reason);
    }
    Assumptions.abort(reason);
  }

  private static boolean isInstalled(String program) {
    return List.of("/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/").stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder + program)));
  }

  /** A port that nobody has, by UDP. */
  static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Starts the example server; what comes before it runs it elsewhere. */
  static Libcoap serve(List<String> before, String... options) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(SERVER);
    command.addAll(List.of(options));
    return run(command);
  }

  static Libcoap run(List<String> command) throws IOException {
    return new Libcoap(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** What the client prints for a question. */
  static String ask(String... options) throws Exception {
    return askWith(CLIENT, options);
  }

  static String askWith(String client, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of(client, "-B", "10"));
    command.addAll(List.of(options));
    Process asking = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!asking.waitFor(15, TimeUnit.SECONDS)) {
      asking.destroyForcibly();
    }
    return said.strip();
  }

  @Override
  public void close() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(handle -> handle.onExit().join());
  }
}
