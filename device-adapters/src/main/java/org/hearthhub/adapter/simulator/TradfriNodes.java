package org.hearthhub.adapter.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.resources.CoapExchange;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A list of the simulated gateway: its devices or its groups, each a document. Thread-safe. */
final class TradfriNodes extends CoapResource {
  static final int GROUP = 131_073;

  private static final String BLINDS = "15015";

  private final Predicate<Exchange> allowed;
  private final ScheduledExecutorService threads;
  private final Map<Integer, Node> nodes = new ConcurrentSkipListMap<>();

  /**
   * @param allowed who may read and change what is here
   * @param threads move blinds
   */
  TradfriNodes(String name, Predicate<Exchange> allowed, ScheduledExecutorService threads) {
    super(name);
    this.threads = threads;
    this.allowed = allowed;
    setObservable(true);
    getAttributes().setObservable();
  }

  Node node(int number) {
    return Optional.ofNullable(nodes.get(number)).orElseThrow();
  }

  private void add(int number, String name, String rest) {
    String json =
        "{\"9001\":\"%s\",\"9002\":1700000000,\"9003\":%d,%s}".formatted(name, number, rest);
    Node node = new Node(number, (ObjectNode) JsonMapper.shared().readTree(json));
    nodes.put(number, node);
    add(node);
  }

  void addLamp(int number, String name) {
    add(
        number,
        name,
        about("TRADFRI bulb E27 WS opal 980lm", 1, 0)
            + ",\"5750\":2,\"9019\":1,"
            + "\"3311\":[{\"5850\":0,\"5851\":127,\"5711\":370,\"9003\":0}]");
    changed();
  }

  /** What stands in the simulated home. */
  static void furnish(TradfriNodes devices, TradfriNodes groups) {
    devices.addLamp(65537, "Reading lamp");
    devices.add(
        65538,
        "Colour lamp",
        about("TRADFRI bulb E27 CWS opal 600lm", 1, 0)
            + ",\"5750\":2,\"9019\":1,\"3311\":[{\"5850\":1,\"5851\":254,\"5706\":\"f1e0b5\","
            + "\"5707\":5427,\"5708\":42596,\"9003\":0}]");
    devices.add(
        65539,
        "Fan plug",
        about("TRADFRI control outlet", 1, 0)
            + ",\"5750\":3,\"9019\":1,\"3312\":[{\"5850\":1,\"9003\":0}]");
    devices.add(
        65540,
        "Bedroom blind",
        about("FYRTUR block-out roller blind", 3, 81)
            + ",\"5750\":7,\"9019\":1,\"15015\":[{\"5536\":0.0,\"9003\":0}]");
    devices.add(
        65541,
        "Remote",
        about("TRADFRI remote control", 3, 47) + ",\"5750\":0,\"9019\":1,\"15009\":[{\"9003\":0}]");
    groups.add(
        GROUP, "Study", "\"5850\":1,\"5851\":254,\"9018\":{\"15002\":{\"9003\":[65537,65538]}}");
  }

  private static String about(String model, int power, int battery) {
    return "\"3\":{\"0\":\"IKEA of Sweden\",\"1\":\"%s\",\"2\":\"\",\"3\":\"2.3.086\",\"6\":%d%s}"
        .formatted(model, power, battery > 0 ? ",\"9\":" + battery : "");
  }

  @Override
  public void handleGET(CoapExchange exchange) {
    if (allowed.test(exchange.advanced())) {
      exchange.respond(
          ResponseCode.CONTENT, nodes.keySet().toString(), MediaTypeRegistry.APPLICATION_JSON);
    } else {
      exchange.respond(ResponseCode.UNAUTHORIZED);
    }
  }

  /** One document; what is put into it stays there, and its observers hear of it. */
  final class Node extends CoapResource {
    private final ObjectNode document;
    private final BlindMotor motor = new BlindMotor(this, threads);

    private Node(int number, ObjectNode document) {
      super(Integer.toString(number));
      this.document = document;
      setObservable(true);
      setObserveType(CoAP.Type.CON);
      getAttributes().setObservable();
    }

    synchronized String text() {
      return document.toString();
    }

    void change(Consumer<ObjectNode> how) {
      synchronized (this) {
        how.accept(document);
      }
      changed();
    }

    void put(String list, String resource, long value) {
      change(it -> ((ObjectNode) it.path(list).path(0)).put(resource, value));
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      if (allowed.test(exchange.advanced())) {
        exchange.respond(
            ResponseCode.CONTENT,
            text().getBytes(StandardCharsets.UTF_8),
            MediaTypeRegistry.APPLICATION_JSON);
      } else {
        exchange.respond(ResponseCode.UNAUTHORIZED);
      }
    }

    @Override
    public void handlePUT(CoapExchange exchange) {
      if (!allowed.test(exchange.advanced())) {
        exchange.respond(ResponseCode.UNAUTHORIZED);
        return;
      }
      try {
        JsonNode wish = JsonMapper.shared().readTree(exchange.getRequestText());
        change(document -> wish.properties().forEach(field -> take(document, field)));
        exchange.respond(ResponseCode.CHANGED);
      } catch (JacksonException notJson) {
        exchange.respond(ResponseCode.BAD_REQUEST);
      }
    }

    BlindMotor motor() {
      return motor;
    }

    /**
     * @param how its next position of the present one, from 0, open, to 100
     */
    void moveBlind(DoubleUnaryOperator how) {
      change(
          it -> {
            ObjectNode blind = (ObjectNode) it.path(BLINDS).path(0);
            double now = blind.path(BlindMotor.POSITION).asDouble();
            blind.put(BlindMotor.POSITION, how.applyAsDouble(now));
          });
    }

    private void take(ObjectNode document, Map.Entry<String, JsonNode> field) {
      if (field.getKey().equals(BLINDS) && document.has(BLINDS)) {
        motor.told(field.getValue().path(0));
      } else if (document.path(field.getKey()).path(0) instanceof ObjectNode present
          && field.getValue().path(0) instanceof ObjectNode wanted) {
        wanted.properties().forEach(one -> present.set(one.getKey(), one.getValue()));
      } else if (field.getValue().isValueNode()) {
        document.set(field.getKey(), field.getValue());
      }
    }
  }
}
