package org.hearthhub.app.compose;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hearthhub.Hub;
import org.hearthhub.adapter.coap.CoapAdapter;
import org.hearthhub.adapter.coap.CoapSettings;
import org.hearthhub.adapter.mdns.MdnsNetwork;
import org.hearthhub.device.Adapter;
import org.hearthhub.history.MachineClock;
import org.hearthhub.vault.Unlock;
import org.hearthhub.vault.Vault;
import org.hearthhub.web.WebServer;
import org.hearthhub.web.wot.HubDescription;

/**
 * One hub with everything that belongs to it, from the store at the bottom to the web server on
 * top. Closing takes it apart from the top, so that whatever was answered as stored is stored.
 */
public final class RunningHub implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final HubPlan plan;

  private final Hub hub;
  private final CoapAdapter coap;
  private final Doorway doorway;
  private final WebServer web;

  /** Where the hub is found: nowhere yet, or where it waited for somebody to unlock it. */
  private sealed interface Place {
    record New() implements Place {}

    record There(Doorway doorway, WebServer web) implements Place {}
  }

  private RunningHub(HubPlan plan, Vault vault, Place place, Consumer<String> announceSetupCode) {
    this.plan = plan;
    try {
      keep(vault);
      doorway =
          switch (place) {
            case Place.New() -> new Doorway(plan, HubName.of(vault.records()));
            case Place.There(Doorway open, WebServer _) -> open;
          };
      doorway.mdns().ifPresent(this::keep);
      coap = new CoapAdapter(coapSettings(), Dialects.all());
      hub =
          keep(new Hub(vault, MachineClock.system(), adapters(doorway.mdns()), announceSetupCode));
      keep(doorway);
      hub.start();
      web =
          switch (place) {
            case Place.New() -> doorway.open(settings -> WebServer.start(hub, settings));
            case Place.There(Doorway _, WebServer open) -> {
              open.serve(hub);
              yield open;
            }
          };
      coap.describeHub(HubDescription.brief(doorway.url(web)));
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
  public static RunningHub start(HubPlan plan, Unlock unlock, Consumer<String> announceSetupCode) {
    return start(plan, open(plan.dataFolder(), unlock), announceSetupCode);
  }

  /** As {@link #start(HubPlan, Unlock, Consumer)}, on a store that belongs to it from now on. */
  public static RunningHub start(HubPlan plan, Vault vault, Consumer<String> announceSetupCode) {
    return new RunningHub(plan, vault, new Place.New(), announceSetupCode);
  }

  /** Starts on a store that is open, where a locked hub waited; both belong to it then. */
  static RunningHub start(
      HubPlan plan,
      Vault vault,
      Doorway doorway,
      WebServer web,
      Consumer<String> announceSetupCode) {
    return new RunningHub(plan, vault, new Place.There(doorway, web), announceSetupCode);
  }

  /**
   * Opens the store of a home, or makes it.
   *
   * @throws org.hearthhub.problem.Refused if this does not open it
   * @throws org.hearthhub.problem.Problem if it cannot be opened by anything
   */
  public static Vault open(Path folder, Unlock unlock) {
    return Vault.exists(folder) ? Vault.open(folder, unlock) : Vault.create(folder, unlock);
  }

  private CoapSettings coapSettings() {
    CoapSettings settings =
        switch (plan.network()) {
          case Network.Home() -> CoapSettings.home();
          case Network.OneInterface(String name) -> CoapSettings.home().on(name);
          case Network.ThisMachine() -> CoapSettings.loopback();
        };
    return settings.withPort(plan.coapPort()).withSecurePort(plan.coapsPort());
  }

  private List<Adapter> adapters(Optional<MdnsNetwork> mdns) {
    List<Adapter> adapters = new ArrayList<>(List.of(coap));
    mdns.ifPresent(network -> adapters.add(MdnsRoom.adapter(network, coap)));
    return adapters;
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  /** Where people find it. */
  public String url() {
    return doorway.url(web);
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
    Parts.close(parts);
  }
}
