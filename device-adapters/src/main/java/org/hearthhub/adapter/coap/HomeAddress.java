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
import org.eclipse.californium.elements.EndpointContext;
import org.hearthhub.problem.Invalid;

/**
 * Where a device is on the network. Never its identity. The text form is {@code coap://HOST:PORT}
 * or {@code coaps://HOST:PORT} with the port always there; a link-local IPv6 address keeps its
 * zone, which {@link java.net.URI} cannot.
 *
 * @param secure whether it is spoken with over DTLS
 * @param peer who has to prove to be there; empty where nobody is paired
 */
record HomeAddress(InetAddress host, int port, boolean secure, Optional<String> peer) {
  HomeAddress(InetAddress host, int port) {
    this(host, port, false, Optional.empty());
  }

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
  static final int DEFAULT_SECURE_PORT = 5684;

  // A name or IPv4 address, or an IPv6 address in brackets, then perhaps a port.
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(coaps?)://)?(?:\\[([0-9A-Fa-f:.]{2,45}(?:%[A-Za-z0-9_.-]{1,32})?)]"
              + "|([A-Za-z0-9_.-]{1,253}))(?::([0-9]{1,5}))?/?");

  private static final Pattern NUMERIC = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

  static HomeAddress of(InetSocketAddress socket) {
    return new HomeAddress(socket.getAddress(), socket.getPort());
  }

  /** Where somebody is who sent something, and who that is where it was proven. */
  static HomeAddress of(EndpointContext context) {
    HomeAddress at = of(context.getPeerAddress());
    return Peer.of(context).map(at::provenAs).orElse(at);
  }

  /** The same, spoken with securely, with whoever has that peer's keys. */
  HomeAddress provenAs(String name) {
    return new HomeAddress(host, port, true, Optional.of(name));
  }

  /** The secure side of it: itself, or the usual port beside a plain one. */
  HomeAddress secured() {
    return secure ? this : new HomeAddress(host, DEFAULT_SECURE_PORT, true, peer);
  }

  /** Whether somebody there may speak for somebody here: the same host, the same proof. */
  boolean speaksFor(HomeAddress other) {
    return host.equals(other.host) && peer.equals(other.peer);
  }

  /** Whether the text has the form of a CoAP address; nothing is looked up. */
  static boolean looksLikeOne(String text) {
    return text.length() <= 320 && parts(text.strip()).isPresent();
  }

  /** Whether it is one, and nothing needs to be looked up. */
  static boolean isNumeric(String text) {
    return looksLikeOne(text) && parts(text.strip()).flatMap(HomeAddress::literal).isPresent();
  }

  /** The address it gives in digits, for which no name service is ever asked. */
  private static Optional<InetAddress> literal(Matcher parts) {
    try {
      return claimsDigits(parts)
          ? Optional.of(InetAddress.ofLiteral(host(parts)))
          : Optional.empty();
    } catch (IllegalArgumentException onlyLooksLikeOne) {
      return Optional.empty();
    }
  }

  private static boolean claimsDigits(Matcher parts) {
    return parts.group(2) != null || NUMERIC.matcher(parts.group(3)).matches();
  }

  private static String host(Matcher parts) {
    return parts.group(2) != null ? parts.group(2) : parts.group(3);
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
    if (parts == null || (claimsDigits(parts) && literal(parts).isEmpty())) {
      throw new Invalid(
          "bad-address",
          "That is not an address of a CoAP device. Addresses look like coap://192.168.1.20:5683"
              + " or lamp.local.");
    }
    String digits = parts.group(4);
    try {
      boolean named = "coaps".equals(parts.group(1));
      int usual = named ? DEFAULT_SECURE_PORT : DEFAULT_PORT;
      int port = digits == null ? usual : port(digits);
      // Whatever somebody calls it: on that port nobody speaks plainly.
      boolean secure = named || port == DEFAULT_SECURE_PORT;
      return new HomeAddress(InetAddress.getByName(host(parts)), port, secure, Optional.empty());
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
    return (secure ? "coaps://" : "coap://")
        + (host instanceof Inet6Address ? "[" + numeric + "]" : numeric)
        + ":"
        + port;
  }
}
