package org.hearthhub.app.e2e;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.UdpConfig;

/**
 * A real CoAP device on loopback: it says what it offers, answers a GET, and pushes SenML to the
 * hub's {@code /report} when told to. Thread-safe.
 */
final class PushingSensor implements AutoCloseable {
  private static final int LINK_FORMAT = 40;
  private static final int SENML_JSON = 110;

  private final Configuration configuration;
  private final Map<String, String> answers;
  private final CoapServer server;
  private final String name;
  private final String title;

  /**
   * @param name its endpoint name, by which it is known again
   * @param title what people read
   * @param answers what a GET of each of its resources answers, as SenML without the name: {@code
   *     "v":1} or {@code "vs":"x"}
   */
  PushingSensor(String name, String title, Map<String, String> answers) {
    CoapConfig.register();
    UdpConfig.register();
    this.configuration =
        Configuration.createStandardWithoutFile()
            .set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 1)
            .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, 8192)
            .set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1)
            .set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1)
            // Whoever was killed is not asked again: a push counts once or not at all.
            .set(CoapConfig.ACK_TIMEOUT, 20, TimeUnit.SECONDS);
    this.name = name;
    this.title = title;
    this.answers = new LinkedHashMap<>(answers);
    this.server =
        new CoapServer(configuration) {
          @Override
          protected Resource createRoot() {
            return new Everything();
          }
        };
    server.addEndpoint(endpoint());
    server.start();
  }

  /** Whatever path is asked for, as small devices do it. */
  private final class Everything extends CoapResource {
    Everything() {
      super("");
    }

    @Override
    public Resource getChild(String part) {
      return this;
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      String path = exchange.getRequestOptions().getUriPathString();
      if (path.equals(".well-known/core")) {
        exchange.respond(ResponseCode.CONTENT, links(), LINK_FORMAT);
      } else if (answers.containsKey(path)) {
        exchange.respond(
            ResponseCode.CONTENT, pack("\"n\":\"" + path + "\"," + answers.get(path)), SENML_JSON);
      } else {
        exchange.respond(ResponseCode.NOT_FOUND);
      }
    }
  }

  private String links() {
    StringBuilder links = new StringBuilder("</>;ep=\"%s\";title=\"%s\"".formatted(name, title));
    answers
        .keySet()
        .forEach(
            path ->
                links.append(
                    ",</%s>;rt=\"%s\";if=\"core.s\";ct=110;title=\"%s\""
                        .formatted(path, path, path)));
    return links.toString();
  }

  private static String pack(String record) {
    return "[{" + record + "}]";
  }

  private CoapEndpoint endpoint() {
    return CoapEndpoint.builder()
        .setConfiguration(configuration)
        .setInetSocketAddress(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))
        .build();
  }

  String address() {
    return "127.0.0.1:" + server.getEndpoints().getFirst().getAddress().getPort();
  }

  /** A way to one hub, good for as long as that runs. Thread-safe. */
  final class Line implements AutoCloseable {
    private final CoapEndpoint endpoint = endpoint();
    private final String uri;

    private Line(int hubPort) throws Exception {
      this.uri = "coap://127.0.0.1:%d/report?ep=%s".formatted(hubPort, name);
      endpoint.start();
    }

    /** Pushes these records; the code of the answer, empty if none came. */
    Optional<ResponseCode> push(String records, long patienceMillis) throws InterruptedException {
      Request request = Request.newPost();
      request.setURI(uri);
      request.setPayload("[" + records + "]");
      request.getOptions().setContentFormat(SENML_JSON);
      request.send(endpoint);
      Response response = request.waitForResponse(patienceMillis);
      if (response == null) {
        request.cancel();
      }
      return Optional.ofNullable(response).map(Response::getCode);
    }

    @Override
    public void close() {
      endpoint.destroy();
    }
  }

  Line lineTo(int hubPort) throws Exception {
    return new Line(hubPort);
  }

  @Override
  public void close() {
    server.destroy();
  }
}
