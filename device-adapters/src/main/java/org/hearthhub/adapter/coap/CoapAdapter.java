package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.RandomTokenGenerator;
import org.eclipse.californium.core.network.TokenGenerator;
import org.eclipse.californium.core.server.ServerMessageDeliverer;
import org.eclipse.californium.elements.config.Configuration;
import org.hearthhub.device.Adapter;
import org.hearthhub.device.AdapterHost;
import org.hearthhub.device.AttachedDevice;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.device.DeviceStatus;
import org.hearthhub.device.Diagnostics;
import org.hearthhub.device.PairingAttempt;
import org.hearthhub.device.PairingOutcome;
import org.hearthhub.device.Scan;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Problem;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.jspecify.annotations.Nullable;

/** Speaks CoAP (RFC 7252) with the devices of a home. Thread-safe. */
public final class CoapAdapter implements Adapter {
  static final String NAME = "coap";

  private static final Duration TEND = Duration.ofMinutes(1);
  private static final Duration FOLLOW = Duration.ofSeconds(30);
  private static final String NOT_REACHED =
      "It is not known how this device is reached. Remove it and add it again.";

  private final CoapSettings settings;
  private final HomeNetwork home;
  private final List<CoapProfile> profiles;
  private volatile @Nullable Running running;

  /** What lives from start to close. */
  private record Running(
      AdapterHost host,
      ProtocolStage stage,
      Endpoints endpoints,
      SecureEndpoints secure,
      PairingDesk pairing,
      Attachments attachments,
      Lookout lookout,
      Orders orders,
      Scanner scanner,
      Findings findings,
      Turnstile turnstile,
      Attachment.Surroundings around) {}

