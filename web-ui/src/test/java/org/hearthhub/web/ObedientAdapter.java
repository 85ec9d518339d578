package org.hearthhub.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.hearthhub.device.Adapter;
import org.hearthhub.device.AdapterHost;
import org.hearthhub.device.AttachedDevice;
import org.hearthhub.device.CommandOutcome;
import org.hearthhub.device.Credential;
import org.hearthhub.device.DeviceIdentity;
import org.hearthhub.device.DeviceLogin;
import org.hearthhub.device.Diagnostics;
import org.hearthhub.device.LoginOutcome;
import org.hearthhub.device.PairingAttempt;
import org.hearthhub.device.PairingHint;
import org.hearthhub.device.PairingOutcome;
import org.hearthhub.device.Scan;
import org.hearthhub.device.Sighting;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Kind;
import org.hearthhub.thing.Notification;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.ThingDescription;
import org.hearthhub.thing.Value;

/** An adapter without a network: tests say what its devices tell, and how they take a command. */
final class ObedientAdapter implements Adapter {
  private final AtomicReference<AdapterHost> host = new AtomicReference<>();
  private final AtomicReference<CommandOutcome> outcome =
      new AtomicReference<>(new CommandOutcome.Confirmed(Optional.empty()));
  private final AtomicReference<Optional<Scan>> scan = new AtomicReference<>(Optional.empty());
  private final AtomicReference<PairingOutcome> pairing =
      new AtomicReference<>(new PairingOutcome.Refused("It does not want to."));
  private final AtomicReference<Optional<LoginOutcome>> loginAnswer =
      new AtomicReference<>(Optional.empty());
  final BlockingQueue<String> commands = new LinkedBlockingQueue<>();

  /** The threads that asked to look at an address. */
  final BlockingQueue<Thread> lookers = new LinkedBlockingQueue<>();

  @Override
  public String name() {
    return "obedient";
  }

  @Override
  public void start(AdapterHost itsHost) {
    host.set(itsHost);
  }

  AdapterHost host() {
    AdapterHost started = host.get();
    if (started == null) {
      throw new IllegalStateException("The adapter was not started");
    }
    return started;
  }

  void see(String identity, ThingDescription description) {
    host().sighted(sighting(identity, description, true));
  }

  void seeUnsupported(String identity) {
    host()
        .sighted(
            sighting(
                identity, new ThingDescription("Printer", List.of(), java.util.Map.of()), false));
  }

  /** Sees a device that proved who it is. */
  void seeProven(String peer, ThingDescription description) {
    host()
        .sighted(
            new Sighting(
                new DeviceIdentity(Credential.SCHEME, peer),
                "obedient",
                Kind.of(description),
                description.title(),
                "test://" + peer,
                "was paired",
                true,
                Optional.of(new Sighting.Offer(description, peer))));
  }

  private static Sighting sighting(
      String identity, ThingDescription description, boolean acceptable) {
    return new Sighting(
        new DeviceIdentity("test", identity),
        "obedient",
        Kind.of(description),
        description.title(),
        "test://" + identity,
        "answered on the network",
        false,
        acceptable ? Optional.of(new Sighting.Offer(description, identity)) : Optional.empty());
  }

  CompletionStage<Void> tell(DeviceId device, String property, Value value) {
    return host().report(device, List.of(reading(property, value)));
  }

  /** An event of a device happens. */
  CompletionStage<Void> happens(DeviceId device, String event, Optional<Value> data) {
    return host()
        .notified(
            device, new Notification(AffordanceName.of(event), data, host().clock().instant()));
  }

  CompletionStage<Void> push(DeviceId device, String property, Value value) {
    return host().reportAndCommit(device, List.of(reading(property, value)));
  }

  private Reading reading(String property, Value value) {
    return new Reading(AffordanceName.of(property), value, host().clock().instant());
  }

  void answerCommandsWith(CommandOutcome next) {
    outcome.set(next);
  }

  @Override
  public boolean understandsAddress(String address) {
    return address.startsWith("test://");
  }

