package org.hearthhub.app.compose;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import org.hearthhub.adapter.mdns.MdnsAnnouncer;
import org.hearthhub.adapter.mdns.MdnsNetwork;
import org.hearthhub.app.operator.OperatorClient;
import org.hearthhub.web.WebServer;
import org.hearthhub.web.WebSettings;
import org.hearthhub.web.door.ListenAddresses.Scope;

/**
 * Where a home is found on the network, whether its store is open yet or not: its name, its web
 * server, and what announces them.
 */
final class Doorway implements AutoCloseable {
  /** In the data folder: the certificates, outside the store so that a locked hub has them. */
  private static final String TLS = "tls";

  private final HubPlan plan;
  private final String name;
  private final Optional<MdnsNetwork> mdns;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /**
   * Nothing listens yet.
   *
   * @param name the permanent name of the hub
   */
  Doorway(HubPlan plan, String name) {
    this.plan = plan;
    this.name = name;
    mdns =
        switch (plan.network()) {
          // Nothing may leave this machine.
          case Network.ThisMachine() -> Optional.empty();
          case Network.Home(), Network.OneInterface _ ->
              Optional.of(MdnsRoom.network(name, scope(plan)));
        };
  }

  static Path tlsFolder(Path dataFolder) {
    return dataFolder.resolve(TLS);
  }

  Optional<MdnsNetwork> mdns() {
    return mdns;
  }

  /** Starts the web server and announces it. */
  WebServer open(Function<WebSettings, WebServer> starting) {
    WebServer web = starting.apply(settings());
    parts.push(web);
    mdns.ifPresent(network -> announce(network, web));
    return web;
  }

  private void announce(MdnsNetwork network, WebServer web) {
    web.httpsPort()
        .ifPresent(
            port -> {
              MdnsAnnouncer announcer = new MdnsAnnouncer(network, MdnsRoom.titleOf(name), port);
              parts.push(announcer);
              announcer.start();
            });
  }

  private WebSettings settings() {
    WebSettings settings =
        WebSettings.of(tlsFolder(plan.dataFolder()), name, plan.version())
            .withHttpPort(plan.httpPort())
            .withSocket(plan.dataFolder().resolve(OperatorClient.SOCKET))
            .listeningOn(scope(plan));
    if (plan.httpsPort().isPresent()) {
      settings = settings.withHttpsPort(plan.httpsPort().getAsInt());
    }
    return plan.demo() ? settings.asDemo() : settings;
  }

  private static Scope scope(HubPlan plan) {
    return switch (plan.network()) {
      case Network.Home() -> new Scope.AllInterfaces();
      case Network.OneInterface(String name) -> new Scope.OneInterface(name, false);
      case Network.ThisMachine() -> new Scope.LoopbackOnly();
    };
  }

  /** Where people find it. */
  String url(WebServer web) {
    return switch (plan.network()) {
      case Network.ThisMachine() -> web.localUrl();
      case Network.Home(), Network.OneInterface _ -> web.homeUrl().orElse(web.localUrl());
    };
  }

  /** Nobody comes in any more; mDNS goes on, for the adapters use it. */
  @Override
  public void close() {
    Parts.close(parts);
  }
}
