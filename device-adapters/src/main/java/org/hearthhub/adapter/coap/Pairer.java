package org.hearthhub.adapter.coap;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.hearthhub.device.AdapterHost;
import org.hearthhub.device.Credential;
import org.hearthhub.device.LabelSecret;
import org.hearthhub.device.PairingAttempt;
import org.hearthhub.device.PairingHint;
import org.hearthhub.device.PairingOutcome;
import org.hearthhub.device.PreSharedKey;
import org.hearthhub.problem.Problem;

/** Calls devices to pair them, and gives paired ones a fresh key. Thread-safe; blocks. */
final class Pairer {
  /** The name by which the hub introduces itself where the label gives none. */
  private static final String OWN_NAME = "hearth";

  private static final Duration ONE_CALL = Duration.ofSeconds(12);
  private static final Duration ONE_HANDSHAKE = Duration.ofSeconds(9);

  private final AdapterHost host;
  private final Attachments attachments;
  private final PeerNames names;
  private final Missed missed = new Missed();
  private final PskKeys keys;
  private final SecureEndpoints secure;
  private final Requests requests;
  private final HomeNetwork home;
  private final Renewal renewal;
  private final List<LabelDialect> dialects;

  Pairer(
      AdapterHost host,
      Attachments attachments,
      PeerNames names,
      PskKeys keys,
      SecureEndpoints secure,
      Requests requests,
      HomeNetwork home,
      Renewal renewal,
      List<CoapProfile> profiles) {
    this.host = host;
    this.attachments = attachments;
    this.names = names;
    this.keys = keys;
    this.secure = secure;
    this.requests = requests;
    this.home = home;
    this.renewal = renewal;
    this.dialects =
        profiles.stream()
            .filter(LabelDialect.class::isInstance)
            .map(LabelDialect.class::cast)
            .toList();
  }

  /** What to tell a person about a door that only a secret opens. */
  static PairingHint hint(List<CoapProfile> profiles, Optional<String> name) {
    String sentence =
        "Type the secret that is printed on the device or came with it: 32 or more letters and"
            + " digits, as they stand there.";
    int bits = LabelSecret.STRONG;
    for (CoapProfile profile : profiles) {
      if (profile instanceof LabelDialect dialect) {
        sentence += " " + dialect.labelHint();
        bits = Math.min(bits, dialect.labelBits());
      }
    }
    return new PairingHint(sentence, bits, name.isEmpty(), true);
  }

  /** What is paired now: where it is, and who looks at it next. */
  record Opened(PairingOutcome outcome, Optional<HomeAddress> at) {
    static Opened not(PairingOutcome outcome) {
      return new Opened(outcome, Optional.empty());
    }
  }

  /**
   * @throws org.hearthhub.problem.Invalid if the secret is too weak for what it would open
   */
  Opened pair(PairingAttempt attempt, HomeAddress where, Optional<String> toldName) {
    HomeAddress at = where.secured();
    home.require(at.host());
    long ends = System.nanoTime() + attempt.patience().toNanos();
    LabelSecret secret = attempt.secret();
    Optional<LabelDialect> dialect =
        attempt.name().isPresent()
            ? Optional.empty()
            : dialects.stream().filter(one -> one.isLabel(secret)).findFirst();
    if (dialect.isEmpty() && secret.bits() < LabelSecret.STRONG) {
      throw secret.tooWeak(LabelSecret.STRONG);
    }
    Optional<PairingOutcome> taken = names.takenAt(at, attempt);
    if (taken.isPresent()) {
      return Opened.not(taken.get());
    }
    if (dialect.isPresent()) {
      return pairByLabel(dialect.get(), at, attempt, ends);
    }
    String name = attempt.name().or(() -> toldName).orElse(OWN_NAME);
    String peer = names.of(attempt, name);
    Dial.Outcome outcome = Dial.Outcome.SILENT;
    for (PreSharedKey key : secret.keys()) {
      Credential credential = new Credential(peer, name, key, host.clock().instant(), false);
      outcome = call(at, credential, ends);
      if (outcome == Dial.Outcome.PROVEN) {
        keepAlone(credential.asProven());
        return new Opened(
            new PairingOutcome.Paired(
                peer, "It and Hearth proved to each other that they know the secret."),
            Optional.of(at.provenAs(peer)));
      }
      if (outcome == Dial.Outcome.SILENT) {
        break;
      }
    }
    keys.forget(peer);
    return Opened.not(said(outcome, attempt.patience()));
  }

  private Opened pairByLabel(
      LabelDialect dialect, HomeAddress at, PairingAttempt attempt, long ends) {
    String visitor = names.fresh(dialect.labelName());
    Credential label =
        new Credential(
            visitor, dialect.labelName(), attempt.secret().asText(), host.clock().instant(), false);
    Dial.Outcome outcome = call(at, label, ends);
    if (outcome != Dial.Outcome.PROVEN) {
      keys.forget(visitor);
      return Opened.not(said(outcome, ONE_CALL));
    }
    try {
      Optional<KeyCarrier.Agreed> agreed =
          dialect.renew(conversation(at.provenAs(visitor), ends), renewal.suggestion());
      if (agreed.isEmpty()) {
        return Opened.not(
            new PairingOutcome.Refused("It knows the secret, and did not hand out a key."));
      }
      return moveIn(dialect, at, agreed.get(), attempt, ends);
    } catch (Problem failed) {
      return Opened.not(new PairingOutcome.Refused(failed.sentence()));
    } finally {
      keys.forget(visitor);
    }
  }

