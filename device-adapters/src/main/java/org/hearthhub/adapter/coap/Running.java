package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.RandomTokenGenerator;
import org.eclipse.californium.core.network.TokenGenerator;
import org.eclipse.californium.core.server.ServerMessageDeliverer;
import org.eclipse.californium.elements.config.Configuration;
import org.hearthhub.device.AdapterHost;
import org.hearthhub.problem.Problem;

/** The parts of the adapter, which live from its start to its close. Thread-safe. */
record Running(
    AdapterHost host,
    ProtocolStage stage,
    Endpoints endpoints,
    SecureEndpoints secure,
    PairingDesk pairing,
    Attachments attachments,
    Lookout lookout,
    Orders orders,
    LocalCommands local,
    OwnDescription own,
    Scanner scanner,
    Findings findings,
    Turnstile turnstile,
    Attachment.Surroundings around) {
  private static final Duration TEND = Duration.ofMinutes(1);
  private static final String WELL_KNOWN = ".well-known";

  /**
   * Puts them together and begins to listen and to look around.
   *
   * @throws Problem if it cannot listen: then nothing of it is left
   */
  static Running open(
      CoapSettings settings, HomeNetwork home, List<CoapProfile> profiles, AdapterHost host) {
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
    PeerNames names = new PeerNames(attachments, host.credentials());
    Pairer pairer =
        new Pairer(host, attachments, names, keys, secure, requests, home, renewal, profiles);
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
    Reachable reachable = new Reachable();
    Registrar registrar = directory(root, lookout, reachable, stage);
    root.add(new ReportResource(host, attachments, stage));
    OwnDescription own = new OwnDescription(reachable);
    root.getChild(WELL_KNOWN)
        .add(new WhoIsThere(root, stage, settings.pace().leisure(), reachable));
    root.getChild(WELL_KNOWN).add(own);
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
    LocalCommands local = new LocalCommands(new LocalHttp(home), host);
    Running running =
        new Running(
            host,
            stage,
            endpoints,
            secure,
            new PairingDesk(expected, names, keys, pairer, secure, lookout, registrar, host),
            attachments,
            lookout,
            new Orders(new Writes(requests, local)),
            local,
            own,
            new Scanner(requests, home, endpoints, lookout, pacer, host.clock()),
            new Findings(settings, endpoints, secure, misunderstood),
            turnstile,
            new Attachment.Surroundings(
                host, requests, stage, settings.pace(), observed, misunderstood));
    Discovery discovery =
        new Discovery(endpoints, lookout, stage, settings.pace(), pacer, attachments, turnstile);
    discovery.start();
    stage.every(
        settings.pace().firstLook(),
        () -> {
          if (secure.follow(endpoints.all())) {
            running.askSecureOnesAnew();
          }
        });
    stage.every(TEND, registrar::tend);
    return running;
  }

  /** Where devices register, and are looked up. */
  private static Registrar directory(
      CoapResource root, Lookout lookout, Reachable reachable, ProtocolStage stage) {
    Directory directory = new Directory();
    Lookups lookups = new Lookups(directory, reachable, stage);
    Registrar registrar = new Registrar(directory, lookout, lookups::changed);
    CoapResource wellKnown = new CoapResource(WELL_KNOWN, false);
    wellKnown.add(new SimpleRegistration(registrar));
    root.add(wellKnown);
    root.add(new RegistrationResource(registrar));
    root.add(lookups.resource());
    return registrar;
  }

  /** They observe, and are observed, where nobody listens any longer. */
  private void askSecureOnesAnew() {
    for (Attachment device : attachments.all()) {
      if (device.link().at().secure()) {
        device.renewIn(turnstile.turn(device.link().feeds().size()));
      }
    }
  }

  /** Tells the devices that nobody listens any longer, and frees everything. */
  void close() {
    scanner.stop();
    lookout.close();
    for (Attachment device : attachments.all()) {
      device.unwatch(true);
      device.sleep().end("Hearth stopped before the device woke; it was not told.");
    }
    secure.close();
    endpoints.close();
    stage.shutdownNow();
  }
}
