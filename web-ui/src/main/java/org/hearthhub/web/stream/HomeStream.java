package org.hearthhub.web.stream;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.hearthhub.Hub;
import org.hearthhub.event.EventBus;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.problem.Invalid;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.signin.Callers;
import org.hearthhub.web.stream.Places.Shares;

/**
 * Everything that happens in the home and that the caller may see, as Server-Sent Events (WHATWG
 * HTML section 9.2). Each client has a virtual thread, that of its request. Thread-safe.
 */
public final class HomeStream implements AutoCloseable {
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

  public HomeStream(
      Hub hub, Callers callers, InstantSource clock, String version, Bounds bounds, Places places) {
    this.hub = hub;
    this.callers = callers;
    this.clock = clock;
    this.version = version;
    this.bounds = bounds;
    this.frames = new HomeFrames(hub);
    this.places = places;
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
    Waiting waiting = new Waiting(bounds.waiting());
    try {
      new Line(hub, callers, context, waiting)
          .serve(
              places,
              page(context),
              bounds.beat(),
              () -> {
                clients.add(waiting);
                return List.of(hello());
              },
              () -> Optional.of(Frame.withoutId("gap", Json.object())),
              () -> closed);
    } finally {
      clients.remove(waiting);
    }
  }

  private byte[] hello() {
    return Frame.withoutId(
        "hello", Json.object().put("version", version).put("time", clock.instant().toString()));
  }

  private static Optional<String> page(Context context) {
    Optional<String> page = Optional.ofNullable(context.queryParam("page"));
    if (page.filter(name -> name.isBlank() || name.length() > LONGEST_PAGE).isPresent()) {
      throw new Invalid("bad-page", "\"page\" has 1 to " + LONGEST_PAGE + " characters.");
    }
    return page;
  }

  /** Ends every stream. */
  @Override
  public void close() {
    closed = true;
    subscription.close();
    clients.forEach(Waiting::end);
  }
}
