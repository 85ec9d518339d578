package org.hearthhub.app.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;

/**
 * The measure of a hub: plain Californium that observes, counts, and throws everything away. No hub
 * can be faster that is built on it.
 */
final class BareObserver implements AutoCloseable {
  private static final int STAGE_THREADS = 2;

  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(STAGE_THREADS);
  private final CoapEndpoint endpoint;
  private final LongAdder received = new LongAdder();

  private final CoapHandler handler =
      new CoapHandler() {
        @Override
        public void onLoad(CoapResponse response) {
          received.increment();
        }

        @Override
        public void onError() {
          // What is not received is not counted.
        }
      };

  BareObserver() throws IOException {
    endpoint =
        CoapEndpoint.builder()
            .setConfiguration(configuration())
            .setInetSocketAddress(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))
            .build();
    endpoint.setExecutors(executor, executor);
    endpoint.start();
  }

  /**
   * Tuned as the hub tunes it: as it comes, Californium remembers every message for four minutes,
   * which under this load ends in want of memory and would flatter the hub.
   */
  private static Configuration configuration() {
    CoapConfig.register();
    UdpConfig.register();
    SystemConfig.register();
    Configuration wire = Configuration.createStandardWithoutFile();
    wire.set(CoapConfig.DEDUPLICATOR, CoapConfig.DEDUPLICATOR_PEERS_MARK_AND_SWEEP);
    wire.set(CoapConfig.PEERS_MARK_AND_SWEEP_MESSAGES, 16);
    wire.set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, STAGE_THREADS);
    wire.set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1);
    wire.set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1);
    wire.set(SystemConfig.HEALTH_STATUS_INTERVAL, 0, TimeUnit.SECONDS);
    return wire;
  }

  void observe(List<Integer> ports) {
    for (int port : ports) {
      new CoapClient("coap://127.0.0.1:" + port + "/" + Sender.RESOURCE)
          .setEndpoint(endpoint)
          .setExecutors(executor, executor, true)
          .observe(handler);
    }
  }

  int port() {
    return endpoint.getAddress().getPort();
  }

  long received() {
    return received.sum();
  }

  @Override
  public void close() {
    endpoint.destroy();
    executor.shutdownNow();
  }
}
