package org.hearthhub.web.door;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.io.EofException;
import org.hearthhub.problem.Broken;
import org.hearthhub.problem.Conflict;
import org.hearthhub.problem.Invalid;
import org.hearthhub.problem.Locked;
import org.hearthhub.problem.NotFound;
import org.hearthhub.problem.Problem;
import org.hearthhub.problem.Refused;
import org.hearthhub.problem.TooMuch;
import org.hearthhub.problem.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where failures become problem documents. Thread-safe. */
public final class Problems {
  private static final Logger log = LoggerFactory.getLogger(Problems.class);
  private static final SecureRandom RANDOM = new SecureRandom();

  private Problems() {}

  /** Answers every exception of a handler with its document. */
  public static void mapIn(RoutesConfig routes) {
    routes.exception(Exception.class, (failure, context) -> write(document(failure), context));
    routes.exception(
        HttpResponseException.class, (failure, context) -> write(document(failure), context));
  }

  /** Writes a document as the answer. */
  public static void write(ProblemDocument document, Context context) {
    document.headers().forEach(context::header);
    if (document.status() == 405 && !document.headers().containsKey("Allow")) {
      // What can be read but not set, or set but not read.
      context.header("Allow", context.method().equals(HandlerType.GET) ? "PUT" : "GET, HEAD");
    }
    context.status(document.status());
    context.contentType(ProblemDocument.CONTENT_TYPE);
    context.result(document.json());
  }

  /** What to tell the caller; what nobody foresaw is logged under the number it tells. */
  public static ProblemDocument document(Throwable failure) {
    return switch (failure) {
      case Problem problem -> of(problem);
      case HttpProblem http -> http.document();
      case HttpResponseException javalin -> of(javalin);
      default -> unforeseen(failure);
    };
  }

  private static ProblemDocument of(Problem problem) {
    return switch (problem) {
      case NotFound _ -> plain(problem, 404);
      case Invalid _ -> plain(problem, 400);
      case Refused refused ->
          switch (refused.reason()) {
            case SIGN_IN -> plain(problem, 401);
            case NOT_ALLOWED -> plain(problem, 403);
            case NOT_OFFERED -> plain(problem, 405);
          };
      case Conflict _ -> plain(problem, 409);
      case Locked _ -> plain(problem, 423);
      case Unavailable unavailable ->
          switch (unavailable.who()) {
            case HUB -> plain(problem, 503);
            case DEVICE -> plain(problem, 504);
          };
      case TooMuch tooMuch -> tooMuch(tooMuch);
      case Broken broken -> {
        log.error("Broken ({})", broken.code(), broken);
        yield plain(problem, 500);
      }
    };
  }

  private static ProblemDocument plain(Problem problem, int status) {
    return new ProblemDocument(problem.code(), status, problem.sentence());
  }

  private static ProblemDocument tooMuch(TooMuch problem) {
    Optional<Duration> retryAfter = problem.retryAfter();
    if (retryAfter.isEmpty()) {
      return plain(problem, 413);
    }
    long seconds = Math.max(1, retryAfter.get().plusMillis(999).toSeconds());
    return new ProblemDocument(
        problem.code(), 429, problem.sentence(), Map.of("Retry-After", Long.toString(seconds)));
  }

  private static ProblemDocument of(HttpResponseException javalin) {
    return switch (javalin.getStatus()) {
      case 404 ->
          new ProblemDocument(
              "no-such-path", 404, "There is nothing at this address. See /openapi.yaml.");
      case 405 -> {
        String allowed = javalin.getDetails().values().stream().findFirst().orElse("");
        yield new ProblemDocument(
            "method-not-allowed",
            405,
            "This address does not take that method. It takes: %s.".formatted(allowed),
            Map.of("Allow", allowed));
      }
      default ->
          new ProblemDocument(
              "bad-request", javalin.getStatus(), "The request could not be understood.");
    };
  }

  private static ProblemDocument unforeseen(Throwable failure) {
    if (failure instanceof EofException) {
      return new ProblemDocument("hung-up", 400, "The connection ended before the request did.");
    }
    byte[] random = new byte[4];
    RANDOM.nextBytes(random);
    String number = HexFormat.of().formatHex(random);
    log.error("Unforeseen failure {}", number, failure);
    return new ProblemDocument(
        "unforeseen",
        500,
        "Something in Hearth went wrong that nobody foresaw. The log says more under %s."
            .formatted(number));
  }
}
