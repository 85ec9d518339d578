package org.hearthhub.adapter.mdns;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's mDNS responders: one for each network that it is told an address of, opened and closed
 * as these come and go. Browsing and announcing go through the same responders. Thread-safe.
 */
public final class MdnsNetwork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MdnsNetwork.class);
  private static final Duration ADDRESS_POLL = Duration.ofSeconds(10);
  private static final Duration CLOSING = Duration.ofMillis(1_700);

  private final String hostName;
  private final Supplier<Set<InetAddress>> addresses;
  private final Map<InetAddress, Responder> responders = new ConcurrentHashMap<>();
  private final List<Browsing> browsings = new CopyOnWriteArrayList<>();
  private final List<Announcement> announcements = new CopyOnWriteArrayList<>();
  private final Map<InetAddress, String> complaints = new ConcurrentHashMap<>();
  private final InstantSource clock = InstantSource.system();
  private final ScheduledThreadPoolExecutor worker =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("hearth-mdns").daemon().factory());
  private Set<String> otherNames = Set.of();
  private boolean started;

  /** Hears of services. Called on any thread; must not block. */
  interface Listener {
    /** A service is there, or more of it is known; comes several times for each. */
    void found(InetAddress at, Announced announced);

    /** A service said goodbye or ran out, at this address of ours. */
    void lost(InetAddress at, String type, String name);

    /** This address is no more; what was heard there is unknown from now on, not gone. */
    void closed(InetAddress at);
  }

  record Browsing(List<String> types, Listener listener) {}

  /**
   * Something to announce.
   *
   * @param type for example {@code _https._tcp}
   * @param subtype for example {@code _directory}; empty for none
   * @param name wished for; another after a conflict
   */
  record Announcement(
      String type, String subtype, String name, int port, Map<String, String> text) {}

  /**
   * @param hostName the hub's permanent name, for example {@code hearth-7k3p} or {@code
   *     hearth-7k3p.local}
   * @param addresses the local addresses that may be used, asked again now and then: one of them
   *     for each network is
   * @throws Invalid if the name is no single DNS label
   */
  public MdnsNetwork(String hostName, Supplier<Set<InetAddress>> addresses) {
    this.hostName = hostName.replaceFirst("(?i)\\.local\\.?$", "");
    this.addresses = addresses;
    if (!this.hostName.matches("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")) {
      throw new Invalid(
          "bad-host-name", "A host name for mDNS has 1 to 63 letters, digits and dashes.");
    }
  }

  /** Opens the responders, in the background. A second call does nothing. */
  public synchronized void start() {
    if (!started) {
      started = true;
      var _ =
          worker.scheduleWithFixedDelay(
              this::refresh, 0, ADDRESS_POLL.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /**
   * What the hub is called on the network now, for example {@code hearth-7k3p.local}: the permanent
   * name, and another where somebody else already has that. Empty until the responders are open.
   */
  public Set<String> hostNames() {
    return responders.values().stream()
        .map(Responder::hostName)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The responders by their address. */
  Map<InetAddress, Responder> responders() {
    return Map.copyOf(responders);
  }

  /** The addresses where mDNS is not available, and why. */
  Map<InetAddress, String> complaints() {
    return Map.copyOf(complaints);
  }

  /** The name that the hub wants to have. */
  String wantedHostName() {
    return hostName + ".local";
  }

  List<Announcement> announcements() {
    return List.copyOf(announcements);
  }

  /** Whether this is one of the addresses in use. */
  boolean isOurs(InetAddress address) {
    return responders.containsKey(address);
  }

  void browse(Browsing browsing) {
    browsings.add(browsing);
    onWorker(() -> responders.values().forEach(responder -> responder.browse(browsing)));
  }

  void stopBrowsing(Browsing browsing) {
    browsings.remove(browsing);
    onWorker(() -> responders.values().forEach(responder -> responder.stopBrowsing(browsing)));
  }

  void announce(Announcement announcement) {
    announcements.add(announcement);
    onWorker(() -> responders.values().forEach(responder -> responder.announce(announcement)));
  }

  void withdraw(Announcement announcement) {
    announcements.remove(announcement);
    onWorker(() -> responders.values().forEach(responder -> responder.withdraw(announcement)));
  }

  /** What an announcement is called now, at each address. */
  Set<String> namesOf(Announcement announcement) {
    return responders.values().stream()
        .flatMap(responder -> responder.nameOf(announcement).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  void every(Duration pause, Runnable task) {
    try {
      var _ =
          worker.scheduleWithFixedDelay(
              guarded(task), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.trace("Already closed", e);
    }
  }

  private void refresh() {
    try {
      Set<InetAddress> wanted = OneForEachNetwork.of(addresses.get());
      Set<InetAddress> gone = new HashSet<>(responders.keySet());
      gone.removeAll(wanted);
      gone.forEach(this::closeInBackground);
      complaints.keySet().retainAll(wanted);
      for (InetAddress address : wanted) {
        if (!responders.containsKey(address)) {
          open(address);
        }
      }
      noticeOtherName();
    } catch (Problem unavailable) {
      LOG.info("No address to announce on: {}", unavailable.sentence());
    } catch (RuntimeException e) {
      LOG.warn("Looking at the network's addresses failed", e);
    }
  }

  /** JmDNS takes another name by itself, some time after the conflict. */
  private void noticeOtherName() {
    Set<String> names = hostNames();
    names.remove(hostName + ".local");
    if (!names.equals(otherNames)) {
      otherNames = names;
      if (!names.isEmpty()) {
        LOG.warn(
            "Another machine on the network is called {}.local; this hub is {} there until that"
                + " changes.",
            hostName,
            names);
      }
    }
  }

  private void open(InetAddress address) {
    try {
      Responder responder = Responder.open(address, hostName, clock);
      responders.put(address, responder);
      complaints.remove(address);
      browsings.forEach(responder::browse);
      announcements.forEach(responder::announce);
    } catch (IOException e) {
      String complaint = e.toString();
      // Tried again with each poll, told once.
      if (!complaint.equals(complaints.put(address, complaint))) {
        LOG.warn("mDNS is not available on one of the addresses: {}", e.getMessage());
      }
    }
  }

  private void closeInBackground(InetAddress address) {
    Responder responder = responders.remove(address);
    if (responder != null) {
      browsings.forEach(browsing -> browsing.listener().closed(address));
      Thread.ofVirtual().name("hearth-mdns-close").start(responder::close);
    }
  }

  private void onWorker(Runnable task) {
    try {
      worker.execute(guarded(task));
    } catch (RejectedExecutionException e) {
      LOG.trace("Already closed", e);
    }
  }

  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.warn("mDNS stumbled", e);
      }
    };
  }

  /**
   * Says goodbye on all addresses at once; returns within two seconds, whether or not they are
   * done.
   */
  @Override
  public void close() {
    worker.shutdownNow();
    CountDownLatch open = new CountDownLatch(responders.size());
    for (Responder responder : responders.values()) {
      Thread.ofVirtual()
          .name("hearth-mdns-close")
          .start(
              () -> {
                try {
                  responder.close();
                } finally {
                  open.countDown();
                }
              });
    }
    responders.clear();
    try {
      if (!open.await(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("mDNS is still saying goodbye");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
