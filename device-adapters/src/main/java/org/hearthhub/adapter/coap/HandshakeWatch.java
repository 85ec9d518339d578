package org.hearthhub.adapter.coap;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.californium.elements.auth.PreSharedKeyIdentity;
import org.eclipse.californium.scandium.dtls.ClientHandshaker;
import org.eclipse.californium.scandium.dtls.Connection;
import org.eclipse.californium.scandium.dtls.DTLSContext;
import org.eclipse.californium.scandium.dtls.DtlsHandshakeTimeoutException;
import org.eclipse.californium.scandium.dtls.Handshaker;
import org.eclipse.californium.scandium.dtls.ServerHandshaker;
import org.eclipse.californium.scandium.dtls.SessionAdapter;
import org.hearthhub.device.Credential;
import org.hearthhub.device.Credentials;
import org.hearthhub.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws the conclusions from each handshake: which key has worked, and who guesses. Thread-safe.
 */
final class HandshakeWatch extends SessionAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(HandshakeWatch.class);

  /** Up to this flight, nothing that was answered shows that anybody is there. */
  private static final int FLIGHT_TO_NOBODY = 3;

  private final Credentials kept;
  private final PskKeys keys;
  private final Expected expected;
  private final HandshakeGuard guard;
  private final Consumer<Credential> first;
  private final Consumer<Connection> late;

  /**
   * @param first told of each key when it has worked for the first time
   * @param late told of each connection that was begun with a key that is good no longer
   */
  HandshakeWatch(
      Credentials kept,
      PskKeys keys,
      Expected expected,
      HandshakeGuard guard,
      Consumer<Credential> first,
      Consumer<Connection> late) {
    this.first = first;
    this.late = late;
    this.kept = kept;
    this.keys = keys;
    this.expected = expected;
    this.guard = guard;
  }

  /** A handshake was given up because somebody else is called there. */
  static final class CalledAnew extends Exception {
    private static final long serialVersionUID = 1L;

    CalledAnew() {
      super("called anew", null, false, false);
    }
  }

  @Override
  public void handshakeStarted(Handshaker handshaker) {
    if (handshaker instanceof ClientHandshaker) {
      keys.calls().begun(handshaker, handshaker.getPeerAddress());
    }
  }

  /** Who began with a key may come to the end of it after that key was replaced. */
  @Override
  public void contextEstablished(Handshaker handshaker, DTLSContext context) {
    Optional<Credential> credential = Peer.credential(handshaker.getSession().getPeerIdentity());
    if (!isAwaited(handshaker) && credential.filter(keys::isGood).isEmpty()) {
      late.accept(handshaker.getConnection());
    }
  }

  /** A person is pairing it: what was typed is not kept before it has worked. */
  private boolean isAwaited(Handshaker handshaker) {
    return handshaker instanceof ClientHandshaker
        && keys.calls().underWay(handshaker.getPeerAddress()).filter(Dial::isAwaited).isPresent();
  }

  @Override
  public void handshakeCompleted(Handshaker handshaker) {
    Optional<Credential> credential = Peer.credential(handshaker.getSession().getPeerIdentity());
    credential.ifPresent(
        proven -> {
          InetSocketAddress at = handshaker.getPeerAddress();
          if (handshaker instanceof ServerHandshaker) {
            guard.succeeded(at.getAddress());
            keys.agreed(proven.name());
            keys.calls().called(at);
          } else {
            keys.calls().over(handshaker, at).ifPresent(dial -> dial.proven(proven));
          }
          remember(proven);
        });
  }

  private void remember(Credential proven) {
    try {
      if (!expected.cameWith(proven, this::keepAlone)) {
        kept.proven(proven);
      }
      if (!proven.proven()) {
        first.accept(proven);
      }
    } catch (Problem notStored) {
      // It holds until the hub stops; what it is about is not for the log.
      LOG.error("A device's key could not be stored: {}", notStored.code());
    }
  }

  /** It is paired anew: what was agreed with it before is over. */
  private void keepAlone(Credential credential) {
    kept.forget(credential.peer());
    kept.keep(credential);
  }

  @Override
  public void handshakeFailed(Handshaker handshaker, Throwable error) {
    InetSocketAddress at = handshaker.getPeerAddress();
    boolean named = handshaker.getSession().getPeerIdentity() instanceof PreSharedKeyIdentity;
    if (handshaker instanceof ServerHandshaker) {
      if (handshaker.getSession().getPeerIdentity() instanceof PreSharedKeyIdentity caller
          && !(error instanceof CalledAnew)) {
        guard.failed(at.getAddress());
        keys.disagreed(caller.getIdentity());
        expected.wrong(caller.getIdentity());
      }
      return;
    }
    boolean silent =
        error instanceof CalledAnew
            || (error instanceof DtlsHandshakeTimeoutException timeout
                && timeout.getFlightNumber() <= FLIGHT_TO_NOBODY
                && !named);
    keys.calls()
        .over(handshaker, at)
        .ifPresent(dial -> dial.ended(silent ? Dial.Outcome.SILENT : Dial.Outcome.DISAGREED));
  }
}
