package org.hearthhub.app.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.hearthhub.problem.Broken;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a browser is to the hub: signs in once, then listens to the event stream over HTTP. */
final class Page implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String base;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  Page(int port) {
    this.base = "http://localhost:" + port;
  }

  /** Becomes the owner of the hub; the cookie of the session. */
  String setUp(String code) throws InterruptedException {
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("code", code)
            .put("name", "Bench")
            .put("password", "a throw-away password")
            .toString();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/api/v1/setup"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Origin", base)
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
      return response
          .headers()
          .firstValue("Set-Cookie")
          .map(cookie -> cookie.split(";", 2)[0])
          .orElseThrow(() -> new IOException("status " + response.statusCode()));
    } catch (IOException failed) {
      throw new Broken("bench-no-setup", "The hub could not be set up for the benchmark.", failed);
    }
  }

  /** The event stream, which does not end. */
  InputStream events(String cookie) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/api/v1/events"))
            .header("Accept", "text/event-stream")
            .header("Cookie", cookie)
            .build();
    try {
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        throw new IOException("status " + response.statusCode());
      }
      return response.body();
    } catch (IOException failed) {
      throw new Broken("bench-no-events", "The hub's event stream could not be read.", failed);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
