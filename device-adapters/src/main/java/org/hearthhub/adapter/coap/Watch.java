package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.hearthhub.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one feed of one device coming: observed where it can be (RFC 7641), asked now and then
 * otherwise. The intent outlives the relation: when Max-Age passes in silence it registers again
 * with the same token, and a device that lost its observers is heard again. Thread-safe.
 */
final class Watch {
  private static final int MOST_DOUBLINGS = 10;

  private final Attachment device;
  private final Feed feed;
  private final CoapSettings.Pace pace;
  private final Token token;

  private final Freshness freshness = new Freshness();
  private final HeldAnswer held;
  private @Nullable Future<?> next;
  private @Nullable Request asking;
  private long questions;
  private Endpoints.@Nullable Local from;
  private boolean stopped;
  private int failures;
  private long silenceNanos;
  private volatile long heardNanos;

  Watch(Attachment device, Feed feed, CoapSettings.Pace pace, Token token) {
    this.device = device;
    this.feed = feed;
    this.pace = pace;
    this.token = token;
    this.held = new HeldAnswer(pace.acknowledgement());
  }

  Feed feed() {
    return feed;
  }

  Token token() {
    return token;
  }

  /** Begins, or asks again, after a while; what was planned before is forgotten. */
  synchronized void askIn(Duration pause) {
    if (stopped || asking != null) {
      return;
    }
    plan(pause.toNanos());
  }

  /** Asks again even though nothing is wrong as far as is known here. */
  synchronized void renewIn(Duration pause) {
    silenceNanos = 0;
    failures = 0;
    askIn(pause);
  }

