package org.hearthhub.adapter.coap;

import java.security.Principal;
import java.util.Optional;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.auth.ExtensiblePrincipal;
import org.hearthhub.device.Credential;
import org.jspecify.annotations.Nullable;

/**
 * Whoever holds a key, by the name that stays when the key does not: what a request is meant for,
 * and what a session was proven to be.
 */
record Peer(String name) implements Principal {
  /** Where a session's principal carries the credential that it was proven with. */
  static final String CREDENTIAL = "credential";

  @Override
  public String getName() {
    return name;
  }

  /** Who is at the other end; empty where nobody proved anything. */
  static Optional<String> of(EndpointContext context) {
    return of(context.getPeerIdentity());
  }

  private static Optional<String> of(@Nullable Principal principal) {
    return principal instanceof Peer peer
        ? Optional.of(peer.name())
        : credential(principal).map(Credential::peer);
  }

  /** With which credential a session was proven. */
  static Optional<Credential> credential(@Nullable Principal principal) {
    return principal instanceof ExtensiblePrincipal<?> proven
        ? Optional.ofNullable(proven.getExtendedInfo().get(CREDENTIAL, Credential.class))
        : Optional.empty();
  }
}
