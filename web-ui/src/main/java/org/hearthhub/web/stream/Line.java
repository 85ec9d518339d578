package org.hearthhub.web.stream;

import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.hearthhub.Hub;
import org.hearthhub.access.Sessions;
import org.hearthhub.thing.Actor;
import org.hearthhub.web.signin.Callers;

/**
 * The line to one client, for as long as it lasts: it has a place, ends with its session, and says
 * now and then that it is still there. Not thread-safe; the thread of its request runs it.
 */
final class Line {
  private static final byte[] COMMENT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

  private final Hub hub;
  private final Callers callers;
  private final Context context;
  private final Actor actor;
  private final Waiting waiting;

  Line(Hub hub, Callers callers, Context context, Waiting waiting) {
    this.hub = hub;
    this.callers = callers;
    this.context = context;
    this.actor = callers.actor(context);
    this.waiting = waiting;
  }

  /** What is sent when something was dropped, as the client was too slow. */
  @FunctionalInterface
  interface Gap {
    /**
     * @return empty to end the line, so that the client asks again for what it missed
     */
    Optional<byte[]> frame();
  }

  /**
   * Serves it until it ends.
   *
   * @param page what the page calls itself
   * @param seated called once it has its place: it may be offered frames from now on, and these
   *     come first
   * @param gap what is sent in the place of what was dropped
   * @param closed whether all lines are to end
   */
  void serve(
      Places places,
      Optional<String> page,
      Duration beat,
      Opening seated,
      Gap gap,
      BooleanSupplier closed)
      throws IOException {
    Optional<String> session = callers.session(context);
    try (Places.Place _ = places.take(actor, session, page, waiting::end);
        Sessions.Watch _ =
            session.map(token -> hub.sessions().watch(token, waiting::end)).orElse(() -> {})) {
      List<byte[]> first = seated.frames();
      context.contentType("text/event-stream; charset=utf-8");
      ServletOutputStream out = context.res().getOutputStream();
      for (byte[] frame : first) {
        out.write(frame);
      }
      out.flush();
      follow(out, beat, gap, closed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a line begins with. */
  @FunctionalInterface
  interface Opening {
    List<byte[]> frames();
  }

  private void follow(ServletOutputStream out, Duration beat, Gap gap, BooleanSupplier closed)
      throws IOException, InterruptedException {
    long beatNanos = beat.toNanos();
    long nextBeat = System.nanoTime() + beatNanos;
    while (!closed.getAsBoolean() && mayStay()) {
      // Until the next beat the session is only watched; then it is looked at.
      boolean isBeat = false;
      while (!isBeat) {
        Waiting.Batch batch =
            waiting.take(Duration.ofNanos(Math.max(0, nextBeat - System.nanoTime())));
        if (batch.ended() || !send(out, batch, gap)) {
          return;
        }
        isBeat = System.nanoTime() - nextBeat >= 0;
        if (isBeat) {
          out.write(COMMENT);
        }
        out.flush();
      }
      nextBeat = System.nanoTime() + beatNanos;
    }
  }

  private boolean mayStay() {
    return actor instanceof Actor.Operator || callers.resident(context).isPresent();
  }

  /**
   * @return whether the line goes on
   */
  private boolean send(ServletOutputStream out, Waiting.Batch batch, Gap gap) throws IOException {
    if (batch.gap()) {
      Optional<byte[]> instead = gap.frame();
      if (instead.isEmpty()) {
        return false;
      }
      out.write(instead.get());
    }
    for (Frame frame : batch.frames()) {
      if (waiting.isEnded()) {
        return true;
      }
      if (frame.needed().isEmpty() || hub.policy().allows(actor, frame.needed().get())) {
        out.write(frame.bytes());
      }
    }
    return true;
  }
}
