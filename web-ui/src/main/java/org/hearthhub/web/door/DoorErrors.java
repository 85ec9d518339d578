package org.hearthhub.web.door;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what Jetty itself refuses, for example a request that is not HTTP. Thread-safe. */
public final class DoorErrors extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus() >= 400 ? response.getStatus() : 500;
    StrictHeaders.put(response.getHeaders());
    if (hangsUp(request)) {
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    }
    Door.refuse(
        response, callback, new ProblemDocument(codeOf(status), status, sentenceOf(status)));
    return true;
  }

  /**
   * Whether Jetty ends the connection after this answer, which it does without saying so when it
   * could not parse the request. A client that is not told (RFC 9112, 9.6) sends its next request
   * into a connection that is going away.
   */
  private static boolean hangsUp(Request request) {
    return request.getConnectionMetaData().getHttpVersion().getVersion()
            <= HttpVersion.HTTP_1_1.getVersion()
        && request.getAttribute(ERROR_EXCEPTION) instanceof HttpException;
  }

  private static String codeOf(int status) {
    return switch (status) {
      case 404 -> "no-such-path";
      case 405, 501 -> "method-not-allowed";
      case 408 -> "too-slow";
      case 413 -> "body-too-large";
      case 414, 431 -> "headers-too-large";
      case 503 -> "stopping";
      default -> status < 500 ? "bad-request" : "unforeseen";
    };
  }

  private static String sentenceOf(int status) {
    return switch (status) {
      case 404 -> "There is nothing at this address. See /openapi.yaml.";
      case 405, 501 -> "This address does not take that method.";
      case 408 -> "The request took too long to arrive.";
      case 413 -> "A request body has at most %d kB.".formatted(Limits.BODY / 1024);
      case 414, 431 ->
          "Address and headers of a request have at most %d kB together."
              .formatted(Limits.HEADERS / 1024);
      case 503 -> "Hearth is stopping. Try again when it has started.";
      default ->
          status < 500
              ? "The request is not valid HTTP, or its address is ambiguous."
              : "Something in Hearth went wrong that nobody foresaw.";
    };
  }
}
