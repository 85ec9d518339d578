package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hearthhub.device.AdapterHost;
import org.hearthhub.device.PairingAttempt;
import org.hearthhub.device.PairingOutcome;
import org.hearthhub.device.Sighting;

/** Where the hub comes to have devices paired. Thread-safe. */
final class PairingDesk {
  /** Whoever was paired is told so after this, even if what is behind it is not all known yet. */
  private static final Duration MOST_LOOKING = Duration.ofSeconds(10);

  private static final Duration LEAST_LOOKING = Duration.ofSeconds(1);

  private final Expected expected;
  private final PeerNames names;
  private final PskKeys keys;
  private final Pairer pairer;
  private final SecureEndpoints secure;
  private final Lookout lookout;
  private final Registrar registrar;
  private final AdapterHost host;

  PairingDesk(
      Expected expected,
      PeerNames names,
      PskKeys keys,
      Pairer pairer,
      SecureEndpoints secure,
      Lookout lookout,
      Registrar registrar,
      AdapterHost host) {
    this.expected = expected;
    this.names = names;
    this.keys = keys;
    this.pairer = pairer;
    this.secure = secure;
    this.lookout = lookout;
    this.registrar = registrar;
    this.host = host;
  }

  /** Calls what was seen, pairs it, and looks at what it offers then. */
  PairingOutcome pair(PairingAttempt attempt) {
    if (attempt.sighting().isEmpty()) {
      return new PairingOutcome.NotOffered("It is not known where that device is.");
    }
    Sighting sighting = attempt.sighting().get();
    Optional<String> name = lookout.nameAtDoor(sighting.identity());
    long begun = System.nanoTime();
    Pairer.Opened opened = pairer.pair(attempt, HomeAddress.parse(sighting.address()), name);
    Duration left = attempt.patience().minusNanos(System.nanoTime() - begun);
    opened.at().ifPresent(at -> lookAround(at, sighting, left));
    return opened.outcome();
  }

  /** What it offers is looked at until that is known; it is waited for no longer than that. */
  private void lookAround(HomeAddress at, Sighting sighting, Duration left) {
    Errand errand = Errand.named(at, "was paired");
    CompletableFuture<Void> known =
        lookout
            .looking(errand)
            .handle(
                (_, failed) -> {
                  if (failed == null) {
                    // After what it is now is told: so the entry in the inbox stays the same one.
                    host.gone(sighting.identity());
                  } else {
                    lookout.look(errand); // what it offers is found out a little later
                  }
                  return null;
                });
    long wait = Math.clamp(left.toMillis(), LEAST_LOOKING.toMillis(), MOST_LOOKING.toMillis());
    known.completeOnTimeout(null, wait, TimeUnit.MILLISECONDS).join();
  }

  PairingOutcome expect(PairingAttempt attempt, Consumer<PairingOutcome> told) {
    String label = attempt.name().orElseThrow();
    return names
        .takenAs(label, attempt)
        .orElseGet(
            () -> {
              expected.add(label, names.ofCaller(attempt, label), attempt, told);
              return new PairingOutcome.Awaited(
                  "Hearth waits for “" + label + "” to call. Switch the device on now.");
            });
  }

  void expectNobody() {
    expected.clear();
  }

  void forgotten(String peer) {
    keys.forget(peer);
    secure.forget(peer);
    registrar.forgotten(peer); // after its sessions, in which it could register again
  }
}
