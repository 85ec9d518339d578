package org.hearthhub.web.signin;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells whoever serves a session for longer than one request that it ended. Thread-safe. */
public final class SessionEnds {
  private final Map<String, Set<Runnable>> watchers = new ConcurrentHashMap<>();

  /** Ends a watch. */
  public interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /** Calls back, once, when somebody signs out of the session. */
  public Watch watch(String token, Runnable ended) {
    watchers.compute(
        token,
        (_, present) -> {
          Set<Runnable> all = present == null ? ConcurrentHashMap.newKeySet() : present;
          all.add(ended);
          return all;
        });
    return () ->
        watchers.computeIfPresent(
            token,
            (_, present) -> {
              present.remove(ended);
              return present.isEmpty() ? null : present;
            });
  }

  void ended(String token) {
    Set<Runnable> told = watchers.remove(token);
    if (told != null) {
      told.forEach(Runnable::run);
    }
  }
}
