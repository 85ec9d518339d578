package org.hearthhub.adapter.coap;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.security.Principal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.TokenGenerator;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.util.Filter;
import org.eclipse.californium.scandium.dtls.Connection;
import org.hearthhub.device.AdapterHost;
import org.hearthhub.device.Credential;
import org.hearthhub.device.Diagnostics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Beside each plain endpoint one for {@code coaps} (RFC 7252 section 9): DTLS with keys that both
 * sides know, for devices that call and for those that are called. Where its port is taken it
 * listens on another, so that devices can still be called, until it is free. Thread-safe.
 */
final class SecureEndpoints implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SecureEndpoints.class);

  /** More than a slow machine needs; who waits longer is told that the device does not answer. */
  private static final Duration TIME_TO_OPEN = Duration.ofSeconds(10);

  private static final Duration TIME_TO_GIVE_UP = Duration.ofSeconds(2);

  private final CoapSettings settings;
  private final HomeNetwork home;
  private final ProtocolStage stage;
  private final TokenGenerator tokens;
  private final PskKeys keys;
  private final HandshakeWatch watch;
  private final HandshakeGuard guard = new HandshakeGuard();
  private final Pacer pacer;
  private final InstantSource clock;
  private final Consumer<CoapEndpoint> furnish;
  private final LastWords lastWords = new LastWords();
  private final List<Endpoints.Local> locals = new CopyOnWriteArrayList<>();
  private final CountDownLatch opened = new CountDownLatch(1);

  /** Where another program has the port, so that another one is listened on. */
  private final Set<InetAddress> taken = ConcurrentHashMap.newKeySet();

  /** Both guarded by this object. */
  private @Nullable Configuration wire;

  private boolean closed;

  SecureEndpoints(
      CoapSettings settings,
      HomeNetwork home,
      ProtocolStage stage,
      TokenGenerator tokens,
      AdapterHost host,
      PskKeys keys,
      Expected expected,
      Pacer pacer,
      Consumer<CoapEndpoint> furnish) {
    this.settings = settings;
    this.home = home;
    this.stage = stage;
    this.tokens = tokens;
    this.keys = keys;
    this.clock = host.clock();
    this.pacer = pacer;
    this.watch =
        new HandshakeWatch(host.credentials(), keys, expected, guard, this::outdate, this::drop);
    this.furnish = furnish;
  }

  /**
   * Opens them in the background: what DTLS needs takes a moment to load, which nobody waits for at
   * the start who does not speak it.
   */
  void open(List<Endpoints.Local> plain) {
    Thread.ofVirtual()
        .name("coaps-open")
        .start(
            () -> {
              try {
                follow(plain);
              } finally {
                opened.countDown();
              }
            });
  }

  /** What is open, once it is. */
  private List<Endpoints.Local> locals() {
    try {
      if (!opened.await(TIME_TO_OPEN.toMillis(), TimeUnit.MILLISECONDS)) {
        return List.of();
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return List.of();
    }
    return locals;
  }

  /**
   * Opens one beside each plain endpoint, closes those whose plain one went, and goes back to the
   * port where another program had it.
   *
   * @return whether one went back: what was begun where it was before is over
   */
  synchronized boolean follow(List<Endpoints.Local> plain) {
    if (closed) {
      return false;
    }
    List<InetAddress> present = plain.stream().map(Endpoints.Local::address).toList();
    List<Endpoints.Local> went =
        locals.stream().filter(local -> !present.contains(local.address())).toList();
    locals.removeAll(went);
    went.forEach(local -> local.endpoint().destroy());
    boolean wasTaken = !taken.isEmpty();
    taken.retainAll(present);
    boolean back = false;
    for (Endpoints.Local beside : plain) {
      Optional<Endpoints.Local> there = present(beside.address());
      if (there.isEmpty()) {
        start(beside).ifPresent(locals::add);
      } else if (taken.contains(beside.address())) {
        back |= goBack(beside, there.get());
      }
    }
    if (!wasTaken && !taken.isEmpty()) {
      LOG.warn(portTaken());
    }
    return back;
  }

  private Optional<Endpoints.Local> start(Endpoints.Local beside) {
    int wanted =
        settings.securePort() == 0 && !locals.isEmpty()
            ? locals.getFirst().endpoint().getAddress().getPort()
            : settings.securePort();
    for (int port : wanted == 0 ? new int[] {0} : new int[] {wanted, 0}) {
      Optional<Endpoints.Local> opened = open(beside, port);
      if (opened.isPresent()) {
        return opened;
      }
      if (port != 0 && settings.securePort() != 0) {
        taken.add(beside.address());
      }
    }
    return Optional.empty();
  }

  private Optional<Endpoints.Local> open(Endpoints.Local beside, int port) {
    Traffic traffic = Traffic.secure(clock);
    CoapEndpoint endpoint = endpoint(new InetSocketAddress(beside.address(), port), traffic);
    try {
      endpoint.start();
      return Optional.of(
          new Endpoints.Local(
              endpoint, beside.address(), beside.at(), Optional.empty(), traffic, lastWords));
    } catch (IOException | RuntimeException refused) {
      endpoint.destroy();
      return Optional.empty();
    }
  }

  private boolean goBack(Endpoints.Local beside, Endpoints.Local elsewhere) {
    Optional<Endpoints.Local> back =
        isFree(beside.address()) ? open(beside, settings.securePort()) : Optional.empty();
    if (back.isEmpty()) {
      return false;
    }
    locals.set(locals.indexOf(elsewhere), back.get());
    elsewhere.endpoint().destroy();
    taken.remove(beside.address());
    LOG.info("UDP port {} is free again, and listened on", settings.securePort());
    return true;
  }

  private boolean isFree(InetAddress at) {
    try (DatagramSocket probe =
        new DatagramSocket(new InetSocketAddress(at, settings.securePort()))) {
      return probe.isBound();
    } catch (SocketException held) {
      return false;
    }
  }

  private CoapEndpoint endpoint(InetSocketAddress address, Traffic traffic) {
    Handshakes handshakes = new Handshakes(watch, clock);
    Configuration present = wire == null ? SecureWire.configuration(settings) : wire;
    wire = present;
    CoapEndpoint endpoint =
        Wire.endpoint(present, tokens)
            .setConnector(
                new SecureConnector(
                    SecureWire.connector(present, address, keys, handshakes),
                    home::contains,
                    guard,
                    handshakes,
                    pacer,
                    stage))
            .setEndpointContextMatcher(new PeerMatcher())
            .build();
    endpoint.setExecutors(stage, stage);
    endpoint.addInterceptor(traffic);
    endpoint.addInterceptor(new Doorkeeper(home));
    furnish.accept(endpoint);
    return endpoint;
  }

  private String portTaken() {
    String owner = PortOwner.of(settings.securePort()).map(name -> " (" + name + ")").orElse("");
    return "UDP port "
        + settings.securePort()
        + " is in use by another program"
        + owner
        + ": paired devices that call by themselves do not reach Hearth. Stop it, and Hearth takes"
        + " the port within half a minute, or start Hearth with another --coaps-port.";
  }

  /** What is wrong with the port, for a person. */
  Optional<String> trouble() {
    return taken.isEmpty() ? Optional.empty() : Optional.of(portTaken());
  }

  /** The addresses where another program has the port. */
  Set<InetAddress> taken() {
    return Set.copyOf(taken);
  }

  /** The port it listens on at that address of ours; empty while it is not open. */
  OptionalInt port(InetAddress own) {
    return present(own)
        .map(local -> OptionalInt.of(local.endpoint().getAddress().getPort()))
        .orElseGet(OptionalInt::empty);
  }

  /** The port it listens on; 0 where it listens nowhere. */
  int port() {
    return locals().stream()
        .findFirst()
        .map(local -> local.endpoint().getAddress().getPort())
        .orElse(0);
  }

  /** Sessions and handshakes that are held now. */
  int sessions() {
    return locals().stream().mapToInt(local -> connector(local).sessions()).sum();
  }

  /** The one on that address of ours. */
  Optional<Endpoints.Local> on(InetAddress own) {
    return locals().stream().filter(local -> local.address().equals(own)).findFirst();
  }

  /** What was sent in secure sessions from that address of ours; nothing while it is not open. */
  List<Diagnostics.Tally> sent(InetAddress own) {
    return present(own).map(local -> local.traffic().sent()).orElse(List.of());
  }

  /** What was heard in secure sessions at that address of ours, and the handshakes there. */
  List<Diagnostics.Tally> heard(InetAddress own) {
    List<Diagnostics.Tally> all = new ArrayList<>();
    present(own)
        .ifPresent(
            local -> {
              all.addAll(local.traffic().heard());
              all.addAll(connector(local).handshakes().tallies());
            });
    return all;
  }

  private Optional<Endpoints.Local> present(InetAddress own) {
    return locals.stream().filter(local -> local.address().equals(own)).findFirst();
  }

  /** Ends the session with whoever is there: what is sent next begins with a new handshake. */
  void hangUp(InetSocketAddress peer) {
    locals().forEach(local -> connector(local).close(peer));
  }

  /** Handshakes under way there that were begun for anybody else are given up. */
  @SuppressWarnings("ReferenceEquality") // that very call
  void giveUpAllBut(Dial dial, InetSocketAddress peer) {
    for (Endpoints.Local local : locals()) {
      connector(local)
          .giveUpHandshake(
              peer, () -> keys.calls().underWay(peer).filter(it -> it == dial).isEmpty())
          .completeOnTimeout(null, TIME_TO_GIVE_UP.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    }
  }

  /** Ends all sessions of a peer. */
  void forget(String peer) {
    end(locals(), known -> known.peer().equals(peer));
  }

  /** Only this key of its peer is good from now on: what was begun with another one ends. */
  void outdate(Credential good) {
    end(locals, known -> known.peer().equals(good.peer()) && !known.isSameKeyAs(good));
  }

  private void drop(Connection connection) {
    locals.forEach(local -> connector(local).drop(connection));
  }

  private static void end(List<Endpoints.Local> at, Predicate<Credential> those) {
    Filter<Principal> theirs = principal -> Peer.credential(principal).filter(those).isPresent();
    for (Endpoints.Local local : at) {
      var _ = connector(local).startTerminateConnectionsForPrincipal(theirs, true);
    }
  }

  private static SecureConnector connector(Endpoints.Local local) {
    return (SecureConnector) local.endpoint().getConnector();
  }

  @Override
  public synchronized void close() {
    closed = true;
    lastWords.await();
    locals.forEach(local -> local.endpoint().destroy());
    locals.clear();
  }
}
