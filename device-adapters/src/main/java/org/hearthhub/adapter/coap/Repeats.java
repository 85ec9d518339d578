package org.hearthhub.adapter.coap;

import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.network.KeyMID;
import org.eclipse.californium.core.network.deduplication.Deduplicator;
import org.eclipse.californium.core.network.deduplication.SweepPerPeerDeduplicator;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.util.CheckedExecutor;
import org.eclipse.californium.elements.util.ClockUtil;
import org.jspecify.annotations.Nullable;

/**
 * The last few messages of each peer, by which repetitions are known. All that a repeated
 * notification needs is to be acknowledged once more, so of a notification only its number is kept,
 * and not the exchange with the question, the answer and their listeners, some 3,000 bytes that
 * would live for the minute until a quiet device has said something else. Thread-safe.
 */
final class Repeats implements Deduplicator {
  /** What is repeated does no work of its own, so there is nothing to put in order. */
  private static final CheckedExecutor AT_ONCE =
      new CheckedExecutor() {
        @Override
        public void execute(Runnable task) {
          task.run();
        }

        @Override
        public boolean checkOwner() {
          return true;
        }

        @Override
        public void assertOwner() {
          // Everybody is.
        }
      };

  private final Deduplicator messages;

  /** Stands for the question of every notification; never sent. */
  private final Request question = new Request(CoAP.Code.GET);

  Repeats(Configuration wire) {
    messages = new SweepPerPeerDeduplicator(wire);
  }

  @Override
  public @Nullable Exchange findPrevious(KeyMID message, Exchange exchange) {
    return messages.findPrevious(message, light(exchange));
  }

  @Override
  public boolean replacePrevious(KeyMID message, Exchange previous, Exchange exchange) {
    return messages.replacePrevious(message, previous, light(exchange));
  }

  private Exchange light(Exchange exchange) {
    if (!exchange.isNotification()) {
      return exchange;
    }
    Exchange light =
        new Exchange(
            question,
            exchange.getPeersIdentity(),
            Exchange.Origin.LOCAL,
            AT_ONCE,
            exchange.getEndpointContext(),
            true);
    // Only what comes after the acknowledgement is a repetition that needs another.
    light.setSendNanoTimestamp(ClockUtil.nanoRealtime());
    return light;
  }

  @Override
  public @Nullable Exchange find(KeyMID message) {
    return messages.find(message);
  }

  @Override
  public void setExecutor(ScheduledExecutorService executor) {
    messages.setExecutor(executor);
  }

  @Override
  public void start() {
    messages.start();
  }

  @Override
  public void stop() {
    messages.stop();
  }

  @Override
  public boolean isEmpty() {
    return messages.isEmpty();
  }

  @Override
  public int size() {
    return messages.size();
  }

  @Override
  public void clear() {
    messages.clear();
  }
}
