package org.hearthhub.adapter.coap;

import java.time.InstantSource;
import java.util.List;
import org.eclipse.californium.scandium.dtls.DTLSContext;
import org.eclipse.californium.scandium.dtls.Handshaker;
import org.eclipse.californium.scandium.dtls.SessionAdapter;
import org.hearthhub.device.Counter;
import org.hearthhub.device.Diagnostics;

/** Counts the handshakes at one endpoint, and hands them on. Thread-safe. */
final class Handshakes extends SessionAdapter {
  private final HandshakeWatch watch;
  private final Counter completed;
  private final Counter failed;
  private final Counter turnedAway;

  Handshakes(HandshakeWatch watch, InstantSource clock) {
    this.watch = watch;
    completed = new Counter("handshakes", clock);
    failed = new Counter("handshakes that failed", clock);
    turnedAway = new Counter("handshakes not heard, of who guesses keys", clock);
  }

  @Override
  public void handshakeStarted(Handshaker handshaker) {
    watch.handshakeStarted(handshaker);
  }

  @Override
  public void contextEstablished(Handshaker handshaker, DTLSContext context) {
    watch.contextEstablished(handshaker, context);
  }

  @Override
  public void handshakeCompleted(Handshaker handshaker) {
    completed.one();
    watch.handshakeCompleted(handshaker);
  }

  @Override
  public void handshakeFailed(Handshaker handshaker, Throwable error) {
    failed.one();
    watch.handshakeFailed(handshaker, error);
  }

  /** One that is not even heard. */
  void turnedAway() {
    turnedAway.one();
  }

  List<Diagnostics.Tally> tallies() {
    return List.of(completed.tally(), failed.tally(), turnedAway.tally());
  }
}
