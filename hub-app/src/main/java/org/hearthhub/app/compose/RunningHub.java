package org.hearthhub.app.compose;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hearthhub.Hub;
import org.hearthhub.adapter.coap.CoapAdapter;
import org.hearthhub.adapter.coap.CoapSettings;
import org.hearthhub.adapter.mdns.MdnsAnnouncer;
import org.hearthhub.adapter.mdns.MdnsNetwork;
import org.hearthhub.app.operator.OperatorClient;
import org.hearthhub.device.Adapter;
import org.hearthhub.vault.Vault;
import org.hearthhub.web.WebServer;
import org.hearthhub.web.WebSettings;
import org.hearthhub.web.door.ListenAddresses.Scope;

/**
 * One hub with everything that belongs to it, from the store at the bottom to the web server on
 * top. Closing takes it apart from the top, so that whatever was answered as stored is stored.
 */
public final class RunningHub implements AutoCloseable {
  /** In the data folder: the certificates, outside the store so that a locked hub has them. */
  private static final String TLS = "tls";

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final HubPlan plan;

  private final Hub hub;
  private final CoapAdapter coap;
  private final WebServer web;

  private RunningHub(HubPlan plan, Consumer<String> announceSetupCode) {
    this.plan = plan;
    try {
      Vault vault = keep(open(plan));
      String name = HubName.of(vault.records());
      coap = new CoapAdapter(coapSettings(), Dialects.all());
      Optional<MdnsNetwork> mdns = mdns(name);
      mdns.ifPresent(this::keep);
      hub = keep(new Hub(vault, InstantSource.system(), adapters(mdns), announceSetupCode));
      hub.start();
      web = keep(WebServer.start(hub, webSettings(name)));
      mdns.ifPresent(network -> announce(network, name));
    } catch (Throwable failure) {
      close();
      throw failure;
    }
  }

  /**
   * Starts everything; returns when all of it listens.
   *
   * @param announceSetupCode told each setup code while the home has no owner
   * @throws org.hearthhub.problem.Problem if a part cannot start; the others are stopped again
   */
  public static RunningHub start(HubPlan plan, Consumer<String> announceSetupCode) {
    return new RunningHub(plan, announceSetupCode);
  }

  private static Vault open(HubPlan plan) {
    Path folder = plan.dataFolder();
    return Vault.exists(folder)
        ? Vault.open(folder, plan.unlock())
        : Vault.create(folder, plan.unlock());
  }

  private CoapSettings coapSettings() {
    CoapSettings settings =
        switch (plan.network()) {
          case Network.Home() -> CoapSettings.home();
          case Network.OneInterface(String name) -> CoapSettings.home().on(name);
          case Network.ThisMachine() -> CoapSettings.loopback();
        };
    return settings.withPort(plan.coapPort());
  }

  /** None where nothing may leave this machine. */
  private Optional<MdnsNetwork> mdns(String hubName) {
    return switch (plan.network()) {
      case Network.ThisMachine() -> Optional.empty();
      case Network.Home(), Network.OneInterface _ ->
          Optional.of(MdnsRoom.network(hubName, scope()));
    };
  }

  private List<Adapter> adapters(Optional<MdnsNetwork> mdns) {
    List<Adapter> adapters = new ArrayList<>(List.of(coap));
    mdns.ifPresent(network -> adapters.add(MdnsRoom.adapter(network, coap)));
    return adapters;
  }

  private void announce(MdnsNetwork network, String hubName) {
    web.httpsPort()
        .ifPresent(
            port -> keep(new MdnsAnnouncer(network, MdnsRoom.titleOf(hubName), port)).start());
  }

  private Scope scope() {
    return switch (plan.network()) {
      case Network.Home() -> new Scope.AllInterfaces();
      case Network.OneInterface(String name) -> new Scope.OneInterface(name, false);
      case Network.ThisMachine() -> new Scope.LoopbackOnly();
    };
  }

  private WebSettings webSettings(String hubName) {
    WebSettings settings =
        WebSettings.of(plan.dataFolder().resolve(TLS), hubName, plan.version())
            .withHttpPort(plan.httpPort())
            .withSocket(plan.dataFolder().resolve(OperatorClient.SOCKET))
            .listeningOn(scope());
    if (plan.httpsPort().isPresent()) {
      settings = settings.withHttpsPort(plan.httpsPort().getAsInt());
    }
    return plan.demo() ? settings.asDemo() : settings;
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  /** Where people find it. */
  public String url() {
    return switch (plan.network()) {
      case Network.ThisMachine() -> web.localUrl();
      case Network.Home(), Network.OneInterface _ -> web.homeUrl().orElse(web.localUrl());
    };
  }

  /** Tells the setup code while the home has no owner. */
  public void announceSetupCode() {
    if (!hub.residents().ownerExists()) {
      hub.setupCode().announce();
    }
  }

  public int httpPort() {
    return web.httpPort();
  }

  public int coapPort() {
    return coap.port();
  }

  public Hub hub() {
    return hub;
  }

  /** Stops from the top down; everything that was taken is stored when this returns. */
  @Override
  public void close() {
    Optional<RuntimeException> first = Optional.empty();
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (RuntimeException failure) {
        first = first.or(() -> Optional.of(failure));
      } catch (Exception checked) {
        RuntimeException failure = new IllegalStateException("a part did not stop", checked);
        first = first.or(() -> Optional.of(failure));
      }
    }
    first.ifPresent(
        failure -> {
          throw failure;
        });
  }
}
