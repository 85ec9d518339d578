package org.hearthhub.adapter.coap;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.californium.core.coap.EmptyMessage;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.interceptors.MessageInterceptorAdapter;
import org.hearthhub.device.Diagnostics;

/**
 * Counts what one endpoint sends and hears, each datagram, repeated ones too. On the path of every
 * reading. Thread-safe.
 */
final class Traffic extends MessageInterceptorAdapter {
  private final InstantSource clock;
  private final Count callsSent = new Count("calls to everybody");
  private final Count questionsSent = new Count("questions");
  private final Count answersSent = new Count("answers");
  private final Count emptySent = new Count("acknowledgements");
  private final Count callsHeard = new Count("calls to everybody");
  private final Count questionsHeard = new Count("questions");
  private final Count answersHeard = new Count("answers");
  private final Count emptyHeard = new Count("acknowledgements");

  private final class Count {
    private final String what;
    private final LongAdder count = new LongAdder();
    private volatile long lastMillis;

    Count(String what) {
      this.what = what;
    }

    void one() {
      count.increment();
      lastMillis = clock.millis();
    }

    Diagnostics.Tally tally() {
      long last = lastMillis;
      return new Diagnostics.Tally(
          what,
          count.sum(),
          last == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(last)));
    }
  }

  Traffic(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void sendRequest(Request request) {
    (request.isMulticast() ? callsSent : questionsSent).one();
  }

  @Override
  public void sendResponse(Response response) {
    answersSent.one();
  }

  @Override
  public void sendEmptyMessage(EmptyMessage message) {
    emptySent.one();
  }

  @Override
  public void receiveRequest(Request request) {
    (request.isMulticast() ? callsHeard : questionsHeard).one();
  }

  @Override
  public void receiveResponse(Response response) {
    answersHeard.one();
  }

  @Override
  public void receiveEmptyMessage(EmptyMessage message) {
    emptyHeard.one();
  }

  List<Diagnostics.Tally> sent() {
    return tallies(callsSent, questionsSent, answersSent, emptySent);
  }

  List<Diagnostics.Tally> heard() {
    return tallies(callsHeard, questionsHeard, answersHeard, emptyHeard);
  }

  /** Whether calls were made twice or more, and nothing at all was heard. */
  boolean callsInVain() {
    return callsSent.count.sum() > 1
        && questionsHeard.count.sum() == 0
        && answersHeard.count.sum() == 0;
  }

  private static List<Diagnostics.Tally> tallies(Count... counts) {
    List<Diagnostics.Tally> all = new ArrayList<>();
    for (Count count : counts) {
      all.add(count.tally());
    }
    return all;
  }
}
