package org.hearthhub.adapter.coap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.hearthhub.thing.AffordanceName;
import org.hearthhub.thing.Reading;
import org.hearthhub.thing.Value;

/** What a device said last, and who waits for it to say something. Thread-safe. */
final class Heard {
  private final Map<AffordanceName, Value> last = new ConcurrentHashMap<>();
  private final List<Waiting> waiting = new CopyOnWriteArrayList<>();

  /** Someone who waits for a property to change. */
  private record Waiting(
      AffordanceName property, Predicate<Value> wanted, CompletableFuture<Value> seen) {}

  Optional<Value> last(AffordanceName property) {
    return Optional.ofNullable(last.get(property));
  }

  /** On the path of every reading. */
  void remember(List<Reading> readings) {
    for (Reading reading : readings) {
      last.put(reading.property(), reading.value());
    }
    if (!waiting.isEmpty()) {
      for (Waiting one : waiting) {
        for (Reading reading : readings) {
          if (one.property().equals(reading.property()) && one.wanted().test(reading.value())) {
            one.seen().complete(reading.value());
          }
        }
      }
    }
  }

  /**
   * Completes when the property is heard to be as wanted; the caller says when it stops waiting.
   */
  CompletableFuture<Value> expect(AffordanceName property, Predicate<Value> wanted) {
    Waiting one = new Waiting(property, wanted, new CompletableFuture<>());
    waiting.add(one);
    return one.seen().whenComplete((_, _) -> waiting.remove(one));
  }
}
