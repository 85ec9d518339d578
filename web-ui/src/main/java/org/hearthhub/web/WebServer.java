package org.hearthhub.web;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.hearthhub.Hub;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Problem;
import org.hearthhub.web.door.CannotListen;
import org.hearthhub.web.door.Door;
import org.hearthhub.web.door.DoorErrors;
import org.hearthhub.web.door.ExplanationPage;
import org.hearthhub.web.door.LanConnector;
import org.hearthhub.web.door.LanRanges;
import org.hearthhub.web.door.ListenAddresses;
import org.hearthhub.web.door.OwnNames;
import org.hearthhub.web.door.Ports;
import org.hearthhub.web.signin.Callers;
import org.hearthhub.web.signin.SignIn;
import org.hearthhub.web.stream.Streams;
import org.hearthhub.web.tls.HubCertificates;
import org.hearthhub.web.tls.TlsContext;
import org.hearthhub.web.vault.LockedHome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hub's web server: everything over HTTP. Thread-safe. */
public final class WebServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WebServer.class);
  private static final Duration LOOK_AROUND = Duration.ofSeconds(10);
  private static final long POOLED_BYTES = 4L << 20;

  private final Server server;
  private final WebSettings settings;
  private final Inside inside = new Inside();
  private final OwnNames names;
  private final LanConnector http;
  private final Optional<Https> https;
  private final AtomicReference<Optional<Streams>> streams =
      new AtomicReference<>(Optional.empty());

  private record Https(LanConnector connector, HubCertificates certificates, TlsContext context) {}

  private WebServer(WebSettings settings) {
    this.settings = settings;
    ListenAddresses listen = ListenAddresses.now(settings.scope());
    server = server();
    names = new OwnNames(settings.hubName());
    names.addresses(listen.addresses());
    http = Connectors.http(server, settings.httpPort(), listen);
    server.addConnector(http);
    https = settings.httpsPort().stream().mapToObj(port -> https(port, listen)).findFirst();
    https.ifPresent(each -> server.addConnector(each.connector()));
    settings.socket().map(path -> Connectors.socket(server, path)).ifPresent(server::addConnector);

    server.setErrorHandler(new DoorErrors());
    server.setHandler(new Door(inside, names, new ExplanationPage(this::homeUrl)));
  }

  /**
   * Starts to serve a home.
   *
   * @throws org.hearthhub.problem.Conflict if a port is taken; says by which program
   * @throws org.hearthhub.problem.Invalid if the path of the socket is too long
   * @throws Broken if the certificates or the socket cannot be written
   */
  public static WebServer start(Hub hub, WebSettings settings) {
    WebServer web = new WebServer(settings);
    return web.opened(() -> web.serve(hub));
  }

  /**
   * Starts to serve the way to unlock a home, and nothing else; problems as {@link #start}.
   *
   * <p>{@link #serve} makes it the web server of the home.
   */
  public static WebServer startLocked(LockedHome home, WebSettings settings) {
    WebServer web = new WebServer(settings);
    return web.opened(() -> web.inside.becomes(Routes.locked(home, settings)));
  }

  private WebServer opened(Runnable content) {
    try {
      content.run();
      open();
      return this;
    } catch (Throwable failure) {
      close();
      throw failure;
    }
  }

  /** Serves this home from now on, on the ports that are open already. */
  public void serve(Hub hub) {
    Callers callers = new Callers(hub);
    SignIn signIn = new SignIn(hub, callers, settings.demo(), settings.version());
    Streams all =
        new Streams(hub, callers, settings.clock(), settings.version(), settings.stream());
    streams.set(Optional.of(all));
    inside.becomes(new Routes(hub, settings, callers, signIn, all).routing());
  }

  private Https https(int port, ListenAddresses listen) {
    HubCertificates certificates =
        HubCertificates.open(
            settings.tlsFolder(),
            settings.hubName(),
            Set.of(OwnNames.ALIAS, "localhost"),
            certified(listen),
            settings.clock());
    TlsContext context = new TlsContext(certificates);
    return new Https(Connectors.https(server, port, listen, context), certificates, context);
  }

  /** The authority vouches for private addresses only. */
  private static Set<InetAddress> certified(ListenAddresses listen) {
    return listen.addresses().stream()
        .filter(LanRanges.PRIVATE_ONLY::contains)
        .collect(Collectors.toSet());
  }

  private static Server server() {
    // Requests run on virtual threads; the pool only selects, accepts and schedules.
    QueuedThreadPool pool = new QueuedThreadPool(16, 2);
    pool.setName("web");
    pool.setReservedThreads(2);
    pool.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("web-request-"));
    Scheduler scheduler = new ScheduledExecutorScheduler("web-scheduler", true);
    Server server =
        new Server(
            pool,
            scheduler,
            new ArrayByteBufferPool(0, -1, 64 * 1024, 64, POOLED_BYTES, POOLED_BYTES));
    server.setStopTimeout(0);
    return server;
  }

  private void open() {
    try {
      startListening();
    } catch (Problem problem) {
      throw problem;
    } catch (Exception failure) {
      throw new Broken("web-broken", "The web server could not be started.", failure);
    }
    settings.socket().ifPresent(Connectors::protect);
    lookAroundLater();
  }

  private void startListening() throws Exception {
    try {
      server.start();
      ListenAddresses listen = ListenAddresses.now(settings.scope());
      http.listenOn(listen);
      if (https.isPresent()) {
        https.get().connector().listenOn(listen);
      }
    } catch (CannotListen failure) {
      throw Ports.problem(failure);
    }
  }

  private void lookAroundLater() {
    server.getScheduler().schedule(this::lookAround, LOOK_AROUND.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Hangs up on who stalls, and follows the addresses of this machine as they come and go. */
  private void lookAround() {
    if (!server.isRunning()) {
      return;
    }
    Thread.ofVirtual()
        .name("web-look-around")
        .start(
            () -> {
              try {
                http.sweep();
                https.ifPresent(each -> each.connector().sweep());
                followAddresses();
              } catch (IOException | RuntimeException failure) {
                log.warn("The network could not be followed; trying again", failure);
              } finally {
                lookAroundLater();
              }
            });
  }

  private void followAddresses() throws IOException {
    ListenAddresses listen = ListenAddresses.now(settings.scope());
    names.addresses(listen.addresses());
    if (https.isPresent() && https.get().certificates().renewIfNeeded(certified(listen))) {
      https.get().context().reload();
    }
    http.listenOn(listen);
    if (https.isPresent()) {
      https.get().connector().listenOn(listen);
    }
  }

  public int httpPort() {
    return http.getLocalPort();
  }

  public OptionalInt httpsPort() {
    return https.stream().mapToInt(each -> each.connector().getLocalPort()).findFirst();
  }

  /** Where a browser on this machine reaches the hub, for example {@code http://localhost:8080}. */
  public String localUrl() {
    return "http://localhost:" + httpPort();
  }

  /** Where the rest of the home reaches the hub; empty without HTTPS. */
  public Optional<String> homeUrl() {
    return https.map(
        each -> "https://%s:%d/".formatted(settings.hubName(), each.connector().getLocalPort()));
  }

  /** What a browser has to trust to trust this hub; empty without HTTPS. */
  public Optional<X509Certificate> authority() {
    return https.map(each -> each.certificates().authority());
  }

  /** For the test that holds the routes against the contract. */
  Javalin routing() {
    return inside.routing();
  }

  /** Ends streams and connections, then frees the ports. */
  @Override
  public void close() {
    streams.get().ifPresent(Streams::close);
    try {
      server.stop();
    } catch (Exception failure) {
      log.warn("The web server did not stop cleanly", failure);
    }
    server.destroy();
    settings.socket().ifPresent(Connectors::remove);
  }
}
