package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hearthhub.device.Adapter;
import org.hearthhub.device.AdapterHost;
import org.hearthhub.device.AttachedDevice;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.device.DeviceLogin;
import org.hearthhub.device.DeviceStatus;
import org.hearthhub.device.Diagnostics;
import org.hearthhub.device.LoginOutcome;
import org.hearthhub.device.PairingAttempt;
import org.hearthhub.device.PairingOutcome;
import org.hearthhub.device.Scan;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Unavailable;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Value;
import org.jspecify.annotations.Nullable;

/** Speaks CoAP (RFC 7252) with the devices of a home. Thread-safe. */
public final class CoapAdapter implements Adapter {
  static final String NAME = "coap";

  private static final String NOT_REACHED =
      "It is not known how this device is reached. Remove it and add it again.";

  private final CoapSettings settings;
  private final HomeNetwork home;
  private final List<CoapProfile> profiles;
  private volatile @Nullable Running running;

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
    running = Running.open(settings, home, profiles, host);
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

  /**
   * What the hub says of itself at {@code /.well-known/wot} from now on: a Thing Description of at
   * most 4 kB, for everybody on the home network.
   */
  public void describeHub(byte[] thingDescription) {
    running().own().is(thingDescription);
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
  public PairingOutcome expect(PairingAttempt attempt, Consumer<PairingOutcome> told) {
    return running().pairing().expect(attempt, told);
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
  public Optional<String> usualUser(DeviceId id) {
    return Optional.ofNullable(running)
        .flatMap(now -> now.attachments().find(id))
        .flatMap(LocalCommands::usualUser);
  }

  @Override
  public LoginOutcome logIn(DeviceId id, DeviceLogin login, Duration patience) {
    Running now = running();
    return now.attachments()
        .find(id)
        .map(device -> now.local().logIn(device, login, patience))
        .orElseGet(() -> new LoginOutcome.NotAsked(NOT_REACHED));
  }

  @Override
  public synchronized void close() {
    Running now = running;
    if (now == null) {
      return;
    }
    running = null;
    now.close();
  }
}
