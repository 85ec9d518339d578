package org.hearthhub.adapter.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.auth.PreSharedKeyIdentity;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedMultiPskStore;
import org.hearthhub.problem.Unavailable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An IKEA TRADFRI gateway with a lamp, a colour lamp, a plug, a blind, a remote and a group behind
 * it: real DTLS with the code on its label, and then with the keys that it hands out. Thread-safe.
 */
public final class TradfriGateway implements AutoCloseable {
  /** Who may ask for a key, and for nothing else. */
  private static final String LABEL = "Client_identity";

  private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";
  private static final int KEY_LENGTH = 16;
  private static final int MOST_KEYS = 64;

  private final String id;
  private final AdvancedMultiPskStore keys = new AdvancedMultiPskStore();
  private final Map<String, String> given = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().daemon().name("hearth-sim-tradfri-", 0).factory());
  private final TradfriNodes devices = new TradfriNodes("15001", this::isGuest, threads);
  private final TradfriNodes groups = new TradfriNodes("15004", this::isGuest, threads);
  private final CoapServer server;
  private final DTLSConnector connector;

  /**
   * @param id of this very gateway
   * @param securityCode on its label
   */
  private TradfriGateway(InetSocketAddress at, String id, String securityCode) {
    this.id = id;
    Configuration configuration = configuration();
    keys.setKey(LABEL, securityCode.getBytes(StandardCharsets.UTF_8));
    connector =
        new DTLSConnector(
            DtlsConnectorConfig.builder(configuration)
                .setAddress(at)
                .setAdvancedPskStore(keys)
                .build());
    server = new CoapServer(configuration);
    server.setExecutors(threads, threads, true);
    server.addEndpoint(
        CoapEndpoint.builder().setConfiguration(configuration).setConnector(connector).build());
    server.add(devices, groups, scenes(), gateway());
    TradfriNodes.furnish(devices, groups);
  }

  /**
   * The code on the label of one that is made with that seed: no secret, as nothing behind it is
   * real.
   */
  public static String label(long seed) {
    Random random = new Random(seed);
    StringBuilder code = new StringBuilder(KEY_LENGTH);
    while (code.length() < KEY_LENGTH) {
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  /**
   * Switches one on.
   *
   * @throws Unavailable if the port is taken
   */
  public static TradfriGateway start(InetSocketAddress at, String id, String securityCode) {
    TradfriGateway gateway = new TradfriGateway(at, id, securityCode);
    try {
      gateway.server.start();
      if (!gateway.connector.isRunning()) {
        throw new IOException("it does not listen");
      }
    } catch (IOException | RuntimeException taken) {
      gateway.close();
      throw new Unavailable(
          Unavailable.Who.DEVICE,
          "no-port-for-device",
          "The simulated gateway could not open UDP port "
              + at.getPort()
              + ": another program has it. Choose another port.");
    }
    return gateway;
  }

  private static Configuration configuration() {
    DtlsConfig.register();
    return SimulatorConfiguration.forDevices(1)
        .set(DtlsConfig.DTLS_RECOMMENDED_CIPHER_SUITES_ONLY, false)
        .setAsList(DtlsConfig.DTLS_CIPHER_SUITES, CipherSuite.TLS_PSK_WITH_AES_128_CCM_8)
        .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1)
        .set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1)
        .set(DtlsConfig.DTLS_MAX_CONNECTIONS, 64);
  }

  /** None; apps of others ask for those of each group. */
  private static CoapResource scenes() {
    CoapResource ofGroup =
        new CoapResource(Integer.toString(TradfriNodes.GROUP)) {
          @Override
          public void handleGET(CoapExchange exchange) {
            exchange.respond(ResponseCode.CONTENT, "[]", MediaTypeRegistry.APPLICATION_JSON);
          }
        };
    ofGroup.setObservable(true);
    CoapResource scenes = new CoapResource("15005");
    scenes.add(ofGroup);
    return scenes;
  }

  private CoapResource gateway() {
    CoapResource gateway = new CoapResource("15011");
    gateway.add(
        new CoapResource("9063") {
          @Override
          public void handlePOST(CoapExchange exchange) {
            handOut(exchange);
          }
        },
        new CoapResource("15012") {
          @Override
          public void handleGET(CoapExchange exchange) {
            if (isGuest(exchange.advanced())) {
              exchange.respond(
                  ResponseCode.CONTENT,
                  "{\"9081\":\"" + id + "\",\"9029\":\"1.21.0031\",\"9023\":\"\"}",
                  MediaTypeRegistry.APPLICATION_JSON);
            } else {
              exchange.respond(ResponseCode.UNAUTHORIZED);
            }
          }
        });
    return gateway;
  }

  /** Each name once only, as the real one does. */
  private void handOut(CoapExchange exchange) {
    String name;
    try {
      JsonNode wish = JsonMapper.shared().readTree(exchange.getRequestText());
      name = wish.path("9090").stringValue("");
    } catch (JacksonException notJson) {
      name = "";
    }
    if (!LABEL.equals(caller(exchange.advanced()))
        || name.isEmpty()
        || given.size() >= MOST_KEYS
        || given.containsKey(name)) {
      exchange.respond(ResponseCode.BAD_REQUEST);
      return;
    }
    StringBuilder key = new StringBuilder(KEY_LENGTH);
    for (int i = 0; i < KEY_LENGTH; i++) {
      key.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    given.put(name, key.toString());
    keys.setKey(name, key.toString().getBytes(StandardCharsets.UTF_8));
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer.put("9091", key.toString()).put("9029", "1.21.0031");
    exchange.respond(ResponseCode.CREATED, answer.toString(), MediaTypeRegistry.APPLICATION_JSON);
  }

  /** Whether it comes with a key that was handed out: the label alone opens nothing. */
  private boolean isGuest(Exchange exchange) {
    return given.containsKey(caller(exchange));
  }

  private static String caller(Exchange exchange) {
    Principal caller = exchange.getRequest().getSourceContext().getPeerIdentity();
    return caller instanceof PreSharedKeyIdentity known ? known.getIdentity() : "";
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return connector.getAddress();
  }

  /** Names under which it handed out a key. */
  public List<String> guests() {
    return List.copyOf(given.keySet());
  }

  /** The document of a device, as JSON. */
  public String document(int number) {
    return devices.node(number).text();
  }

  /** A device is switched on or off at the wall. */
  public void reaches(int number, boolean reachable) {
    devices.node(number).change(document -> document.put("9019", reachable ? 1 : 0));
  }

  /** Something changed a device that is not the hub: its remote, or another app. */
  public void set(int number, String list, String resource, long value) {
    devices.node(number).put(list, resource, value);
  }

  /** Somebody adds a lamp to it. */
  public void addLamp(int number, String name) {
    devices.addLamp(number, name);
  }

  /** Its remote, or another app, moves a blind: to 0, open, up to 100. */
  public void moveBlind(int number, double position) {
    devices.node(number).motor().moveTo(position);
  }

  /** Whether a blind is on its way. */
  public boolean isMoving(int number) {
    return devices.node(number).motor().isMoving();
  }

  /** As after a power cut: no session is known any longer; keys that it handed out are. */
  public void forgetSessions() {
    connector.clearConnectionState();
  }

  @Override
  public void close() {
    server.destroy();
    threads.shutdownNow();
  }
}
