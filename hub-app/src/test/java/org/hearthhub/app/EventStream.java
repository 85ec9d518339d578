package org.hearthhub.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a page hears: every reading of the event stream, in order, and every other message. */
public final class EventStream implements AutoCloseable {
  private final InputStream stream;
  private final LinkedBlockingQueue<JsonNode> readings = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Message> others = new LinkedBlockingQueue<>();

  /** What is no reading. */
  public record Message(String event, String data) {}

  public EventStream(InputStream stream) {
    this.stream = stream;
    Thread.ofVirtual().name("event-stream").start(this::read);
  }

  private void read() {
    String event = "";
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event:")) {
          event = line.substring("event:".length()).strip();
        } else if (line.startsWith("data:") && event.equals("readings")) {
          readings.add(JsonMapper.shared().readTree(line.substring("data:".length())));
        } else if (line.startsWith("data:")) {
          others.add(new Message(event, line.substring("data:".length()).strip()));
        }
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  /** Whether that value of that property came, or comes in time. */
  public boolean awaitReading(String thing, String property, boolean value, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      JsonNode next = readings.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return false;
      }
      boolean here =
          next.path("device").asString("").equals(thing)
              && next.path("readings")
                  .valueStream()
                  .anyMatch(
                      each ->
                          each.path("property").asString("").equals(property)
                              && each.path("value").asBoolean() == value);
      if (here) {
        return true;
      }
    }
  }

  /** The next message that is no reading, if it comes in time. */
  public Optional<Message> awaitMessage(Duration patience) throws InterruptedException {
    return Optional.ofNullable(others.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
