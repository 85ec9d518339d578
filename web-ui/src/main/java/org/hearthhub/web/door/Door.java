package org.hearthhub.web.door;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What every request passes before anything looks at its path: strict headers on the answer, our
 * own name in {@code Host}, HTTPS or this very machine, and for what changes state our own {@code
 * Origin}. The {@link LanConnector} has already sent strangers away. Thread-safe.
 */
public final class Door extends Handler.Wrapper {
  private static final String GUEST = "org.hearthhub.web.door.guest";
  private static final String OPERATOR = "org.hearthhub.web.door.operator";
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private final OwnNames names;
  private final ExplanationPage explanation;

  public Door(Handler inside, OwnNames names, ExplanationPage explanation) {
    super(inside);
    this.names = names;
    this.explanation = explanation;
  }

  /** Whether the request came through the Unix socket, which only who holds the machine can use. */
  public static boolean isOperator(HttpServletRequest request) {
    return Boolean.TRUE.equals(request.getAttribute(OPERATOR));
  }

  static Optional<GuestEndPoint> guest(HttpServletRequest request) {
    return request.getAttribute(GUEST) instanceof GuestEndPoint guest
        ? Optional.of(guest)
        : Optional.empty();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    StrictHeaders.put(response.getHeaders());
    if (!(request.getConnectionMetaData().getConnector() instanceof LanConnector)) {
      request.setAttribute(OPERATOR, true);
      return super.handle(request, response, callback);
    }
    track(request);
    if (!isForUs(request)) {
      refuse(
          response,
          callback,
          new ProblemDocument(
              "wrong-host",
              421,
              "This hub does not answer to that name. Use its own name, %s, or its address."
                  .formatted(names.hubName())));
      return true;
    }
    if (!request.isSecure() && !isThisMachine(request)) {
      explanation.answer(request, response, callback);
      return true;
    }
    if (!mayChangeState(request)) {
      refuse(
          response,
          callback,
          new ProblemDocument(
              "foreign-origin",
              403,
              "A request that changes something has to come from this hub's own page; scripts send"
                  + " 'Origin: %s'.".formatted(ownOrigin(request))));
      return true;
    }
    if (request.isSecure() && isNavigation(request) && names.isAlias(hostOf(request))) {
      redirectToPermanentName(request, response, callback);
      return true;
    }
    return super.handle(request, response, callback);
  }

  private static void track(Request request) {
    GuestEndPoint.of(request.getConnectionMetaData().getConnection())
        .ifPresent(
            guest -> {
              guest.requestBegan();
              request.setAttribute(GUEST, guest);
              Request.addCompletionListener(request, _ -> guest.requestEnded());
            });
  }

  private boolean isForUs(Request request) {
    List<String> hosts = request.getHeaders().getValuesList(HttpHeader.HOST);
    return hosts.size() <= 1 && names.contains(hostOf(request));
  }

  private static String hostOf(Request request) {
    return String.valueOf(Request.getServerName(request));
  }

  private static boolean isThisMachine(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress peer
        && peer.getAddress().isLoopbackAddress();
  }

  private static boolean mayChangeState(Request request) {
    HttpFields headers = request.getHeaders();
    if (SAFE_METHODS.contains(request.getMethod()) || headers.contains(HttpHeader.AUTHORIZATION)) {
      return true;
    }
    List<String> origins =
        headers.stream()
            .filter(field -> field.is("Origin"))
            .map(HttpField::getValue)
            .map(String::valueOf)
            .toList();
    Optional<String> site = Optional.ofNullable(headers.get("Sec-Fetch-Site"));
    if (origins.size() > 1 || (site.isPresent() && !site.get().equals("same-origin"))) {
      return false;
    }
    if (!origins.isEmpty()) {
      return isOwnOrigin(origins.getFirst(), request);
    }
    return site.isPresent() || !headers.contains(HttpHeader.COOKIE);
  }

  private static boolean isOwnOrigin(String origin, Request request) {
    try {
      URI uri = URI.create(origin);
      return String.valueOf(uri.getScheme()).equals(schemeOf(request))
          && String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT).equals(bracketed(request))
          && (uri.getPort() < 0 ? defaultPort(request) : uri.getPort())
              == Request.getServerPort(request);
    } catch (IllegalArgumentException notAnOrigin) {
      return false;
    }
  }

  private static String ownOrigin(Request request) {
    int port = Request.getServerPort(request);
    return schemeOf(request)
        + "://"
        + bracketed(request)
        + (port == defaultPort(request) ? "" : ":" + port);
  }

  private static String bracketed(Request request) {
    String host = hostOf(request).toLowerCase(Locale.ROOT);
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  private static String schemeOf(Request request) {
    return request.isSecure() ? "https" : "http";
  }

  private static int defaultPort(Request request) {
    return request.isSecure() ? 443 : 80;
  }

  private static boolean isNavigation(Request request) {
    return request.getMethod().equals("GET")
        && String.valueOf(request.getHeaders().get(HttpHeader.ACCEPT)).contains("text/html");
  }

  private void redirectToPermanentName(Request request, Response response, Callback callback) {
    int port = Request.getServerPort(request);
    String target =
        "https://%s%s%s"
            .formatted(
                names.hubName(),
                port == 443 ? "" : ":" + port,
                request.getHttpURI().getPathQuery());
    response.setStatus(307);
    response.getHeaders().put(HttpHeader.LOCATION, target);
    response.write(true, ByteBuffer.allocate(0), callback);
  }

  static void refuse(Response response, Callback callback, ProblemDocument problem) {
    response.setStatus(problem.status());
    problem.headers().forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemDocument.CONTENT_TYPE);
    response.write(true, ByteBuffer.wrap(problem.json()), callback);
  }
}
