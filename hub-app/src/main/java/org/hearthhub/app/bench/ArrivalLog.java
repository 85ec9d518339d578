package org.hearthhub.app.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Notes when each line of an event stream arrived, and reads it only afterwards, so that the
 * reading does not slow the noting. Thread-safe.
 */
final class ArrivalLog implements AutoCloseable {
  private static final String DATA = "data:";
  private static final String EVENT = "event:";
  private static final String READINGS = "readings";

  private final InputStream stream;
  private final Thread thread;
  private final ConcurrentLinkedQueue<Arrival> arrivals = new ConcurrentLinkedQueue<>();

  private record Arrival(long nanos, String data) {}

  ArrivalLog(InputStream stream) {
    this.stream = stream;
    this.thread = Thread.ofPlatform().name("bench-page").start(this::read);
  }

  private void read() {
    String event = "";
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(EVENT)) {
          event = line.substring(EVENT.length()).strip();
        } else if (line.startsWith(DATA) && event.equals(READINGS)) {
          arrivals.add(new Arrival(System.nanoTime(), line.substring(DATA.length())));
        }
      }
    } catch (IOException closed) {
      // The measurement is over.
    }
  }

  /** From now on; what arrived before is forgotten. */
  void begin() {
    arrivals.clear();
  }

  /** Milliseconds from each reading's own microsecond stamp to its arrival, ascending. */
  List<Double> delays() {
    List<Double> delays = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      for (JsonNode reading : JsonMapper.shared().readTree(arrival.data()).path("readings")) {
        delays.add((arrival.nanos() / 1000.0 - reading.path("value").asDouble()) / 1000);
      }
    }
    delays.sort(null);
    return delays;
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException alreadyClosed) {
      // Closed is what it should be.
    }
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
