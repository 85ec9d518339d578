package org.hearthhub.adapter.simulator;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Endpoint;
import org.eclipse.californium.core.network.stack.ReliabilityLayerParameters;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.elements.config.Configuration;

/**
 * Keeps a device registered with a hub by simple registration (RFC 9176 section 5.1): asks until it
 * is answered, with growing pauses, and again well before the lifetime ends. Thread-safe.
 */
final class Registration {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private final String endpointName;
  private final InetSocketAddress hub;
  private final Duration lifetime;
  private final Supplier<Endpoint> endpoint;
  private final Chores chores;
  private final RandomGenerator random;
  private final ReliabilityLayerParameters impatient;
  private volatile int run;

  Registration(
      String endpointName,
      InetSocketAddress hub,
      Duration lifetime,
      Supplier<Endpoint> endpoint,
      Chores chores,
      RandomGenerator random,
      Configuration configuration) {
    this.endpointName = endpointName;
    this.hub = hub;
    this.lifetime = lifetime;
    this.endpoint = endpoint;
    this.chores = chores;
    this.random = random;
    // Its own pauses are better here than CoAP's, which grow to minutes.
    this.impatient =
        ReliabilityLayerParameters.builder()
            .applyConfig(configuration)
            .ackTimeout(1_000)
            .maxRetransmit(1)
            .build();
  }

  /** Registers now, and from now on; also after a restart of the device. */
  synchronized void start() {
    run++;
    ask(run, Duration.ofMillis(500));
  }

  synchronized void stop() {
    run++;
  }

  private void ask(int thisRun, Duration pauseIfUnanswered) {
    if (thisRun != run) {
      return;
    }
    Request request = Request.newPost();
    request.setDestinationContext(new AddressEndpointContext(hub));
    request.getOptions().setUriPath("/.well-known/rd");
    request.getOptions().addUriQuery("ep=" + endpointName);
    request.getOptions().addUriQuery("lt=" + lifetime.toSeconds());
    request.setReliabilityLayerParameters(impatient);
    request.addMessageObserver(
        new MessageObserverAdapter() {
          @Override
          public void onResponse(Response response) {
            if (response.isSuccess()) {
              Duration renewal = lifetime.multipliedBy(2).dividedBy(3);
              again(thisRun, renewal, Duration.ofMillis(500));
            } else {
              failed();
            }
          }

          @Override
          protected void failed() {
            Duration longer = pauseIfUnanswered.multipliedBy(2);
            again(
                thisRun,
                pauseIfUnanswered,
                longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer);
          }
        });
    request.send(endpoint.get());
  }

  private void again(int thisRun, Duration after, Duration pauseIfUnanswered) {
    long millis = Math.round(after.toMillis() * (0.9 + 0.2 * random.nextDouble()));
    chores.later(Duration.ofMillis(millis), () -> ask(thisRun, pauseIfUnanswered));
  }
}
