package org.hearthhub.adapter.mdns;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This machine's addresses to speak mDNS on: one for each network of the home, private or
 * link-local, never a public one and never loopback. Where two interfaces are on one network, one
 * speaks, so that the hub does not take its own name for somebody else's. Thread-safe.
 */
public final class HomeAddresses implements Supplier<Set<InetAddress>> {
  private static final Logger LOG = LoggerFactory.getLogger(HomeAddresses.class);

  private final Optional<String> only;

  private HomeAddresses(Optional<String> only) {
    this.only = only;
  }

  /** Of all interfaces. */
  public static HomeAddresses all() {
    return new HomeAddresses(Optional.empty());
  }

  /** Of one interface, for example {@code eth0}; none while there is no such interface. */
  public static HomeAddresses of(String networkInterface) {
    return new HomeAddresses(Optional.of(networkInterface));
  }

  /** As they are now. */
  @Override
  public Set<InetAddress> get() {
    Set<InetAddress> addresses = new LinkedHashSet<>();
    Set<String> networks = new HashSet<>();
    try {
      List<NetworkInterface> interfaces =
          NetworkInterface.networkInterfaces()
              .filter(one -> only.isEmpty() || only.get().equals(one.getName()))
              .toList();
      for (NetworkInterface one : interfaces) {
        if (one.isUp() && !one.isLoopback() && !one.isPointToPoint()) {
          best(one.getInterfaceAddresses())
              .filter(best -> networks.add(network(best, one)))
              .ifPresent(best -> addresses.add(best.getAddress()));
        }
      }
    } catch (SocketException e) {
      LOG.debug("The network interfaces cannot be read now", e);
    }
    return addresses;
  }

  /** IPv4, which every mDNS speaker of a home understands, before IPv6. */
  private static Optional<InterfaceAddress> best(List<InterfaceAddress> ofInterface) {
    return ofInterface.stream()
        .filter(one -> one.getAddress() instanceof Inet4Address && isPrivate(one.getAddress()))
        .findFirst()
        .or(
            () ->
                ofInterface.stream()
                    .filter(
                        one ->
                            one.getAddress() instanceof Inet6Address
                                && one.getAddress().isLinkLocalAddress())
                    .findFirst());
  }

  private static boolean isPrivate(InetAddress address) {
    return address.isSiteLocalAddress() || address.isLinkLocalAddress();
  }

  /** The network that the address is on; link-local ones are each on their own. */
  private static String network(InterfaceAddress of, NetworkInterface on) {
    InetAddress address = of.getAddress();
    if (address.isLinkLocalAddress()) {
      return on.getName();
    }
    byte[] prefix = address.getAddress();
    int bits = of.getNetworkPrefixLength();
    for (int i = 0; i < prefix.length; i++) {
      int keep = Math.clamp(bits - 8L * i, 0, 8);
      prefix[i] = (byte) (prefix[i] & (0xff00 >> keep));
    }
    return Arrays.toString(prefix) + "/" + bits;
  }
}
