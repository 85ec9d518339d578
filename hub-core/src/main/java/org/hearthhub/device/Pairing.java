package org.hearthhub.device;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.hearthhub.access.Deeds;
import org.hearthhub.access.Right;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.event.EventBus;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.Actor;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.SightingId;
import org.hearthhub.thing.Wording;

/**
 * Gives devices a key that only they and this hub know. An owner opens a window for two minutes and
 * types the secret on the device's label; device and hub prove to each other that both know it.
 * What was paired then waits in the inbox as an authenticated sighting. Thread-safe.
 */
public final class Pairing implements AutoCloseable {
  /** How long a window stays open. */
  public static final Duration OPEN_FOR = Duration.ofMinutes(2);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_NAME = 128;

  private final Adapters adapters;
  private final Inbox inbox;
  private final DeviceRegistry devices;
  private final PairedPeers peers;
  private final Deeds deeds;
  private final InstantSource clock;
  private final PairingWindow window;
  private final PairingTurns turns;

  public Pairing(
      Adapters adapters,
      Inbox inbox,
      DeviceRegistry devices,
      CredentialStore keys,
      Deeds deeds,
      EventBus bus,
      InstantSource clock) {
    this.adapters = adapters;
    this.inbox = inbox;
    this.devices = devices;
    this.peers = new PairedPeers(adapters, devices, keys, deeds);
    this.deeds = deeds;
    this.clock = clock;
    window = new PairingWindow(clock, () -> bus.publish(new HomeEvent.PairingChanged()), this::ran);
    turns = new PairingTurns(clock);
  }

  /**
   * A window that is open.
   *
   * @param tries what was tried in it, the newest last
   */
  public record Window(Instant opened, Instant closes, List<Try> tries) {
    public Window {
      tries = List.copyOf(tries);
    }
  }

  /**
   * What came of pairing one device so far.
   *
   * @param who what the device is called: its title, or the name on its label
   */
  public record Try(String who, Instant time, PairingOutcome outcome) {}

  /**
   * Somebody whose key this hub knows.
   *
   * @param adapter who speaks with it
   * @param peer by what it is known
   * @param since when its present key was agreed
   * @param proven whether that key has worked
   * @param devices the titles of its devices in this home
   */
  public record Paired(
      String adapter, String peer, Instant since, boolean proven, List<String> devices) {}

  /** The window, while it is open. */
  public Optional<Window> window() {
    return window.present();
  }

  /**
   * Opens the window; one that is open begins anew.
   *
   * @throws Refused if the actor may not
   */
  public Window open(Actor actor) {
    AuditEntry deed = deeds.by(actor, AuditEntry.Action.OPEN_PAIRING);
    deeds.require(new Right.ManageDevices(), deed);
    Window opened = window.open();
    deeds.write(deed.because("The pairing window is open for two minutes."));
    return opened;
  }

  /**
   * Closes it before its time; one that is closed stays so.
   *
   * @throws Refused if the actor may not
   */
  public void close(Actor actor) {
    AuditEntry deed = deeds.by(actor, AuditEntry.Action.CLOSE_PAIRING);
    deeds.require(new Right.ManageDevices(), deed);
    if (window.close()) {
      adapters.all().forEach(Adapter::expectNobody);
      deeds.write(deed.because("The pairing window was closed."));
    }
  }

  /** Nobody closed it, and its time is over. */
  private void ran() {
    adapters.all().forEach(Adapter::expectNobody);
    deeds.write(
        deeds
            .by(new Actor.TheHub(), AuditEntry.Action.CLOSE_PAIRING)
            .because("The pairing window closed by itself."));
  }

  /**
   * Pairs something that waits in the inbox. Blocks until it is known what came of it, at most 30
   * seconds.
   *
   * @param name the name beside the secret on the label, where there is one
   * @param secret as it was typed
   * @throws NotFound if it no longer waits
   * @throws Refused if the actor may not
   * @throws Conflict if the window is closed, or another device is being paired
   * @throws Invalid if the secret is too weak
   * @throws org.hearthhub.problem.TooMuch after too many wrong secrets; says how long to wait
   */
  public PairingOutcome pair(Actor actor, SightingId id, Optional<String> name, String secret) {
    return pair(actor, id, name, secret, false);
  }

