package org.hearthhub.adapter.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapObserveRelation;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.jspecify.annotations.Nullable;

/** A CoAP client of the tests, on a loopback port of its own. */
final class CoapPeer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  private final CoapEndpoint endpoint;

  CoapPeer() throws IOException {
    Configuration configuration =
        new Configuration(CoapConfig.DEFINITIONS, UdpConfig.DEFINITIONS, SystemConfig.DEFINITIONS)
            .set(CoapConfig.MAX_ACTIVE_PEERS, 100)
            .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, 100_000)
            .set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 1);
    endpoint =
        CoapEndpoint.builder()
            .setConfiguration(configuration)
            .setInetSocketAddress(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))
            .build();
    endpoint.start();
  }

  Response get(SimulatedDevice device, String path) throws Exception {
    return send(Request.newGet(), device, path);
  }

  Response get(SimulatedDevice device, String path, int accept) throws Exception {
    Request request = Request.newGet();
    request.getOptions().setAccept(accept);
    return send(request, device, path);
  }

  Response put(SimulatedDevice device, String path, int format, byte[] payload) throws Exception {
    Request request = Request.newPut();
    request.getOptions().setContentFormat(format);
    request.setPayload(payload);
    return send(request, device, path);
  }

  Response put(SimulatedDevice device, String path, String text) throws Exception {
    Request request = Request.newPut();
    request.setPayload(text);
    return send(request, device, path);
  }

  Response post(SimulatedDevice device, String path) throws Exception {
    return send(Request.newPost(), device, path);
  }

  Response send(Request request, SimulatedDevice device, String path) throws Exception {
    request.setURI(uri(device, path));
    request.send(endpoint);
    Response response = request.waitForResponse(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    if (response == null) {
      throw new TimeoutException("no answer");
    }
    return response;
  }

  /** Asks and does not wait; tells when an answer comes. */
  void ask(SimulatedDevice device, String path, CoAP.Type type, Consumer<Response> answered) {
    Request request = Request.newGet();
    request.setType(type);
    request.setURI(uri(device, path));
    request.addMessageObserver(
        new MessageObserverAdapter() {
          @Override
          public void onResponse(Response response) {
            answered.accept(response);
          }
        });
    request.send(endpoint);
  }

  /** What answers a multicast GET, until the queue is no longer asked. */
  BlockingQueue<Response> multicast(InetSocketAddress group, String query) {
    BlockingQueue<Response> answers = new LinkedBlockingQueue<>();
    Request request = Request.newGet();
    request.setType(CoAP.Type.NON);
    request.setDestinationContext(new AddressEndpointContext(group));
    request.getOptions().setUriPath("/.well-known/core");
    if (!query.isEmpty()) {
      request.getOptions().addUriQuery(query);
    }
    request.addMessageObserver(
        new MessageObserverAdapter() {
          @Override
          public void onResponse(Response response) {
            answers.add(response);
          }
        });
    request.send(endpoint);
    return answers;
  }

  /** An observation, and what it brings. */
  record Observation(CoapObserveRelation relation, BlockingQueue<Response> notifications) {
    Response next() throws InterruptedException, TimeoutException {
      Response response = notifications.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (response == null) {
        throw new TimeoutException("no notification");
      }
      return response;
    }

    List<Response> drain() {
      List<Response> all = new ArrayList<>();
      notifications.drainTo(all);
      return all;
    }
  }

  Observation observe(SimulatedDevice device, String path) {
    BlockingQueue<Response> notifications = new LinkedBlockingQueue<>();
    CoapClient client = new CoapClient(uri(device, path)).setEndpoint(endpoint);
    CoapObserveRelation relation =
        client.observe(
            new CoapHandler() {
              @Override
              public void onLoad(@Nullable CoapResponse response) {
                if (response != null) {
                  notifications.add(response.advanced());
                }
              }

              @Override
              public void onError() {}
            });
    return new Observation(relation, notifications);
  }

  private static String uri(SimulatedDevice device, String path) {
    return "coap://127.0.0.1:" + device.address().getPort() + path;
  }

  @Override
  public void close() {
    endpoint.destroy();
  }
}
