package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two network namespaces of our own with a cable between them that knows IPv6 only: a hub here,
 * libcoap's clock there.
 */
@Timeout(120)
class NetworkChangesIT {
  private static final String SUFFIX = Long.toString(ProcessHandle.current().pid() % 100_000);
  private static final Pattern LINK_LOCAL = Pattern.compile("inet6 (fe80:[0-9a-f:]+)/64");

  private final String hub = "hnh" + SUFFIX;
  private final String device = "hnd" + SUFFIX;
  private final List<AutoCloseable> programs = new ArrayList<>();
  private boolean connected;

  @BeforeEach
  void connect() throws Exception {
    if (!"root".equals(System.getProperty("user.name"))) {
      Libcoap.skip("network namespaces need root");
    }
    Libcoap.require("ip");
    run("ip", "netns", "add", hub);
    connected = true;
    run("ip", "netns", "add", device);
    run("ip", "link", "add", hub, "type", "veth", "peer", "name", device);
    plug(hub);
    plug(device);
  }

  private static void plug(String side) throws Exception {
    run("ip", "link", "set", side, "netns", side);
    // No duplicate address detection: a link-local address is of use at once.
    run("ip", "netns", "exec", side, "sysctl", "-qw", "net.ipv6.conf." + side + ".accept_dad=0");
    run("ip", "-n", side, "link", "set", "lo", "up");
    run("ip", "-n", side, "link", "set", side, "up");
  }

  @AfterEach
  void disconnect() throws Exception {
    for (AutoCloseable program : programs) {
      program.close();
    }
    if (connected) {
      run("ip", "netns", "del", hub);
      run("ip", "netns", "del", device);
    }
  }

  @Test
  void a_device_is_kept_on_ipv6_alone_through_an_interface_that_goes_and_an_address_that_changes()
      throws Exception {
    programs.add(
        Libcoap.serve(
            List.of("ip", "netns", "exec", device), "-A", "::", "-g", "ff02::fd", "-G", device));
    Watcher watcher = new Watcher();
    programs.add(watcher);
    assertThat(watcher.nextLine()).isEqualTo("live");

    run("ip", "-n", hub, "link", "set", hub, "down");
    watcher.waitFor("offline");
    run("ip", "-n", hub, "link", "set", hub, "up");
    watcher.waitFor("readings");

    String before = linkLocal();
    run("ip", "-n", hub, "addr", "add", "fe80::77/64", "dev", hub, "nodad");
    run("ip", "-n", hub, "addr", "del", before + "/64", "dev", hub);
    assertThat(watcher.waitFor("readings")).contains("fe80::77%" + hub).doesNotContain(before);
  }

  private String linkLocal() throws Exception {
    Matcher found = LINK_LOCAL.matcher(run("ip", "-n", hub, "-6", "addr", "show", "dev", hub));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  /** The hub, in its namespace. */
  private final class Watcher implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;
    private final Writer orders;

    Watcher() throws IOException {
      process =
          new ProcessBuilder(
                  "ip",
                  "netns",
                  "exec",
                  hub,
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-Xmx64m",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  NamespaceWatcher.class.getName(),
                  hub,
                  "[fe80:")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      said = process.inputReader(StandardCharsets.UTF_8);
      orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    String nextLine() throws IOException {
      return said.readLine();
    }

    /** What it says when it is so, and where it listens then. */
    String waitFor(String what) throws IOException {
      orders.write(what + "\n");
      orders.flush();
      String line = nextLine();
      assertThat(line).startsWith(what);
      return line;
    }

    @Override
    public void close() {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
    return said;
  }
}
