package org.hearthhub.adapter.mdns;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Two network namespaces of our own, {@link #HUB} and {@link #DEVICE}, joined by a cable, with an
 * avahi-daemon on the device's side. Needs root and Debian's avahi; nothing outside is touched.
 */
final class TwoNetworks implements AutoCloseable {
  static final String HUB = "10.99.7.1";
  static final String DEVICE = "10.99.7.2";

  private static final int PATIENCE_SECONDS = 30;
  private static final List<String> TOOLS =
      List.of(
          "ip",
          "nsenter",
          "unshare",
          "avahi-daemon",
          "avahi-browse",
          "avahi-publish",
          "dbus-daemon");

  private final String hubSide;
  private final String deviceSide;
  private final List<Program> programs = new ArrayList<>();
  private @Nullable Program avahi;
  private Optional<ProcessHandle> bus = Optional.empty();

  /** A process and the lines it has printed. */
  static final class Program implements AutoCloseable {
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private Program(Process process) {
      this.process = process;
      Thread.ofVirtual()
          .start(
              () -> {
                try (BufferedReader reader =
                    new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                  reader.lines().forEach(lines::add);
                } catch (IOException e) {
                  lines.add("broken: " + e.getMessage());
                }
              });
    }

    /** The next line that is as wanted. */
    String awaitLine(Predicate<String> wanted) throws InterruptedException {
      List<String> others = new ArrayList<>();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (true) {
        String line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (line == null) {
          return Assertions.fail("not printed in time; printed was " + others);
        }
        if (wanted.test(line)) {
          return line;
        }
        others.add(line);
      }
    }

    void type(String text) throws IOException {
      process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    }

    void endInput() throws IOException {
      process.getOutputStream().close();
    }

    @Override
    public void close() {
      List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
      all.add(process.toHandle());
      all.forEach(ProcessHandle::destroy);
      for (ProcessHandle handle : all) {
        try {
          handle.onExit().get(3, TimeUnit.SECONDS);
        } catch (Exception e) {
          handle.destroyForcibly();
        }
      }
    }
  }

  private TwoNetworks(String suffix) {
    hubSide = "hmh" + suffix;
    deviceSide = "hmd" + suffix;
  }

  private void open(Path folder) throws Exception {
    run("ip", "netns", "add", hubSide);
    run("ip", "netns", "add", deviceSide);
    run("ip", "link", "add", hubSide, "type", "veth", "peer", "name", deviceSide);
    connect(hubSide, HUB);
    // As a hub at home: with IPv6 beside IPv4.
    run("ip", "-n", hubSide, "addr", "add", "fd00:99:7::1/64", "dev", hubSide, "nodad");
    connect(deviceSide, DEVICE);
    Path configuration = folder.resolve("avahi.conf");
    Files.writeString(
        configuration,
        """
        [server]
        host-name=gadget
        use-ipv4=yes
        use-ipv6=no
        allow-interfaces=%s
        [publish]
        publish-workstation=no
        """
            .formatted(deviceSide));
    Program daemon =
        start(
            "ip",
            "netns",
            "exec",
            deviceSide,
            "unshare",
            "-m",
            "sh",
            "-c",
            "mkdir -p /run/dbus /run/avahi-daemon"
                + " && mount -t tmpfs tmpfs /run/dbus && mount -t tmpfs tmpfs /run/avahi-daemon"
                + " && chown avahi:avahi /run/avahi-daemon"
                + " && dbus-daemon --system --fork --nopidfile --print-pid=1"
                + " && exec avahi-daemon -f "
                + configuration
                + " --no-rlimits --no-chroot");
    // It forks once it listens, and is no child of ours from then on.
    bus = ProcessHandle.of(Long.parseLong(daemon.awaitLine(line -> line.matches("[0-9]+"))));
    daemon.awaitLine(line -> line.contains("Server startup complete"));
    avahi = daemon;
  }

  /** Skips the test, saying why, where this cannot be built; fails instead on CI. */
  static TwoNetworks build(Path folder) throws Exception {
    List<String> missing =
        TOOLS.stream()
            .filter(
                tool ->
                    Stream.of("/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/")
                        .noneMatch(place -> Files.isExecutable(Path.of(place + tool))))
            .toList();
    boolean root =
        Files.isWritable(Path.of("/run")) && "root".equals(System.getProperty("user.name"));
    String reason =
        !root
            ? "mDNS between two networks needs root"
            : missing.isEmpty() ? "" : "mDNS between two networks needs " + missing;
    if (!reason.isEmpty()) {
      if (Boolean.getBoolean("hearth.ci")) {
        Assertions.fail(reason);
      }
      Assumptions.abort(reason);
    }
    TwoNetworks networks = new TwoNetworks(Long.toString(ProcessHandle.current().pid() % 100_000));
    try {
      networks.open(folder);
    } catch (Exception | AssertionError e) {
      networks.close();
      throw e;
    }
    return networks;
  }

  /** Runs a test class's main method on the hub's side. */
  Program onHub(Class<?> main, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "ip",
                "netns",
                "exec",
                hubSide,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(Arrays.asList(arguments));
    return start(command.toArray(String[]::new));
  }

  /** Runs a program beside avahi, on the device's side. */
  Program onDevice(String... command) throws IOException {
    List<String> whole =
        new ArrayList<>(
            List.of(
                "nsenter",
                "-t",
                Long.toString(Objects.requireNonNull(avahi).process.pid()),
                "-m",
                "-n",
                "--"));
    whole.addAll(Arrays.asList(command));
    return start(whole.toArray(String[]::new));
  }

  private Program start(String... command) throws IOException {
    Program program = new Program(new ProcessBuilder(command).redirectErrorStream(true).start());
    programs.add(program);
    return program;
  }

  private static void connect(String side, String address) throws Exception {
    run("ip", "link", "set", side, "netns", side);
    run("ip", "-n", side, "addr", "add", address + "/24", "dev", side);
    run("ip", "-n", side, "link", "set", "lo", "up");
    run("ip", "-n", side, "link", "set", side, "up");
    run("ip", "-n", side, "route", "add", "224.0.0.0/4", "dev", side);
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }

  @Override
  public void close() throws Exception {
    programs.reversed().forEach(Program::close);
    bus.ifPresent(ProcessHandle::destroy);
    run("ip", "netns", "del", hubSide);
    run("ip", "netns", "del", deviceSide);
  }
}
