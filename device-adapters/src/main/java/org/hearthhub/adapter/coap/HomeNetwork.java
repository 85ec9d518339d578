package org.hearthhub.adapter.coap;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.hearthhub.problem.Refused;

/**
 * Which addresses are the home's own: loopback, link-local, RFC 1918 and RFC 4193. Hearth talks
 * with nobody else.
 *
 * @param loopbackOnly this machine only, for a demonstration home
 */
record HomeNetwork(boolean loopbackOnly) {
  boolean contains(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return true;
    }
    if (loopbackOnly || address.isMulticastAddress() || address.isAnyLocalAddress()) {
      return false;
    }
    return address.isLinkLocalAddress()
        || (address instanceof Inet6Address
            ? (address.getAddress()[0] & 0xfe) == 0xfc
            : address.isSiteLocalAddress());
  }

  /**
   * @throws Refused if the address is not the home's own
   */
  void require(InetAddress address) {
    if (!contains(address)) {
      throw new Refused(
          Refused.Reason.NOT_ALLOWED,
          "not-at-home",
          loopbackOnly
              ? "This home looks at this machine only, and that address is elsewhere."
              : "That address is not on the home's own network; Hearth talks with devices at home"
                  + " only.");
    }
  }
}
