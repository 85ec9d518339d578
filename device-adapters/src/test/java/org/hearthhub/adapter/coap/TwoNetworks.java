package org.hearthhub.adapter.coap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Two network namespaces of our own with a cable between them: a hub in one, a device in the other.
 * Needs root; the test is skipped without.
 */
final class TwoNetworks implements AutoCloseable {
  private static final String SUFFIX = Long.toString(ProcessHandle.current().pid() % 100_000);

  private final List<String> made = new ArrayList<>();
  private final Side hub;
  private final Side device;

  /** One end of the cable. */
  record Side(String namespace, String link) {
    /** What runs a program there. */
    List<String> prefix() {
      return List.of("ip", "netns", "exec", namespace);
    }

    /** Runs {@code ip} there; what it said. */
    String ip(String... arguments) throws Exception {
      return run(join(List.of("ip", "-n", namespace), List.of(arguments)));
    }

    /** What starts a small program of ours there. */
    List<String> java(Class<?> program, String... arguments) {
      List<String> java =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:+UseSerialGC",
              "-Xmx64m",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              program.getName());
      return join(join(prefix(), java), List.of(arguments));
    }

    private void plug(String cable) throws Exception {
      // No duplicate address detection: a link-local address is of use at once.
      run(join(prefix(), List.of("sysctl", "-qw", "net.ipv6.conf.default.accept_dad=0")));
      run(List.of("ip", "link", "set", cable, "netns", namespace, "name", link));
      run(join(prefix(), List.of("sysctl", "-qw", "net.ipv6.conf." + link + ".accept_dad=0")));
    }

    private void up() throws Exception {
      ip("link", "set", "lo", "up");
      ip("link", "set", link, "up");
    }
  }

  /**
   * Lays the cable; both ends are up.
   *
   * @param mark two letters that no other test uses at the same time
   */
  TwoNetworks(String mark, String hubLink, String deviceLink) throws Exception {
    if (!"root".equals(System.getProperty("user.name"))) {
      Libcoap.skip("network namespaces need root");
    }
    Libcoap.require("ip");
    hub = new Side(mark + "h" + SUFFIX, hubLink);
    device = new Side(mark + "d" + SUFFIX, deviceLink);
    try {
      for (Side side : List.of(hub, device)) {
        run(List.of("ip", "netns", "add", side.namespace()));
        made.add(side.namespace());
      }
      run(
          List.of(
              "ip",
              "link",
              "add",
              hub.namespace(),
              "type",
              "veth",
              "peer",
              "name",
              device.namespace()));
      hub.plug(hub.namespace());
      device.plug(device.namespace());
      hub.up();
      device.up();
    } catch (Exception | AssertionError failed) {
      close();
      throw failed;
    }
  }

  Side hub() {
    return hub;
  }

  Side device() {
    return device;
  }

  static String run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(100, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
    return said;
  }

  private static List<String> join(List<String> one, List<String> other) {
    List<String> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  /** Takes both away, with all that was plugged into them. */
  @Override
  public void close() throws Exception {
    for (String namespace : made) {
      run(List.of("ip", "netns", "del", namespace));
    }
    made.clear();
  }
}
