package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two network namespaces of our own with a cable between them: a hub here, libcoap's server there.
 * The hub's interface has a dash in its name, which is what breaks zones of IPv6 in URIs.
 */
@Timeout(120)
class MulticastIT {
  private static final String HUB_SIDE = "veth-h";
  private static final String DEVICE_SIDE = "veth-d";
  private static final String SUFFIX = Long.toString(ProcessHandle.current().pid() % 100_000);

  private final String hub = "hch" + SUFFIX;
  private final String device = "hcd" + SUFFIX;
  private final List<Libcoap> servers = new ArrayList<>();
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
    plug(hub, HUB_SIDE, "10.99.8.1/24");
    plug(device, DEVICE_SIDE, "10.99.8.2/24");
  }

  private static void plug(String side, String name, String address) throws Exception {
    // No duplicate address detection: a link-local address is of use at once.
    run("ip", "netns", "exec", side, "sysctl", "-qw", "net.ipv6.conf.default.accept_dad=0");
    run("ip", "link", "set", side, "netns", side, "name", name);
    run("ip", "netns", "exec", side, "sysctl", "-qw", "net.ipv6.conf." + name + ".accept_dad=0");
    run("ip", "-n", side, "addr", "add", address, "dev", name);
    run("ip", "-n", side, "link", "set", "lo", "up");
    run("ip", "-n", side, "link", "set", name, "up");
    run("ip", "-n", side, "route", "add", "224.0.0.0/4", "dev", name);
  }

  @AfterEach
  void disconnect() throws Exception {
    servers.forEach(Libcoap::close);
    if (connected) {
      run("ip", "netns", "del", hub);
      run("ip", "netns", "del", device);
    }
  }

  @Test
  void devices_on_the_link_are_found_by_multicast_over_both_families() throws Exception {
    serve("0.0.0.0", "224.0.1.187");
    serve("::", "ff02::fd");

    String found = probe(HUB_SIDE, "10.99.8.2", "[fe80:");

    assertThat(found)
        .contains(
            "live coap://10.99.8.2:5683 which answered on the network; known again only by its"
                + " address")
        .containsPattern(
            "live coap://\\[fe80:[0-9a-f:]+%veth-h]:5683 which answered on the network");
  }

  private void serve(String address, String group) throws IOException {
    servers.add(
        Libcoap.serve(
            List.of("ip", "netns", "exec", device), "-A", address, "-g", group, "-G", DEVICE_SIDE));
  }

  private String probe(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
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
                NamespaceProbe.class.getName()));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(100, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
    return said;
  }
}
