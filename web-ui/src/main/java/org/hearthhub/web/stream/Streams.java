package org.hearthhub.web.stream;

import io.javalin.config.RoutesConfig;
import java.time.InstantSource;
import org.hearthhub.Hub;
import org.hearthhub.web.signin.Callers;

/** All that comes by itself: of the home, and of single Things. They share the places. */
public final class Streams implements AutoCloseable {
  private final HomeStream home;
  private final ThingEvents things;

  public Streams(
      Hub hub, Callers callers, InstantSource clock, String version, HomeStream.Bounds bounds) {
    Places places = new Places(hub.policy(), bounds.shares());
    home = new HomeStream(hub, callers, clock, version, bounds, places);
    things = new ThingEvents(hub, callers, bounds, places);
  }

  public void routes(RoutesConfig routes) {
    home.routes(routes);
    things.routes(routes);
  }

  /** Ends every stream. */
  @Override
  public void close() {
    home.close();
    things.close();
  }
}
