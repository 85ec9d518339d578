package org.hearthhub.adapter.coap;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.elements.UdpEndpointContext;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Unavailable;

/** Asks devices. Thread-safe. */
final class Requests {
  private static final int MOST_SEGMENTS = 32;

  private final Endpoints endpoints;
  private final HomeNetwork home;

  Requests(Endpoints endpoints, HomeNetwork home) {
    this.endpoints = endpoints;
    this.home = home;
  }

  /** A confirmable request to a resource; the path is percent-encoded and may have a query. */
  Request to(HomeAddress device, Code code, String path) {
    home.require(device.host());
    Request request = new Request(code);
    request.setDestinationContext(new UdpEndpointContext(device.socket()));
    resource(request, path);
    return request;
  }

  private static void resource(Request request, String path) {
    int question = path.indexOf('?');
    String plain = question < 0 ? path : path.substring(0, question);
    String[] segments = plain.split("/", MOST_SEGMENTS);
    for (int i = plain.startsWith("/") ? 1 : 0; i < segments.length; i++) {
      if (!segments[i].isEmpty() || i < segments.length - 1) {
        request.getOptions().addUriPath(decoded(segments[i]));
      }
    }
    if (question >= 0) {
      for (String part : path.substring(question + 1).split("&", MOST_SEGMENTS)) {
        request.getOptions().addUriQuery(decoded(part));
      }
    }
  }

  private static String decoded(String part) {
    try {
      String text = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
      if (text.getBytes(StandardCharsets.UTF_8).length <= 255) {
        return text;
      }
    } catch (IllegalArgumentException malformed) {
      // Said below, with the other kind of bad path.
    }
    throw new Invalid("bad-path", "It offers a resource whose path is not a valid one.");
  }

  static void accept(Request request, int format) {
    if (format != ContentFormat.NONE) {
      request.getOptions().setAccept(format);
    }
  }

  static void body(Request request, Payload payload) {
    request.setPayload(payload.bytes());
    if (payload.format() != ContentFormat.NONE) {
      request.getOptions().setContentFormat(payload.format());
    }
  }

  /**
   * Sends without waiting; the request's observers hear what becomes of it.
   *
   * @return the endpoint it left from
   */
  Endpoints.Local send(Request request) {
    Endpoints.Local from =
        endpoints
            .towards(request.getDestinationContext().getPeerAddress().getAddress())
            .orElseThrow(Requests::unreachable);
    from.endpoint().sendRequest(request);
    return from;
  }

  /**
   * Asks and waits.
   *
   * @throws Unavailable if there is no answer in time
   */
  Answer ask(Request request, Duration patience) {
    CompletableFuture<Optional<Answer>> answered = new CompletableFuture<>();
    request.addMessageObserver(
        new MessageObserverAdapter() {
          @Override
          public void onResponse(Response response) {
            answered.complete(Optional.of(Answer.of(response)));
          }

          @Override
          protected void failed() {
            answered.complete(Optional.empty());
          }
        });
    send(request);
    try {
      return answered
          .get(patience.toMillis(), TimeUnit.MILLISECONDS)
          .orElseThrow(Requests::unreachable);
    } catch (TimeoutException silent) {
      request.cancel();
      throw unreachable();
    } catch (InterruptedException closing) {
      request.cancel();
      Thread.currentThread().interrupt();
      throw unreachable();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static Unavailable unreachable() {
    return new Unavailable(
        Unavailable.Who.DEVICE, "no-answer", "The device does not answer. Is it switched on?");
  }
}
