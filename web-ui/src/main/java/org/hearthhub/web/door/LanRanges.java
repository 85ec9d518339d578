package org.hearthhub.web.door;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses are of this home's own network: loopback, link-local, RFC 1918 and RFC 4193, and
 * the on-link prefixes that were configured. Everything else is the outside. Immutable.
 *
 * @param onLink global IPv6 prefixes of the home's own link; none unless configured
 */
public record LanRanges(List<Prefix> onLink) {
  /** Loopback, link-local and private addresses only. */
  public static final LanRanges PRIVATE_ONLY = new LanRanges(List.of());

  /**
   * An IPv6 prefix.
   *
   * @param length in bits, 64 to 128
   */
  public record Prefix(Inet6Address address, int length) {
    public Prefix {
      if (length < 64 || length > 128) {
        throw new IllegalArgumentException("An on-link prefix has 64 to 128 bits");
      }
    }

    boolean contains(Inet6Address other) {
      byte[] ours = address.getAddress();
      byte[] theirs = other.getAddress();
      for (int bit = 0; bit < length; bit += 8) {
        int mask = length - bit >= 8 ? 0xff : 0xff << (8 - (length - bit)) & 0xff;
        if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  public LanRanges {
    onLink = List.copyOf(onLink);
  }

  /** Whether somebody at that address may talk to us, and whether we may listen on it. */
  public boolean contains(InetAddress address) {
    return switch (address) {
      case Inet4Address v4 -> isHomeV4(v4.getAddress());
      case Inet6Address v6 -> isHomeV6(v6);
      default -> false;
    };
  }

  private static boolean isHomeV4(byte[] address) {
    int first = address[0] & 0xff;
    int second = address[1] & 0xff;
    return first == 127
        || first == 10
        || (first == 172 && second >= 16 && second < 32)
        || (first == 192 && second == 168)
        || (first == 169 && second == 254);
  }

  private boolean isHomeV6(Inet6Address address) {
    if (address.isLoopbackAddress() || address.isLinkLocalAddress()) {
      return true;
    }
    boolean uniqueLocal = (address.getAddress()[0] & 0xfe) == 0xfc;
    return uniqueLocal || onLink.stream().anyMatch(prefix -> prefix.contains(address));
  }
}
