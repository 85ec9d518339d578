package org.hearthhub.adapter.mdns;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;

/**
 * A device's own page: where its family has one, at the address that it announces. Whoever
 * announces can name another's address, so the link leads to the front page and nowhere deeper: a
 * path may do something.
 */
final class Page {
  private Page() {}

  static Optional<URI> of(Family family, Announced announced) {
    return switch (family) {
      case WEB_PAGE, SHELLY, WLED -> at("http", announced, announced.port());
      case HUE -> at("https", announced, announced.port());
      case IPP, PRINTER -> announced.text().get("adminurl").flatMap(_ -> at("http", announced, 80));
      default -> Optional.empty();
    };
  }

  /** A link-local address of IPv6 needs its zone, which no browser takes. */
  private static Optional<URI> at(String scheme, Announced announced, int port) {
    boolean usual = port == (scheme.equals("https") ? 443 : 80);
    return announced.addresses().stream()
        .filter(address -> !(address instanceof Inet6Address && address.isLinkLocalAddress()))
        .findFirst()
        .map(
            address ->
                URI.create(scheme + "://" + host(address) + (usual ? "" : ":" + port) + "/"));
  }

  private static String host(InetAddress address) {
    String numeric = address.getHostAddress();
    int zone = numeric.indexOf('%');
    String plain = zone < 0 ? numeric : numeric.substring(0, zone);
    return address instanceof Inet6Address ? "[" + plain + "]" : plain;
  }
}
