package org.hearthhub.adapter.mdns;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A service that somebody announced, as far as it is known yet.
 *
 * @param type for example {@code _ipp._tcp}
 * @param name of the instance, as announced
 * @param server host name, for example {@code printer.local.}; may be empty
 * @param addresses of the host on the home's own network; may be empty
 * @param port 0 if not known yet
 * @param text what it says of itself
 */
record Announced(
    String type,
    String name,
    String server,
    List<InetAddress> addresses,
    int port,
    TxtRecord text) {
  Announced {
    addresses =
        addresses.stream()
            .filter(Announced::isAtHome)
            .distinct()
            .sorted(
                Comparator.comparingInt(Announced::preference)
                    .thenComparing(InetAddress::getHostAddress))
            .limit(8)
            .toList();
  }

  /** Type and name: the same service again, wherever it is heard. */
  String key() {
    return type + "/" + name;
  }

  /** Its best address as a person would type it, for example {@code 192.168.1.9:631}. */
  Optional<String> hostAndPort() {
    if (addresses.isEmpty() || port < 1 || port > 65_535) {
      return Optional.empty();
    }
    InetAddress address = addresses.getFirst();
    String host = address.getHostAddress();
    return Optional.of((address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + port);
  }

  /** RFC 1918, link-local, or RFC 4193: what announces another address is not listened to. */
  private static boolean isAtHome(InetAddress address) {
    if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
      return false;
    }
    boolean uniqueLocal =
        address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
    return address.isLinkLocalAddress()
        || uniqueLocal
        || (address instanceof Inet4Address && address.isSiteLocalAddress());
  }

  private static int preference(InetAddress address) {
    if (address instanceof Inet4Address) {
      return address.isLinkLocalAddress() ? 2 : 0;
    }
    return address.isLinkLocalAddress() ? 3 : 1;
  }
}
