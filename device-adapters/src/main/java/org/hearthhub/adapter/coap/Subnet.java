package org.hearthhub.adapter.coap;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.TooMuch;

/**
 * Some IPv4 addresses that belong together, for example {@code 192.168.1.0/24}; IPv6 subnets are
 * too large to be asked one by one.
 *
 * @param first the network address, as a number
 * @param bits how many bits are the network's, 22 to 32
 */
record Subnet(int first, int bits) {
  /** The largest is /22: 1,022 addresses. */
  static final int LEAST_BITS = 22;

  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3})/([0-9]{1,2})");

  /** Whether the text has the form of a subnet. */
  static boolean looksLikeOne(String text) {
    return FORM.matcher(text.strip()).matches();
  }

  /**
   * @throws Invalid if it is no subnet
   * @throws TooMuch if it has more addresses than a person would want to wait for
   */
  static Subnet parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      throw malformed();
    }
    int bits = Integer.parseInt(parts.group(2));
    if (bits > 32) {
      throw malformed();
    }
    if (bits < LEAST_BITS) {
      throw TooMuch.large(
          "subnet-too-large",
          "That is too many addresses to ask one by one. Take a part of it, at most 1,022 addresses"
              + " (/22).");
    }
    int address;
    try {
      address = ByteBuffer.wrap(InetAddress.ofLiteral(parts.group(1)).getAddress()).getInt();
    } catch (IllegalArgumentException noAddress) {
      throw malformed();
    }
    return new Subnet(address & mask(bits), bits);
  }

  private static Invalid malformed() {
    return new Invalid("bad-subnet", "That is not a subnet. Subnets look like 192.168.1.0/24.");
  }

  private static int mask(int bits) {
    return bits == 0 ? 0 : -1 << (32 - bits);
  }

  /** Its hosts: neither the network's own address nor the one of everybody in it. */
  List<InetAddress> hosts() {
    List<InetAddress> hosts = new ArrayList<>();
    int count = 1 << (32 - bits);
    boolean whole = bits >= 31;
    for (int i = whole ? 0 : 1; i < (whole ? count : count - 1); i++) {
      hosts.add(address(first + i));
    }
    return hosts;
  }

  private static InetAddress address(int number) {
    try {
      return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(number).array());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return address(first).getHostAddress() + "/" + bits;
  }
}
