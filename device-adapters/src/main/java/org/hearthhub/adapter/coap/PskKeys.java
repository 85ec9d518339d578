package org.hearthhub.adapter.coap;

import java.net.InetSocketAddress;
import java.security.Principal;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import org.eclipse.californium.elements.auth.AdditionalInfo;
import org.eclipse.californium.scandium.auth.ApplicationLevelInfoSupplier;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.HandshakeResultHandler;
import org.eclipse.californium.scandium.dtls.PskPublicInformation;
import org.eclipse.californium.scandium.dtls.PskSecretResult;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedPskStore;
import org.eclipse.californium.scandium.util.SecretUtil;
import org.eclipse.californium.scandium.util.ServerNames;
import org.hearthhub.device.Credential;
import org.hearthhub.device.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * Finds the key of each handshake: of who calls by its name, of who is called by where it is.
 * Thread-safe.
 */
final class PskKeys implements AdvancedPskStore, ApplicationLevelInfoSupplier {
  private final Credentials kept;
  private final Expected expected;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Integer> turns = new ConcurrentHashMap<>();
  private final Calls calls = new Calls();

  /** The name given in this thread's handshake, and the credential that goes with that very one. */
  @SuppressWarnings("ThreadLocalUsage") // lives as long as the endpoints, as its threads do
  private final ThreadLocal<@Nullable Given> given = new ThreadLocal<>();

  private record Given(PskPublicInformation name, Credential credential) {}

  PskKeys(Credentials kept, Expected expected) {
    this.kept = kept;
    this.expected = expected;
  }

  /** Whom we call where. */
  Calls calls() {
    return calls;
  }

  /** Whoever is there is this peer, and called with the keys that are kept of it. */
  void dial(InetSocketAddress at, String peer) {
    List<Credential> known = kept.of(peer);
    if (!known.isEmpty()) {
      calls.putUnlessAwaited(at, new Dial(peer, known));
    }
  }

  /** Its keys changed, or are no more. */
  void forget(String peer) {
    calls.forget(peer);
  }

  /** Who called under that name did not prove it: next time another of its keys is tried. */
  void disagreed(String name) {
    if (!candidates(name).isEmpty()) {
      turns.merge(name, 1, Integer::sum);
    }
  }

  void agreed(String name) {
    turns.remove(name);
  }

  /** Whether a caller may come with that one still. */
  boolean isGood(Credential credential) {
    return candidates(credential.name()).stream().anyMatch(credential::isSameKeyAs);
  }

  private List<Credential> candidates(String name) {
    List<Credential> candidates = new ArrayList<>(expected.named(name));
    candidates.addAll(kept.named(name));
    return candidates;
  }

  @Override
  public boolean hasEcdhePskSupported() {
    return true;
  }

  @Override
  public @Nullable PskPublicInformation getIdentity(
      InetSocketAddress peer, @Nullable ServerNames virtualHost) {
    Optional<Dial> dial = calls.underWay(peer).or(() -> calls.at(peer));
    if (dial.isEmpty()) {
      return null;
    }
    dial.get().answered();
    Credential credential = dial.get().present();
    PskPublicInformation name = new PskPublicInformation(credential.name());
    given.set(new Given(name, credential));
    return name;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // equal names may be of different peers; this one is ours
  public PskSecretResult requestPskSecretResult(
      ConnectionId connection,
      @Nullable ServerNames serverName,
      PskPublicInformation name,
      String hmacAlgorithm,
      @Nullable SecretKey otherSecret,
      byte[] seed,
      boolean useExtendedMasterSecret) {
    Given ours = given.get();
    given.remove();
    Optional<Credential> credential =
        ours != null && ours.name() == name
            ? Optional.of(ours.credential())
            : called(name.getPublicInfoAsString());
    return credential
        .map(one -> new PskSecretResult(connection, name, secret(one.key().octets()), one))
        .orElseGet(() -> new PskSecretResult(connection, name, secret(noKey())));
  }

  private Optional<Credential> called(String name) {
    List<Credential> candidates = candidates(name);
    return candidates.isEmpty()
        ? Optional.empty()
        : Optional.of(
            candidates.get(Math.floorMod(turns.getOrDefault(name, 0), candidates.size())));
  }

  /** Who guesses names is answered as who guesses keys, so that no name is confirmed. */
  private byte[] noKey() {
    byte[] octets = new byte[16];
    random.nextBytes(octets);
    return octets;
  }

  private static SecretKey secret(byte[] octets) {
    try {
      return SecretUtil.create(octets, PskSecretResult.ALGORITHM_PSK);
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  @Override
  public AdditionalInfo getInfo(Principal principal, @Nullable Object credential) {
    return credential instanceof Credential
        ? AdditionalInfo.from(Map.of(Peer.CREDENTIAL, credential))
        : AdditionalInfo.empty();
  }

  @Override
  public void setResultHandler(HandshakeResultHandler handler) {
    // Each key is at hand at once.
  }
}
