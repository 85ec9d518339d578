package org.hearthhub.adapter.coap;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.TokenGenerator;
import org.eclipse.californium.core.network.interceptors.MessageInterceptor;
import org.eclipse.californium.elements.UdpMulticastConnector;
import org.eclipse.californium.elements.config.Configuration;

/** Makes and starts one endpoint, with its multicast group and everything that listens to it. */
final class EndpointMaker {
  private final CoapSettings settings;
  private final HomeNetwork home;
  private final ProtocolStage stage;
  private final Configuration wire;
  private final TokenGenerator tokens;
  private final InstantSource clock;
  private final Pacer pacer;
  private final Misunderstood misunderstood;
  private final Consumer<CoapEndpoint> furnish;
  private final LastWords lastWords = new LastWords();
  private final List<MessageInterceptor> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param furnish gives each new endpoint its resources and listeners, before it starts
   */
  EndpointMaker(
      CoapSettings settings,
      HomeNetwork home,
      ProtocolStage stage,
      Configuration wire,
      TokenGenerator tokens,
      InstantSource clock,
      Pacer pacer,
      Misunderstood misunderstood,
      Consumer<CoapEndpoint> furnish) {
    this.settings = settings;
    this.home = home;
    this.stage = stage;
    this.wire = wire;
    this.tokens = tokens;
    this.clock = clock;
    this.pacer = pacer;
    this.misunderstood = misunderstood;
    this.furnish = furnish;
  }

  /** Lets somebody listen to all messages on endpoints that are made from now on. */
  void listen(MessageInterceptor listener) {
    listeners.add(listener);
  }

  LastWords lastWords() {
    return lastWords;
  }

  /**
   * @param groups whether it is to hear calls to everybody, where there is a group near it
   * @throws IOException if the port is taken, or the interface knows no multicast
   */
  Endpoints.Local start(InetSocketAddress address, NetworkInterface at, boolean groups)
      throws IOException {
    GatedConnector connector =
        new GatedConnector(address, wire, home::contains, stage, pacer, misunderstood);
    Optional<InetAddress> group = Optional.empty();
    if (groups && settings.groupPort() != 0 && (settings.loopbackOnly() || !at.isLoopback())) {
      group = group(address.getAddress(), at);
      group.ifPresent(joined -> connector.addMulticastReceiver(receiver(joined, at)));
    }
    CoapEndpoint endpoint = Wire.endpoint(wire, tokens).setConnector(connector).build();
    Traffic traffic = new Traffic(clock);
    endpoint.setExecutors(stage, stage);
    endpoint.addInterceptor(traffic);
    endpoint.addInterceptor(new Doorkeeper(home));
    listeners.forEach(endpoint::addInterceptor);
    furnish.accept(endpoint);
    try {
      endpoint.start();
    } catch (IOException | RuntimeException failed) {
      endpoint.destroy();
      throw failed;
    }
    return new Endpoints.Local(endpoint, address.getAddress(), at, group, traffic, lastWords);
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
  static Optional<InetAddress> group(InetAddress address, NetworkInterface at) {
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
}