  private void plan(long nanos) {
    if (next != null) {
      next.cancel(false);
    }
    try {
      next = device.stage().schedule(this::due, nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closing) {
      next = null;
    }
  }

  private void due() {
    boolean sent;
    synchronized (this) {
      if (stopped || asking != null) {
        return;
      }
      long rest = silenceNanos - (System.nanoTime() - heardNanos);
      if (silenceNanos > 0 && rest > 0) {
        plan(rest);
        return;
      }
      sent = ask();
    }
    if (!sent) {
      failed();
    }
  }

  private boolean ask() {
    try {
      Request request = device.requests().to(device.link().at(), CoAP.Code.GET, feed.path());
      Requests.accept(request, feed.format());
      if (feed.observable()) {
        request.setObserve();
        request.setToken(token);
      }
      request.addMessageObserver(new Outcome(++questions));
      held.asked();
      asking = request;
      from = device.requests().send(request);
      return true;
    } catch (Problem notReachable) {
      asking = null;
      return false;
    }
  }

  /** What becomes of one question. */
  private final class Outcome extends MessageObserverAdapter {
    private final long question;

    Outcome(long question) {
      this.question = question;
    }

    @Override
    public void onResponse(Response response) {
      answered(question, response);
    }

    @Override
    public void onAcknowledgement() {
      acknowledged(question);
    }

    @Override
    protected void failed() {
      unanswered(question);
    }

    /**
     * Its endpoint was closed while it was on its way; told within {@link #ask}, under the lock.
     */
    @Override
    public void onCancel() {
      try {
        device.stage().execute(() -> unanswered(question));
      } catch (RejectedExecutionException closing) {
        // Nobody waits for an answer any longer.
      }
    }
  }

  /** The answer comes later; to the question after an event, when that happens. */
  private void acknowledged(long question) {
    synchronized (this) {
      if (stopped || asking == null || question != questions || !feed.isEvent()) {
        return;
      }
      failures = 0;
      heardNanos = System.nanoTime();
      held.acknowledged(heardNanos);
    }
    device.listens(this);
  }

  private void answered(long question, Response response) {
    boolean happened;
    synchronized (this) {
      if (stopped || asking == null || question != questions) {
        return;
      }
      asking = null;
      happened = !feed.isEvent() || held.happened(response, System.nanoTime());
      if (response.isSuccess()) {
        heard(response);
        if (response.getOptions().hasObserve()) {
          freshness.begin(response.getOptions().getObserve(), heardNanos);
        }
        plan(silenceNanos);
      } else {
        troubled();
      }
    }
    tell(response, happened);
  }

  private void unanswered(long question) {
    synchronized (this) {
      if (stopped || asking == null || question != questions) {
        return;
      }
      asking = null;
      if (held.isAcknowledged()) {
        // Nothing happened for minutes, which is no fault: it is to hold the next answer, too.
        plan(held.isHeld(System.nanoTime()) ? 0 : backOff(pace.leastSilence()));
        return;
      }
    }
    failed();
  }

  /** A notification; on the path of every reading. */
  void notified(Response response) {
    synchronized (this) {
      long now = System.nanoTime();
      if (stopped) {
        return;
      }
      if (!response.isSuccess() || !response.getOptions().hasObserve()) {
        if (asking == null) {
          troubled(); // it ended the observation
        }
        return;
      }
      if (!freshness.isNewer(response.getOptions().getObserve(), now)) {
        return;
      }
      heard(response);
    }
    tell(response, true);
  }

  /** The device told this feed on its own, and will again before long. */
  synchronized void announced(Duration validity) {
    if (stopped) {
      return;
    }
    failures = 0;
    heardNanos = System.nanoTime();
    long twice = 2 * validity.toNanos();
    silenceNanos = twice + ThreadLocalRandom.current().nextLong(validity.toNanos() / 2 + 1);
    if (asking == null) {
      plan(silenceNanos);
    }
  }

  private void heard(Response response) {
    failures = 0;
    heardNanos = System.nanoTime();
    long maxAge = TimeUnit.SECONDS.toNanos(response.getOptions().getMaxAge());
    boolean observed = response.getOptions().hasObserve();
    // What does not let its event be observed has nothing to be asked for often.
    Duration unobserved = feed.isEvent() ? pace.mostSilence() : pace.poll();
    long least = (observed ? pace.leastSilence() : unobserved).toNanos();
    long silence = Math.max(least, Math.min(maxAge, pace.mostSilence().toNanos()));
    // The margin is random, so that a house full of devices is not asked in one breath.
    silenceNanos = silence + (observed ? ThreadLocalRandom.current().nextLong(least / 2 + 1) : 0);
  }

  /**
   * @param happened whether that is to be read; of an event's feed, whether it happened
   */
  private void tell(Response response, boolean happened) {
    if (response.getSourceContext().getPeerIdentity() != null) {
      device.heardFrom(HomeAddress.of(response.getSourceContext()));
    }
    if (!response.isSuccess()) {
      device.answered(this, Answer.of(response).dotted());
    } else if (happened) {
      device.told(this, Answer.of(response).payload());
    } else if (response.getOptions().hasObserve()) {
      device.listens(this);
    } else {
      device.cannotTell(this);
    }
  }

  /** It answers, but not with what this feed had: look again, ever later. */
  private void troubled() {
    silenceNanos = 0;
    plan(backOff(pace.leastSilence()));
  }

  /** Never under this watch's lock: the device's own comes first. */
  private void failed() {
    boolean tryAgain = device.silent(this);
    synchronized (this) {
      silenceNanos = 0;
      if (tryAgain && !stopped && asking == null) {
        plan(backOff(pace.firstRetry()));
      }
    }
  }

  private long backOff(Duration first) {
    int doublings = Math.min(failures++, MOST_DOUBLINGS);
    long pause = Math.min(first.toNanos() << doublings, pace.lastRetry().toNanos());
    return pause - pause / 4 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
  }

  boolean heardWithin(Duration span) {
    return heardNanos != 0 && System.nanoTime() - heardNanos < span.toNanos();
  }

  /** Whether the relation is of use: nothing says so but what was heard. */
  synchronized boolean isObserved() {
    return feed.observable() && silenceNanos > 0;
  }

  /** Ends it; tells the device, where that costs it nothing but one datagram. */
  void stop(boolean politely) {
    Request open;
    Endpoints.Local endpoint;
    synchronized (this) {
      if (stopped) {
        return;
      }
      stopped = true;
      if (next != null) {
        next.cancel(false);
      }
      open = asking;
      endpoint = from;
    }
    if (open != null) {
      open.cancel();
    }
    if (endpoint == null || !feed.observable()) {
      return;
    }
    endpoint.endpoint().cancelObservation(token);
    if (politely) {
      try {
        Request farewell = device.requests().farewell(device.link().at(), feed.path());
        farewell.setObserveCancel();
        farewell.setToken(token);
        endpoint.lastWords().say(endpoint.endpoint(), farewell);
      } catch (Problem elsewhere) {
        // It moved out of reach; its next notification is answered with a reset.
      }
    }
  }
}
