package org.hearthhub.adapter.mdns;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One JmDNS on one local address. Thread-safe. */
final class Responder {
  private static final Logger LOG = LoggerFactory.getLogger(Responder.class);

  /** How many services may be waited for at once; more are when they announce again. */
  private static final int MOST_QUESTIONS = 256;

  /** An announcement comes in several records, the address last. */
  private static final Duration REST_OF_IT = Duration.ofMillis(300);

  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final InetAddress address;
  private final JmDNS jmdns;
  private final Counts counts;
  private final Semaphore questions = new Semaphore(MOST_QUESTIONS);
  private final Map<Awaited, CountDownLatch> awaited = new ConcurrentHashMap<>();
  private final Map<MdnsNetwork.Browsing, ServiceListener> listeners = new ConcurrentHashMap<>();
  private final Map<MdnsNetwork.Announcement, ServiceInfo> announced = new ConcurrentHashMap<>();

  /** A service of which not all was heard yet, and who wants to know. */
  private record Awaited(String type, String name, MdnsNetwork.Listener to) {}

  private Responder(InetAddress address, JmDNS jmdns, Counts counts) {
    this.address = address;
    this.jmdns = jmdns;
    this.counts = counts;
  }

  static Responder open(InetAddress address, String hostName, InstantSource clock)
      throws IOException {
    Counts counts = new Counts(clock);
    // Always with a name: without one JmDNS would ask the DNS for it, beyond the home.
    return new Responder(address, GentleJmdns.open(address, hostName, counts), counts);
  }

  Counts counts() {
    return counts;
  }

  /** As the network knows us now, without the final dot. */
  String hostName() {
    return withoutFinalDot(jmdns.getHostName());
  }

  void browse(MdnsNetwork.Browsing browsing) {
    ServiceListener listener = listener(browsing.listener());
    if (listeners.putIfAbsent(browsing, listener) == null) {
      browsing.types().forEach(type -> jmdns.addServiceListener(local(type), listener));
    }
  }

  void stopBrowsing(MdnsNetwork.Browsing browsing) {
    ServiceListener listener = listeners.remove(browsing);
    if (listener != null) {
      browsing.types().forEach(type -> jmdns.removeServiceListener(local(type), listener));
    }
  }

  void announce(MdnsNetwork.Announcement announcement) {
    ServiceInfo service =
        ServiceInfo.create(
            local(announcement.type()),
            announcement.name(),
            announcement.subtype(),
            announcement.port(),
            0,
            0,
            announcement.text());
    if (announced.putIfAbsent(announcement, service) == null) {
      try {
        jmdns.registerService(service);
      } catch (IOException e) {
        announced.remove(announcement);
        LOG.warn("The hub could not be announced: {}", e.getMessage());
      }
    }
  }

  void withdraw(MdnsNetwork.Announcement announcement) {
    ServiceInfo service = announced.remove(announcement);
    if (service != null) {
      // It says goodbye and waits for that to be sent.
      Thread.ofVirtual().name("hearth-mdns-withdraw").start(() -> jmdns.unregisterService(service));
    }
  }

  /** What the announcement is called after a conflict; JmDNS changes the name in place. */
  Optional<String> nameOf(MdnsNetwork.Announcement announcement) {
    return Optional.ofNullable(announced.get(announcement)).map(ServiceInfo::getName);
  }

  void close() {
    try {
      jmdns.close();
    } catch (IOException e) {
      LOG.debug("Closing mDNS failed", e);
    }
  }

  private ServiceListener listener(MdnsNetwork.Listener to) {
    return new ServiceListener() {
      @Override
      public void serviceAdded(ServiceEvent event) {
        counts.heardService();
        ServiceInfo info = event.getInfo();
        if (info == null || !info.hasData()) {
          ask(event.getType(), event.getName(), to);
        }
      }

      @Override
      public void serviceRemoved(ServiceEvent event) {
        counts.heardFarewell();
        to.lost(address, bare(event.getType()), event.getName());
      }

      @Override
      public void serviceResolved(ServiceEvent event) {
        CountDownLatch rest = awaited.get(new Awaited(event.getType(), event.getName(), to));
        if (rest != null) {
          rest.countDown();
        }
        to.found(address, announced(event.getType(), event.getName(), event.getInfo()));
      }
    };
  }

  /** Waits a moment for the rest of an announcement, and asks if it does not come. */
  private void ask(String type, String name, MdnsNetwork.Listener to) {
    Awaited service = new Awaited(type, name, to);
    CountDownLatch rest = new CountDownLatch(1);
    if (!questions.tryAcquire()) {
      return;
    }
    if (awaited.putIfAbsent(service, rest) != null) {
      questions.release();
      return;
    }
    Thread.ofVirtual()
        .name("hearth-mdns-ask")
        .start(
            () -> {
              try {
                if (!rest.await(REST_OF_IT.toMillis(), TimeUnit.MILLISECONDS)) {
                  ServiceInfo info = jmdns.getServiceInfo(type, name, PATIENCE.toMillis());
                  if (info != null) {
                    to.found(address, announced(type, name, info));
                  }
                }
              } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
              } finally {
                awaited.remove(service, rest);
                questions.release();
              }
            });
  }

  private Announced announced(String type, String name, ServiceInfo info) {
    byte[] text = info.getTextBytes();
    return new Announced(
        bare(type),
        name,
        withoutFinalDot(info.getServer()),
        Arrays.stream(info.getInetAddresses()).map(this::scoped).toList(),
        info.getPort(),
        text == null ? TxtRecord.EMPTY : TxtRecord.parse(text));
  }

  /** A link-local address means something on this link only, and comes without saying so. */
  private InetAddress scoped(InetAddress heard) {
    if (!(heard instanceof Inet6Address) || !heard.isLinkLocalAddress()) {
      return heard;
    }
    try {
      return Inet6Address.getByAddress(
          null, heard.getAddress(), NetworkInterface.getByInetAddress(address));
    } catch (IOException e) {
      return heard;
    }
  }

  private static String local(String type) {
    return type + ".local.";
  }

  private static String bare(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    return lower.endsWith(".local.") ? lower.substring(0, lower.length() - 7) : lower;
  }

  private static String withoutFinalDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
