package org.hearthhub.adapter.coap;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.Request;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.problem.Unavailable;

/**
 * Asking a device what it is, one question after the other (NSTART is 1, RFC 7252 section 4.7), a
 * hundred at most. For one thread.
 */
public final class Conversation {
  private static final int MOST_QUESTIONS = 100;

  private final Requests requests;
  private final HomeAddress device;
  private final Duration patience;
  private final Optional<Registration> registration;
  private final Turn turn;
  private int questions;

  /** When a question may be asked. */
  interface Turn {
    /**
     * Asks it when it may be asked.
     *
     * @throws Unavailable if there is no answer, or the hub stops before its turn
     */
    Answer take(Supplier<Answer> question);
  }

  Conversation(
      Requests requests,
      HomeAddress device,
      Duration patience,
      Optional<Registration> registration,
      Turn turn) {
    this.requests = requests;
    this.device = device;
    this.patience = patience;
    this.registration = registration;
    this.turn = turn;
  }

  /**
   * What the device said when it registered, if that is why it is looked at. When it changes what
   * it registered, or registers from elsewhere, it is described again with that.
   */
  public Optional<Registration> registration() {
    return registration;
  }

  /**
   * Reads a resource, block by block where it is large.
   *
   * @param path path and query, percent-encoded as in a URI
   * @param format the content format asked for, -1 for any
   * @throws Unavailable if there is no answer
   * @throws TooMuch if the device was asked too much already
   */
  public Answer get(String path, int format) {
    Request request = question(Code.GET, path);
    Requests.accept(request, format);
    return turn.take(() -> requests.ask(request, patience));
  }

  /**
   * Posts something to a resource; as {@link #get}.
   *
   * @param path path and query, percent-encoded as in a URI
   */
  public Answer post(String path, Payload body) {
    return sent(Code.POST, path, body);
  }

  /**
   * Puts something to a resource; as {@link #get}.
   *
   * @param path path and query, percent-encoded as in a URI
   */
  public Answer put(String path, Payload body) {
    return sent(Code.PUT, path, body);
  }

  /** Deletes a resource; as {@link #get}. */
  public Answer delete(String path) {
    Request request = question(Code.DELETE, path);
    return turn.take(() -> requests.ask(request, patience));
  }

  private Answer sent(Code method, String path, Payload body) {
    Request request = question(method, path);
    Requests.body(request, body);
    return turn.take(() -> requests.ask(request, patience));
  }

  private Request question(Code method, String path) {
    if (++questions > MOST_QUESTIONS) {
      throw TooMuch.large("too-many-resources", "It offers more resources than Hearth looks at.");
    }
    return requests.to(device, method, path);
  }

  /** Who proved to be there: the name of a paired peer, which stays; empty for a stranger. */
  public Optional<String> peer() {
    return device.peer();
  }

  /** Where the device is, for a title where it has none of its own. */
  public String address() {
    return device.toString();
  }
}
