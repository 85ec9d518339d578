package org.hearthhub.adapter.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.option.OpaqueOptionDefinition;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Shelly of the first generation: real CoAP and HTTP sockets, the same messages as the real one.
 * Thread-safe.
 */
public final class SimulatedShelly implements AutoCloseable {
  private static final int DEVICE = 3332;
  private static final int VALIDITY = 3412;
  private static final int SERIAL = 3420;

  private static final Duration USUAL_VALIDITY = Duration.ofSeconds(15);

  private final String id;
  private final JsonNode description;
  private final Map<Integer, JsonNode> values = new LinkedHashMap<>();
  private final CoapServer coap;
  private final CoapEndpoint endpoint;
  private final HttpServer http;
  private final ExecutorService answering;
  private final InetSocketAddress told;
  private Duration validity = USUAL_VALIDITY;
  private int serial = 1;
  private boolean deaf;
  private Optional<String> wanted = Optional.empty();
  private int tries;

  /**
   * @param mac the end of its hardware address, six or twelve hexadecimal digits
   * @param at where it speaks CoAP; port 0 for any
   * @param httpPort where it takes commands, at the same address; 0 for any
   * @param told whom it tells its status: a hub, or the group 224.0.1.187
   */
  public SimulatedShelly(
      ShellyModel model, String mac, InetSocketAddress at, int httpPort, InetSocketAddress told) {
    JsonNode document = model.document();
    this.id = document.path("type").asString() + "#" + mac + "#2";
    this.description = document.path("description");
    this.told = told;
    for (JsonNode value : document.path("status").path("G")) {
      values.put(value.path(1).asInt(), value.path(2));
    }
    endpoint =
        CoapEndpoint.builder()
            .setConfiguration(SimulatorConfiguration.forDevices(1))
            .setInetSocketAddress(at)
            .build();
    coap = new CoapServer(SimulatorConfiguration.forDevices(1));
    coap.addEndpoint(endpoint);
    coap.add(new CoapResource("cit").add(new Told("d"), new Told("s")));
    coap.start();
    answering =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("shelly-" + mac + "-", 0).factory());
    try {
      http = HttpServer.create(new InetSocketAddress(at.getAddress(), httpPort), 8);
    } catch (IOException taken) {
      coap.destroy();
      throw new UncheckedIOException(taken);
    }
    http.setExecutor(answering);
    http.createContext("/", this::command);
    http.start();
  }

  public InetSocketAddress address() {
    return endpoint.getAddress();
  }

  public int httpPort() {
    return http.getAddress().getPort();
  }

  /** Something changed: it tells. */
  public void set(int valueId, JsonNode value) {
    synchronized (this) {
      values.put(valueId, value);
      serial = serial % 0xffff + 1;
    }
    announce();
  }

  /** For how long each of its announcements holds from now on; at least 200 ms. */
  public synchronized void promise(Duration newValidity) {
    validity = newValidity;
  }

  /** From now on it takes commands and does nothing about them. */
  public synchronized void ignoreCommands() {
    deaf = true;
  }

  /** From now on it asks for a user and a password, as one whose login is restricted. */
  public synchronized void restrictLogin(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    wanted = Optional.of("Basic " + Base64.getEncoder().encodeToString(both));
  }

  /** How often somebody sent it a user and a password, right or wrong, asked or unasked. */
  public synchronized int passwordsHeard() {
    return tries;
  }

  /** Tells its status, as it does every 15 seconds; the same again if nothing changed. */
  public void announce() {
    Request status = new Request(CoAP.Code.CUSTOM_30, CoAP.Type.NON);
    status.setDestinationContext(new AddressEndpointContext(told));
    status.getOptions().addUriPath("cit").addUriPath("s");
    mark(status, true);
    status.setPayload(status());
    endpoint.sendRequest(status);
  }

  private synchronized void mark(Message message, boolean isStatus) {
    message.getOptions().addOption(option(DEVICE, id.getBytes(StandardCharsets.US_ASCII)));
    if (isStatus) {
      message.getOptions().addOption(option(VALIDITY, two((int) validity.toMillis() / 100)));
      message.getOptions().addOption(option(SERIAL, two(serial)));
    }
  }

  private static Option option(int number, byte[] value) {
    return new Option(new OpaqueOptionDefinition(number, "CoIoT-" + number), value);
  }

  /** The least byte first, as real ones have it. */
  private static byte[] two(int number) {
    return new byte[] {(byte) number, (byte) (number >> 8)};
  }

  private synchronized String status() {
    ObjectNode document = JsonMapper.shared().createObjectNode();
    ArrayNode all = document.putArray("G");
    values.forEach((number, value) -> all.addArray().add(0).add(number).add(value));
    return document.toString();
  }

  private final class Told extends CoapResource {
    private final boolean isStatus;

    Told(String name) {
      super(name);
      this.isStatus = name.equals("s");
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      Response response = new Response(CoAP.ResponseCode.CONTENT);
      mark(response, isStatus);
      response.setPayload(isStatus ? status() : description.toString());
      exchange.respond(response);
    }
  }

  private void command(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] path = exchange.getRequestURI().getPath().split("/", 4);
      Map<String, String> asked = query(exchange.getRequestURI().getQuery());
      if (!maySpeak(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"shelly\"");
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      if (path.length != 3 || !path[2].matches("[0-3]")) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      act(Integer.parseInt(path[2]), asked);
      byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private synchronized boolean maySpeak(@Nullable String login) {
    if (login != null) {
      tries++;
    }
    return wanted.isEmpty() || wanted.get().equals(login);
  }

  private void act(int channel, Map<String, String> asked) {
    int offset = 100 * channel;
    synchronized (this) {
      if (deaf) {
        return;
      }
    }
    JsonMapper json = JsonMapper.shared();
    asked.forEach(
        (name, value) -> {
          switch (name) {
            case "turn" ->
                set(1101 + offset, json.getNodeFactory().numberNode(value.equals("on") ? 1 : 0));
            case "brightness" -> setNumber(5101 + offset, value);
            case "gain" -> setNumber(5102, value);
            case "temp" -> setNumber(5103, value);
            case "red" -> setNumber(5105, value);
            case "green" -> setNumber(5106, value);
            case "blue" -> setNumber(5107, value);
            case "white" -> setNumber(5108, value);
            case "roller_pos" -> setNumber(1103, value);
            case "go" -> {
              if (!value.equals("to_pos")) {
                set(1102, json.getNodeFactory().stringNode(value));
              }
            }
            default -> {
              // Not of these models.
            }
          }
        });
  }

  private void setNumber(int valueId, String value) {
    set(valueId, JsonMapper.shared().getNodeFactory().numberNode(Integer.parseInt(value)));
  }

  private static Map<String, String> query(@Nullable String query) {
    Map<String, String> asked = new HashMap<>();
    for (String part : query == null ? new String[0] : query.split("&", 16)) {
      String[] pair = part.split("=", 2);
      asked.put(pair[0], pair.length > 1 ? pair[1] : "");
    }
    return asked;
  }

  @Override
  public void close() {
    http.stop(0);
    answering.shutdownNow();
    coap.destroy();
  }
}
