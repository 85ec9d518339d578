package org.hearthhub.device;

import java.time.Duration;

/** What became of a try to pair. Each sentence is for a person. */
public sealed interface PairingOutcome {
  /**
   * Both sides proved that they know the secret.
   *
   * @param peer by what its keys are known
   * @param sentence what was agreed, and what to know about it
   */
  record Paired(String peer, String sentence) implements PairingOutcome {}

  /** It answered, and the secret is not the one it knows. */
  record WrongSecret(String sentence) implements PairingOutcome {}

  /** It is there, and did not agree for another reason. */
  record Refused(String sentence) implements PairingOutcome {}

  /**
   * It may be one that is paired already, or not: a person has to say so before anybody's key is
   * replaced. Nothing was changed.
   *
   * @param peer who that would be
   */
  record Taken(String peer, String sentence) implements PairingOutcome {}

  /** It did not answer. */
  record Unreachable(Duration waited) implements PairingOutcome {}

  /** It cannot be paired. */
  record NotOffered(String sentence) implements PairingOutcome {
    public static NotOffered byThisAdapter() {
      return new NotOffered("Devices of this kind cannot be paired with a secret.");
    }
  }

  /** Hearth waits for the device to call; what comes of it is told in the pairing window. */
  record Awaited(String sentence) implements PairingOutcome {}
}
