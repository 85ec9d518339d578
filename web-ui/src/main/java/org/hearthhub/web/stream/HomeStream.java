package org.hearthhub.web.stream;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.hearthhub.Hub;
import org.hearthhub.access.Sessions;
import org.hearthhub.event.EventBus;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.problem.Invalid;
import org.hearthhub.thing.Actor;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.signin.Callers;
import org.hearthhub.web.stream.Places.Shares;

/**
 * Everything that happens in the home and that the caller may see, as Server-Sent Events (WHATWG
 * HTML section 9.2). Each client has a virtual thread, that of its request. Thread-safe.
 */
public final class HomeStream implements AutoCloseable {
  private static final byte[] COMMENT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

  /**
   * How much streams may take.
   *
   * @param shares how many at once
   * @param waiting events for one client before they are dropped
   * @param beat between two comments that keep the connection alive
   */
  public record Bounds(Shares shares, int waiting, Duration beat) {
    public static final Bounds USUAL = new Bounds(Shares.USUAL, 10_000, Duration.ofSeconds(15));
  }

  private static final int LONGEST_PAGE = 64;

  private final Hub hub;
  private final Callers callers;
  private final InstantSource clock;
  private final String version;
  private final Bounds bounds;
  private final HomeFrames frames;
  private final Set<Waiting> clients = ConcurrentHashMap.newKeySet();
  private final Places places;
  private final EventBus.Subscription subscription;
  private final ReentrantLock ordering = new ReentrantLock();
  private long lastId;
  private volatile boolean closed;

  public HomeStream(Hub hub, Callers callers, InstantSource clock, String version, Bounds bounds) {
    this.hub = hub;
    this.callers = callers;
    this.clock = clock;
    this.version = version;
    this.bounds = bounds;
    this.frames = new HomeFrames(hub);
    this.places = new Places(hub.policy(), bounds.shares());
    this.subscription = hub.events().subscribe(this::publish);
  }

  public void routes(RoutesConfig routes) {
    routes.get("/api/v1/events", this::stream);
  }

  private void publish(HomeEvent event) {
    if (clients.isEmpty()) {
      return;
    }
    // Ids have to grow for every client, whichever thread publishes.
    ordering.lock();
    try {
      Frame frame = frames.frame(++lastId, event);
      clients.forEach(client -> client.offer(frame));
    } finally {
      ordering.unlock();
    }
  }

  private void stream(Context context) throws IOException {
    Actor actor = callers.actor(context);
    Optional<String> session = callers.session(context);
    Waiting waiting = new Waiting(bounds.waiting());
    try (Places.Place _ = places.take(actor, session, page(context), waiting::end);
        Sessions.Watch _ =
            session.map(token -> hub.sessions().watch(token, waiting::end)).orElse(() -> {})) {
      clients.add(waiting);
      context.contentType("text/event-stream; charset=utf-8");
      follow(context, actor, waiting);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      clients.remove(waiting);
    }
  }

  private static Optional<String> page(Context context) {
    Optional<String> page = Optional.ofNullable(context.queryParam("page"));
    if (page.filter(name -> name.isBlank() || name.length() > LONGEST_PAGE).isPresent()) {
      throw new Invalid("bad-page", "\"page\" has 1 to " + LONGEST_PAGE + " characters.");
    }
    return page;
  }

  private void follow(Context context, Actor actor, Waiting waiting)
      throws IOException, InterruptedException {
    ServletOutputStream out = context.res().getOutputStream();
    out.write(
        Frame.withoutId(
            "hello",
            Json.object().put("version", version).put("time", clock.instant().toString())));
    out.flush();
    long beatNanos = bounds.beat().toNanos();
    long nextBeat = System.nanoTime() + beatNanos;
    while (!closed && mayStay(context, actor)) {
      // Until the next beat the session is only watched; then it is looked at.
      boolean beat = false;
      while (!beat) {
        Waiting.Batch batch =
            waiting.take(Duration.ofNanos(Math.max(0, nextBeat - System.nanoTime())));
        if (batch.ended()) {
          return;
        }
        send(out, actor, waiting, batch);
        beat = System.nanoTime() - nextBeat >= 0;
        if (beat) {
          out.write(COMMENT);
        }
        out.flush();
      }
      nextBeat = System.nanoTime() + beatNanos;
    }
  }

  private boolean mayStay(Context context, Actor actor) {
    return actor instanceof Actor.Operator || callers.resident(context).isPresent();
  }

  private void send(ServletOutputStream out, Actor actor, Waiting waiting, Waiting.Batch batch)
      throws IOException {
    if (batch.gap()) {
      out.write(Frame.withoutId("gap", Json.object()));
    }
    for (Frame frame : batch.frames()) {
      if (waiting.isEnded()) {
        return;
      }
      if (frame.needed().isEmpty() || hub.policy().allows(actor, frame.needed().get())) {
        out.write(frame.bytes());
      }
    }
  }

  /** Ends every stream. */
  @Override
  public void close() {
    closed = true;
    subscription.close();
    clients.forEach(Waiting::end);
  }
}
