package org.hearthhub.access;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Whoever wants to be told of the end of a session, by its hash. Thread-safe. */
final class SessionEnds {
  private final Map<String, Set<Runnable>> watchers = new ConcurrentHashMap<>();

  Sessions.Watch watch(String hash, Runnable ended) {
    watchers.compute(
        hash,
        (_, present) -> {
          Set<Runnable> all = present == null ? ConcurrentHashMap.newKeySet() : present;
          all.add(ended);
          return all;
        });
    return () ->
        watchers.computeIfPresent(
            hash,
            (_, present) -> {
              present.remove(ended);
              return present.isEmpty() ? null : present;
            });
  }

  /** Tells all who watch that session, once. */
  void tell(String hash) {
    Set<Runnable> told = watchers.remove(hash);
    if (told != null) {
      told.forEach(Runnable::run);
    }
  }
}
