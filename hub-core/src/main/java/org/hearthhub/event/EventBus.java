package org.hearthhub.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners in this process what happened, in the publishing thread and in order per
 * publisher. A listener must return at once; one that fails is logged and the others go on.
 * Thread-safe.
 */
public final class EventBus {
  private static final Logger log = LoggerFactory.getLogger(EventBus.class);

  private final List<Consumer<HomeEvent>> listeners = new CopyOnWriteArrayList<>();

  /** Ends a subscription; ending it twice does nothing. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /** Calls the listener with every event from now on, until the subscription is closed. */
  public Subscription subscribe(Consumer<HomeEvent> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  public void publish(HomeEvent event) {
    for (Consumer<HomeEvent> listener : listeners) {
      try {
        listener.accept(event);
      } catch (RuntimeException broken) {
        log.error("A listener failed on {}", event.getClass().getSimpleName(), broken);
      }
    }
  }
}
