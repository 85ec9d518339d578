package org.hearthhub.adapter.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;
import org.junit.jupiter.api.Test;

class RegistrationTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private record Registered(List<String> query, InetSocketAddress from) {}

  /** A hub that takes down who registers. */
  private static final class Hub implements AutoCloseable {
    final BlockingQueue<Registered> registered = new LinkedBlockingQueue<>();
    private final CoapServer server;
    private volatile boolean answering = true;

    Hub(int port) {
      Configuration configuration = SimulatorConfiguration.forDevices(1);
      server = new CoapServer(configuration);
      server.addEndpoint(
          CoapEndpoint.builder()
              .setConfiguration(configuration)
              .setInetSocketAddress(new InetSocketAddress(LOOPBACK, port))
              .build());
      server
          .getRoot()
          .getChild(".well-known")
          .add(
              new CoapResource("rd") {
                @Override
                public void handlePOST(CoapExchange exchange) {
                  registered.add(
                      new Registered(
                          exchange.getRequestOptions().getUriQuery(),
                          exchange.advanced().getRemoteSocketAddress()));
                  if (answering) {
                    exchange.respond(ResponseCode.CHANGED);
                  } else {
                    exchange.respond(ResponseCode.SERVICE_UNAVAILABLE);
                  }
                }
              });
      server.start();
    }

    InetSocketAddress address() {
      return server.getEndpoints().getFirst().getAddress();
    }

    Registered next() throws InterruptedException {
      Registered next = registered.poll(30, TimeUnit.SECONDS);
      assertThat(next).isNotNull();
      return next;
    }

    @Override
    public void close() {
      server.destroy();
    }
  }

  @Test
  void each_device_registers_its_endpoint_name_from_its_own_port() throws Exception {
    try (Hub hub = new Hub(0);
        SimulatedHome home = SimulatedHome.start(quiet(16).registeringWith(hub.address()))) {
      Set<InetSocketAddress> seen = new HashSet<>();
      for (SimulatedDevice ignored : home.devices()) {
        Registered registered = hub.next();
        assertThat(registered.query()).contains("lt=300");
        SimulatedDevice device =
            home.devices().stream()
                .filter(d -> registered.query().contains("ep=" + d.endpointName()))
                .findFirst()
                .orElseThrow();
        assertThat(registered.from()).isEqualTo(device.address());
        seen.add(registered.from());
      }
      assertThat(seen).hasSize(16);
    }
  }

  @Test
  void a_hub_that_comes_later_is_found_by_trying_again() throws Exception {
    int port = freePort();
    InetSocketAddress address = new InetSocketAddress(LOOPBACK, port);
    try (SimulatedHome home = SimulatedHome.start(quiet(1).registeringWith(address));
        Hub hub = new Hub(port)) {
      assertThat(hub.next().query()).contains("ep=" + home.devices().getFirst().endpointName());
    }
  }

  @Test
  void a_registration_is_renewed_before_it_ends_and_repeated_when_refused() throws Exception {
    try (Hub hub = new Hub(0);
        SimulatedHome home =
            SimulatedHome.start(
                quiet(1).registeringWith(hub.address()).registeringFor(Duration.ofSeconds(1)))) {
      assertThat(home.devices()).hasSize(1);
      hub.next();
      hub.next();
      hub.answering = false;
      hub.next();
      hub.next();
    }
  }

  @Test
  void a_device_registers_again_after_a_restart() throws Exception {
    try (Hub hub = new Hub(0);
        SimulatedHome home = SimulatedHome.start(quiet(1).registeringWith(hub.address()))) {
      Registered first = hub.next();

      home.devices().getFirst().misbehave(new Fault.Move(Duration.ofMillis(1)));
      Registered second = hub.next();

      assertThat(second.query()).isEqualTo(first.query());
      assertThat(second.from()).isNotEqualTo(first.from());
    }
  }

  private static SimulationSettings quiet(int devices) {
    return SimulationSettings.of(devices).withoutMulticast();
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
      return socket.getLocalPort();
    }
  }
}
