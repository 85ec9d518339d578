package org.hearthhub.adapter.coap;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.hearthhub.device.Credential;
import org.hearthhub.device.Credentials;
import org.hearthhub.device.PairingAttempt;
import org.hearthhub.device.PairingOutcome;

/**
 * By what who is paired will be known. Neither an address, nor the name on a label, nor what a
 * device says of itself makes it one that is paired already: that takes a person's word.
 * Thread-safe.
 */
final class PeerNames {
  private final Attachments attachments;
  private final Credentials kept;
  private final SecureRandom random = new SecureRandom();

  PeerNames(Attachments attachments, Credentials kept) {
    this.attachments = attachments;
    this.kept = kept;
  }

  /** Who was last seen where somebody is to be paired, if it has to be said whether it is that. */
  Optional<PairingOutcome> takenAt(HomeAddress at, PairingAttempt attempt) {
    return isSaid(attempt)
        ? Optional.empty()
        : attachments.all().stream()
            .map(device -> device.link().at())
            .filter(known -> known.socket().equals(at.socket()))
            .flatMap(known -> known.peer().stream())
            .findFirst()
            .map(
                peer ->
                    new PairingOutcome.Taken(
                        peer, "Who was last seen at this address is paired already."));
  }

  /** Who has that name on its label, if it has to be said whether it is that. */
  Optional<PairingOutcome> takenAs(String label, PairingAttempt attempt) {
    return isSaid(attempt)
        ? Optional.empty()
        : owner(label)
            .map(
                peer ->
                    new PairingOutcome.Taken(
                        peer, "Somebody with this name on its label is paired already."));
  }

  /** Who is known by what it says that it is, if it was not said that it is that. */
  Optional<PairingOutcome> takenSaying(String itself, PairingAttempt attempt) {
    return attempt.another()
            || attempt.replaces().filter(itself::equals).isPresent()
            || !isKnown(itself)
        ? Optional.empty()
        : Optional.of(
            new PairingOutcome.Taken(
                itself, "It says that it is one that is paired already, or was once."));
  }

  private static boolean isSaid(PairingAttempt attempt) {
    return attempt.another() || attempt.replaces().isPresent();
  }

  private Optional<String> owner(String label) {
    return Optional.of(usual(label))
        .filter(this::isKnown)
        .or(() -> kept.named(label).stream().findFirst().map(Credential::peer));
  }

  /** Whether somebody is known by that, even if its keys were forgotten meanwhile. */
  private boolean isKnown(String peer) {
    return !kept.of(peer).isEmpty() || !attachments.behind(peer).isEmpty();
  }

  /** By what one will be known that nobody knows yet, or that a person said it is. */
  String of(PairingAttempt attempt, String name) {
    return attempt.replaces().orElseGet(() -> fresh(name));
  }

  /** As {@link #of}, by the name on its label if nobody has that. */
  String ofCaller(PairingAttempt attempt, String label) {
    return attempt
        .replaces()
        .orElseGet(() -> owner(label).isPresent() ? fresh(label) : usual(label));
  }

  /** As {@link #of}, by what it says that it is if nobody is known by that, or it is that. */
  String ofWhoSays(PairingAttempt attempt, String itself) {
    return attempt.another() && isKnown(itself) ? fresh(itself) : itself;
  }

  private static String usual(String label) {
    return label.replace('/', '_');
  }

  /** One that nobody had before. */
  String fresh(String name) {
    byte[] word = new byte[4];
    random.nextBytes(word);
    return usual(name) + "-" + HexFormat.of().formatHex(word);
  }
}
