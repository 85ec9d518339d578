package org.hearthhub.adapter.coap;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.hearthhub.device.AdapterHost;
import org.hearthhub.device.Credential;
import org.hearthhub.device.PreSharedKey;
import org.hearthhub.problem.Problem;

/**
 * Gives paired devices fresh keys, so that what is printed on their labels is good for nothing
 * afterwards. The old key stays good until the fresh one has worked once. Thread-safe; blocks.
 */
final class Renewal {
  /** Begins the name of each key that the hub itself made. */
  private static final String FRESH = "hearth-";

  private static final int FRESH_OCTETS = 16;
  private static final Duration ONE_ANSWER = Duration.ofSeconds(12);

  private final AdapterHost host;
  private final PskKeys keys;
  private final Requests requests;
  private final Misunderstood misunderstood;
  private final SecureRandom random = new SecureRandom();

  Renewal(AdapterHost host, PskKeys keys, Requests requests, Misunderstood misunderstood) {
    this.host = host;
    this.keys = keys;
    this.requests = requests;
    this.misunderstood = misunderstood;
  }

  /**
   * A device was looked at: it gets a fresh key, where its dialect can carry one and it has none.
   *
   * @param at the device, proven
   * @throws Problem if it failed: its present key stays
   */
  void offer(HomeAddress at, KeyCarrier carrier, Conversation device) {
    String peer = at.peer().orElseThrow();
    if (carrier instanceof LabelDialect || hasFresh(peer)) {
      return;
    }
    carrier
        .renew(device, suggestion())
        .ifPresent(agreed -> keep(peer, agreed.name(), agreed.key()));
  }

  private boolean hasFresh(String peer) {
    return host.credentials().of(peer).stream()
        .anyMatch(one -> one.name().startsWith(FRESH) && one.proven());
  }

  /**
   * A device asked for a key: it is told one.
   *
   * @param at the device, proven
   * @param uri how it reaches the hub
   */
  void provision(HomeAddress at, Provisioner dialect, Map<String, String> query, String uri) {
    String peer = at.peer().orElseThrow();
    try {
      // Known here before the device knows it; told twice, it is the same one.
      Credential fresh =
          unproven(peer)
              .orElseGet(
                  () -> {
                    KeyCarrier.Agreed made = suggestion();
                    return keep(peer, made.name(), made.key());
                  });
      dialect.provision(
          new Conversation(requests, at, ONE_ANSWER, Optional.empty(), Supplier::get),
          query,
          new Provisioner.Account(uri, fresh.name(), fresh.key()));
    } catch (Problem keepsItsKey) {
      misunderstood.note(at, keepsItsKey.sentence());
    }
  }

  private Optional<Credential> unproven(String peer) {
    return host.credentials().of(peer).stream()
        .filter(one -> one.name().startsWith(FRESH) && !one.proven())
        .findFirst();
  }

  private Credential keep(String peer, String name, PreSharedKey key) {
    Credential fresh = new Credential(peer, name, key, host.clock().instant(), false);
    host.credentials().keep(fresh);
    keys.forget(peer);
    return fresh;
  }

  /** A name and a key that nobody had before. */
  KeyCarrier.Agreed suggestion() {
    byte[] octets = new byte[FRESH_OCTETS];
    random.nextBytes(octets);
    byte[] word = new byte[4];
    random.nextBytes(word);
    return new KeyCarrier.Agreed(FRESH + HexFormat.of().formatHex(word), new PreSharedKey(octets));
  }
}
