package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.InMemoryMessageExchangeStore;
import org.eclipse.californium.core.network.TokenGenerator;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;

/** How Californium is set up for a home: built here, never read from or written to a file. */
final class Wire {
  /** The largest body fetched from a device, in bytes. */
  static final int MAX_FETCHED = 256 * 1024;

  /** The largest body taken from a device that sends on its own, in bytes. */
  static final int MAX_TAKEN = 32 * 1024;

  /**
   * The most devices talked with at the same time. Where it is full nobody new is spoken with until
   * one was silent for ten minutes: well above the most devices of a home, strangers included.
   */
  static final int MAX_PEERS = 5000;

  static final int LANES = 2;

  private static final int SOCKET_BUFFER = 1024 * 1024;

  private Wire() {}

  static Configuration configuration(CoapSettings settings) {
    CoapConfig.register();
    UdpConfig.register();
    SystemConfig.register();
    Duration acknowledgement = settings.pace().acknowledgement();
    Configuration wire = Configuration.createStandardWithoutFile();
    wire.set(CoapConfig.ACK_TIMEOUT, acknowledgement.toMillis(), TimeUnit.MILLISECONDS);
    wire.set(CoapConfig.MAX_RETRANSMIT, settings.pace().retransmissions());
    wire.set(CoapConfig.MAX_RESOURCE_BODY_SIZE, MAX_FETCHED);
    wire.set(CoapConfig.MAX_ACTIVE_PEERS, MAX_PEERS);
    wire.set(CoapConfig.MAX_PEER_INACTIVITY_PERIOD, 10, TimeUnit.MINUTES);
    wire.set(CoapConfig.MAX_SERVER_OBSERVES, 64);
    wire.set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, LANES);
    wire.set(CoapConfig.BLOCKWISE_STATUS_LIFETIME, 1, TimeUnit.MINUTES);
    // The default remembers every message for four minutes: millions under load. This one
    // remembers the last few of each peer, which is what repetitions in a home need: see Repeats.
    wire.set(CoapConfig.PEERS_MARK_AND_SWEEP_MESSAGES, 4);
    wire.set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1);
    wire.set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1);
    wire.set(UdpConfig.UDP_CONNECTOR_OUT_CAPACITY, 4096);
    // What nobody acknowledges must wait out a pause of the collector; the system gives what it
    // may.
    wire.set(UdpConfig.UDP_RECEIVE_BUFFER_SIZE, SOCKET_BUFFER);
    wire.set(SystemConfig.HEALTH_STATUS_INTERVAL, 0, TimeUnit.SECONDS);
    return wire;
  }

  /** An endpoint that keeps little of what it hears and asks. */
  static CoapEndpoint.Builder endpoint(Configuration wire, TokenGenerator tokens) {
    InMemoryMessageExchangeStore exchanges = new InMemoryMessageExchangeStore(wire, tokens);
    exchanges.setDeduplicator(new Repeats(wire));
    return CoapEndpoint.builder()
        .setConfiguration(wire)
        .setTokenGenerator(tokens)
        .setMessageExchangeStore(exchanges)
        .setObservationStore(new Observations());
  }
}
