package org.hearthhub.app.compose;

import java.net.InetAddress;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hearthhub.adapter.coap.CoapAdapter;
import org.hearthhub.adapter.mdns.MdnsAdapter;
import org.hearthhub.adapter.mdns.MdnsNetwork;
import org.hearthhub.problem.Problem;
import org.hearthhub.web.door.ListenAddresses;
import org.hearthhub.web.door.ListenAddresses.Scope;

/** Puts mDNS on the addresses that the web server listens on, and on no others. */
final class MdnsRoom {
  private MdnsRoom() {}

  static MdnsNetwork network(String hubName, Scope scope) {
    return new MdnsNetwork(hubName, addresses(scope));
  }

  /** Browses; what speaks CoAP is handed to who speaks CoAP. */
  static MdnsAdapter adapter(MdnsNetwork network, CoapAdapter coap) {
    return new MdnsAdapter(
        network,
        address -> {
          try {
            coap.look(address, "announced itself by mDNS");
          } catch (Problem notNow) {
            // A stranger's word that leads nowhere, or too many at once: it announces itself again.
          }
        });
  }

  /** What people see in lists of services: {@code Hearth 7k3m} for {@code hearth-7k3m.local}. */
  static String titleOf(String hubName) {
    return "Hearth " + hubName.substring(hubName.indexOf('-') + 1, hubName.indexOf('.'));
  }

  private static Supplier<Set<InetAddress>> addresses(Scope scope) {
    return () ->
        ListenAddresses.now(scope).addresses().stream()
            .filter(address -> !address.isLoopbackAddress())
            .collect(Collectors.toSet());
  }
}
