package org.hearthhub.device;

import java.time.Instant;
import org.hearthhub.problem.Invalid;

/**
 * A key and whose it is. A peer may have two for a while: the old one is good until the new one has
 * worked once.
 *
 * @param peer by what whoever holds the key is known, for as long as it is paired; without {@code
 *     /}, which begins the name of a part of it
 * @param name the PSK identity (RFC 4279), under which the key is asked for
 * @param made when it was agreed
 * @param proven whether it has worked
 */
public record Credential(String peer, String name, PreSharedKey key, Instant made, boolean proven) {
  /** The scheme of the identity of a device that is known by its key. */
  public static final String SCHEME = "psk";

  private static final int LONGEST_NAME = 128;

  public Credential {
    if (peer.isBlank()
        || name.isEmpty()
        || name.length() > LONGEST_NAME
        || peer.length() > LONGEST_NAME
        || peer.contains("/")) {
      throw new Invalid(
          "bad-key-name", "The name of a device's key has 1 to " + LONGEST_NAME + " characters.");
    }
  }

  /** The peer that a device is known as, or is behind, if it is known by a key at all. */
  static String peerOf(DeviceIdentity identity) {
    int part = identity.value().indexOf('/');
    return part < 0 ? identity.value() : identity.value().substring(0, part);
  }

  /** Whether that is the same key of the same peer, under the same name. */
  public boolean isSameKeyAs(Credential other) {
    return peer.equals(other.peer) && name.equals(other.name) && key.equals(other.key);
  }

  /** The same, after it has worked. */
  public Credential asProven() {
    return new Credential(peer, name, key, made, true);
  }
}