  @Override
  public void look(String address) {
    if (address.contains(" ")) {
      throw new Invalid("bad-address", "An address has no spaces.");
    }
    lookers.add(Thread.currentThread());
    see(address.substring("test://".length()), Samples.lamp("Found Lamp"));
  }

  @Override
  public PairingOutcome pair(PairingAttempt attempt) {
    PairingOutcome outcome = pairing.get();
    if (outcome instanceof PairingOutcome.Taken(String peer, String _) && attempt.another()) {
      return new PairingOutcome.Paired(peer + "-2", "You share a key now.");
    }
    if (outcome instanceof PairingOutcome.Paired(String peer, String _)) {
      host()
          .credentials()
          .keep(
              new Credential(
                  peer, peer, attempt.secret().keys().getFirst(), host().clock().instant(), true));
    }
    return outcome;
  }

  /** From now on its devices may ask for a password, and take one like that. */
  void answerLoginsWith(LoginOutcome next) {
    loginAnswer.set(Optional.of(next));
  }

  @Override
  public Optional<String> usualUser(DeviceId device) {
    return loginAnswer.get().map(_ -> "admin");
  }

  @Override
  public LoginOutcome logIn(DeviceId device, DeviceLogin login, Duration patience) {
    return loginAnswer.get().orElseThrow();
  }

  @Override
  public PairingOutcome expect(PairingAttempt attempt, Consumer<PairingOutcome> told) {
    return new PairingOutcome.Awaited("Hearth waits for “" + attempt.name().orElseThrow() + "”.");
  }

  void answerPairingWith(PairingOutcome next) {
    pairing.set(next);
  }

  void seeLocked(String identity) {
    ThingDescription lock = Samples.lamp("Front Door");
    host()
        .sighted(
            new Sighting(
                    new DeviceIdentity("test", identity),
                    "obedient",
                    Kind.of(lock),
                    lock.title(),
                    "test://" + identity,
                    "answered on the network",
                    false,
                    Optional.empty())
                .pairedWith(new PairingHint("The code under the lid.", 64, false, true)));
  }

  @Override
  public boolean understandsSubnet(String subnet) {
    return subnet.equals("10.9.8.0/24");
  }

  @Override
  public void scan(String subnet) {
    scan.set(Optional.of(new Scan(subnet, 3, 254, 1, host().clock().instant(), true)));
  }

  @Override
  public Optional<Scan> scanning() {
    return scan.get();
  }

  @Override
  public void stopScan() {
    scan.set(Optional.empty());
  }

  @Override
  public Diagnostics.Part diagnostics() {
    return new Diagnostics.Part(
        name(),
        List.of(
            new Diagnostics.Place(
                "eth9",
                "10.9.8.1",
                Optional.of("224.0.1.187"),
                List.of(
                    new Diagnostics.Tally(
                        "calls to everybody", 4, Optional.of(host().clock().instant()))),
                List.of(new Diagnostics.Tally("answers", 2, Optional.empty())))),
        List.of(new Diagnostics.Port(5683, "10.9.8.1", false, Optional.of("coap-server"))),
        List.of(new Diagnostics.NameConflict("hearth-test.local", "hearth-test-2.local")),
        List.of(
            new Diagnostics.Strange(
                "10.9.8.7:5683", host().clock().instant(), 3, "It is not CoAP.", "c0ffee", 3)),
        3,
        List.of(new Diagnostics.Advice("port-taken", "End coap-server, or choose another port.")));
  }

  @Override
  public void attach(AttachedDevice device) {}

  @Override
  public void detach(DeviceId device) {}

  @Override
  public CommandOutcome write(
      DeviceId device, AffordanceName property, Value value, Duration patience) {
    commands.add(property + "=" + value);
    return outcome.get();
  }

  @Override
  public CommandOutcome invoke(
      DeviceId device, AffordanceName action, Optional<Value> input, Duration patience) {
    commands.add(action + "(" + input.map(Value::toString).orElse("") + ")");
    return outcome.get();
  }

  @Override
  public void close() {}
}
