package org.hearthhub.web.tls;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The names and addresses that a server certificate is for. */
final class ServerAddresses {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private ServerAddresses() {}

  /** As it stands in a certificate: no zone. */
  static String text(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  /** Whether the certificate is for all of these. */
  static boolean covers(X509Certificate leaf, Set<String> names, Set<InetAddress> addresses) {
    Set<Object> covered = new HashSet<>();
    try {
      Collection<List<?>> alternatives = leaf.getSubjectAlternativeNames();
      if (alternatives == null) {
        return false;
      }
      for (List<?> each : alternatives) {
        String value = Objects.toString(each.get(1));
        if (Objects.equals(each.getFirst(), DNS_NAME)) {
          covered.add(value);
        } else if (Objects.equals(each.getFirst(), IP_ADDRESS)) {
          covered.add(text(InetAddress.ofLiteral(value)));
        }
      }
    } catch (CertificateParsingException | IllegalArgumentException damaged) {
      return false;
    }
    return covered.containsAll(names)
        && addresses.stream().map(ServerAddresses::text).allMatch(covered::contains);
  }
}
