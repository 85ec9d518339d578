package org.hearthhub.adapter.coap;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.hearthhub.device.Credential;
import org.hearthhub.device.PairingAttempt;
import org.hearthhub.device.PairingOutcome;

/** Who is expected to call, and with what key, while the pairing window is open. Thread-safe. */
final class Expected {
  private static final int MOST_WRONG = 10;

  private final InstantSource clock;
  private final Map<String, Caller> callers = new ConcurrentHashMap<>();

  /** One of them. */
  private record Caller(
      List<Credential> candidates, long ends, int wrong, Consumer<PairingOutcome> told) {
    boolean isOver() {
      return System.nanoTime() - ends > 0;
    }
  }

  Expected(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * @param name under which it calls
   * @param peer by what it will be known
   */
  void add(String name, String peer, PairingAttempt attempt, Consumer<PairingOutcome> told) {
    List<Credential> candidates =
        attempt.secret().keys().stream()
            .map(key -> new Credential(peer, name, key, clock.instant(), false))
            .toList();
    long ends = System.nanoTime() + attempt.patience().toNanos();
    callers.put(name, new Caller(candidates, ends, 0, told));
  }

  void clear() {
    callers.clear();
  }

  List<Credential> named(String name) {
    Caller caller = callers.get(name);
    return caller == null || caller.isOver() ? List.of() : caller.candidates();
  }

  /** Whether that is the credential of somebody expected, who is from now on no longer. */
  boolean cameWith(Credential credential, Consumer<Credential> keep) {
    Caller caller = callers.get(credential.name());
    if (caller == null || !caller.candidates().contains(credential)) {
      return false;
    }
    callers.remove(credential.name());
    keep.accept(credential.asProven());
    caller
        .told()
        .accept(
            new PairingOutcome.Paired(
                credential.peer(), "It proved that it knows the secret on its label."));
    return true;
  }

  /** Somebody used the name, and no key that fits. */
  void wrong(String name) {
    Caller caller =
        callers.computeIfPresent(
            name,
            (_, known) ->
                new Caller(known.candidates(), known.ends(), known.wrong() + 1, known.told()));
    if (caller == null || caller.isOver() || caller.wrong() < caller.candidates().size()) {
      return;
    }
    if (caller.wrong() >= MOST_WRONG) {
      callers.remove(name);
      caller
          .told()
          .accept(
              new PairingOutcome.WrongSecret(
                  "Somebody called under this name ten times with another secret. Hearth no longer"
                      + " waits for it; read the label again and start anew."));
      return;
    }
    caller
        .told()
        .accept(
            new PairingOutcome.WrongSecret(
                "Somebody called under this name with another secret. Is the label read"
                    + " correctly?"));
  }
}
