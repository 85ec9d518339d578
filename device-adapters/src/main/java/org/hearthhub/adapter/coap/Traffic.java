package org.hearthhub.adapter.coap;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.californium.core.coap.EmptyMessage;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.interceptors.MessageInterceptorAdapter;
import org.hearthhub.device.Counter;
import org.hearthhub.device.Diagnostics;

/**
 * Counts what one endpoint sends and hears, each datagram, repeated ones too. On the path of every
 * reading. Thread-safe.
 */
final class Traffic extends MessageInterceptorAdapter {
  private final Counter callsSent;
  private final Counter questionsSent;
  private final Counter answersSent;
  private final Counter emptySent;
  private final Counter callsHeard;
  private final Counter questionsHeard;
  private final Counter answersHeard;
  private final Counter emptyHeard;

  Traffic(InstantSource clock) {
    this(clock, "");
  }

  /**
   * @param how goes before each word
   */
  private Traffic(InstantSource clock, String how) {
    callsSent = new Counter(how + "calls to everybody", clock);
    questionsSent = new Counter(how + "questions", clock);
    answersSent = new Counter(how + "answers", clock);
    emptySent = new Counter(how + "acknowledgements", clock);
    callsHeard = new Counter(how + "calls to everybody", clock);
    questionsHeard = new Counter(how + "questions", clock);
    answersHeard = new Counter(how + "answers", clock);
    emptyHeard = new Counter(how + "acknowledgements", clock);
  }

  /** Of an endpoint that speaks in secure sessions. */
  static Traffic secure(InstantSource clock) {
    return new Traffic(clock, "secure ");
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
    return callsSent.sum() > 1 && questionsHeard.sum() == 0 && answersHeard.sum() == 0;
  }

  private static List<Diagnostics.Tally> tallies(Counter... counts) {
    List<Diagnostics.Tally> all = new ArrayList<>();
    for (Counter count : counts) {
      all.add(count.tally());
    }
    return all;
  }
}
