package org.hearthhub.device;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.hearthhub.access.Deeds;
import org.hearthhub.access.Right;
import org.hearthhub.access.Throttle;
import org.hearthhub.audit.AuditEntry;
import org.hearthhub.event.EventBus;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Refused;
import org.hearthhub.thing.Actor;
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
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final int FREE_TRIES = 3;
  private static final int FREE_TRIES_IN_ALL = 8;
  private static final int MOST_NAME = 128;

  private final Adapters adapters;
  private final Inbox inbox;
  private final DeviceRegistry devices;
  private final CredentialStore keys;
  private final Deeds deeds;
  private final InstantSource clock;
  private final PairingWindow window;
  private final Throttle perDevice;
  private final Throttle inAll;

  /** Held while a device is being paired: one at a time. */
  private final ReentrantLock busy = new ReentrantLock();

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
    this.keys = keys;
    this.deeds = deeds;
    this.clock = clock;
    window = new PairingWindow(clock, () -> bus.publish(new HomeEvent.PairingChanged()), this::ran);
    perDevice = new Throttle(clock, FREE_TRIES, LONGEST_WAIT, 1_000);
    inAll = new Throttle(clock, FREE_TRIES_IN_ALL, LONGEST_WAIT, 1);
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
    AuditEntry deed = deeds.by(actor, AuditEntry.Action.OPEN_PAIRING);
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
            .by(new Actor.TheHub(), AuditEntry.Action.OPEN_PAIRING)
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
    List<Sighting> ways = inbox.sightings(id);
    Sighting sighting =
        ways.stream()
            .filter(way -> way.pairing().isPresent())
            .findFirst()
            .or(() -> ways.stream().findFirst())
            .orElseThrow(
                () -> new NotFound("no-such-sighting", "It no longer waits in the inbox."));
    AuditEntry deed = may(actor, sighting.title());
    LabelSecret typed = LabelSecret.parse(secret);
    typed.require(sighting.pairing().map(PairingHint::leastBits).orElse(LabelSecret.STRONG));
    var attempt =
        new PairingAttempt(Optional.of(sighting), name.flatMap(Pairing::name), typed, PATIENCE);
    String key = sighting.identity().toString();
    inTurn(key);
    try {
      PairingOutcome outcome =
          adapters
              .named(sighting.adapter())
              .map(adapter -> adapter.pair(attempt))
              .orElseGet(PairingOutcome.NotOffered::byThisAdapter);
      settle(key, sighting.title(), deed, outcome);
      return outcome;
    } finally {
      busy.unlock();
    }
  }

  /**
   * Awaits a device that calls by itself, as long as the window is open; what comes of it is told
   * in {@link #window}.
   *
   * @param name the name beside the secret on its label
   * @param secret as it was typed
   * @throws Refused if the actor may not
   * @throws Conflict if the window is closed
   * @throws Invalid if the secret is too weak, or the name missing
   */
  public PairingOutcome expect(Actor actor, String name, String secret) {
    String clean =
        name(name)
            .orElseThrow(
                () ->
                    new Invalid(
                        "no-name", "Type the name that stands beside the secret on the label."));
    AuditEntry deed = may(actor, clean);
    LabelSecret typed = LabelSecret.parse(secret);
    typed.require(LabelSecret.STRONG);
    Instant closes = window.require().closes();
    var attempt =
        new PairingAttempt(
            Optional.empty(), Optional.of(clean), typed, Duration.between(clock.instant(), closes));
    boolean awaited = false;
    for (Adapter adapter : adapters.all()) {
      awaited |= adapter.expect(attempt, outcome -> settle("call " + clean, clean, deed, outcome));
    }
    PairingOutcome outcome =
        awaited
            ? new PairingOutcome.Awaited(
                "Hearth waits for “" + clean + "” to call. Switch the device on now.")
            : PairingOutcome.NotOffered.byThisAdapter();
    window.note(new Try(clean, clock.instant(), outcome));
    return outcome;
  }

  /** Whose keys this hub knows. */
  public List<Paired> paired() {
    List<Paired> paired = new ArrayList<>();
    for (Adapter adapter : adapters.all()) {
      List<String> known = new ArrayList<>();
      for (Credential credential : keys.of(adapter.name()).all()) {
        if (!known.contains(credential.peer())) {
          known.add(credential.peer());
          paired.add(
              new Paired(
                  adapter.name(),
                  credential.peer(),
                  credential.made(),
                  credential.proven(),
                  devicesOf(adapter.name(), credential.peer())));
        }
      }
    }
    return List.copyOf(paired);
  }

  private List<String> devicesOf(String adapter, String peer) {
    return devices.all().stream()
        .filter(device -> device.authenticated() && device.adapter().equals(adapter))
        .filter(device -> Credential.peerOf(device.identity()).equals(peer))
        .map(Device::title)
        .toList();
  }

  /**
   * Forgets the keys of a peer; its devices stay in the home, and are not reached until it is
   * paired again.
   *
   * @throws NotFound if it is not paired
   * @throws Refused if the actor may not
   */
  public void forget(Actor actor, String adapter, String peer) {
    AuditEntry deed =
        deeds
            .by(actor, AuditEntry.Action.FORGET_KEY)
            .because("“" + Wording.clean(peer, Wording.TITLE) + "”");
    deeds.require(new Right.ManageDevices(), deed);
    Credentials of = keys.of(adapter);
    if (of.of(peer).isEmpty()) {
      throw new NotFound("not-paired", "No key of that name is known here.");
    }
    of.forget(peer);
    adapters.named(adapter).ifPresent(speaker -> speaker.forgotten(peer));
    deeds.write(deed);
  }

  private AuditEntry may(Actor actor, String who) {
    AuditEntry deed = deeds.by(actor, AuditEntry.Action.PAIR_DEVICE).because("“" + who + "”");
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

  private void inTurn(String key) {
    if (!busy.tryLock()) {
      throw new Conflict(
          "pairing-under-way", "Another device is being paired. Try again in a few seconds.");
    }
    try {
      perDevice.attempt(key);
      inAll.attempt("all");
    } catch (RuntimeException tooEarly) {
      busy.unlock();
      throw tooEarly;
    }
  }

  private void settle(String key, String who, AuditEntry deed, PairingOutcome outcome) {
    window.note(new Try(who, clock.instant(), outcome));
    switch (outcome) {
      case PairingOutcome.Paired(String _, String sentence) -> {
        perDevice.forget(key);
        inAll.forget("all");
        deeds.write(deed.because("“" + who + "”: " + sentence));
      }
      case PairingOutcome.WrongSecret(String sentence) -> failed(deed, who, sentence);
      case PairingOutcome.Refused(String sentence) -> failed(deed, who, sentence);
      case PairingOutcome.NotOffered(String sentence) -> failed(deed, who, sentence);
      case PairingOutcome.Unreachable(Duration _) -> {
        perDevice.forget(key); // nobody was there to guess with
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
