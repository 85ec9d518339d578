package org.hearthhub.adapter.simulator;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private final String endpointName;
  private final InetSocketAddress hub;
  private final Duration lifetime;
  private final Supplier<Optional<Endpoint>> endpoint;
  private final Chores chores;
  private final RandomGenerator random;
  private final ReliabilityLayerParameters impatient;
  private volatile int run;

  Registration(
      String endpointName,
      InetSocketAddress hub,
      Duration lifetime,
      Supplier<Optional<Endpoint>> endpoint,
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
    ask(run, FIRST_PAUSE);
  }

  synchronized void stop() {
    run++;
  }

  private void ask(int thisRun, Duration pauseIfUnanswered) {
    Optional<Endpoint> from = endpoint.get();
    if (thisRun != run || from.isEmpty()) {
      return;
    }
    Request request = Request.newPost();
    request.setDestinationContext(new AddressEndpointContext(hub));
    request.getOptions().setUriPath("/.well-known/rd");
    request.getOptions().addUriQuery("ep=" + endpointName);
    request.getOptions().addUriQuery("lt=" + lifetime.toSeconds());
    request.setReliabilityLayerParameters(impatient);
    // Whatever comes first settles it: an answer, a failure, or that after an acknowledgement
    // nothing more was heard.
    AtomicBoolean settled = new AtomicBoolean();
    Duration longer = pauseIfUnanswered.multipliedBy(2);
    Runnable failed =
        () -> {
          if (settled.compareAndSet(false, true)) {
            again(
                thisRun,
                pauseIfUnanswered,
                longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer);
          }
        };
    request.addMessageObserver(
        new MessageObserverAdapter() {
          @Override
          public void onResponse(Response response) {
            if (!response.isSuccess()) {
              failed.run();
            } else if (settled.compareAndSet(false, true)) {
              again(thisRun, lifetime.multipliedBy(2).dividedBy(3), FIRST_PAUSE);
            }
          }

          @Override
          protected void failed() {
            failed.run();
          }
        });
    request.send(from.get());
    chores.later(
        PATIENCE,
        () -> {
          failed.run();
          request.cancel();
        });
  }

  private void again(int thisRun, Duration after, Duration pauseIfUnanswered) {
    long millis = Math.round(after.toMillis() * (0.9 + 0.2 * random.nextDouble()));
    chores.later(Duration.ofMillis(millis), () -> ask(thisRun, pauseIfUnanswered));
  }
}
