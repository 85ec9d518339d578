package org.hearthhub.device;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Problem;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Kind;
import org.hearthhub.thing.ThingDescription;
import org.hearthhub.thing.Value;
import org.jspecify.annotations.Nullable;

/** Speaks with devices that live in this process: a whole adapter that needs no network. */
public final class LoopAdapter implements Adapter {
  /** How a device takes a command. */
  public interface Manners {
    CommandOutcome take(AffordanceName name, Optional<Value> value, Duration patience);
  }

  private final String name;
  private final Optional<Problem> cannotStart;
  private final List<AttachedDevice> attached = new CopyOnWriteArrayList<>();
  private final List<DeviceId> detached = new CopyOnWriteArrayList<>();
  private final List<String> looked = new CopyOnWriteArrayList<>();
  private final Map<DeviceId, Manners> manners = new ConcurrentHashMap<>();
  private volatile @Nullable AdapterHost host;
  private final List<String> forgotten = new CopyOnWriteArrayList<>();
  private final Map<String, Consumer<PairingOutcome>> expected = new ConcurrentHashMap<>();
  private final List<PairingAttempt> attempts = new CopyOnWriteArrayList<>();
  private volatile PairingOutcome pairing = PairingOutcome.NotOffered.byThisAdapter();
  private volatile Optional<LoginOutcome> login = Optional.empty();
  private volatile Consumer<LoopAdapter> atOnce = _ -> {};
  private volatile boolean closed;

  public LoopAdapter() {
    this("loop", Optional.empty());
  }

  public LoopAdapter(String name, Optional<Problem> cannotStart) {
    this.name = name;
    this.cannotStart = cannotStart;
  }

  /** From now on the device takes its commands like that; without, it does what it is told. */
  public void givenManners(DeviceId device, Manners how) {
    manners.put(device, how);
  }

  /** Does something as soon as it is started, before it has any device. */
  public LoopAdapter doingAtOnce(Consumer<LoopAdapter> deed) {
    atOnce = deed;
    return this;
  }

  /** Sees a device that it could bring into the home. */
  public void sees(String identity, ThingDescription description, String address) {
    sees(sighting(identity, description, address));
  }

  public void sees(Sighting sighting) {
    host().sighted(sighting);
  }

  public Sighting sighting(String identity, ThingDescription description, String address) {
    return new Sighting(
        new DeviceIdentity("loop", identity),
        name,
        Kind.of(description),
        description.title(),
        address,
        "it is in this process",
        false,
        Optional.of(new Sighting.Offer(description, "link-of-" + identity)));
  }

  public AdapterHost host() {
    AdapterHost present = host;
    if (present == null) {
      throw new IllegalStateException("not started");
    }
    return present;
  }

  public List<AttachedDevice> attached() {
    return attached;
  }

  public List<DeviceId> detached() {
    return detached;
  }

  public List<String> looked() {
    return looked;
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start(AdapterHost hub) {
    cannotStart.ifPresent(
        problem -> {
          throw problem;
        });
    host = hub;
    atOnce.accept(this);
  }

  @Override
  public boolean understandsAddress(String address) {
    return address.startsWith(name + "://");
  }

  @Override
  public void look(String address) {
    if (address.contains(" ")) {
      throw new Invalid("bad-address", "That cannot be an address.");
    }
    looked.add(address);
  }

  @Override
  public void attach(AttachedDevice device) {
    attached.add(device);
  }

  @Override
  public void detach(DeviceId device) {
    detached.add(device);
  }

  @Override
  public CommandOutcome write(
      DeviceId device, AffordanceName property, Value value, Duration patience) {
    return manners
        .getOrDefault(device, (name, told, time) -> new CommandOutcome.Confirmed(told))
        .take(property, Optional.of(value), patience);
  }

  @Override
  public CommandOutcome invoke(
      DeviceId device, AffordanceName action, Optional<Value> input, Duration patience) {
    return manners
        .getOrDefault(device, (name, told, time) -> new CommandOutcome.Confirmed(Optional.empty()))
        .take(action, input, patience);
  }

  /** What comes of the next tries to pair. */
  public void pairsWith(PairingOutcome outcome) {
    pairing = outcome;
  }

  /** Who is expected to call, and who is to be told of it. */
  public Map<String, Consumer<PairingOutcome>> expected() {
    return expected;
  }

  /** Something came of waiting for that one. */
  public void tells(String name, PairingOutcome outcome) {
    Optional.ofNullable(expected.get(name)).orElseThrow().accept(outcome);
  }

  /** What was tried to pair, and how. */
  public List<PairingAttempt> attempts() {
    return attempts;
  }

  public List<String> forgotten() {
    return forgotten;
  }

  @Override
  public PairingOutcome pair(PairingAttempt attempt) {
    attempts.add(attempt);
    if (pairing instanceof PairingOutcome.Paired(String peer, String _)) {
      host()
          .credentials()
          .keep(
              new Credential(
                  peer,
                  attempt.name().orElse(peer),
                  attempt.secret().keys().getFirst(),
                  host().clock().instant(),
                  true));
    }
    return pairing;
  }

  /** From now on its devices may ask for a password, and take one like that. */
  public void logsInWith(LoginOutcome outcome) {
    login = Optional.of(outcome);
  }

  @Override
  public Optional<String> usualUser(DeviceId device) {
    return login.map(_ -> "admin");
  }

  @Override
  public LoginOutcome logIn(DeviceId device, DeviceLogin given, Duration patience) {
    return login.orElseThrow();
  }

  @Override
  public PairingOutcome expect(PairingAttempt attempt, Consumer<PairingOutcome> told) {
    attempts.add(attempt);
    if (pairing instanceof PairingOutcome.Taken && !attempt.another()) {
      return pairing;
    }
    expected.put(attempt.name().orElseThrow(), told);
    return new PairingOutcome.Awaited("Awaited.");
  }

  @Override
  public void expectNobody() {
    expected.clear();
  }

  @Override
  public void forgotten(String peer) {
    forgotten.add(peer);
  }

  @Override
  public void close() {
    closed = true;
  }
}
