package org.hearthhub.app.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.UdpConfig;

/**
 * The measure of a hub: plain Californium that observes, counts, and throws everything away. No
 * hub can be faster that is built on it.
 */
final class BareObserver implements AutoCloseable {
  private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(2);
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
    CoapConfig.register();
    UdpConfig.register();
    endpoint =
        CoapEndpoint.builder()
            .setConfiguration(Configuration.createStandardWithoutFile())
            .setInetSocketAddress(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))
            .build();
    endpoint.setExecutors(executor, executor);
    endpoint.start();
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
