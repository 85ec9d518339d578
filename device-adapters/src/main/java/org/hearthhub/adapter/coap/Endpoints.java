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
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.TokenGenerator;
import org.eclipse.californium.core.network.interceptors.MessageInterceptor;
import org.eclipse.californium.elements.UdpMulticastConnector;
import org.eclipse.californium.elements.config.Configuration;
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

  /** An endpoint and where it is bound. */
  record Local(
      CoapEndpoint endpoint, InetAddress address, NetworkInterface at, LastWords lastWords) {
    boolean isLoopback() {
      return address.isLoopbackAddress();
    }
  }

  private final CoapSettings settings;
  private final HomeNetwork home;
  private final ProtocolStage stage;
  private final Configuration wire;
  private final Consumer<CoapEndpoint> furnish;
  private final TokenGenerator tokens;
  private final List<Local> locals = new CopyOnWriteArrayList<>();
  private final LastWords lastWords = new LastWords();
  private final List<MessageInterceptor> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param furnish gives each new endpoint its resources and listeners, before it starts
   */
  Endpoints(
      CoapSettings settings,
      HomeNetwork home,
      ProtocolStage stage,
      Configuration wire,
      TokenGenerator tokens,
      Consumer<CoapEndpoint> furnish) {
    this.settings = settings;
    this.home = home;
    this.stage = stage;
    this.wire = wire;
    this.furnish = furnish;
    this.tokens = tokens;
  }

  /** Lets somebody listen to all messages on endpoints that are opened from now on. */
  void listen(MessageInterceptor listener) {
    listeners.add(listener);
  }

  /**
   * Opens an endpoint on every address.
   *
   * @throws Conflict if another program has the port on all of them
   * @throws Unavailable if there is no address at all
   */
  synchronized void open() {
    Optional<IOException> failure = follow();
    if (locals.isEmpty()) {
      if (failure.isPresent() && settings.port() != 0) {
        throw new Conflict("port-taken", portTaken());
      }
      throw new Unavailable(
          Unavailable.Who.HUB,
          "no-network",
          "No network address of this machine can be used for CoAP. Check the network, or the"
              + " interface given in the settings.");
    }
    if (failure.isPresent()) {
      LOG.warn("On one of this machine's addresses: {}", portTaken());
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

  /** Opens endpoints on addresses that came, closes those of addresses that went. */
  synchronized Optional<IOException> follow() {
    Optional<IOException> failure = Optional.empty();
    Map<InetAddress, NetworkInterface> present = present();
    for (Map.Entry<InetAddress, NetworkInterface> place : present.entrySet()) {
      if (!has(place.getKey()) && locals.size() < MOST) {
        try {
          CoapEndpoint endpoint = start(place.getKey(), place.getValue());
          locals.add(new Local(endpoint, place.getKey(), place.getValue(), lastWords));
        } catch (IOException taken) {
          failure = Optional.of(taken);
        }
      }
    }
    List<Local> went =
        locals.stream().filter(local -> !present.containsKey(local.address())).toList();
    locals.removeAll(went);
    went.forEach(local -> local.endpoint().destroy());
    return failure;
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
  private CoapEndpoint start(InetAddress address, NetworkInterface at) throws IOException {
    int wanted =
        settings.port() == 0 && !locals.isEmpty()
            ? locals.getFirst().endpoint().getAddress().getPort()
            : settings.port();
    IOException failure = new IOException("not tried");
    for (int port : new int[] {wanted, settings.port()}) {
      for (boolean groups : new boolean[] {true, false}) {
        try {
          return start(new InetSocketAddress(address, port), at, groups);
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

  private CoapEndpoint start(InetSocketAddress address, NetworkInterface at, boolean groups)
      throws IOException {
    GatedConnector connector = new GatedConnector(address, wire, home::contains, stage);
    if (groups && settings.groupPort() != 0 && (settings.loopbackOnly() || !at.isLoopback())) {
      Optional<InetAddress> group = group(address.getAddress(), at);
      group.ifPresent(joined -> connector.addMulticastReceiver(receiver(joined, at)));
    }
    CoapEndpoint endpoint =
        CoapEndpoint.builder()
            .setConfiguration(wire)
            .setConnector(connector)
            .setTokenGenerator(tokens)
            .build();
    endpoint.setExecutors(stage, stage);
    endpoint.addInterceptor(new Doorkeeper(home));
    listeners.forEach(endpoint::addInterceptor);
    furnish.accept(endpoint);
    try {
      endpoint.start();
    } catch (IOException | RuntimeException failed) {
      endpoint.destroy();
      throw failed;
    }
    return endpoint;
  }

  private UdpMulticastConnector receiver(InetAddress group, NetworkInterface at) {
    return new UdpMulticastConnector.Builder()
        .setLocalAddress(group, settings.groupPort())
        .addMulticastGroup(group, at)
        .setMulticastReceiver(true)
        .setConfiguration(wire)
        .build();
  }

  /** The group All CoAP Nodes that is near an address; only link-local ones of IPv6. */
  private static Optional<InetAddress> group(InetAddress address, NetworkInterface at) {
    try {
      if (address instanceof Inet4Address) {
        return Optional.of(InetAddress.getByAddress(new byte[] {(byte) 224, 0, 1, (byte) 187}));
      }
      if (address.isLinkLocalAddress()) {
        byte[] all = new byte[16];
        all[0] = (byte) 0xff;
        all[1] = 0x02;
        all[15] = (byte) 0xfd;
        return Optional.of(Inet6Address.getByAddress(null, all, at));
      }
      return Optional.empty();
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  List<Local> all() {
    return List.copyOf(locals);
  }

  /** Where to call everybody near an endpoint; empty where there is no multicast. */
  Optional<InetSocketAddress> everybodyNear(Local local) {
    return settings.groupPort() == 0 || (local.isLoopback() && !settings.loopbackOnly())
        ? Optional.empty()
        : group(local.address(), local.at())
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
    lastWords.await();
    for (Local local : locals) {
      local.endpoint().destroy();
    }
    locals.clear();
  }
}
