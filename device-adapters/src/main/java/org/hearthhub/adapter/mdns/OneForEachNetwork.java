package org.hearthhub.adapter.mdns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Picks the addresses to speak mDNS on: one for each interface and each network. Of two responders
 * on one network, each would take the other's host name for a stranger's, and one would change it.
 */
final class OneForEachNetwork {
  private OneForEachNetwork() {}

  /** Where an address is. */
  private record Place(InetAddress address, String networkInterface, String network) {}

  /** A part of these, IPv4 before IPv6; what is on no interface of this machine is left out. */
  static Set<InetAddress> of(Set<InetAddress> addresses) {
    Map<String, Place> byInterface = new LinkedHashMap<>();
    addresses.stream()
        .sorted(
            Comparator.comparing((InetAddress address) -> !(address instanceof Inet4Address))
                .thenComparing(address -> !address.isSiteLocalAddress())
                .thenComparing(InetAddress::getHostAddress))
        .flatMap(address -> placeOf(address).stream())
        .forEach(place -> byInterface.putIfAbsent(place.networkInterface(), place));
    Map<String, InetAddress> byNetwork = new LinkedHashMap<>();
    byInterface.values().forEach(place -> byNetwork.putIfAbsent(place.network(), place.address()));
    return new LinkedHashSet<>(byNetwork.values());
  }

  private static Optional<Place> placeOf(InetAddress address) {
    try {
      return Optional.ofNullable(NetworkInterface.getByInetAddress(address))
          .flatMap(
              on ->
                  on.getInterfaceAddresses().stream()
                      .filter(one -> one.getAddress().equals(address))
                      .findFirst()
                      .map(one -> new Place(address, on.getName(), network(one, on))));
    } catch (SocketException goneMeanwhile) {
      return Optional.empty();
    }
  }

  /** Link-local addresses look alike on every network. */
  private static String network(InterfaceAddress of, NetworkInterface on) {
    if (of.getAddress().isLinkLocalAddress()) {
      return on.getName();
    }
    byte[] prefix = of.getAddress().getAddress();
    int bits = of.getNetworkPrefixLength();
    for (int i = 0; i < prefix.length; i++) {
      int keep = Math.clamp(bits - 8L * i, 0, 8);
      prefix[i] = (byte) (prefix[i] & (0xff00 >> keep));
    }
    return Arrays.toString(prefix) + "/" + bits;
  }
}
