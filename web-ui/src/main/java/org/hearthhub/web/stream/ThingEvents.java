package org.hearthhub.web.stream;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hearthhub.Hub;
import org.hearthhub.access.Right;
import org.hearthhub.device.Device;
import org.hearthhub.event.EventBus;
import org.hearthhub.event.HomeEvent;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.DeviceId;
import org.hearthhub.thing.Notification;
import org.hearthhub.thing.ThingJson;
import org.hearthhub.web.signin.Callers;
import org.hearthhub.web.wot.KnownThings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The events of one Thing as they happen (W3C WoT Profile, HTTP SSE Profile): one of them, or all.
 * The id of each is the time at which it happened, another one for each event of a Thing; whoever
 * comes back with the last id that it has is told of what it missed, out of the last 64. Each
 * client has a virtual thread, that of its request. Thread-safe.
 */
public final class ThingEvents implements AutoCloseable {
  /** More than a Thing remembers need not wait for a client. */
  private static final int WAITING = 64;

  private final Hub hub;
  private final Callers callers;
  private final KnownThings things;
  private final HomeStream.Bounds bounds;
  private final Places places;
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();
  private final EventBus.Subscription subscription;
  private volatile boolean closed;

  public ThingEvents(Hub hub, Callers callers, HomeStream.Bounds bounds, Places places) {
    this.hub = hub;
    this.callers = callers;
    this.things = new KnownThings(hub);
    this.bounds = bounds;
    this.places = places;
    this.subscription =
        hub.events()
            .subscribe(
                event -> {
                  if (event instanceof HomeEvent.EventNotified(var device, var happened)) {
                    publish(device, happened);
                  }
                });
  }

  /** Somebody who listens to a Thing. */
  private record Client(DeviceId device, Optional<AffordanceName> event, Waiting waiting) {
    boolean listensTo(DeviceId who, Notification happened) {
      return device.equals(who) && (event.isEmpty() || event.get().equals(happened.event()));
    }
  }

  public void routes(RoutesConfig routes) {
    routes.get("/things/{id}/events", this::all);
    routes.get("/things/{id}/events/{name}", this::one);
  }

  private void publish(DeviceId device, Notification happened) {
    if (clients.isEmpty()) {
      return;
    }
    Frame frame = frame(device, happened);
    for (Client client : clients) {
      if (client.listensTo(device, happened)) {
        client.waiting().offer(frame);
      }
    }
  }

  private static Frame frame(DeviceId device, Notification happened) {
    return new Frame(
        happened.time().toString(),
        happened.event().text(),
        Optional.of(new Right.Read(device)),
        () -> Optional.of(data(happened)));
  }

  /** What came without data is dispatched by no browser unless there is something: null. */
  private static JsonNode data(Notification happened) {
    return happened
        .data()
        .<JsonNode>map(ThingJson::write)
        .orElse(JsonNodeFactory.instance.nullNode());
  }

  private void all(Context context) throws IOException {
    Device device = things.readable(callers.actor(context), context.pathParam("id"));
    serve(context, device, Optional.empty());
  }

  private void one(Context context) throws IOException {
    Device device = things.readable(callers.actor(context), context.pathParam("id"));
    AffordanceName name = KnownThings.name(context.pathParam("name"), "event");
    var _ = KnownThings.event(device, name);
    serve(context, device, Optional.of(name));
  }

  private void serve(Context context, Device device, Optional<AffordanceName> event)
      throws IOException {
    Client client = new Client(device.id(), event, new Waiting(WAITING));
    Optional<String> last = Optional.ofNullable(context.header("Last-Event-ID"));
    try {
      new Line(hub, callers, context, client.waiting())
          .serve(
              places,
              Optional.empty(),
              bounds.beat(),
              () -> {
                clients.add(client);
                Set<String> missed = new HashSet<>();
                List<byte[]> frames = new ArrayList<>();
                for (Notification happened : last.map(id -> since(client, id)).orElse(List.of())) {
                  Frame frame = frame(device.id(), happened);
                  missed.add(frame.id());
                  frames.add(frame.bytes());
                }
                // What happened just now is among what was missed, and must not come twice.
                client.waiting().passOver(missed);
                return frames;
              },
              Optional::empty,
              () -> closed);
    } finally {
      clients.remove(client);
    }
  }

  /** What happened after that id, as far as it is remembered. */
  private List<Notification> since(Client client, String id) {
    List<Notification> recent = hub.devices().recentEvents(client.device());
    int from = 0;
    for (int i = 0; i < recent.size(); i++) {
      if (recent.get(i).time().toString().equals(id)) {
        from = i + 1;
      }
    }
    // An id that is not remembered any longer is the time of it all the same.
    Instant after = from > 0 ? Instant.MIN : time(id);
    return recent.subList(from, recent.size()).stream()
        .filter(happened -> client.listensTo(client.device(), happened))
        .filter(happened -> happened.time().isAfter(after))
        .toList();
  }

  /** A word that is none of ours names nothing that was missed. */
  private static Instant time(String id) {
    try {
      return Instant.parse(id);
    } catch (DateTimeException notOurs) {
      return Instant.MAX;
    }
  }

  /** Ends every stream. */
  @Override
  public void close() {
    closed = true;
    subscription.close();
    clients.forEach(client -> client.waiting().end());
  }
}
