package org.hearthhub.web.stream;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.hearthhub.access.Right;
import org.hearthhub.web.door.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One event on its way to every client: encoded once, by the first that gets to it, so that whoever
 * published it need not wait. Thread-safe.
 */
final class Frame {
  private static final byte[] NOTHING = {};

  private final String id;
  private final String name;
  private final Optional<Right> needed;
  private final Supplier<Optional<JsonNode>> content;
  private final ReentrantLock encoding = new ReentrantLock();
  private volatile byte @Nullable [] bytes;

  /**
   * @param needed what a client must be allowed to, to get it
   * @param content looked up late; empty when what it is about has gone meanwhile
   */
  Frame(String id, String name, Optional<Right> needed, Supplier<Optional<JsonNode>> content) {
    this.id = id;
    this.name = name;
    this.needed = needed;
    this.content = content;
  }

  String id() {
    return id;
  }

  Optional<Right> needed() {
    return needed;
  }

  /** As it goes over the wire; not to be changed, for all clients get this one. */
  byte[] bytes() {
    byte[] present = bytes;
    if (present != null) {
      return present;
    }
    encoding.lock();
    try {
      byte[] raced = bytes;
      if (raced != null) {
        return raced;
      }
      byte[] made =
          content.get().map(tree -> encode("id: " + id + "\n", name, tree)).orElse(NOTHING);
      bytes = made;
      return made;
    } finally {
      encoding.unlock();
    }
  }

  static byte[] withoutId(String name, JsonNode tree) {
    return encode("", name, tree);
  }

  private static byte[] encode(String idLine, String name, JsonNode tree) {
    byte[] head = (idLine + "event: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8);
    // JSON text has no line breaks of its own, so one data line holds it.
    byte[] json = Json.bytes(tree);
    byte[] frame = new byte[head.length + json.length + 2];
    System.arraycopy(head, 0, frame, 0, head.length);
    System.arraycopy(json, 0, frame, head.length, json.length);
    frame[frame.length - 2] = '\n';
    frame[frame.length - 1] = '\n';
    return frame;
  }
}
