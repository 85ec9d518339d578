package org.hearthhub.device;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;

/** Which links to a device's own page may be shown to a person. */
final class OwnPage {
  private static final int LONGEST = 200;

  private OwnPage() {}

  /**
   * Only {@code http} and {@code https}, only at a numeric address of the home's own network, and
   * without a user, a query or a fragment: a stranger's link must lead nowhere else and ask
   * nothing.
   */
  static boolean isAllowed(URI page) {
    boolean web = "http".equals(page.getScheme()) || "https".equals(page.getScheme());
    return web
        && page.toString().length() <= LONGEST
        && page.getHost() != null
        && page.getRawUserInfo() == null
        && page.getRawQuery() == null
        && page.getRawFragment() == null
        && isAtHome(page.getHost());
  }

  private static boolean isAtHome(String host) {
    try {
      InetAddress address = InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""));
      boolean uniqueLocal =
          address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
      return address.isLinkLocalAddress()
          || uniqueLocal
          || (!(address instanceof Inet6Address) && address.isSiteLocalAddress());
    } catch (IllegalArgumentException aName) {
      return false;
    }
  }
}