  /**
   * As {@link #pair(Actor, SightingId, Optional, String)}.
   *
   * @param another whether the person said that it is new, after {@link PairingOutcome.Taken}
   */
  public PairingOutcome pair(
      Actor actor, SightingId id, Optional<String> name, String secret, boolean another) {
    List<Sighting> ways = inbox.sightings(id);
    Sighting sighting =
        ways.stream()
            .filter(way -> way.pairing().isPresent())
            .findFirst()
            .or(() -> ways.stream().findFirst())
            .orElseThrow(
                () -> new NotFound("no-such-sighting", "It no longer waits in the inbox."));
    AuditEntry deed = may(actor, sighting.title(), Optional.empty());
    LabelSecret typed = LabelSecret.parse(secret);
    typed.require(sighting.pairing().map(PairingHint::leastBits).orElse(LabelSecret.STRONG));
    PairingAttempt attempt = attempt(sighting, name, typed);
    return pair(sighting, another ? attempt.ofAnother() : attempt, deed);
  }

  private static PairingAttempt attempt(
      Sighting sighting, Optional<String> name, LabelSecret typed) {
    return new PairingAttempt(Optional.of(sighting), name.flatMap(Pairing::name), typed, PATIENCE);
  }

  /**
   * Pairs a device of this home: it stays the same device, with its place and its past. One that
   * could not prove who it is can from then on; one that could, and was reset or exchanged, has
   * another key. As {@link #pair(Actor, SightingId, Optional, String)}.
   *
   * @throws NotFound if there is no such device
   */
  public PairingOutcome pair(Actor actor, DeviceId id, Optional<String> name, String secret) {
    Device device = devices.get(id);
    AuditEntry deed = may(actor, device.title(), Optional.of(device));
    LabelSecret typed = LabelSecret.parse(secret);
    if (!device.authenticated()) {
      typed.require(LabelSecret.STRONG);
    } // else its adapter knows what its label may be
    Sighting sighting =
        new Sighting(
            device.identity(),
            device.adapter(),
            device.kind(),
            device.title(),
            device.address(),
            "is a device of this home",
            device.authenticated(),
            Optional.empty());
    PairingOutcome outcome = pair(sighting, ofDevice(attempt(sighting, name, typed), device), deed);
    promote(device, outcome, actor);
    return outcome;
  }

  /** Who names a device that proves nothing yet has said that it is none of those who do. */
  private static PairingAttempt ofDevice(PairingAttempt attempt, Device device) {
    return device.authenticated()
        ? attempt.replacing(Credential.peerOf(device.identity()))
        : attempt.ofAnother();
  }

  /** As soon as it is seen with its key, which it may have been while it was paired. */
  private void promote(Device device, PairingOutcome outcome, Actor actor) {
    if (outcome instanceof PairingOutcome.Paired(String peer, String _)
        && !device.authenticated()) {
      devices.presence().promotions().await(device.adapter(), peer, device.id(), actor);
      inbox.lookAgain(device.adapter(), new DeviceIdentity(Credential.SCHEME, peer));
    }
  }

  private PairingOutcome pair(Sighting sighting, PairingAttempt attempt, AuditEntry deed) {
    String key = sighting.identity().toString();
    turns.enter(key);
    try {
      PairingOutcome outcome =
          adapters
              .named(sighting.adapter())
              .map(adapter -> peers.named(adapter.name(), adapter.pair(attempt)))
              .orElseGet(PairingOutcome.NotOffered::byThisAdapter);
      settle(key, sighting.title(), deed, outcome);
      return outcome;
    } finally {
      turns.leave();
    }
  }

  /** As {@link #expect(Actor, String, String, Optional, boolean)}, of a device that is new here. */
  public PairingOutcome expect(Actor actor, String name, String secret) {
    return expect(actor, name, secret, Optional.empty(), false);
  }

  /** As {@link #expect(Actor, String, String, Optional, boolean)}; nobody said that it is new. */
  public PairingOutcome expect(Actor actor, String name, String secret, Optional<DeviceId> known) {
    return expect(actor, name, secret, known, false);
  }

