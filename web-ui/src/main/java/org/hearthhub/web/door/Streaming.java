package org.hearthhub.web.door;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.hearthhub.problem.Broken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers of any length, sent while they are made. */
public final class Streaming {
  private static final Logger log = LoggerFactory.getLogger(Streaming.class);

  private Streaming() {}

  /** Writes the body of an answer. */
  public interface Writing {
    void to(OutputStream out) throws IOException;
  }

  /**
   * Sends what is written. If that fails when a part is on its way already, the connection is cut
   * without an end, so that nobody takes the part for the whole.
   *
   * @throws Broken if it fails before
   */
  public static void send(Context context, Writing writing) {
    try {
      writing.to(context.res().getOutputStream());
    } catch (IOException failure) {
      cut(
          context,
          new Broken("cut-short", "The answer could not be read or sent to its end.", failure));
    } catch (RuntimeException failure) {
      cut(context, failure);
    }
  }

  private static void cut(Context context, RuntimeException failure) {
    if (!context.res().isCommitted()) {
      // What was said of the answer does not hold for the problem that comes instead.
      context.res().resetBuffer();
      context.res().setContentType(null);
      context.res().setHeader("Content-Length", null);
      context.res().setHeader("Content-Disposition", null);
      throw failure;
    }
    log.debug("An answer was cut short", failure);
    ServletContextRequest.getServletContextRequest(context.req())
        .getServletChannel()
        .abort(failure);
  }
}
