package org.hearthhub.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A page that follows the home. Comments are events named {@code comment}. */
final class EventStream implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpResponse<InputStream> response;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Thread reader;

  /** What came; the end of the stream is the event {@code end}. */
  record Event(String name, String id, String data) {
    JsonNode json() {
      return JSON.readTree(data);
    }
  }

  EventStream(Browser browser) {
    this(browser, "/api/v1/events");
  }

  EventStream(Browser browser, String path) {
    this(browser, browser.request(path));
  }

  /** Comes back with the last id that it has. */
  EventStream(Browser browser, String path, String lastId) {
    this(browser, browser.request(path).header("Last-Event-ID", lastId));
  }

  private EventStream(Browser browser, HttpRequest.Builder request) {
    try {
      response = browser.client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException failed) {
      throw new AssertionError(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
    reader = Thread.ofVirtual().name("test-event-stream").start(this::read);
  }

  HttpResponse<InputStream> response() {
    return response;
  }

  private void read() {
    String name = "";
    String id = "";
    String data = "";
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (Optional<String> next = line(lines); next.isPresent(); next = line(lines)) {
        String line = next.get();
        if (line.startsWith(":")) {
          events.add(new Event("comment", "", line));
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (!name.isEmpty()) {
          events.add(new Event(name, id, data));
          name = "";
          id = "";
        }
      }
    } catch (IOException closed) {
      // The end, as below.
    }
    events.add(new Event("end", "", ""));
  }

  private static Optional<String> line(BufferedReader lines) throws IOException {
    return Optional.ofNullable(lines.readLine());
  }

  /** The next event, whatever it is. */
  Event next() {
    try {
      Event event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("Nothing came");
      }
      return event;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  /** The next event of that name; others are passed over. */
  Event next(String name) {
    Event event = next();
    while (!event.name().equals(name)) {
      if (event.name().equals("end")) {
        throw new AssertionError("The stream ended before " + name);
      }
      event = next();
    }
    return event;
  }

  /** Waits for the end; what comes before it is passed over, but for readings. */
  void awaitEnd() {
    Event event = next();
    while (!event.name().equals("end")) {
      if (event.name().equals("readings")) {
        throw new AssertionError("It still tells: " + event);
      }
      event = next();
    }
  }

  /** What has come so far, without waiting. */
  Optional<Event> peek() {
    return Optional.ofNullable(events.peek());
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException alreadyClosed) {
      // Good.
    }
    reader.interrupt();
  }
}
