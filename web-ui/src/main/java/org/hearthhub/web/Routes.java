package org.hearthhub.web;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.hearthhub.Hub;
import org.hearthhub.web.api.ActivityApi;
import org.hearthhub.web.api.AuditApi;
import org.hearthhub.web.api.DevicesApi;
import org.hearthhub.web.api.FindingApi;
import org.hearthhub.web.api.InboxApi;
import org.hearthhub.web.api.LoginsApi;
import org.hearthhub.web.api.PairingApi;
import org.hearthhub.web.api.RoomsApi;
import org.hearthhub.web.dashboard.Dashboard;
import org.hearthhub.web.door.Json;
import org.hearthhub.web.door.Limits;
import org.hearthhub.web.door.Problems;
import org.hearthhub.web.past.ErasureApi;
import org.hearthhub.web.past.EventHistory;
import org.hearthhub.web.past.ExportApi;
import org.hearthhub.web.past.PropertyHistory;
import org.hearthhub.web.past.RetentionApi;
import org.hearthhub.web.safety.BackupsApi;
import org.hearthhub.web.safety.VerifyApi;
import org.hearthhub.web.signin.Callers;
import org.hearthhub.web.signin.SignIn;
import org.hearthhub.web.stream.Streams;
import org.hearthhub.web.vault.KeysApi;
import org.hearthhub.web.vault.LockedApi;
import org.hearthhub.web.vault.LockedHome;
import org.hearthhub.web.vault.VaultApi;
import org.hearthhub.web.wot.ThingDirectory;
import org.hearthhub.web.wot.ThingInteractions;

/** Every address that the hub serves, in one place. */
final class Routes {
  private final Hub hub;
  private final WebSettings settings;
  private final Callers callers;
  private final SignIn signIn;
  private final Streams streams;

  Routes(Hub hub, WebSettings settings, Callers callers, SignIn signIn, Streams streams) {
    this.hub = hub;
    this.settings = settings;
    this.callers = callers;
    this.signIn = signIn;
    this.streams = streams;
  }

  /** Javalin with all routes; it routes only, the server around it is ours. */
  Javalin routing() {
    return Javalin.create(this::configure);
  }

  /** The routes of a home that nobody has unlocked yet. */
  static Javalin locked(LockedHome home, WebSettings settings) {
    return Javalin.create(
        config -> {
          configure(config, settings);
          Problems.mapIn(config.routes);
          new LockedApi(home, settings.clock()).routes(config.routes);
          config.routes.get("/openapi.yaml", Routes::contract);
        });
  }

  private static void configure(JavalinConfig config, WebSettings settings) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = Limits.BODY;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jsonMapper(new Json());
    config.resourceHandler(new Dashboard(settings.dashboard()));
  }

  private void configure(JavalinConfig config) {
    configure(config, settings);
    RoutesConfig routes = config.routes;
    Problems.mapIn(routes);
    signIn.routes(routes);
    new InboxApi(hub, callers).routes(routes);
    new FindingApi(hub, callers).routes(routes);
    new PairingApi(hub, callers).routes(routes);
    new LoginsApi(hub, callers).routes(routes);
    new BackupsApi(hub, callers).routes(routes);
    new VerifyApi(hub, callers, settings.clock()).routes(routes);
    new RoomsApi(hub, callers).routes(routes);
    new DevicesApi(hub, callers).routes(routes);
    new ActivityApi(hub, callers).routes(routes);
    new AuditApi(hub, callers).routes(routes);
    new VaultApi(hub, callers).routes(routes);
    new KeysApi(hub, callers).routes(routes);
    new ErasureApi(hub, callers).routes(routes);
    new ThingDirectory(hub, callers).routes(routes);
    new ThingInteractions(hub, callers).routes(routes);
    new PropertyHistory(hub, callers, settings.clock()).routes(routes);
    new ExportApi(hub, callers, settings.clock()).routes(routes);
    new RetentionApi(hub, callers).routes(routes);
    new EventHistory(hub, callers, settings.clock()).routes(routes);
    streams.routes(routes);
    routes.get("/health", context -> context.json(Json.object().put("status", "up")));
    routes.get("/openapi.yaml", Routes::contract);
  }

  private static void contract(Context context) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(Routes.class.getResourceAsStream("/openapi.yaml"))) {
      context.contentType("application/yaml; charset=utf-8").result(stream.readAllBytes());
    }
  }
}
