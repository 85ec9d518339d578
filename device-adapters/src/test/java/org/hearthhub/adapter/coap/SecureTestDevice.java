package org.hearthhub.adapter.coap;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.crypto.SecretKey;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.PskPublicInformation;
import org.eclipse.californium.scandium.dtls.PskSecretResult;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;
import org.eclipse.californium.scandium.util.ServerNames;
import org.jspecify.annotations.Nullable;

/** A real device on loopback that speaks DTLS only, with one key, called and calling. */
final class SecureTestDevice implements AutoCloseable {
  private final Configuration configuration;
  private final String name;
  private final byte[] key;
  private final Consumer<SecureTestDevice> made;
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(2, Thread.ofPlatform().name("secure-device-", 0).factory());
  private final Semaphore asked = new Semaphore(0);
  private final Semaphore free = new Semaphore(1);
  private CoapServer server;
  private CoapEndpoint endpoint;
  private DTLSConnector connector;

  SecureTestDevice(String name, byte[] key, Consumer<SecureTestDevice> made) throws Exception {
    this(name, key, 0, made);
  }

  SecureTestDevice(String name, byte[] key, int port, Consumer<SecureTestDevice> made)
      throws Exception {
    CoapConfig.register();
    UdpConfig.register();
    DtlsConfig.register();
    this.name = name;
    this.key = key.clone();
    this.made = made;
    configuration =
        Configuration.createStandardWithoutFile()
            .set(CoapConfig.ACK_TIMEOUT, 300, TimeUnit.MILLISECONDS)
            .set(CoapConfig.MAX_RETRANSMIT, 2)
            .set(DtlsConfig.DTLS_RETRANSMISSION_TIMEOUT, 300, TimeUnit.MILLISECONDS)
            .set(DtlsConfig.DTLS_MAX_RETRANSMISSIONS, 2)
            .set(DtlsConfig.DTLS_RECOMMENDED_CIPHER_SUITES_ONLY, false)
            .set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, 4)
            .set(DtlsConfig.DTLS_USE_MULTI_RECORD_MESSAGES, false)
            .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1)
            .set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1);
    connector = connector(port);
    endpoint = endpoint();
    server = switchOn();
  }

  /** Its key, which handshakes ask for; they wait while it is held. */
  private final class AskedKey extends AdvancedSinglePskStore {
    AskedKey() {
      super(name, key);
    }

    @Override
    public PskSecretResult requestPskSecretResult(
        ConnectionId connection,
        ServerNames serverName,
        PskPublicInformation identity,
        String hmacAlgorithm,
        SecretKey otherSecret,
        byte[] seed,
        boolean useExtendedMasterSecret) {
      asked.release();
      free.acquireUninterruptibly();
      free.release();
      return super.requestPskSecretResult(
          connection,
          serverName,
          identity,
          hmacAlgorithm,
          otherSecret,
          seed,
          useExtendedMasterSecret);
    }
  }

  /** From now on handshakes get no further than to its key. */
  void holdKey() {
    asked.drainPermits();
    free.acquireUninterruptibly();
  }

  /** Waits until a handshake has come as far as to its key. */
  void awaitAsked() throws InterruptedException {
    if (!asked.tryAcquire(10, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody asks for the key");
    }
  }

  void freeKey() {
    free.release();
  }

  private DTLSConnector connector(int port) {
    return new DTLSConnector(
        DtlsConnectorConfig.builder(configuration)
            .setAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .setAdvancedPskStore(new AskedKey())
            .build());
  }

  private CoapEndpoint endpoint() {
    return CoapEndpoint.builder().setConfiguration(configuration).setConnector(connector).build();
  }

  private CoapServer switchOn() throws Exception {
    CoapServer fresh = new CoapServer(configuration);
    fresh.setExecutors(threads, threads, true);
    fresh.addEndpoint(endpoint);
    server = fresh;
    made.accept(this);
    fresh.start();
    return fresh;
  }

  TestDevice.Cell text(String resource, String value) {
    return cell(resource, 0, value.getBytes(StandardCharsets.UTF_8));
  }

  TestDevice.Cell cell(String resource, int format, byte[] payload) {
    TestDevice.Cell cell = new TestDevice.Cell(resource, format, payload);
    server.add(cell);
    return cell;
  }

  TestDevice.Cell cell(String resource) {
    if (server.getRoot().getChild(resource) instanceof TestDevice.Cell cell) {
      return cell;
    }
    throw new AssertionError("no such cell: " + resource);
  }

  void add(Resource resource) {
    server.add(resource);
  }

  void wellKnown(String resource, int format, byte[] payload, String resourceType) {
    TestDevice.Cell cell = new TestDevice.Cell(resource, format, payload);
    cell.getAttributes().addResourceType(resourceType);
    server.getRoot().getChild(".well-known").add(cell);
  }

  int port() {
    return endpoint.getAddress().getPort();
  }

  String address() {
    return "coaps://127.0.0.1:" + port();
  }

  /** As after a power cut: same address, no session remembered. */
  void reboot() throws Exception {
    comeBackAt(port());
  }

  /** As after a power cut, with another address. */
  void move() throws Exception {
    comeBackAt(0);
  }

  private void comeBackAt(int port) throws Exception {
    connector.clearConnectionState(); // no farewell
    server.destroy();
    connector = connector(port);
    endpoint = endpoint();
    switchOn();
  }

  @Nullable CoapResponse call(int hubPort, String path) throws Exception {
    Request request = Request.newPost();
    return ask(request, hubPort, path);
  }

  @Nullable CoapResponse get(int hubPort, String path) throws Exception {
    return ask(Request.newGet(), hubPort, path);
  }

  @Nullable CoapResponse ask(Request request, int hubPort, String path) throws Exception {
    request.setURI("coaps://127.0.0.1:" + hubPort + path);
    CoapClient client = new CoapClient();
    client.setEndpoint(endpoint);
    client.setTimeout(10_000L);
    try {
      return client.advanced(request);
    } finally {
      client.shutdown();
    }
  }

  DTLSConnector connector() {
    return connector;
  }

  @Override
  public void close() {
    server.destroy();
    threads.shutdownNow();
  }
}
