package org.hearthhub.adapter.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hub in one network of our own, libcoap's clock in another; the cable knows IPv6 only. */
@Timeout(120)
class NetworkChangesIT {
  private static final String HUB_SIDE = "hub0";
  private static final String DEVICE_SIDE = "dev0";
  private static final Pattern LINK_LOCAL = Pattern.compile("inet6 (fe80:[0-9a-f:]+)/64");

  private final List<AutoCloseable> programs = new ArrayList<>();
  private TwoNetworks networks;

  @BeforeEach
  void connect() throws Exception {
    networks = new TwoNetworks("hn", HUB_SIDE, DEVICE_SIDE);
  }

  @AfterEach
  void disconnect() throws Exception {
    for (AutoCloseable program : programs) {
      program.close();
    }
    if (networks != null) {
      networks.close();
    }
  }

  @Test
  void a_device_is_kept_on_ipv6_alone_through_an_interface_that_goes_and_an_address_that_changes()
      throws Exception {
    programs.add(
        Libcoap.serve(networks.device().prefix(), "-A", "::", "-g", "ff02::fd", "-G", DEVICE_SIDE));
    TwoNetworks.Side hub = networks.hub();
    Watcher watcher = new Watcher();
    programs.add(watcher);
    assertThat(watcher.nextLine()).isEqualTo("live");

    hub.ip("link", "set", HUB_SIDE, "down");
    watcher.waitFor("offline");
    hub.ip("link", "set", HUB_SIDE, "up");
    watcher.waitFor("readings");

    String before = linkLocal();
    hub.ip("addr", "add", "fe80::77/64", "dev", HUB_SIDE, "nodad");
    hub.ip("addr", "del", before + "/64", "dev", HUB_SIDE);
    assertThat(watcher.waitFor("readings")).contains("fe80::77%" + HUB_SIDE).doesNotContain(before);
  }

  private String linkLocal() throws Exception {
    Matcher found = LINK_LOCAL.matcher(networks.hub().ip("-6", "addr", "show", "dev", HUB_SIDE));
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
          new ProcessBuilder(networks.hub().java(NamespaceWatcher.class, HUB_SIDE, "[fe80:"))
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
}
