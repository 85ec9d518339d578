package org.hearthhub.web;

import io.javalin.Javalin;
import io.javalin.http.servlet.JavalinServlet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.hearthhub.problem.Broken;
import org.hearthhub.web.door.DoorErrors;

/**
 * What stands behind the door: the unlock page at first, or the whole home. What is being answered
 * when it changes is answered to its end. Thread-safe.
 */
final class Inside extends Handler.Abstract {
  /** Routes, and the handler that serves them. */
  private record Served(Javalin routing, Handler handler) {}

  private final AtomicReference<Optional<Served>> present = new AtomicReference<>(Optional.empty());

  /** Serves these routes from now on. */
  void becomes(Javalin routing) {
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath("/");
    context.addServlet(new ServletHolder(new JavalinServlet(routing.unsafe)), "/*");
    context.setErrorHandler(new DoorErrors());
    // Earlier ones stay, for what they are answering; they go when the server does.
    addBean(context, true);
    if (isStarted()) {
      context.setServer(getServer());
      start(context);
    }
    present.set(Optional.of(new Served(routing, context)));
  }

  private static void start(ServletContextHandler context) {
    try {
      context.start();
    } catch (Exception failure) {
      throw new Broken("web-broken", "The web server could not serve the home.", failure);
    }
  }

  @Override
  protected void doStart() throws Exception {
    present.get().ifPresent(served -> served.handler().setServer(getServer()));
    super.doStart();
  }

  Javalin routing() {
    return present.get().orElseThrow().routing();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<Served> served = present.get();
    return served.isPresent() && served.get().handler().handle(request, response, callback);
  }
}
