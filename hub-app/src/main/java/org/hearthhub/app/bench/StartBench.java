package org.hearthhub.app.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hearthhub.app.compose.ChildProcess;
import org.hearthhub.app.compose.FreePort;
import org.hearthhub.app.compose.ThrowAwayFolders;
import org.hearthhub.app.settings.Port;
import org.hearthhub.problem.Broken;

/**
 * How fast a hub starts and how little it needs: {@code hearth run} with the launcher's flags on a
 * home of known devices, from the start of its process to the first 200 of {@code GET /health};
 * then, while each device tells one reading a second, its resident memory (VmRSS).
 *
 * @param devices known to the home
 * @param starts how many starts; the middle one counts
 * @param time how long the devices tell readings before the memory is looked at
 */
public record StartBench(int devices, int starts, Duration time) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] HEALTH =
      "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  /**
   * What came of it.
   *
   * @param first200Ms from the start of the process to the first 200, the middle of all starts
   * @param rssMb resident memory in MiB
   */
  public record Figures(double first200Ms, double rssMb) {}

  /**
   * @param progress told what happens, line by line
   */
  public Figures run(Consumer<String> progress) throws InterruptedException {
    try (ThrowAwayFolders folders = ThrowAwayFolders.make("bench");
        Worker senders = Worker.start("senders", "" + devices)) {
      Crowd crowd = new Crowd(senders, devices);
      progress.accept("Making a home of %d devices".formatted(devices));
      try (Worker hub =
          Worker.start("hub", folders.home().toString(), folders.keyFile().toString())) {
        crowd.joins(hub);
        hub.end();
      }
      List<Double> times = new ArrayList<>();
      double rss = 0;
      for (int start = 1; start <= starts; start++) {
        int coap = FreePort.udp(new Port(25_683, false));
        try (Hub hub = Hub.start(folders, coap)) {
          times.add(hub.firstAnswerMs());
          progress.accept("Start %d of %d: %,.0f ms".formatted(start, starts, times.getLast()));
          if (start == starts) {
            rss = afterAWhile(hub, senders, coap, progress);
          }
          hub.end();
        }
      }
      times.sort(null);
      return new Figures(times.get(times.size() / 2), rss);
    }
  }

  private double afterAWhile(Hub hub, Worker senders, int coap, Consumer<String> progress)
      throws InterruptedException {
    progress.accept(
        "%d devices tell one reading a second each, for %d s".formatted(devices, time.toSeconds()));
    Waiting.until(
        PATIENCE,
        devices + " observations by the new hub",
        () -> senders.ask("relations-of", "" + coap).asInt() >= devices);
    senders.ask("steady", "" + coap, "" + devices);
    Thread.sleep(time);
    double rss = hub.residentMb();
    senders.ask("silence");
    return rss;
  }

  /** {@code hearth run} as a process, and when it first answered. */
  private record Hub(ChildProcess child, double firstAnswerMs) implements AutoCloseable {
    static Hub start(ThrowAwayFolders folders, int coap) throws InterruptedException {
      int http = FreePort.tcp(new Port(28_080, false));
      List<String> arguments =
          List.of(
              "run",
              "--data=" + folders.home(),
              "--key-file=" + folders.keyFile(),
              "--interface=lo",
              "--http-port=" + http,
              "--https-port=0",
              "--coap-port=" + coap);
      long before = System.nanoTime();
      ChildProcess child = ChildProcess.start(Worker.ownFlags(), arguments, Redirect.DISCARD);
      try {
        awaitHealth(child, http);
        return new Hub(child, (System.nanoTime() - before) / 1e6);
      } catch (RuntimeException | InterruptedException failed) {
        child.process().destroyForcibly();
        throw failed;
      }
    }

    /** Asks again and again, with less than a millisecond between, until it answers. */
    private static void awaitHealth(ChildProcess child, int port) throws InterruptedException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!answers(port)) {
        if (!child.process().isAlive() || System.nanoTime() > end) {
          throw new Broken("bench-no-start", "The hub did not start for the benchmark.", null);
        }
        Thread.sleep(1);
      }
    }

    private static boolean answers(int port) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 1000);
        socket.setSoTimeout(5000);
        socket.getOutputStream().write(HEALTH);
        byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
        return new String(status, StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
      } catch (IOException notYet) {
        return false;
      }
    }

    double residentMb() {
      return Resident.megabytes(child.process().pid());
    }

    void end() throws InterruptedException {
      child.process().destroy();
      child.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      child.process().destroyForcibly();
    }
  }
}
