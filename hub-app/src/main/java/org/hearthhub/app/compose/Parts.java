package org.hearthhub.app.compose;

import java.util.Deque;
import java.util.Optional;

/** Takes apart what was put together. */
final class Parts {
  private Parts() {}

  /** Closes all of them, the last first; then throws the first failure. */
  static void close(Deque<AutoCloseable> parts) {
    Optional<RuntimeException> first = Optional.empty();
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (RuntimeException failure) {
        first = first.or(() -> Optional.of(failure));
      } catch (Exception checked) {
        RuntimeException failure = new IllegalStateException("a part did not stop", checked);
        first = first.or(() -> Optional.of(failure));
      }
    }
    first.ifPresent(
        failure -> {
          throw failure;
        });
  }
}