  /** The fresh key has to work before it is kept, and the peer says by what it is known. */
  private Opened moveIn(
      LabelDialect dialect,
      HomeAddress at,
      KeyCarrier.Agreed agreed,
      PairingAttempt attempt,
      long ends) {
    String guest = names.fresh(agreed.name());
    Credential first =
        new Credential(guest, agreed.name(), agreed.key(), host.clock().instant(), false);
    if (call(at, first, ends) != Dial.Outcome.PROVEN) {
      keys.forget(guest);
      return Opened.not(
          new PairingOutcome.Refused(
              "It handed out a key and does not accept it. Try again in a minute."));
    }
    String itself = dialect.peer(conversation(at.provenAs(guest), ends)).replace('/', '_');
    Optional<PairingOutcome> taken = names.takenSaying(itself, attempt);
    if (taken.isPresent()) {
      keys.forget(guest);
      return Opened.not(taken.get());
    }
    String peer = names.ofWhoSays(attempt, itself);
    Credential lasting =
        new Credential(peer, agreed.name(), agreed.key(), host.clock().instant(), true);
    keepAlone(lasting);
    keys.forget(guest);
    keys.forget(peer);
    call(at, lasting, ends); // a session of the peer's own, by its lasting name
    return new Opened(
        new PairingOutcome.Paired(
            peer,
            "The code on its label ("
                + attempt.secret().bits()
                + " bits at most) was used once; it and Hearth now share a key of their own."),
        Optional.of(at.provenAs(peer)));
  }

  /** What was agreed with it before is over, and all that was begun with it. */
  private void keepAlone(Credential credential) {
    host.credentials().forget(credential.peer());
    host.credentials().keep(credential);
    secure.outdate(credential);
  }

  /**
   * Whether somebody who is paired and is not where it was answers there now.
   *
   * @param at where somebody speaks securely, nobody knows who
   */
  Optional<HomeAddress> recognise(HomeAddress at) {
    List<String> lost =
        attachments.all().stream()
            .filter(device -> !device.isOnline())
            .map(device -> device.link().at())
            .sorted(Comparator.comparing(was -> !was.socket().equals(at.socket())))
            .flatMap(was -> was.peer().stream())
            .distinct()
            .toList();
    for (String peer : missed.next(at, lost)) {
      Optional<Credential> key = host.credentials().of(peer).stream().findFirst();
      long ends = System.nanoTime() + ONE_HANDSHAKE.toNanos();
      if (keys.calls().at(at.socket()).filter(Dial::isAwaited).isPresent()) {
        return Optional.empty(); // a person is pairing whoever that is
      }
      if (key.isPresent() && call(at, key.get(), ends) == Dial.Outcome.PROVEN) {
        return Optional.of(at.provenAs(peer));
      }
    }
    return Optional.empty();
  }

  /**
   * Gives a device that was paired by its label a fresh key, where its dialect can carry one.
   *
   * @param at the device, proven
   */
  void renew(HomeAddress at, KeyCarrier carrier, Conversation device) {
    renewal.offer(at, carrier, device);
  }

  private Dial.Outcome call(HomeAddress at, Credential credential, long ends) {
    InetSocketAddress socket = at.socket();
    Dial dial = new Dial(credential.peer(), List.of(credential)).awaited();
    keys.calls().put(socket, dial);
    try {
      // Behind another handshake it would wait, and not be tried at all.
      secure.giveUpAllBut(dial, socket);
      requests.send(requests.calling(at.provenAs(credential.peer())));
      Duration whole = left(ends);
      Duration once = whole.compareTo(ONE_HANDSHAKE) < 0 ? whole : ONE_HANDSHAKE;
      Optional<Dial.Outcome> outcome = await(dial, once);
      if (outcome.isEmpty() && !dial.isAnswered()) {
        outcome = await(dial, whole.minus(once));
      }
      // Who answered the hello and then falls silent could make nothing of our key.
      return outcome.orElse(dial.isAnswered() ? Dial.Outcome.DISAGREED : Dial.Outcome.SILENT);
    } finally {
      dial.letGo();
    }
  }

  private static Optional<Dial.Outcome> await(Dial dial, Duration patience) {
    try {
      return Optional.of(dial.first().get(patience.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException silent) {
      return Optional.empty();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw Requests.unreachable();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Conversation conversation(HomeAddress at, long ends) {
    return new Conversation(requests, at, left(ends), Optional.empty(), Supplier::get);
  }

  private static Duration left(long ends) {
    long left = Math.max(ends - System.nanoTime(), 100_000_000L);
    return left < ONE_CALL.toNanos() ? Duration.ofNanos(left) : ONE_CALL;
  }

  private static PairingOutcome said(Dial.Outcome outcome, Duration waited) {
    return switch (outcome) {
      case SILENT -> new PairingOutcome.Unreachable(waited);
      case DISAGREED, PROVEN ->
          new PairingOutcome.WrongSecret(
              "It answered, and knows another secret, or another name for it. Is the label read"
                  + " correctly, and completely?");
    };
  }
}
