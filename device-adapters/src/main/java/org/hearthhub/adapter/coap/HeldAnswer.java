package org.hearthhub.adapter.coap;

import java.time.Duration;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Response;

/**
 * Tells an answer to a registration from an event that happened. The first answer of an observed
 * resource is what it holds (RFC 7641 section 1.1): nothing has happened by being asked, and a
 * registration that is renewed every minute would otherwise ring the bell every minute.
 *
 * <p>Some have nothing to hold. They acknowledge the question and answer it when something happens
 * (RFC 7252 section 5.2.2), as node-wot does: an answer that comes so much later is an event. Not
 * thread-safe.
 */
final class HeldAnswer {
  /** In the time that RFC 7252 section 4.8 gives for an acknowledgement. */
  private static final int LATER = 4;

  private final long heldNanos;
  private boolean acknowledged;
  private long acknowledgedNanos;

  HeldAnswer(Duration acknowledgement) {
    this.heldNanos = acknowledgement.multipliedBy(LATER).toNanos();
  }

  /** A question goes out. */
  void asked() {
    acknowledged = false;
  }

  /** It was acknowledged without an answer. */
  void acknowledged(long nanos) {
    acknowledged = true;
    acknowledgedNanos = nanos;
  }

  /** Whether the last question was acknowledged, and the answer is still to come. */
  boolean isAcknowledged() {
    return acknowledged;
  }

  /** Whether it is held back, and not only slow. */
  boolean isHeld(long nanos) {
    return acknowledged && nanos - acknowledgedNanos >= heldNanos;
  }

  /** Whether that answer is an event that happened. */
  boolean happened(Response response, long nanos) {
    return response.getOptions().hasObserve()
        && response.getType() != CoAP.Type.ACK
        && isHeld(nanos);
  }
}
