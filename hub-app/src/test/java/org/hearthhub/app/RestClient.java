package org.hearthhub.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A script that uses the REST API with the cookie of its session. */
public final class RestClient {
  private final URI base;
  private final HttpClient client = HttpClient.newHttpClient();
  private Optional<String> cookie = Optional.empty();

  public RestClient(URI base) {
    this.base = base;
  }

  public JsonNode get(String path) throws Exception {
    HttpResponse<String> response = send(request(path).GET());
    assertThat(response.statusCode()).as("GET %s: %s", path, response.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(response.body());
  }

  public void post(String path, Object body, int expected) throws Exception {
    HttpResponse<String> response = send(withJson(path).POST(json(body)));
    assertThat(response.statusCode()).as("POST %s: %s", path, response.body()).isEqualTo(expected);
  }

  public JsonNode postForJson(String path, Object body, int expected) throws Exception {
    HttpResponse<String> response = send(withJson(path).POST(json(body)));
    assertThat(response.statusCode()).as("POST %s: %s", path, response.body()).isEqualTo(expected);
    return JsonMapper.shared().readTree(response.body());
  }

  public void patch(String path, Object body, int expected) throws Exception {
    HttpResponse<String> response = send(withJson(path).method("PATCH", json(body)));
    assertThat(response.statusCode()).as("PATCH %s: %s", path, response.body()).isEqualTo(expected);
  }

  public URI postForLocation(String path, Object body) throws Exception {
    HttpResponse<String> response = send(withJson(path).POST(json(body)));
    assertThat(response.statusCode()).as("POST %s: %s", path, response.body()).isEqualTo(201);
    return base.resolve(response.headers().firstValue("Location").orElseThrow());
  }

  public void put(String path, Object body, int expected) throws Exception {
    HttpResponse<String> response = send(withJson(path).PUT(json(body)));
    assertThat(response.statusCode()).as("PUT %s: %s", path, response.body()).isEqualTo(expected);
  }

  public EventStream events() throws Exception {
    return events("/api/v1/events");
  }

  public EventStream events(String path) throws Exception {
    HttpRequest request = request(path).header("Accept", "text/event-stream").GET().build();
    HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    return new EventStream(response.body());
  }

  private HttpRequest.Builder withJson(String path) {
    return request(path).header("Content-Type", "application/json").header("Origin", "" + base);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
    cookie.ifPresent(each -> builder.header("Cookie", each));
    return builder;
  }

  private HttpResponse<String> send(HttpRequest.Builder builder) throws Exception {
    HttpResponse<String> response = client.send(builder.build(), BodyHandlers.ofString());
    response
        .headers()
        .firstValue("Set-Cookie")
        .ifPresent(set -> cookie = Optional.of(set.split(";", 2)[0]));
    return response;
  }

  private static HttpRequest.BodyPublisher json(Object body) {
    return BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body));
  }
}
