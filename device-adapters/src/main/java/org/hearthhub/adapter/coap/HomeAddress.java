package org.hearthhub.adapter.coap;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hearthhub.problem.Invalid;

/**
 * Where a device is on the network. Never its identity. The text form is {@code coap://HOST:PORT}
 * with the port always there; a link-local IPv6 address keeps its zone, which {@link java.net.URI}
 * cannot.
 */
record HomeAddress(InetAddress host, int port) {
  /** A zone that is a number may be another one tomorrow; the name of the interface stays. */
  HomeAddress {
    if (host instanceof Inet6Address zoned
        && zoned.getScopedInterface() == null
        && zoned.getScopeId() != 0) {
      try {
        NetworkInterface at = NetworkInterface.getByIndex(zoned.getScopeId());
        if (at != null) {
          host = Inet6Address.getByAddress(null, zoned.getAddress(), at);
        }
      } catch (SocketException | UnknownHostException gone) {
        // The interface went away; the number is all there is.
      }
    }
  }

  static final int DEFAULT_PORT = 5683;

  // A name or IPv4 address, or an IPv6 address in brackets, then perhaps a port.
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(coap)://)?(?:\\[([0-9A-Fa-f:.]{2,45}(?:%[A-Za-z0-9_.-]{1,32})?)]"
              + "|([A-Za-z0-9_.-]{1,253}))(?::([0-9]{1,5}))?/?");

  private static final Pattern NUMERIC = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

  static HomeAddress of(InetSocketAddress socket) {
    return new HomeAddress(socket.getAddress(), socket.getPort());
  }

  /** Whether the text has the form of a CoAP address; nothing is looked up. */
  static boolean looksLikeOne(String text) {
    return text.length() <= 320 && parts(text.strip()).isPresent();
  }

  /** Whether it is one, and nothing needs to be looked up. */
  static boolean isNumeric(String text) {
    return looksLikeOne(text)
        && parts(text.strip())
            .filter(parts -> parts.group(2) != null || NUMERIC.matcher(parts.group(3)).matches())
            .isPresent();
  }

  private static Optional<Matcher> parts(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches() && (matcher.group(4) == null || port(matcher.group(4)) > 0)
        ? Optional.of(matcher)
        : Optional.empty();
  }

  private static int port(String digits) {
    int port = Integer.parseInt(digits);
    return port <= 65_535 ? port : 0;
  }

  /**
   * Reads what a person typed. Names are looked up, which may take a while.
   *
   * @throws Invalid if it is no address, or nobody knows the name
   */
  static HomeAddress parse(String text) {
    Matcher parts = text.length() > 320 ? null : parts(text.strip()).orElse(null);
    if (parts == null) {
      throw new Invalid(
          "bad-address",
          "That is not an address of a CoAP device. Addresses look like coap://192.168.1.20:5683"
              + " or lamp.local.");
    }
    String host = parts.group(2) != null ? parts.group(2) : parts.group(3);
    String digits = parts.group(4);
    try {
      return new HomeAddress(
          InetAddress.getByName(host), digits == null ? DEFAULT_PORT : port(digits));
    } catch (UnknownHostException unknown) {
      throw new Invalid(
          "unknown-name", "Nobody on this network answers to that name. Try the numeric address.");
    }
  }

  InetSocketAddress socket() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    String numeric = host.getHostAddress();
    return "coap://" + (host instanceof Inet6Address ? "[" + numeric + "]" : numeric) + ":" + port;
  }
}