  /**
   * Awaits a device that calls by itself, as long as the window is open; what comes of it is told
   * in {@link #window}.
   *
   * @param name the name beside the secret on its label
   * @param known which device of this home it is; it stays that one, with its place and its past
   * @param another whether the person said that it is new, after {@link PairingOutcome.Taken}
   * @param secret as it was typed
   * @throws Refused if the actor may not
   * @throws Conflict if the window is closed
   * @throws Invalid if the secret is too weak, or the name missing
   * @throws NotFound if there is no such device
   */
  public PairingOutcome expect(
      Actor actor, String name, String secret, Optional<DeviceId> known, boolean another) {
    Optional<Device> device = known.map(devices::get);
    String clean =
        name(name)
            .orElseThrow(
                () ->
                    new Invalid(
                        "no-name", "Type the name that stands beside the secret on the label."));
    AuditEntry deed = may(actor, clean, device);
    LabelSecret typed = LabelSecret.parse(secret);
    typed.require(LabelSecret.STRONG);
    Instant closes = window.require().closes();
    var attempt =
        new PairingAttempt(
            Optional.empty(), Optional.of(clean), typed, Duration.between(clock.instant(), closes));
    PairingOutcome outcome = PairingOutcome.NotOffered.byThisAdapter();
    for (Adapter adapter : adapters.all()) {
      Optional<Device> theirs = device.filter(one -> one.adapter().equals(adapter.name()));
      PairingAttempt own =
          theirs.map(one -> ofDevice(attempt, one)).orElse(another ? attempt.ofAnother() : attempt);
      PairingOutcome answer =
          adapter.expect(
              own,
              told -> {
                theirs.ifPresent(one -> promote(one, told, actor));
                settle("call " + clean, clean, deed, told);
              });
      if (!(answer instanceof PairingOutcome.NotOffered)) {
        outcome = peers.named(adapter.name(), answer);
      }
    }
    window.note(new Try(clean, clock.instant(), outcome));
    return outcome;
  }

  /** Whose keys this hub knows. */
  public List<Paired> paired() {
    return peers.all();
  }

  /**
   * Forgets the keys of a peer; its devices stay in the home, and are not reached until it is
   * paired again.
   *
   * @throws NotFound if it is not paired
   * @throws Refused if the actor may not
   */
  public void forget(Actor actor, String adapter, String peer) {
    peers.forget(actor, adapter, peer);
  }

  private AuditEntry may(Actor actor, String who, Optional<Device> known) {
    AuditEntry by = deeds.by(actor, AuditEntry.Action.PAIR_DEVICE).because("“" + who + "”");
    AuditEntry deed = known.map(device -> by.about(device.id(), device.title())).orElse(by);
    deeds.require(new Right.ManageDevices(), deed);
    window.require();
    return deed;
  }

  private static Optional<String> name(String typed) {
    String clean = typed.strip();
    if (clean.length() > MOST_NAME) {
      throw new Invalid("bad-name", "The name on a label has at most 128 characters.");
    }
    return clean.isEmpty() ? Optional.empty() : Optional.of(clean);
  }

  private void settle(String key, String who, AuditEntry deed, PairingOutcome outcome) {
    window.note(new Try(who, clock.instant(), outcome));
    switch (outcome) {
      case PairingOutcome.Paired(String _, String sentence) -> {
        turns.paired(key);
        deeds.write(deed.because("“" + who + "”: " + sentence));
      }
      case PairingOutcome.WrongSecret(String sentence) -> failed(deed, who, sentence);
      case PairingOutcome.Refused(String sentence) -> failed(deed, who, sentence);
      case PairingOutcome.NotOffered(String sentence) -> failed(deed, who, sentence);
      case PairingOutcome.Taken(String _, String sentence) -> {
        turns.unreachable(key);
        failed(deed, who, sentence);
      }
      case PairingOutcome.Unreachable(Duration _) -> {
        turns.unreachable(key);
        deeds.write(
            deed.outcome(AuditEntry.Outcome.UNREACHABLE).because("“" + who + "” did not answer."));
      }
      case PairingOutcome.Awaited _ -> {}
    }
  }

  private void failed(AuditEntry deed, String who, String sentence) {
    deeds.write(
        deed.outcome(AuditEntry.Outcome.REFUSED)
            .because(Wording.clean("“" + who + "”: " + sentence, Wording.TITLE)));
  }

  /** Lets the window end if its time is over by the clock; for a timer. */
  public void expire() {
    window.expire();
  }

  /** The hub stops: the window closes without a word. */
  @Override
  public void close() {
    window.stop();
  }
}
