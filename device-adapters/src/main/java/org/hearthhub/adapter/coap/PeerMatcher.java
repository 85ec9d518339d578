package org.hearthhub.adapter.coap;

import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.EndpointContextMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a session is who proved it, wherever that is now: a request goes only
 * to the peer that it is meant for, and an answer is taken only from that one. Thread-safe.
 */
final class PeerMatcher implements EndpointContextMatcher {
  @Override
  public String getName() {
    return "peer";
  }

  @Override
  public Object getEndpointIdentity(EndpointContext context) {
    return Peer.of(context).<Object>map(name -> name).orElseGet(context::getPeerAddress);
  }

  @Override
  public boolean isResponseRelatedToRequest(EndpointContext asked, EndpointContext answered) {
    return Peer.of(asked).equals(Peer.of(answered));
  }

  @Override
  public boolean isToBeSent(EndpointContext meant, @Nullable EndpointContext session) {
    // Without a session there will first be a handshake, which asks for the peer's key.
    return session == null || Peer.of(meant).equals(Peer.of(session));
  }

  @Override
  public String toRelevantState(@Nullable EndpointContext context) {
    return context == null ? "n.a." : Peer.of(context).map(_ -> "a peer").orElse("a stranger");
  }
}
