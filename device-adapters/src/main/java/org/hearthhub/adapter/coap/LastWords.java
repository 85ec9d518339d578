package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.CoapEndpoint;

/** What is said on leaving, and waited for until it is on its way. Thread-safe. */
final class LastWords {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Phaser saying = new Phaser(1);

  void say(CoapEndpoint endpoint, Request farewell) {
    saying.register();
    farewell.addMessageObserver(
        new MessageObserverAdapter() {
          private final AtomicBoolean said = new AtomicBoolean();

          @Override
          public void onSent(boolean retransmission) {
            once();
          }

          @Override
          protected void failed() {
            once();
          }

          @Override
          public void onCancel() {
            once();
          }

          private void once() {
            if (said.compareAndSet(false, true)) {
              saying.arriveAndDeregister();
            }
          }
        });
    endpoint.sendRequest(farewell);
  }

  /** Returns once all was sent, or after half a second: nobody holds up a hub that stops. */
  void await() {
    int phase = saying.arrive();
    try {
      saying.awaitAdvanceInterruptibly(phase, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException unsaid) {
      // A device that was not told resets the next notification it sends.
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
