package org.hearthhub.web.dashboard;

import io.javalin.http.Context;
import io.javalin.http.staticfiles.ResourceHandler;
import io.javalin.http.staticfiles.StaticFileConfig;
import io.javalin.security.RouteRole;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Serves the dashboard, as Vite built it, from the class path: what the routes do not know. Every
 * address that a person may have bookmarked is the one page. Thread-safe.
 */
public final class Dashboard implements ResourceHandler {
  private static final Pattern FILE =
      Pattern.compile("/(?:[A-Za-z0-9_-]+/){0,4}[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)+");
  private static final List<String> NOT_PAGES =
      List.of("/api/", "/things", "/events", "/oauth/", "/.well-known/", "/assets/", "/health");
  private static final String INDEX = "/index.html";
  private static final String MISSING_PAGE =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Hearth</title></head>
      <body><h1>Hearth is running.</h1>
      <p>This build has no dashboard: it was made with -DskipFrontend. Build it again without.</p>
      </body></html>
      """;

  private final String folder;
  private final Map<String, Asset> loaded = new ConcurrentHashMap<>();

  /**
   * @param folder on the class path, for example {@code /dashboard}
   */
  public Dashboard(String folder) {
    this.folder = folder;
  }

  @Override
  public boolean canHandle(Context context) {
    return find(context).isPresent();
  }

  @Override
  public boolean handle(Context context) {
    Optional<Asset> found = find(context);
    found.ifPresent(asset -> answer(context, asset));
    return found.isPresent();
  }

  private Optional<Asset> find(Context context) {
    String path = context.path();
    if (path.equals("/") || path.equals(INDEX)) {
      return Optional.of(index());
    }
    if (FILE.matcher(path).matches()) {
      Optional<Asset> file = load(path);
      if (file.isPresent()) {
        return file;
      }
    }
    return isPage(context, path) ? Optional.of(index()) : Optional.empty();
  }

  private static boolean isPage(Context context, String path) {
    return String.valueOf(context.header("Accept")).contains("text/html")
        && path.indexOf('.', path.lastIndexOf('/')) < 0
        && NOT_PAGES.stream().noneMatch(path::startsWith);
  }

  private Asset index() {
    return load(INDEX)
        .orElseGet(() -> Asset.of(INDEX, MISSING_PAGE.getBytes(StandardCharsets.UTF_8)));
  }

  private Optional<Asset> load(String path) {
    Asset present = loaded.get(path);
    if (present != null) {
      return Optional.of(present);
    }
    try (InputStream stream = Dashboard.class.getResourceAsStream(folder + path)) {
      if (stream == null) {
        return Optional.empty();
      }
      // As many entries as the build has files: no stranger can add one.
      return Optional.of(loaded.computeIfAbsent(path, name -> Asset.of(name, allBytes(stream))));
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
  }

  private static byte[] allBytes(InputStream stream) {
    try {
      return stream.readAllBytes();
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
  }

  private static void answer(Context context, Asset asset) {
    context.header("ETag", asset.tag());
    context.header("Vary", "Accept-Encoding");
    context.header(
        "Cache-Control",
        context.path().startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
    if (String.valueOf(context.header("If-None-Match")).contains(asset.tag())) {
      context.status(304);
      return;
    }
    context.contentType(asset.contentType());
    if (asset.gzip().isPresent()
        && String.valueOf(context.header("Accept-Encoding")).contains("gzip")) {
      context.header("Content-Encoding", "gzip");
      context.result(asset.gzip().get());
    } else {
      context.result(asset.plain());
    }
  }

  @Override
  public boolean addStaticFileConfig(StaticFileConfig config) {
    return false;
  }

  @Override
  public Set<RouteRole> resourceRouteRoles(Context context) {
    return Set.of();
  }
}
