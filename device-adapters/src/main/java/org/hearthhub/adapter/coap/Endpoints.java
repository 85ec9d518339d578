package org.hearthhub.adapter.coap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.interceptors.MessageInterceptor;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One endpoint per address of this machine on the home's network, each with its multicast groups:
 * All CoAP Nodes 224.0.1.187 and ff02::fd (RFC 7252 section 12.8). Thread-safe.
 */
final class Endpoints implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
  private static final int MOST = 16;

  /**
   * An endpoint and where it is bound.
   *
   * @param group the multicast group it hears; empty if it hears none
   */
  record Local(
      CoapEndpoint endpoint,
      InetAddress address,
      NetworkInterface at,
      Optional<InetAddress> group,
      Traffic traffic,
      LastWords lastWords) {
    boolean isLoopback() {
      return address.isLoopbackAddress();
    }
  }

  private final CoapSettings settings;
  private final HomeNetwork home;
  private final EndpointMaker maker;
  private final List<Local> locals = new CopyOnWriteArrayList<>();
  private final Set<InetAddress> taken = ConcurrentHashMap.newKeySet();

  Endpoints(CoapSettings settings, HomeNetwork home, EndpointMaker maker) {
    this.settings = settings;
    this.home = home;
    this.maker = maker;
  }

  /** Lets somebody listen to all messages on endpoints that are opened from now on. */
  void listen(MessageInterceptor listener) {
    maker.listen(listener);
  }

  /**
   * Opens an endpoint on every address.
   *
   * @throws Conflict if another program has the port on all of them
   * @throws Unavailable if there is no address at all
   */
  synchronized void open() {
    var _ = follow();
    if (locals.isEmpty()) {
      if (!taken.isEmpty() && settings.port() != 0) {
        throw new Conflict("port-taken", portTaken());
      }
      throw new Unavailable(
          Unavailable.Who.HUB,
          "no-network",
          "No network address of this machine can be used for CoAP. Check the network, or the"
              + " interface given in the settings.");
    }
  }

  private String portTaken() {
    String owner = PortOwner.of(settings.port()).map(name -> " (" + name + ")").orElse("");
    return "UDP port "
        + settings.port()
        + " is in use by another program"
        + owner
        + ". Stop it, or start Hearth with another --coap-port.";
  }

  /**
   * Opens endpoints on addresses that came, closes those of addresses that went, and tries again
   * where another program had the port.
   *
   * @return whether anything came or went
   */
  synchronized boolean follow() {
    boolean came = false;
    boolean isNews = false;
    Map<InetAddress, NetworkInterface> present = present();
    for (Map.Entry<InetAddress, NetworkInterface> place : present.entrySet()) {
      if (!has(place.getKey()) && locals.size() < MOST) {
        try {
          locals.add(start(place.getKey(), place.getValue()));
          taken.remove(place.getKey());
          came = true;
        } catch (IOException refused) {
          isNews |= taken.add(place.getKey());
        }
      }
    }
    if (isNews && !locals.isEmpty()) { // where it has none at all, that ends the start
      LOG.warn("On one of this machine's addresses: {}", portTaken());
    }
    List<Local> went =
        locals.stream().filter(local -> !present.containsKey(local.address())).toList();
    locals.removeAll(went);
    went.forEach(local -> local.endpoint().destroy());
    taken.retainAll(present.keySet());
    return came || !went.isEmpty();
  }

  /** All addresses to listen on, IPv4 first. */
  private Map<InetAddress, NetworkInterface> present() {
    Map<InetAddress, NetworkInterface> present = new LinkedHashMap<>();
    for (boolean four : new boolean[] {true, false}) {
      for (NetworkInterface at : interfaces()) {
        for (InetAddress address : Collections.list(at.getInetAddresses())) {
          if (address instanceof Inet4Address == four && home.contains(address)) {
            present.putIfAbsent(address, at);
          }
        }
      }
    }
    return present;
  }

  /** Where the system chooses the port, all endpoints get the same, if they can. */
  private Local start(InetAddress address, NetworkInterface at) throws IOException {
    int wanted =
        settings.port() == 0 && !locals.isEmpty()
            ? locals.getFirst().endpoint().getAddress().getPort()
            : settings.port();
    IOException failure = new IOException("not tried");
    for (int port : new int[] {wanted, settings.port()}) {
      for (boolean groups : new boolean[] {true, false}) {
        try {
          return maker.start(new InetSocketAddress(address, port), at, groups);
        } catch (IOException taken) {
          failure = taken; // by another program; or the interface knows no multicast
        }
      }
    }
    throw failure;
  }

  private boolean has(InetAddress address) {
    return locals.stream().anyMatch(local -> local.address().equals(address));
  }

  private List<NetworkInterface> interfaces() {
    List<NetworkInterface> usable = new ArrayList<>();
    try {
      for (NetworkInterface at : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        boolean wanted =
            at.isLoopback()
                || settings.interfaces().isEmpty()
                || settings.interfaces().contains(at.getName());
        if (at.isUp() && wanted) {
          usable.add(at);
        }
      }
    } catch (SocketException none) {
      return List.of();
    }
    return usable;
  }

  /** The addresses where another program has the port. */
  Set<InetAddress> taken() {
    return Set.copyOf(taken);
  }

  List<Local> all() {
    return List.copyOf(locals);
  }

  /** Where to call everybody near an endpoint; empty where there is no multicast. */
  Optional<InetSocketAddress> everybodyNear(Local local) {
    return settings.groupPort() == 0 || (local.isLoopback() && !settings.loopbackOnly())
        ? Optional.empty()
        : EndpointMaker.group(local.address(), local.at())
            .map(group -> new InetSocketAddress(group, settings.groupPort()));
  }

  /** Whether that is one of our own endpoints. */
  boolean isOurs(HomeAddress address) {
    return locals.stream()
        .anyMatch(local -> local.endpoint().getAddress().equals(address.socket()));
  }

  /** The endpoint from which an address is reached; empty if none leads there. */
  Optional<Local> towards(InetAddress destination) {
    Optional<InetAddress> source = source(destination);
    return locals.stream()
        .filter(
            local ->
                (destination instanceof Inet6Address linkLocal && linkLocal.isLinkLocalAddress())
                    ? local.address().isLinkLocalAddress() && near(local, linkLocal)
                    : source.isPresent() && source.get().equals(local.address()))
        .findFirst()
        .or(
            () ->
                locals.stream()
                    .filter(local -> sameFamily(local.address(), destination))
                    .filter(local -> local.isLoopback() == destination.isLoopbackAddress())
                    .findFirst());
  }

  private static boolean near(Local local, Inet6Address linkLocal) {
    return local.address() instanceof Inet6Address own
        && (linkLocal.getScopeId() == 0 || own.getScopeId() == linkLocal.getScopeId());
  }

  private static boolean sameFamily(InetAddress one, InetAddress other) {
    return (one instanceof Inet4Address) == (other instanceof Inet4Address);
  }

  /** The address that the system would send from; connecting a datagram socket sends nothing. */
  private static Optional<InetAddress> source(InetAddress destination) {
    try (DatagramSocket probe = new DatagramSocket()) {
      probe.connect(new InetSocketAddress(destination, HomeAddress.DEFAULT_PORT));
      return Optional.of(probe.getLocalAddress());
    } catch (SocketException | UncheckedIOException unreachable) {
      return Optional.empty();
    }
  }

  @Override
  public synchronized void close() {
    maker.lastWords().await();
    for (Local local : locals) {
      local.endpoint().destroy();
    }
    locals.clear();
  }
}