  /**
   * @param profiles the dialects, in the order in which they may look at a new device
   */
  public CoapAdapter(CoapSettings settings, List<CoapProfile> profiles) {
    this.settings = settings;
    this.home = new HomeNetwork(settings.loopbackOnly());
    this.profiles = List.copyOf(profiles);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public synchronized void start(AdapterHost host) {
    if (running != null) {
      throw new IllegalStateException("started twice");
    }
    Configuration wire = Wire.configuration(settings);
    TokenGenerator tokens = new RandomTokenGenerator(wire);
    ProtocolStage stage = new ProtocolStage("coap", Wire.LANES);
    Attachments attachments = new Attachments();
    Observed observed = new Observed(() -> tokens.createToken(TokenGenerator.Scope.LONG_TERM));
    CoapResource root = new CoapResource("");
    Consumer<CoapEndpoint> furnish =
        endpoint -> {
          endpoint.setMessageDeliverer(new ServerMessageDeliverer(root, wire));
          endpoint.addNotificationListener(observed);
        };
    Misunderstood misunderstood = new Misunderstood(host.clock());
    Pacer pacer = new Pacer(settings.pace().questionsPerSecond());
    Endpoints endpoints =
        new Endpoints(
            settings,
            home,
            new EndpointMaker(
                settings, home, stage, wire, tokens, host.clock(), pacer, misunderstood, furnish));
    Expected expected = new Expected(host.clock());
    PskKeys keys = new PskKeys(host.credentials(), expected);
    SecureEndpoints secure =
        new SecureEndpoints(settings, home, stage, tokens, host, keys, expected, pacer, furnish);
    Requests requests = new Requests(endpoints, secure, keys, home);
    Renewal renewal = new Renewal(host, keys, requests, misunderstood);
    Pairer pairer = new Pairer(host, attachments, keys, secure, requests, home, renewal, profiles);
    Lookout lookout =
        new Lookout(
            host,
            requests,
            profiles,
            attachments,
            stage,
            settings.pace(),
            pacer,
            misunderstood,
            pairer);
    endpoints.listen(new Announcements(home, profiles, attachments, lookout));
    Directory directory = new Directory();
    Reachable reachable = new Reachable();
    Lookups lookups = new Lookups(directory, reachable, stage);
    Registrar registrar = new Registrar(directory, lookout, lookups::changed);
    CoapResource wellKnown = new CoapResource(".well-known", false);
    wellKnown.add(new WhoIsThere(root, stage, settings.pace().leisure(), reachable));
    wellKnown.add(new SimpleRegistration(registrar));
    root.add(wellKnown);
    root.add(new RegistrationResource(registrar));
    root.add(lookups.resource());
    root.add(new ReportResource(host, attachments, stage));
    for (CoapProfile profile : profiles) {
      if (profile instanceof Provisioner provisioner) {
        root.add(new ProvisioningResource(provisioner, renewal));
      }
    }
    try {
      endpoints.open();
      secure.open(endpoints.all());
    } catch (Problem noPort) {
      endpoints.close();
      lookout.close();
      stage.shutdownNow();
      throw noPort;
    }
    Turnstile turnstile = new Turnstile();
    running =
        new Running(
            host,
            stage,
            endpoints,
            secure,
            new PairingDesk(expected, keys, pairer, secure, lookout, host),
            attachments,
            lookout,
            new Orders(new Writes(requests, new LocalHttp(home))),
            new Scanner(requests, home, endpoints, lookout, pacer, host.clock()),
            new Findings(settings, endpoints, secure, misunderstood),
            turnstile,
            new Attachment.Surroundings(host, requests, stage, settings.pace(), observed));
    Discovery discovery =
        new Discovery(endpoints, lookout, stage, settings.pace(), pacer, attachments, turnstile);
    discovery.start();
    stage.every(FOLLOW, () -> secure.follow(endpoints.all()));
    stage.every(TEND, registrar::tend);
  }

  @Override
  public boolean understandsSubnet(String subnet) {
    return Subnet.looksLikeOne(subnet);
  }

  @Override
  public void scan(String subnet) {
    running().scanner().scan(Subnet.parse(subnet));
  }

  @Override
  public Optional<Scan> scanning() {
    return Optional.ofNullable(running).flatMap(now -> now.scanner().latest());
  }

  @Override
  public void stopScan() {
    running().scanner().stop();
  }

  @Override
  public Diagnostics.Part diagnostics() {
    Running now = running;
    return now == null ? Diagnostics.Part.nothing(NAME) : now.findings().part();
  }

  private Running running() {
    Running now = running;
    if (now == null) {
      throw new Unavailable(Unavailable.Who.HUB, "not-running", "Hearth is starting or stopping.");
    }
    return now;
  }

  /** The port it listens on, which the system chose where the settings said 0. */
  public int port() {
    return running().endpoints().all().getFirst().endpoint().getAddress().getPort();
  }

  /** The port it listens on for paired devices. */
  public int securePort() {
    return running().secure().port();
  }

  /** Secure sessions and handshakes that are held now. */
  int secureSessions() {
    return running().secure().sessions();
  }

  /** What is planned for later. */
  int timers() {
    return running().stage().getQueue().size();
  }

  @Override
  public PairingOutcome pair(PairingAttempt attempt) {
    return running().pairing().pair(attempt);
  }

  @Override
  public boolean expect(PairingAttempt attempt, Consumer<PairingOutcome> told) {
    running().pairing().expect(attempt, told);
    return true;
  }

  @Override
  public void expectNobody() {
    running().pairing().expectNobody();
  }

  @Override
  public void forgotten(String peer) {
    running().pairing().forgotten(peer);
  }

  @Override
  public boolean understandsAddress(String address) {
    return HomeAddress.looksLikeOne(address);
  }

  @Override
  public void look(String address) {
    look(address, at -> Errand.named(at, "its address was given"));
  }

  /**
   * As {@link #look(String)}, where nobody waits for it: in its turn.
   *
   * @param why how the address was learned, as half a sentence
   */
  public void look(String address, String why) {
    look(address, at -> Errand.announced(at, why));
  }

  private void look(String address, Function<HomeAddress, Errand> errand) {
    Lookout lookout = running().lookout();
    if (HomeAddress.isNumeric(address)) {
      HomeAddress at = HomeAddress.parse(address);
      home.require(at.host());
      if (!lookout.look(errand.apply(at))) {
        throw Lookers.tooMany();
      }
      return;
    }
    if (!HomeAddress.looksLikeOne(address)) {
      HomeAddress.parse(address); // says what is wrong with it
    }
    lookout.run(
        () -> {
          HomeAddress at = HomeAddress.parse(address);
          home.require(at.host());
          lookout.look(errand.apply(at));
        });
  }

  @Override
  public void attach(AttachedDevice attached) {
    Running now = running();
    DeviceLink link;
    CoapProfile profile;
    try {
      link = DeviceLink.parse(attached.link());
      profile = profile(link.profile());
    } catch (Invalid unusable) {
      now.host().status(attached.id(), DeviceStatus.State.OFFLINE, unusable.sentence());
      return;
    }
    Attachment device =
        new Attachment(
            attached.id(),
            attached.identity(),
            attached.description(),
            link,
            profile,
            now.around());
    now.attachments()
        .add(device)
        .ifPresent(
            before -> {
              before.unwatch(false);
              before.sleep().end("The device was added anew before it woke.");
            });
    // Not all devices of a house in one breath.
    device.watch(now.turnstile().turn(link.feeds().size()));
  }

  private CoapProfile profile(String name) {
    return profiles.stream()
        .filter(profile -> profile.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Invalid(
                    "unknown-dialect",
                    "This version of Hearth does not speak the language of this device."));
  }

  @Override
  public void detach(DeviceId id) {
    running()
        .attachments()
        .remove(id)
        .ifPresent(
            device -> {
              device.unwatch(true);
              device.sleep().end("The device was removed before it woke.");
            });
  }

  @Override
  public CommandOutcome write(
      DeviceId id, AffordanceName property, Value value, Duration patience) {
    Running now = running();
    return now.attachments()
        .find(id)
        .map(device -> now.orders().write(device, property, value, patience))
        .orElseGet(() -> new CommandOutcome.Refused(NOT_REACHED));
  }

  @Override
  public CommandOutcome invoke(
      DeviceId id, AffordanceName action, Optional<Value> input, Duration patience) {
    Running now = running();
    return now.attachments()
        .find(id)
        .map(device -> now.orders().invoke(device, action, input, patience))
        .orElseGet(() -> new CommandOutcome.Refused(NOT_REACHED));
  }

  @Override
  public synchronized void close() {
    Running now = running;
    if (now == null) {
      return;
    }
    running = null;
    now.scanner().stop();
    now.lookout().close();
    for (Attachment device : now.attachments().all()) {
      device.unwatch(true);
      device.sleep().end("Hearth stopped before the device woke; it was not told.");
    }
    now.secure().close();
    now.endpoints().close();
    now.stage().shutdownNow();
  }
}
