package org.hearthhub.adapter.coap;

import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.elements.DtlsEndpointContext;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.MapBasedEndpointContext;
import org.eclipse.californium.elements.UdpEndpointContext;
import org.hearthhub.adapter.coap.format.ContentFormat;
import org.hearthhub.adapter.coap.format.Payload;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Unavailable;

/** Asks devices. Thread-safe. */
final class Requests {
  private static final int MOST_SEGMENTS = 32;

  /** What devices have there that speak CoIoT, and cannot give a token back. */
  private static final String WITHOUT_TOKEN = "/cit/";

  private final Endpoints endpoints;
  private final SecureEndpoints secure;
  private final PskKeys keys;
  private final HomeNetwork home;

  Requests(Endpoints endpoints, SecureEndpoints secure, PskKeys keys, HomeNetwork home) {
    this.endpoints = endpoints;
    this.secure = secure;
    this.keys = keys;
    this.home = home;
  }

  /** A confirmable request to a resource; the path is percent-encoded and may have a query. */
  Request to(HomeAddress device, Code code, String path) {
    home.require(device.host());
    Request request = new Request(code);
    request.setDestinationContext(context(device));
    resource(request, path);
    if (path.startsWith(WITHOUT_TOKEN)) {
      request.setToken(Token.EMPTY);
    }
    return request;
  }

  private static EndpointContext context(HomeAddress device) {
    return device.secure()
        ? new AddressEndpointContext(device.socket(), new Peer(device.peer().orElse("")))
        : new UdpEndpointContext(device.socket());
  }

  /** As {@link #to}, for what is said on leaving: not worth a handshake. */
  Request farewell(HomeAddress device, String path) {
    Request request = to(device, Code.GET, path);
    request.setType(CoAP.Type.NON);
    if (device.secure()) {
      request.setDestinationContext(
          context(device, DtlsEndpointContext.ATTRIBUTE_HANDSHAKE_MODE_NONE));
    }
    return request;
  }

  /** A question that begins with a handshake, even if there is a session. */
  Request calling(HomeAddress device) {
    Request request = to(device, Code.GET, "/.well-known/core");
    request.setDestinationContext(
        context(device, DtlsEndpointContext.ATTRIBUE_HANDSHAKE_MODE_FORCE_FULL));
    return request;
  }

  private static EndpointContext context(
      HomeAddress device, MapBasedEndpointContext.Attributes attributes) {
    return new MapBasedEndpointContext(
        device.socket(), new Peer(device.peer().orElse("")), attributes);
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
    InetSocketAddress to = request.getDestinationContext().getPeerAddress();
    Endpoints.Local plain = endpoints.towards(to.getAddress()).orElseThrow(Requests::unreachable);
    Optional<String> peer = Peer.of(request.getDestinationContext());
    Endpoints.Local from =
        peer.isEmpty() ? plain : secure.on(plain.address()).orElseThrow(Requests::unreachable);
    peer.ifPresent(name -> call(request, to, name));
    from.endpoint().sendRequest(request);
    return from;
  }

  /** What is not answered may be a session that the other side lost: the next try begins anew. */
  private void call(Request request, InetSocketAddress to, String peer) {
    keys.dial(to, peer);
    request.addMessageObserver(
        new MessageObserverAdapter() {
          @Override
          protected void failed() {
            beginAnew(to);
          }
        });
  }

  private void beginAnew(InetSocketAddress to) {
    keys.calls().at(to).filter(Dial::isAnswered).ifPresent(_ -> secure.hangUp(to));
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
      beginAnew(request.getDestinationContext().getPeerAddress());
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
