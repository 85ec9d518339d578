package org.hearthhub.adapter.coap;

import java.util.Optional;
import java.util.function.Consumer;
import org.hearthhub.device.AdapterHost;
import org.hearthhub.device.PairingAttempt;
import org.hearthhub.device.PairingOutcome;
import org.hearthhub.device.Sighting;
import org.hearthhub.problem.Problem;

/** Where the hub comes to have devices paired. Thread-safe. */
final class PairingDesk {
  private final Expected expected;
  private final PeerNames names;
  private final PskKeys keys;
  private final Pairer pairer;
  private final SecureEndpoints secure;
  private final Lookout lookout;
  private final AdapterHost host;

  PairingDesk(
      Expected expected,
      PeerNames names,
      PskKeys keys,
      Pairer pairer,
      SecureEndpoints secure,
      Lookout lookout,
      AdapterHost host) {
    this.expected = expected;
    this.names = names;
    this.keys = keys;
    this.pairer = pairer;
    this.secure = secure;
    this.lookout = lookout;
    this.host = host;
  }

  /** Calls what was seen, pairs it, and looks at what it offers then. */
  PairingOutcome pair(PairingAttempt attempt) {
    if (attempt.sighting().isEmpty()) {
      return new PairingOutcome.NotOffered("It is not known where that device is.");
    }
    Sighting sighting = attempt.sighting().get();
    Optional<String> name = lookout.nameAtDoor(sighting.identity());
    Pairer.Opened opened = pairer.pair(attempt, HomeAddress.parse(sighting.address()), name);
    opened.at().ifPresent(at -> lookAround(at, sighting));
    return opened.outcome();
  }

  private void lookAround(HomeAddress at, Sighting sighting) {
    Errand errand = Errand.named(at, "was paired");
    try {
      lookout.lookWaiting(errand);
      // After what it is now is told: so the entry in the inbox stays the same one.
      host.gone(sighting.identity());
    } catch (Problem busy) {
      lookout.look(errand); // it is paired; what it offers is found out a little later
    }
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
  }
}
