package org.hearthhub.adapter.coap;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.observe.Observation;
import org.eclipse.californium.core.observe.ObservationStore;
import org.eclipse.californium.core.observe.ObservationUtil;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.UdpEndpointContext;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint observes: the questions only. The store that Californium brings keeps each
 * request as it was sent, and by its listeners the exchange, its executor and the first answer,
 * some 1,500 bytes for each of the thousands of properties of a large home. Thread-safe.
 */
final class Observations implements ObservationStore {
  private final ConcurrentMap<Token, Observation> kept = new ConcurrentHashMap<>();

  @Override
  public @Nullable Observation putIfAbsent(Token token, Observation observation) {
    return kept.putIfAbsent(token, copy(observation));
  }

  @Override
  public @Nullable Observation put(Token token, Observation observation) {
    return kept.put(token, copy(observation));
  }

  /** A copy for each notification, which collects its own listeners. */
  @Override
  public @Nullable Observation get(Token token) {
    Observation observation = kept.get(token);
    return observation == null ? null : copy(observation);
  }

  @Override
  public void remove(Token token) {
    kept.remove(token);
  }

  @Override
  public void setContext(Token token, EndpointContext context) {
    kept.computeIfPresent(
        token, (_, known) -> new Observation(known.getRequest(), shared(known, context)));
  }

  /** Of plain UDP there is nothing to know but the address: what is there already says it. */
  private static EndpointContext shared(Observation known, EndpointContext context) {
    EndpointContext asked = known.getRequest().getDestinationContext();
    boolean same =
        asked instanceof UdpEndpointContext
            && context instanceof UdpEndpointContext
            && asked.getPeerAddress().equals(context.getPeerAddress());
    return same ? asked : context;
  }

  private static Observation copy(Observation observation) {
    return ObservationUtil.shallowClone(observation);
  }

  @Override
  public void setExecutor(ScheduledExecutorService executor) {
    // There is nothing to do from time to time.
  }

  @Override
  public void start() {
    // It is ready.
  }

  @Override
  public void stop() {
    // Its endpoint may be started again.
  }
}
