package org.hearthhub.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests as a page of the hub would: with its own origin, and its session's cookie. */
final class Browser {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client;
  private final String base;
  private final Optional<String> token;

  Browser(String base) {
    this(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), base);
  }

  Browser(HttpClient client, String base) {
    this(client, base, Optional.empty());
  }

  private Browser(HttpClient client, String base, Optional<String> token) {
    this.client = client;
    this.base = base;
    this.token = token;
  }

  Browser with(String sessionToken) {
    return new Browser(client, base, Optional.of(sessionToken));
  }

  String base() {
    return base;
  }

  HttpClient client() {
    return client;
  }

  /** What came back. */
  record Answer(HttpResponse<String> http) {
    int status() {
      return http.statusCode();
    }

    String body() {
      return http.body();
    }

    JsonNode json() {
      return JSON.readTree(http.body());
    }

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }

    /** The code of the problem that this is. */
    String problem() {
      if (!header("Content-Type").equals("application/problem+json")) {
        throw new AssertionError("Not a problem: " + status() + " " + body());
      }
      JsonNode problem = json();
      if (problem.path("status").intValue() != status()
          || problem.path("title").stringValue("").isBlank()
          || !problem.path("detail").stringValue("").endsWith(".")) {
        throw new AssertionError("Not a whole problem: " + body());
      }
      return problem.path("type").stringValue("").replace("urn:hearth:problem:", "");
    }

    String sentence() {
      return json().path("detail").stringValue("");
    }
  }

  Answer get(String path, String... headers) {
    return send("GET", path, Optional.empty(), headers);
  }

  Answer post(String path, String json, String... headers) {
    return send("POST", path, Optional.of(json), headers);
  }

  Answer post(String path, Map<String, ?> json) {
    return post(path, JSON.writeValueAsString(json));
  }

  Answer put(String path, String json) {
    return send("PUT", path, Optional.of(json));
  }

  Answer patch(String path, String json) {
    return send("PATCH", path, Optional.of(json));
  }

  Answer delete(String path) {
    return send("DELETE", path, Optional.empty());
  }

  Answer send(String method, String path, Optional<String> json, String... headers) {
    HttpRequest.Builder request = request(path);
    if (!method.equals("GET")) {
      request.header("Origin", base);
    }
    json.ifPresent(_ -> request.header("Content-Type", "application/json"));
    for (int at = 0; at < headers.length; at += 2) {
      request.setHeader(headers[at], headers[at + 1]);
    }
    return answer(
        request
            .method(
                method,
                json.map(HttpRequest.BodyPublishers::ofString)
                    .orElseGet(HttpRequest.BodyPublishers::noBody))
            .build());
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(20));
    token.ifPresent(value -> request.header("Cookie", "__Host-hearth=" + value));
    return request;
  }

  Answer answer(HttpRequest request) {
    try {
      return new Answer(client.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException failed) {
      throw new AssertionError(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }
}
