package org.hearthhub.adapter.coap;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.elements.exception.ConnectorException;

/** A real CoAP device on loopback, of Californium's making. */
final class TestDevice implements AutoCloseable {
  private final Configuration configuration;
  private final Map<String, Cell> cells = new ConcurrentHashMap<>();
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(1, Thread.ofPlatform().name("test-device-", 0).factory());
  private CoapServer server;
  private final int port;
  private final Consumer<TestDevice> made;

  /** A resource whose payload can be set. */
  static final class Cell extends CoapResource {
    volatile byte[] payload;
    volatile int format;
    volatile long maxAge = 60;
    volatile boolean takesWrites;
    volatile boolean keepsWrites = true;
    final AtomicInteger puts = new AtomicInteger();

    Cell(String name, int format, byte[] payload) {
      super(name);
      this.format = format;
      this.payload = payload;
      become();
    }

    private void become() {
      setObservable(true);
      setObserveType(CoAP.Type.CON);
    }

    Cell attribute(String name, String value) {
      getAttributes().addAttribute(name, value);
      return this;
    }

    /** Nothing is said about it but that it is there. */
    Cell bare() {
      setObservable(false);
      for (String attribute : List.copyOf(getAttributes().getAttributeKeySet())) {
        getAttributes().clearAttribute(attribute);
      }
      return this;
    }

    Cell observable() {
      getAttributes().setObservable();
      return this;
    }

    Cell writable() {
      takesWrites = true;
      return attribute("if", "core.a");
    }

    Cell lasting(long seconds) {
      maxAge = seconds;
      return this;
    }

    void set(String text) {
      set(text.getBytes(StandardCharsets.UTF_8));
    }

    void set(byte[] bytes) {
      payload = bytes;
      changed();
    }

    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      exchange.setMaxAge(maxAge);
      exchange.respond(ResponseCode.CONTENT, payload, format);
    }

    @Override
    public void handlePUT(CoapExchange exchange) {
      puts.incrementAndGet();
      if (!takesWrites) {
        exchange.respond(ResponseCode.METHOD_NOT_ALLOWED);
        return;
      }
      if (keepsWrites) {
        payload = exchange.getRequestPayload();
      }
      exchange.respond(ResponseCode.CHANGED);
      if (keepsWrites) {
        changed();
      }
    }
  }

  TestDevice(Consumer<TestDevice> made) throws Exception {
    CoapConfig.register();
    UdpConfig.register();
    configuration =
        Configuration.createStandardWithoutFile()
            .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, 300_000)
            .set(CoapConfig.ACK_TIMEOUT, 300, TimeUnit.MILLISECONDS)
            .set(CoapConfig.MAX_RETRANSMIT, 2)
            .set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1)
            .set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1);
    this.made = made;
    server = switchOn(0);
    port = server.getEndpoints().getFirst().getAddress().getPort();
  }

  private CoapServer switchOn(int onPort) throws Exception {
    CoapServer fresh = new CoapServer(configuration);
    fresh.setExecutors(threads, threads, true);
    fresh.addEndpoint(
        CoapEndpoint.builder()
            .setConfiguration(configuration)
            .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort))
            .build());
    server = fresh;
    cells.clear();
    made.accept(this);
    fresh.start();
    return fresh;
  }

  Cell text(String name, String value) {
    return cell(name, 0, value.getBytes(StandardCharsets.UTF_8));
  }

  Cell cell(String name, int format, byte[] payload) {
    Cell cell = new Cell(name, format, payload);
    cells.put(name, cell);
    server.add(cell);
    return cell;
  }

  /** A resource with others below it. */
  void add(CoapResource resource) {
    server.add(resource);
  }

  /** Does something after a while, on the device's own thread. */
  void later(long millis, Runnable deed) {
    var _ = threads.schedule(deed, millis, TimeUnit.MILLISECONDS);
  }

  /** A resource under {@code .well-known}. */
  void wellKnown(String name, int format, byte[] payload, String resourceType) {
    Cell cell = new Cell(name, format, payload);
    cell.getAttributes().addResourceType(resourceType);
    server.getRoot().getChild(".well-known").add(cell);
  }

  Cell cell(String name) {
    Cell cell = cells.get(name);
    if (cell == null) {
      throw new AssertionError("no such cell: " + name);
    }
    return cell;
  }

  int port() {
    return port;
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /** Goes silent, all observers forgotten. */
  void switchOff() {
    server.destroy();
  }

  /** As after a power cut: same address, nothing remembered. */
  void reboot() throws Exception {
    switchOff();
    switchOn(port);
  }

  /** Forgets its observers without a word. */
  void forgetObservers() {
    cells.values().forEach(CoapResource::clearObserveRelations);
  }

  /** Waits until a resource has so many observers; false if that takes too long. */
  boolean awaitObservers(String name, int count) {
    CompletableFuture<Boolean> reached = new CompletableFuture<>();
    var watching =
        threads.scheduleAtFixedRate(
            () -> {
              if (cell(name).getObserverCount() == count) {
                reached.complete(true);
              }
            },
            0,
            20,
            TimeUnit.MILLISECONDS);
    try {
      return reached.completeOnTimeout(false, 10, TimeUnit.SECONDS).join();
    } finally {
      watching.cancel(false);
    }
  }

  CoapResponse ask(Request request) throws ConnectorException, java.io.IOException {
    CoapClient client = new CoapClient();
    client.setEndpoint(server.getEndpoints().getFirst());
    client.setTimeout(10_000L);
    CoapResponse response = client.advanced(request);
    client.shutdown();
    if (response == null) {
      throw new AssertionError("no answer from the hub");
    }
    return response;
  }

  /** Registers itself simply (RFC 9176 section 5.1). */
  CoapResponse register(int hubPort, String name) throws ConnectorException, java.io.IOException {
    Request request = Request.newPost();
    request.setURI("coap://127.0.0.1:" + hubPort + "/.well-known/rd?ep=" + name + "&lt=3600");
    return ask(request);
  }

  CoapResponse report(int hubPort, String query, int format, byte[] pack)
      throws ConnectorException, java.io.IOException {
    Request request = Request.newPost();
    request.setURI("coap://127.0.0.1:" + hubPort + "/report" + query);
    request.setPayload(pack);
    request.getOptions().setContentFormat(format);
    return ask(request);
  }

  @Override
  public void close() {
    server.destroy();
    threads.shutdownNow();
  }
}
