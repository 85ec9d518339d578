package org.hearthhub.device;

import java.net.Inet6Address;
import java.net.InetAddress;

/** How an address of the network is written for people: IPv6 as RFC 5952 section 4 says. */
public final class NumericAddress {
  private static final int GROUPS = 8;

  private NumericAddress() {}

  /** With its zone where it means nothing without: {@code fe80::77%eth0}. */
  public static String of(InetAddress address) {
    if (!(address instanceof Inet6Address six)) {
      return address.getHostAddress();
    }
    String text = text(six.getAddress());
    String whole = six.getHostAddress();
    int zone = six.isLinkLocalAddress() || six.isMCLinkLocal() ? whole.indexOf('%') : -1;
    return zone < 0 ? text : text + whole.substring(zone);
  }

  private static String text(byte[] bytes) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
    }
    int from = -1;
    int length = 1; // one group of zeros alone is not shortened
    for (int i = 0; i < GROUPS; i++) {
      int zeros = zerosFrom(groups, i);
      if (zeros > length) {
        from = i;
        length = zeros;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == from) {
        text.append("::");
        i += length - 1;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }

  private static int zerosFrom(int[] groups, int first) {
    int zeros = 0;
    while (first + zeros < GROUPS && groups[first + zeros] == 0) {
      zeros++;
    }
    return zeros;
  }
}
