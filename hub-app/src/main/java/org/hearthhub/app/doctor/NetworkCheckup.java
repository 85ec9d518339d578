package org.hearthhub.app.doctor;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hearthhub.app.settings.Port;
import org.hearthhub.app.settings.Settings;
import org.hearthhub.device.NumericAddress;
import org.hearthhub.problem.Problem;
import org.hearthhub.web.door.ListenAddresses;
import org.hearthhub.web.door.ListenAddresses.Scope;
import org.hearthhub.web.door.PortHolder;

/** Whether a hub of this home can be reached: its network, its ports, and what is in between. */
final class NetworkCheckup {
  private final Settings settings;
  private final List<Finding> findings = new ArrayList<>();

  NetworkCheckup(Settings settings) {
    this.settings = settings;
  }

  /**
   * @param runs whether a hub runs, which then has the ports and says itself where it listens
   */
  List<Finding> findings(boolean runs) {
    container();
    if (!runs) {
      addresses();
      tcp(settings.httpPort());
      tcp(settings.httpsPort());
      udp(settings.coapPort());
    }
    return findings;
  }

  private void addresses() {
    Scope scope =
        settings
            .networkInterface()
            .map(name -> (Scope) new Scope.OneInterface(name, false))
            .orElse(new Scope.AllInterfaces());
    try {
      List<String> home =
          ListenAddresses.now(scope).addresses().stream()
              .filter(address -> !address.isLoopbackAddress())
              .map(NumericAddress::of)
              .toList();
      findings.add(
          home.isEmpty()
              ? Finding.problem(
                  "network",
                  "This machine has no address of a home network, so nobody else can reach the"
                      + " hub.",
                  "Connect it to the network of the home.")
              : Finding.fine(
                  "network",
                  "The hub will listen on "
                      + home.stream().collect(Collectors.joining(", "))
                      + "."));
    } catch (Problem none) {
      findings.add(
          Finding.problem("network", none.sentence(), "Name another one with --interface."));
    }
  }

  /** Behind a proxy the guard at the door sees the proxy, and devices cannot be heard. */
  private void container() {
    boolean inside =
        Files.exists(Path.of("/.dockerenv"))
            || Files.exists(Path.of("/run/.containerenv"))
            || Optional.ofNullable(System.getenv("container")).isPresent();
    if (inside) {
      findings.add(
          Finding.note(
              "network",
              "Hearth seems to run in a container. Behind its proxy every visitor has the proxy's"
                  + " address, so the hub cannot tell the home from the world, and multicast of"
                  + " devices does not come through.",
              "Give it the network of the machine itself, for example with --network=host."));
    }
  }

  private void tcp(Port port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port.number()));
    } catch (IOException taken) {
      findings.add(taken(port, "TCP", new PortHolder().of(port.number())));
    }
  }

  private void udp(Port port) {
    try (DatagramSocket socket = new DatagramSocket(null)) {
      socket.bind(new InetSocketAddress(port.number()));
    } catch (IOException taken) {
      findings.add(taken(port, "UDP", Optional.empty()));
    }
  }

  private static Finding taken(Port port, String transport, Optional<String> holder) {
    return Finding.problem(
        "network",
        "%s port %d is in use%s."
            .formatted(transport, port.number(), holder.map(by -> " by " + by).orElse("")),
        "End that program, or choose another port for the hub.");
  }
}
