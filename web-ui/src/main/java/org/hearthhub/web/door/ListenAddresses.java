package org.hearthhub.web.door;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.hearthhub.problem.NotFound;
import org.hearthhub.web.door.LanRanges.Prefix;

/**
 * The addresses of this machine that the hub listens on, and the ranges it lets in through them.
 * Never a public IPv4 address; global IPv6 only where it was configured. Immutable.
 *
 * @param addresses loopback first
 * @param ranges who may come in
 */
public record ListenAddresses(SequencedSet<InetAddress> addresses, LanRanges ranges) {
  private static final int SHORTEST_ON_LINK_PREFIX = 64;

  /** Which interfaces to listen on. */
  public sealed interface Scope {
    /** This machine only. */
    record LoopbackOnly() implements Scope {}

    /** Every interface that is up, private addresses only. */
    record AllInterfaces() implements Scope {}

    /**
     * Loopback and one interface.
     *
     * @param name for example {@code eth0}
     * @param globalIpv6 also its global IPv6 addresses, for peers on its own link only
     */
    record OneInterface(String name, boolean globalIpv6) implements Scope {}
  }

  /**
   * What is there to listen on now.
   *
   * @throws NotFound if there is no interface of the name that was configured
   */
  public static ListenAddresses now(Scope scope) {
    SequencedSet<InetAddress> found = new LinkedHashSet<>();
    found.add(literal(new byte[] {127, 0, 0, 1}));
    ipv6Loopback().ifPresent(found::add);
    return switch (scope) {
      case Scope.LoopbackOnly _ -> new ListenAddresses(found, LanRanges.PRIVATE_ONLY);
      case Scope.AllInterfaces _ -> {
        interfaces().forEach(each -> addAllowed(each, LanRanges.PRIVATE_ONLY, found));
        yield new ListenAddresses(found, LanRanges.PRIVATE_ONLY);
      }
      case Scope.OneInterface one -> {
        NetworkInterface chosen =
            interfaces().stream()
                .filter(each -> each.getName().equals(one.name()))
                .findFirst()
                .orElseThrow(() -> noSuchInterface(one.name()));
        LanRanges ranges =
            one.globalIpv6() ? new LanRanges(onLinkPrefixes(chosen)) : LanRanges.PRIVATE_ONLY;
        addAllowed(chosen, ranges, found);
        yield new ListenAddresses(found, ranges);
      }
    };
  }

  private static NotFound noSuchInterface(String name) {
    String known =
        String.join(", ", interfaces().stream().map(NetworkInterface::getName).sorted().toList());
    return new NotFound(
        "no-such-interface",
        "There is no network interface '%s' that is up. There are: %s.".formatted(name, known));
  }

  private static void addAllowed(
      NetworkInterface from, LanRanges ranges, SequencedSet<InetAddress> into) {
    from.inetAddresses()
        .filter(ranges::contains)
        .filter(address -> !address.isLoopbackAddress())
        .forEach(into::add);
  }

  private static List<Prefix> onLinkPrefixes(NetworkInterface from) {
    List<Prefix> prefixes = new ArrayList<>();
    for (InterfaceAddress each : from.getInterfaceAddresses()) {
      if (each.getAddress() instanceof Inet6Address v6
          && !LanRanges.PRIVATE_ONLY.contains(v6)
          && each.getNetworkPrefixLength() >= SHORTEST_ON_LINK_PREFIX) {
        prefixes.add(new Prefix(v6, each.getNetworkPrefixLength()));
      }
    }
    return prefixes;
  }

  private static List<NetworkInterface> interfaces() {
    try {
      return NetworkInterface.networkInterfaces().filter(ListenAddresses::isUp).toList();
    } catch (SocketException none) {
      return List.of();
    }
  }

  private static boolean isUp(NetworkInterface candidate) {
    try {
      return candidate.isUp();
    } catch (SocketException gone) {
      return false;
    }
  }

  private static Optional<InetAddress> ipv6Loopback() {
    byte[] one = new byte[16];
    one[15] = 1;
    InetAddress loopback = literal(one);
    boolean present =
        interfaces().stream().flatMap(NetworkInterface::inetAddresses).anyMatch(loopback::equals);
    return present ? Optional.of(loopback) : Optional.empty();
  }

  private static InetAddress literal(byte[] address) {
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
