package org.hearthhub.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.UdpConfig;

/** A W3C Thing on loopback with one event, {@code rung}, which brings a text. Thread-safe. */
final class RingingThing implements AutoCloseable {
  private static final int TD_JSON = 432;
  private static final int JSON = 50;

  private final CoapServer server;
  private final Bell bell = new Bell();

  private static final class Bell extends CoapResource {
    private volatile byte[] last = "null".getBytes(UTF_8);

    Bell() {
      super("rung");
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      exchange.respond(ResponseCode.CONTENT, last, JSON);
    }
  }

  /**
   * @param id by which it is known again
   * @param eventTitle what people read
   */
  RingingThing(String id, String title, String eventTitle) {
    CoapConfig.register();
    UdpConfig.register();
    Configuration configuration =
        Configuration.createStandardWithoutFile()
            .set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 1)
            .set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1)
            .set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1);
    byte[] description =
        """
        {"@context": "https://www.w3.org/2022/wot/td/v1.1", "id": "%s", "title": "%s",
         "securityDefinitions": {"none": {"scheme": "nosec"}}, "security": "none",
         "events": {"rung": {"title": "%s", "data": {"type": "string"}, "forms": [
           {"href": "/rung", "op": "subscribeevent", "subprotocol": "cov:observe"}]}}}
        """
            .formatted(id, title, eventTitle)
            .getBytes(UTF_8);
    bell.setObservable(true);
    bell.setObserveType(CoAP.Type.CON);
    server = new CoapServer(configuration);
    server.add(bell);
    CoapResource wot =
        new CoapResource("wot") {
          @Override
          public void handleGET(CoapExchange exchange) {
            exchange.respond(ResponseCode.CONTENT, description, TD_JSON);
          }
        };
    wot.getAttributes().addResourceType("wot.thing");
    server.getRoot().getChild(".well-known").add(wot);
    server.addEndpoint(
        CoapEndpoint.builder()
            .setConfiguration(configuration)
            .setInetSocketAddress(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))
            .build());
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getEndpoints().getFirst().getAddress().getPort();
  }

  boolean isListenedTo() {
    return bell.getObserverCount() > 0;
  }

  void ring(String text) {
    bell.last = ("\"" + text + "\"").getBytes(UTF_8);
    bell.changed();
  }

  @Override
  public void close() {
    server.destroy();
  }
}
