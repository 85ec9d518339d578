package org.hearthhub.adapter.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Devices that announce themselves by mDNS and do nothing else: printers, lamps, players. Each is
 * called {@code Announced} and its number. Thread-safe.
 */
public final class AnnouncedDevices implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AnnouncedDevices.class);
  private static final int MOST = 250;
  private static final int PATIENCE_SECONDS = 60;
  private static final int FIRST_PORT = 20_000;

  /** The families that a home is full of. */
  private static final List<String> TYPES =
      List.of(
          "_hap._tcp.local.",
          "_ipp._tcp.local.",
          "_googlecast._tcp.local.",
          "_wled._tcp.local.",
          "_esphomelib._tcp.local.",
          "_http._tcp.local.");

  private final JmDNS jmdns;
  private final int howMany;

  private AnnouncedDevices(JmDNS jmdns, int howMany) {
    this.jmdns = jmdns;
    this.howMany = howMany;
  }

  /**
   * Announces them at one address; returns when the last one is announced.
   *
   * @param howMany 1 to 250
   * @throws Unavailable if they cannot be announced there
   */
  public static AnnouncedDevices start(int howMany, InetAddress address)
      throws InterruptedException {
    if (howMany < 1 || howMany > MOST) {
      throw new Invalid("bad-device-count", "1 to " + MOST + " devices can be announced.");
    }
    try {
      AnnouncedDevices devices =
          new AnnouncedDevices(JmDNS.create(address, "hearth-announced"), howMany);
      devices.announce();
      return devices;
    } catch (IOException noMulticast) {
      throw new Unavailable(
          Unavailable.Who.HUB, "no-mdns", "Nothing can be announced at that address.");
    }
  }

  /** All at once: each takes more than a second by itself. */
  private void announce() throws InterruptedException {
    CountDownLatch missing = new CountDownLatch(howMany);
    for (int i = 1; i <= howMany; i++) {
      ServiceInfo service = service(i);
      Thread.ofVirtual()
          .name("hearth-announce")
          .start(
              () -> {
                try {
                  jmdns.registerService(service);
                } catch (IOException failed) {
                  LOG.warn("A simulated device could not announce itself", failed);
                } finally {
                  missing.countDown();
                }
              });
    }
    if (!missing.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      close();
      throw new Unavailable(
          Unavailable.Who.HUB,
          "not-announced",
          "The simulated devices were not announced in time.");
    }
  }

  private static ServiceInfo service(int number) {
    String id = "%012x".formatted(0xa4c138000000L + number);
    return ServiceInfo.create(
        TYPES.get(number % TYPES.size()),
        title(number),
        FIRST_PORT + number,
        0,
        0,
        Map.of("id", id, "fn", title(number)));
  }

  private static String title(int number) {
    return "Announced " + number;
  }

  /** The port that each announces; nothing listens there. */
  public List<Integer> ports() {
    return IntStream.rangeClosed(1, howMany).map(i -> FIRST_PORT + i).boxed().toList();
  }

  @Override
  public void close() {
    try {
      jmdns.close();
    } catch (IOException alreadyClosed) {
      LOG.debug("Closing failed", alreadyClosed);
    }
  }
}
