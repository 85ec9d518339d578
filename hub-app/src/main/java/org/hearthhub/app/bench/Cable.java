package org.hearthhub.app.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hearthhub.problem.Unavailable;

/**
 * A cable between the network namespaces of two processes: an interface for each, with an IPv4
 * address. It goes away with them; nothing else of this machine's network is touched.
 */
final class Cable {
  static final String HUB = "10.99.6.1";
  static final String DEVICES = "10.99.6.2";

  /** Starts a program in a network of its own, with nothing in it. */
  static final List<String> OWN_NETWORK = List.of("unshare", "--net", "--");

  private static final String HUB_SIDE = "hearth-hub";
  private static final String DEVICE_SIDE = "hearth-dev";
  private static final int PATIENCE_SECONDS = 10;

  private Cable() {}

  /**
   * @throws Unavailable if this machine does not allow it
   */
  static void plug(long hub, long devices) throws InterruptedException {
    run(
        "ip",
        "link",
        "add",
        HUB_SIDE,
        "netns",
        "" + hub,
        "type",
        "veth",
        "peer",
        "name",
        DEVICE_SIDE,
        "netns",
        "" + devices);
    address(hub, HUB_SIDE, HUB);
    address(devices, DEVICE_SIDE, DEVICES);
  }

  private static void address(long process, String side, String address)
      throws InterruptedException {
    within(process, "ip", "addr", "add", address + "/24", "dev", side);
    within(process, "ip", "link", "set", "lo", "up");
    within(process, "ip", "link", "set", side, "up");
    within(process, "ip", "route", "add", "224.0.0.0/4", "dev", side);
  }

  private static void within(long process, String... command) throws InterruptedException {
    String[] whole = new String[command.length + 5];
    System.arraycopy(new String[] {"nsenter", "-t", "" + process, "-n", "--"}, 0, whole, 0, 5);
    System.arraycopy(command, 0, whole, 5, command.length);
    run(whole);
  }

  private static void run(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw notAllowed(said.strip());
      }
    } catch (IOException missing) {
      throw notAllowed("no " + command[0]);
    }
  }

  private static Unavailable notAllowed(String why) {
    return new Unavailable(
        Unavailable.Who.HUB,
        "no-namespaces",
        "This bench makes two networks of its own, which needs Linux, the programs ip, nsenter and"
            + " unshare, and root ("
            + why
            + ").");
  }
}
