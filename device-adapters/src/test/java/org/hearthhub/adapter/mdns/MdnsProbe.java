package org.hearthhub.adapter.mdns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The hub's side of {@link MdnsIT}, run inside a network namespace: prints what is found, and ends
 * with its standard input.
 */
final class MdnsProbe {
  private MdnsProbe() {}

  public static void main(String[] arguments) throws IOException {
    Set<InetAddress> addresses =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .collect(Collectors.toSet());
    try (MdnsNetwork network = new MdnsNetwork(arguments[0], () -> addresses);
        MdnsAnnouncer announcer = new MdnsAnnouncer(network, "Hearth probe", 8443);
        MdnsAdapter adapter =
            new MdnsAdapter(network, address -> System.out.println("coap " + address))) {
      adapter.start(new RecordingHost(System.out::println));
      announcer.start();
      int line;
      while ((line = System.in.read()) >= 0) {
        if (line == '?') {
          System.out.println("names " + network.hostNames() + announcer.names());
        }
      }
    }
    System.out.println("closed");
  }
}
